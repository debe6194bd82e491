"""The customer's screen: whole snapshots of what is sold, numbered, one a second at least (ux.md screen 22).

The feed looks at the sale when a snapshot is due; a change on the floor only says that one is. So painting a
scan never waits for the customer's screen, and nothing of it is kept twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Protocol

from app.presenters import format as fmt
from app.presenters.customer_view import DisplayQr
from app.presenters.floor.rows import item_row, return_rows, totals_of
from app.presenters.sign_in import Ticker
from app.presenters.states import BasketRow, ChangeState, FloorMode, RowKind
from app.usecases.open_sale import OpenSale
from app.usecases.state import TillState
from core.domain.payment import UNKNOWN

SOON_MS: Final = 80
"""Changes within this time make one snapshot: a burst of scans is shown once."""
LAST_LINES: Final = 12
"""Most lines in a snapshot; a screen shows as many of the last as fit."""


class DisplayMode(StrEnum):
    """What the customer sees."""

    IDLE = "idle"
    SALE = "sale"
    PAYMENT = "payment"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class DisplayLine:
    """One line: name, ``3 × 1.99`` or ``0.735 kg × 8.90`` (empty for a single piece), and its amount."""

    name: str
    detail: str
    amount: str


@dataclass(frozen=True, slots=True)
class DisplaySnapshot:
    """All the customer's screen shows, and nothing of anybody: no names, no points, no credit.

    Amounts are text ready to paint, without ``B/.``; one that says nothing is empty.

    Attributes:
        sequence: Counts up within one feed; an older one is never shown after a newer.
        at_s: Monotonic seconds when it was made; the screen goes blank when it is too old.
        lines: The last lines of the basket, oldest first.
        earlier: Lines before those.
        savings: What the customer saved.
        received: Money taken so far, while paying and with the change.
        missing: Still due, while paying.
        practice: Nothing of it is real.
    """

    sequence: int
    at_s: float
    shop: str
    mode: DisplayMode = DisplayMode.IDLE
    lines: tuple[DisplayLine, ...] = ()
    earlier: int = 0
    savings: str = ""
    total: str = ""
    received: str = ""
    missing: str = ""
    change: str = ""
    practice: bool = False
    qr: DisplayQr | None = None


class ShowsChange(Protocol):
    """Who knows the change that stands on the cashier's screen (`AfterSale`)."""

    @property
    def change(self) -> ChangeState | None:
        """The change shown."""
        ...


class ShowsMode(Protocol):
    """Who knows what fills the cashier's screen (`FloorPresenter`)."""

    @property
    def mode(self) -> FloorMode:
        """The mode."""
        ...


class DisplayFeed:
    """Publishes snapshots while somebody shows them; implements `CustomerView`. GUI thread.

    Args:
        soon: Calls back after `SOON_MS`.
    """

    def __init__(
        self,
        state: TillState,
        open_sale: OpenSale,
        after: ShowsChange,
        floor: ShowsMode,
        soon: Ticker,
        *,
        shop: str,
        practice: bool = False,
    ) -> None:
        self._state = state
        self._open = open_sale
        self._after = after
        self._floor = floor
        self._soon = soon
        self._shop = shop
        self._practice = practice
        self._publish: Callable[[DisplaySnapshot], Any] | None = None
        self._due = False
        self._sequence = 0
        self._qr: DisplayQr | None = None
        self._qr_of = ""

    def start(self, publish: Callable[[DisplaySnapshot], Any]) -> None:
        """Somebody shows the snapshots: one comes now, then one with every change and every second."""
        self._publish = publish
        self.beat()

    def stop(self) -> None:
        """Nobody shows them any more: nothing is made."""
        self._publish = None
        self._soon.stop()
        self._due = False

    def poke(self) -> None:
        """Something the customer sees may have changed; returns at once (a scan is being painted)."""
        if self._publish is not None and not self._due:
            self._due = True
            self._soon.start(self.beat)

    def beat(self) -> None:
        """Publish what stands now; called each second, so that silence means that something is wrong."""
        if self._publish is None:
            return
        self._soon.stop()
        self._due = False
        self._publish(self.snapshot())

    def show_qr(self, qr: DisplayQr | None) -> None:
        """See `CustomerView`."""
        self._qr = qr
        self._qr_of = self._open.sale.sale_id
        self.poke()

    def snapshot(self) -> DisplaySnapshot:
        """What the customer may see now, under the next number."""
        self._sequence += 1
        now, change, sale = self._state.clock.monotonic(), self._after.change, self._open.sale
        if self._state.person is None or (change is None and sale.is_empty):
            return DisplaySnapshot(self._sequence, now, self._shop, practice=self._practice)
        if change is not None:
            return DisplaySnapshot(
                self._sequence,
                now,
                self._shop,
                DisplayMode.CHANGE,
                total=change.total,
                received=change.received,
                change=change.change,
                practice=self._practice,
            )
        return self._of_sale(now)

    def _of_sale(self, now: float) -> DisplaySnapshot:
        sale, totals = self._open.sale, totals_of(self._open.sale)
        saved = sale.promotion_total + sale.discount_total
        shown = min(LAST_LINES, sale.line_count)
        back = return_rows(sale)[: LAST_LINES - shown]
        mode = self._floor.mode
        paying = mode is FloorMode.PAYMENT or (mode is FloorMode.PANEL and bool(sale.tenders))
        taken = sum((one.amount for one in sale.tenders if one.state != UNKNOWN), Decimal("0.00"))
        return DisplaySnapshot(
            self._sequence,
            now,
            self._shop,
            DisplayMode.PAYMENT if paying else DisplayMode.SALE,
            lines=tuple(map(_line, [*back, *(item_row(sale.line_at(at - shown)) for at in range(shown))])),
            earlier=totals.lines - shown - len(back),
            savings=fmt.money(saved) if saved else "",
            total=totals.total,
            received=fmt.money(taken) if paying and taken else "",
            missing=fmt.money(max(Decimal("0.00"), sale.due - taken)) if paying else "",
            practice=self._practice,
            qr=self._qr if self._qr_of == sale.sale_id else None,
        )


def _line(row: BasketRow) -> DisplayLine:
    measure = f"{row.quantity} {row.unit}".strip()
    detail = measure if row.kind is RowKind.RETURN else "" if measure == "1" else f"{measure} × {row.price}"
    return DisplayLine(row.name, detail, row.amount)
