"""What screens show, as values. Amounts arrive as text already formatted (``1,234.50`` without ``B/.``)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.presenters.acts import OVER_PANEL, WHILE_PAYING, WHILE_SELLING, Act, FloorMode, Sound

if TYPE_CHECKING:  # this module is there at the first paint, those are not needed for it
    from app.presenters.messages import Message
    from app.presenters.panels import Say

__all__ = [
    "Act",
    "BasketRow",
    "ChangePiece",
    "ChangeState",
    "CustomerTile",
    "DenominationRow",
    "DrawerState",
    "FloorMode",
    "Level",
    "Link",
    "OVER_PANEL",
    "OpenShiftState",
    "PaymentState",
    "PrintShown",
    "PrinterState",
    "ReceiptState",
    "RowKind",
    "Sound",
    "StripState",
    "TenderRow",
    "Tile",
    "TilesState",
    "TotalsState",
    "WHILE_PAYING",
    "WHILE_SELLING",
]


class Link(StrEnum):
    """Connection to the centre."""

    ONLINE = "online"
    OFFLINE = "offline"
    CONNECTING = "connecting"
    PAUSED = "paused"
    NONE = "none"


class Level(StrEnum):
    """How a status is drawn: plain, amber pill, red pill."""

    OK = "ok"
    WARN = "warn"
    ERR = "err"
    MUTED = "muted"


class PrinterState(StrEnum):
    """Receipt printer as the strip shows it; UNKNOWN is never green."""

    READY = "ready"
    BUSY = "busy"
    NEAR_END = "near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFF = "off"
    UNCERTAIN = "uncertain"
    UNKNOWN = "unknown"
    NONE = "none"


class DrawerState(StrEnum):
    """Cash drawer; no sensor is UNKNOWN, not closed."""

    CLOSED = "closed"
    OPEN = "open"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class StripState:
    """The status strip above every screen.

    Attributes:
        queued: Events waiting to be sent.
        queue_level: OK, WARN from 15 min of waiting, ERR from 4 h.
        place: Name of the till.
        shift: Number of the open shift with 4 digits, empty without one.
        person: Who is signed in, empty when nobody.
        clock: ``10:02``.
        demo: Whether DEMOSTRACIÓN is shown.
        reviews: How many reviews somebody at this till may decide; ``reviews_late`` whether one is overdue.
    """

    link: Link
    queued: int
    queue_level: Level
    printer: PrinterState
    drawer: DrawerState
    place: str
    shift: str
    person: str
    clock: str
    demo: bool = False
    reviews: int = 0
    reviews_late: bool = False


@dataclass(frozen=True, slots=True)
class DenominationRow:
    """One denomination on the float count: its value as text, how many as typed, their product."""

    key: str
    label: str
    count: str
    amount: str
    coin: bool


@dataclass(frozen=True, slots=True)
class OpenShiftState:
    """Opening a shift with its float: the fixed float in one Enter, or counted by denominations."""

    person: str
    business_date: str
    fixed_float: str
    counting: bool
    rows: tuple[DenominationRow, ...]
    selected: int
    counted: str
    message: Message | None
    busy: bool


class RowKind(StrEnum):
    """A basket row is goods, goods on their way back, or a scan that could not be added."""

    ITEM = "item"
    RETURN = "return"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class BasketRow:
    """One row of the basket, every text ready to paint.

    Attributes:
        key: Stable identity of the row.
        unit: Empty for pieces, else ``kg`` or ``lb``.
        tax: ``Ex.``, ``7 %`` …
        pill: What was taken off, beside the name: the promotion, the discount, or another price.
        measured: No stepper; quantity came from a label or was typed.
        message: Only on error rows; ``name`` then holds the raw scanned text.
    """

    key: int
    kind: RowKind
    name: str
    quantity: str = ""
    unit: str = ""
    price: str = ""
    tax: str = ""
    amount: str = ""
    pill: str = ""
    measured: bool = False
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class TotalsState:
    """The total card; ``zero`` draws the total light; what is taken off is negative.

    Attributes:
        total: What is paid; negative when money goes back instead.
        back: What comes back in the same ticket, negative.
    """

    subtotal: str
    promotions: str
    discount: str
    tax: str
    total: str
    lines: int
    zero: bool
    back: str = "0.00"


@dataclass(frozen=True, slots=True)
class Tile:
    """A product to touch."""

    variant_id: str
    name: str
    price: str


@dataclass(frozen=True, slots=True)
class TilesState:
    """Tabs of tiles.

    Attributes:
        tabs: Their names as the shop gave them.
        best: Whether the first tab is that of the shop's best sellers, which the screen names.
    """

    tabs: tuple[str, ...]
    selected: int
    tiles: tuple[Tile, ...]
    best: bool = False


@dataclass(frozen=True, slots=True)
class TenderRow:
    """A tender already taken.

    Attributes:
        method: ``cash card yappy transfer points store_credit``.
        detail: What it is known by, such as the brand and last digits of a card; empty for cash.
        state: ``confirmed``, ``unconfirmed`` or ``unknown``.
    """

    method: str
    amount: str
    time: str
    detail: str = ""
    state: str = "confirmed"


@dataclass(frozen=True, slots=True)
class PaymentState:
    """Taking money.

    Attributes:
        due: What the customer owes.
        received: Sum taken so far.
        missing: Still due, ``0.00`` when covered.
        primary: Amount on the primary button: what is missing, or the amount typed.
        typed: Whether an amount stands in the command line (the button then shows it).
        notes: Quick notes in whole balboas, e.g. ``("5", "10", "20", "50", "100")``.
        busy: The sale is being saved.
        unknown: The outcome of a payment is not known: what it would pay is still missing.
        excess: Paid beyond the total, empty where nothing is: goods make up for it, or it goes back.
    """

    due: str
    received: str
    missing: str
    primary: str
    typed: bool
    tenders: tuple[TenderRow, ...]
    notes: tuple[str, ...]
    busy: bool
    unknown: bool = False
    excess: str = ""


class PrintShown(StrEnum):
    """State of a receipt as people read it."""

    NONE = "none"
    QUEUED = "queued"
    WAITING = "waiting"
    SENT = "sent"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class ChangePiece:
    """A coin or note to hand back and how many."""

    value: str
    count: int
    coin: bool


@dataclass(frozen=True, slots=True)
class ChangeState:
    """Change due, over the empty basket of the next sale; ``folded`` is the one-line form after Esc.

    Attributes:
        received: Cash handed over, ``0.00`` for none.
        earned: Points the customer earned, empty for none; ``balance`` what they have now.
    """

    number: str
    total: str
    change: str
    received: str
    pieces: tuple[ChangePiece, ...]
    drawer: DrawerState
    printed: PrintShown
    folded: bool
    earned: str = ""
    balance: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptState:
    """Preview of a receipt: laid-out lines of the print grid, and its life line.

    Attributes:
        document: Canonical JSON of the receipt document, drawn by the screen on the print grid.
        columns: Width of the grid.
        sent: ``pending``, ``acked``, ``review`` … (delivery state of the journal row).
        reviewed: How a review of it ended, None without one that is resolved.
    """

    number: str
    time: str
    total: str
    document: str
    columns: int
    printed: PrintShown
    sent: str
    message: Message | None = None
    reviewed: Say | None = None


@dataclass(frozen=True, slots=True)
class CustomerTile:
    """Who buys, on the tile above the pad: a name and a line below it; an empty name is the walk-in.

    Attributes:
        detail: What is taken off for them, behind their points.
        points: Their points and how old that figure is, None without one.
    """

    name: str = ""
    detail: str = ""
    points: Say | None = None
