"""Which papers a typed number, amount, day or name means, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol

from app.usecases.receipt_days import day_number, day_of
from app.usecases.receipts_port import FIRST, By, ListedReceipt, Place, TillReceipts
from core.domain.scan import RECEIPT_NUMBER

PAGE: Final = 50
CUSTOMERS: Final = 5
"""Of how many customers with a fitting name papers are shown."""
_NAME: Final = 3
"""Letters a name needs before it is looked for."""
_DIGITS: Final = re.compile(r"[0-9]{1,10}")
_AMOUNT: Final = re.compile(r"(?P<whole>[0-9]{1,7})[.,](?P<cents>[0-9]{0,2})")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{0,2})?")
_PLACES: Final = 2


@dataclass(frozen=True, slots=True)
class Page:
    """Papers newest first, those with the number before those of the amount.

    Attributes:
        more: Whether older ones follow ``end``.
        end: Where the next page begins.
    """

    items: Sequence[ListedReceipt]
    more: bool
    end: Place = FIRST


class _Named(Protocol):
    """A customer, as far as their papers need one."""

    @property
    def customer_id(self) -> str: ...


FindCustomers = Callable[[str, int], Sequence[_Named]]
"""Customers whose name, document or phone fits a text, at most so many."""


class ReceiptSearch:
    """Used on the GUI thread: a few reads by index, whatever the till has sold.

    Args:
        receipts: The till's papers.
        today: The shop's day.
        customers: Finds people by what was typed.
    """

    def __init__(self, receipts: TillReceipts, today: Callable[[], date], customers: FindCustomers) -> None:
        self._receipts = receipts
        self._today = today
        self._customers = customers

    def page(self, text: str, before: Place = FIRST) -> Page:
        """The papers a text means.

        Args:
            text: Empty for all; ``0001-000123``; a day as `app.usecases.receipt_days.day_of` reads it; digits
                are a number, and an amount of so many whole balboas; with a decimal mark an amount, whose
                cents need not be complete; anything else is somebody's name, document or phone.
            before: End of the page before.
        """
        wanted = text.strip().removeprefix("B/.").strip()
        if not wanted:
            return self._ask(By.ANY, (), before)
        named = RECEIPT_NUMBER.fullmatch(wanted.upper())
        if named is not None:
            found = self._ask(By.NUMBER, (int(named["number"]),), FIRST).items
            return Page([one for one in found if one.series == named["series"]], more=False)
        day = day_of(wanted, self._today())
        if day is not None:
            return self._ask(By.DAY, (day_number(day),), before)
        bounds = amount_bounds(wanted)
        if bounds is None and _DIGITS.fullmatch(wanted) is None:
            return self._of_customers(wanted)
        of_amount = Page((), more=False)
        if bounds is not None:
            of_amount = self._ask(By.TOTAL, (bounds[0] // 100, *bounds), before)
        if before != FIRST or _DIGITS.fullmatch(wanted) is None:
            return of_amount
        numbered = self._ask(By.NUMBER, (int(wanted),), FIRST).items
        known = {one.event_id for one in numbered}
        rest = [one for one in of_amount.items if one.event_id not in known]
        return replace(of_amount, items=[*numbered, *rest])

    def _of_customers(self, text: str) -> Page:
        if sum(character.isalnum() for character in text) < _NAME:
            return Page((), more=False)
        found = [
            one
            for person in self._customers(text, CUSTOMERS)
            for one in self._ask(By.CUSTOMER, (person.customer_id,), FIRST).items
        ]
        found.sort(key=_position, reverse=True)
        return Page(found[:PAGE], more=False)

    def _ask(self, by: By, values: Sequence[int | str], before: Place) -> Page:
        found = self._receipts.receipts(by, values, before, PAGE + 1)
        items = found[:PAGE]
        return Page(items, len(found) > PAGE, before.after(items))


def _position(listed: ListedReceipt) -> int:
    return listed.position


def amount_bounds(text: str) -> tuple[int, int] | None:
    """Lowest and highest total in cents that begin like a typed amount; None when it is none.

    ``18`` and ``18.`` are 18.00 to 18.99, ``18.5`` is 18.50 to 18.59, ``18.54`` itself.
    """
    plain = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if re.fullmatch(r"[0-9]{1,7}", plain):
        plain += "."
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        return None
    cents = match["cents"]
    return int(match["whole"] + cents.ljust(_PLACES, "0")), int(match["whole"] + cents.ljust(_PLACES, "9"))
