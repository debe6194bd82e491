"""What screens show and what they can be asked to do. No Qt here; ``app.ui`` implements the views.

Amounts arrive as text already formatted (``1,234.50`` without ``B/.``); the screen adds the symbol.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.presenters.messages import Message


class Act(StrEnum):
    """Action ids: the same id serves button, key, help list and, later, permission and journal."""

    HELP = "help"
    SEARCH = "search"
    QUANTITY = "quantity"
    REMOVE = "remove"
    UNDO = "undo"
    REPEAT = "repeat"
    PAY = "pay"
    BACK = "back"
    EXACT = "exact"
    LAST_RECEIPT = "last_receipt"
    REPRINT = "reprint"
    VIEW_RECEIPT = "view_receipt"
    LOCK = "lock"
    SEND_NOW = "send_now"
    PRINTED_YES = "printed_yes"


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


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person on the sign-in screen; ``demo_pin`` only in the demo shop."""

    staff_id: str
    number: int
    name: str
    role: str
    demo_pin: str = ""


@dataclass(frozen=True, slots=True)
class SignInState:
    """Sign-in: who is here.

    Attributes:
        typed: How many PIN digits stand in the field; the digits never reach the view's state.
        slots: Dots to draw, the shortest PIN allowed for the person (4 or 6), more when more is typed.
        tries_left: None before a failure.
        wait_s: Seconds until this person may try again, 0 when at once.
        busy: A check is running.
    """

    shop: str
    till: str
    date: str
    people: tuple[PersonCard, ...]
    selected: str | None
    typed: int
    slots: int
    tries_left: int | None
    wait_s: int
    busy: bool
    message: Message | None
    language: str


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
    """A basket row is goods, or a scan that could not be added."""

    ITEM = "item"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class BasketRow:
    """One row of the basket, every text ready to paint.

    Attributes:
        key: Stable identity of the row.
        unit: Empty for pieces, else ``kg`` or ``lb``.
        tax: ``Ex.``, ``7 %`` …
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
    measured: bool = False
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class TotalsState:
    """The total card; ``zero`` draws the total light."""

    subtotal: str
    discount: str
    tax: str
    total: str
    lines: int
    zero: bool


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One search hit; ``marks`` are (start, end) spans of the name that matched."""

    variant_id: str
    name: str
    price: str
    unit: str
    tax: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchState:
    """Search list over the basket; ``selected`` is the row Enter adds."""

    query: str
    rows: tuple[ResultRow, ...]
    selected: int
    as_of: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A product to touch."""

    variant_id: str
    name: str
    price: str


@dataclass(frozen=True, slots=True)
class TilesState:
    """Tabs of tiles."""

    tabs: tuple[str, ...]
    selected: int
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class TenderRow:
    """A tender already taken."""

    method: str
    amount: str
    time: str


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
    """

    due: str
    received: str
    missing: str
    primary: str
    typed: bool
    tenders: tuple[TenderRow, ...]
    notes: tuple[str, ...]
    busy: bool


class PrintShown(StrEnum):
    """State of a receipt as people read it."""

    NONE = "none"
    QUEUED = "queued"
    WAITING = "waiting"
    SENT = "sent"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class ChangePiece:
    """A coin or note to hand back and how many."""

    value: str
    count: int
    coin: bool


@dataclass(frozen=True, slots=True)
class ChangeState:
    """Change due, over the empty basket of the next sale; ``folded`` is the one-line form after Esc."""

    number: str
    total: str
    change: str
    received: str
    pieces: tuple[ChangePiece, ...]
    drawer: DrawerState
    printed: PrintShown
    folded: bool


@dataclass(frozen=True, slots=True)
class ReceiptState:
    """Preview of a receipt: laid-out lines of the print grid, and its life line.

    Attributes:
        document: Canonical JSON of the receipt document, drawn by the screen on the print grid.
        columns: Width of the grid.
        sent: ``pending``, ``acked``, ``review`` … (delivery state of the journal row).
    """

    number: str
    time: str
    total: str
    document: str
    columns: int
    printed: PrintShown
    sent: str
    message: Message | None = None


class FloorMode(StrEnum):
    """What fills the left side; strip, command line, total, pad and Pay never move."""

    SALE = "sale"
    SEARCH = "search"
    PAYMENT = "payment"
    CHANGE = "change"
    RECEIPT = "receipt"


class Sound(StrEnum):
    """Sounds, each with a visual twin."""

    OK = "ok"
    ERROR = "error"
    ATTENTION = "attention"
    DONE = "done"


class SignInView(Protocol):
    """Screen 1."""

    def show_sign_in(self, state: SignInState) -> None:
        """Draw the state."""
        ...


class OpenShiftView(Protocol):
    """Screen 2."""

    def show_open_shift(self, state: OpenShiftState) -> None:
        """Draw the state."""
        ...


class StripView(Protocol):
    """The strip."""

    def show_strip(self, state: StripState) -> None:
        """Draw the state."""
        ...


class FloorView(Protocol):
    """Screens 3 to 7: one window part whose left side changes with the mode."""

    def show_mode(self, mode: FloorMode) -> None:
        """Switch the left side and the meaning of the primary button."""
        ...

    def reset_rows(self, rows: Sequence[BasketRow]) -> None:
        """Replace all rows (start, next sale, restored basket)."""
        ...

    def append_row(self, row: BasketRow) -> None:
        """Add a row at the end; the cost does not grow with the basket."""
        ...

    def insert_row(self, index: int, row: BasketRow) -> None:
        """Put a row back where it was (undo)."""
        ...

    def update_row(self, index: int, row: BasketRow) -> None:
        """Repaint one row."""
        ...

    def remove_row(self, index: int) -> None:
        """Take one row away."""
        ...

    def select_row(self, index: int | None) -> None:
        """Mark the selected row and bring it into view."""
        ...

    def show_totals(self, totals: TotalsState) -> None:
        """Update the total card and the amount on Pay."""
        ...

    def set_command(self, text: str) -> None:
        """Replace the text of the command line without telling the presenter."""
        ...

    def show_search(self, state: SearchState | None) -> None:
        """Show or hide the list of hits."""
        ...

    def show_tiles(self, state: TilesState) -> None:
        """Draw tabs and tiles."""
        ...

    def show_payment(self, state: PaymentState) -> None:
        """Draw the payment side."""
        ...

    def show_change(self, state: ChangeState | None) -> None:
        """Draw change due; None takes it away."""
        ...

    def show_receipt(self, state: ReceiptState | None) -> None:
        """Draw a receipt preview; None takes it away."""
        ...

    def notify(self, message: Message | None) -> None:
        """Show one message over the last rows of the basket card (nothing moves); None clears it."""
        ...

    def sound(self, sound: Sound) -> None:
        """Play a sound."""
        ...


class SignInActions(Protocol):
    """What screen 1 may ask; digits go one by one and are never kept by the screen."""

    def pick(self, staff_id: str) -> None:
        """Choose a person (clears the PIN)."""
        ...

    def digit(self, digit: str) -> None:
        """One digit: picks the person with that number while nobody is chosen, else goes to the PIN."""
        ...

    def erase(self) -> None:
        """Take the last PIN digit back."""
        ...

    def enter(self) -> None:
        """Check the PIN."""
        ...

    def back(self) -> None:
        """Esc: clear the PIN, then the person."""
        ...

    def language(self, code: str) -> None:
        """Switch the language of the screen, ``es`` or ``en``."""
        ...


class OpenShiftActions(Protocol):
    """What screen 2 may ask."""

    def digit(self, text: str) -> None:
        """Type into the selected count, or start counting when nothing is counted yet."""
        ...

    def erase(self) -> None:
        """Take the last digit of the selected count back."""
        ...

    def select(self, index: int) -> None:
        """Choose a denomination row."""
        ...

    def next_row(self) -> None:
        """Go to the next denomination."""
        ...

    def count(self) -> None:
        """Switch to counting by denominations."""
        ...

    def enter(self) -> None:
        """Open the shift with the fixed float, or with what was counted."""
        ...

    def back(self) -> None:
        """Esc: leave counting, then sign out."""
        ...


class FloorActions(Protocol):
    """What the floor may ask. The screen sends intents; rules live in the presenter."""

    def command_changed(self, text: str) -> None:
        """The command line's text after a key (search as you type, amount typed)."""
        ...

    def enter(self) -> None:
        """Enter on the command line or the pad's enter key."""
        ...

    def plus(self) -> None:
        """``+`` on an empty line: pay (ux.md section 4)."""
        ...

    def scanned(self, text: str) -> None:
        """A whole frame from a scanner."""
        ...

    def act(self, action: Act) -> None:
        """A button or key of the action list."""
        ...

    def select_row(self, index: int) -> None:
        """A tap on a row."""
        ...

    def move(self, step: int) -> None:
        """Up or down: rows, or hits while searching."""
        ...

    def step_quantity(self, step: int) -> None:
        """Stepper or keys: one more or one less on the selected row."""
        ...

    def remove_row(self, index: int) -> None:
        """«Quitar» on a row (error rows carry the button)."""
        ...

    def pick_hit(self, index: int) -> None:
        """A tap on a search hit."""
        ...

    def pick_tab(self, index: int) -> None:
        """A tab of the tiles."""
        ...

    def pick_tile(self, variant_id: str) -> None:
        """A tile."""
        ...

    def note(self, amount: str) -> None:
        """A quick note, e.g. ``20``."""
        ...

    def remove_tender(self, index: int) -> None:
        """Take a tender back."""
        ...
