"""Which receipts a typed number or amount means, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.usecases.receipts_port import ListedReceipt, TillReceipts
from core.domain.scan import RECEIPT_NUMBER

PAGE: Final = 50
NEWEST: Final = 2**63 - 1
"""Beyond every entry: the first page begins here."""
_DIGITS: Final = re.compile(r"[0-9]{1,10}")
_AMOUNT: Final = re.compile(r"(?P<whole>[0-9]{1,7})[.,](?P<cents>[0-9]{0,2})")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{0,2})?")
_PLACES: Final = 2


@dataclass(frozen=True, slots=True)
class Page:
    """Receipts newest first, those with the number before those of the amount; ``more`` are older."""

    items: Sequence[ListedReceipt]
    more: bool


class ReceiptSearch:
    """Used on the GUI thread: one or two reads by index, whatever the till has sold."""

    def __init__(self, receipts: TillReceipts) -> None:
        self._receipts = receipts

    def page(self, text: str, after: ListedReceipt | None = None) -> Page:
        """The receipts a text means.

        Args:
            text: Empty for all; ``0001-000123``; digits are a number, and an amount of so many whole
                balboas; with a decimal mark an amount, whose cents need not be complete.
            after: The last receipt of the page before; None for the first page.
        """
        wanted = text.strip().removeprefix("B/.").strip()
        before = NEWEST if after is None else after.entry
        if not wanted:
            return _cut(self._receipts.receipts(before, PAGE + 1))
        named = RECEIPT_NUMBER.fullmatch(wanted)
        if named is not None:
            found = self._receipts.receipts_numbered(int(named["number"]), PAGE)
            return Page([one for one in found if one.series == named["series"]], more=False)
        bounds = amount_bounds(wanted)
        of_amount = Page((), more=False)
        if bounds is not None:
            of_amount = _cut(self._receipts.receipts_of(*bounds, before, PAGE + 1))
        if after is not None or _DIGITS.fullmatch(wanted) is None:
            return of_amount
        numbered = self._receipts.receipts_numbered(int(wanted), PAGE)
        known = {one.event_id for one in numbered}
        rest = [one for one in of_amount.items if one.event_id not in known]
        return Page([*numbered, *rest], of_amount.more)


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


def _cut(found: Sequence[ListedReceipt]) -> Page:
    return Page(found[:PAGE], len(found) > PAGE)
