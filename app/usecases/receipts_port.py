"""Papers of this till as a list asks for them (screen 16): sales, returns and voids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

_NEWEST: Final = 2**63 - 1
"""Beyond every entry: the first page begins here."""


class Paper(StrEnum):
    """What left a paper."""

    SALE = "sale"
    REFUND = "refund"
    VOID = "void"


class By(StrEnum):
    """What papers are asked for by, with the values each takes.

    ``ANY`` none; ``NUMBER`` a number; ``TOTAL`` whole balboas, lowest and highest cents of one stretch of
    them; ``DAY`` a day of Panama, counted from 1970-01-01; ``CUSTOMER`` an identity.
    """

    ANY = "any"
    NUMBER = "number"
    TOTAL = "total"
    DAY = "day"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class ListedReceipt:
    """A paper in a list. Amounts in cents, without a sign: what comes back says so by its kind.

    Attributes:
        position: Its place among all events; the newest has the greatest.
        entry: Its place among papers of its kind.
        number: With ``series`` its number; a void has that of its sale.
        methods: Means of payment in the order taken.
        voided: Whether it is a sale that was undone as a whole.
        delivery: State of its event on the way to the centre: ``pending``, ``acked``, ``review`` …
    """

    position: int
    kind: Paper
    entry: int
    event_id: str
    series: str
    number: int
    occurred_at_ms: int
    total_cents: int
    methods: tuple[str, ...]
    voided: bool
    delivery: str = "acked"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: of each kind only lower entries follow."""

    sale: int = _NEWEST
    refund: int = _NEWEST
    void: int = _NEWEST

    def of(self, kind: Paper) -> int:
        """The entry that papers of a kind must lie below."""
        return {Paper.SALE: self.sale, Paper.REFUND: self.refund, Paper.VOID: self.void}[kind]

    def after(self, shown: Iterable[ListedReceipt]) -> Place:
        """The place behind these, which are the newest before this place."""
        least = {kind: self.of(kind) for kind in Paper}
        for one in shown:
            least[one.kind] = min(least[one.kind], one.entry)
        return Place(least[Paper.SALE], least[Paper.REFUND], least[Paper.VOID])


FIRST: Final = Place()


class TillReceipts(Protocol):
    """Reads of at most 1 ms."""

    def receipts(
        self, by: By, values: Sequence[int | str], before: Place, limit: int
    ) -> Sequence[ListedReceipt]:
        """Papers of any kind, newest first, at most so many; see `By` for the values."""
        ...
