"""Panels: one form language for every task that is more than a line of the basket.

A panel lies on the left side of the floor in place of the basket; pad and primary button stay where they are
(ux.md section 1, principle 5): the pad types into the panel's field, the primary button is the panel's next
step. A task is a `PanelPart`: it says what stands on its panel and hears what people do there. The screen
knows no task, so a new task is a presenter and its words alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeAlias

from app.presenters.messages import Message, Tone
from app.presenters.review_wording import Word


@dataclass(frozen=True, slots=True)
class Say:
    """Words by id with their values: amounts and names already formatted as text, or words again."""

    id: Word
    values: Mapping[str, str | Say] = field(default_factory=dict[str, "str | Say"])


Label: TypeAlias = Say | str
"""Words to translate, or data that is shown as it is (names, amounts, codes)."""


class FieldKind(StrEnum):
    """What a field takes.

    ``PIN`` never holds its text in the state: the part counts digits, the screen draws dots.
    """

    TEXT = "text"
    AMOUNT = "amount"
    DIGITS = "digits"
    CODE = "code"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of a label at the left and a value at the right.

    Attributes:
        strong: The last one is the sum, drawn large.
        handed: The last one is money that changes hands now, drawn as large as a total.
    """

    rows: tuple[tuple[Label, Label], ...]
    strong: bool = False
    handed: bool = False


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """What an act changes: an amount before (light) and after (bold), with what it is about above them."""

    title: Label
    note: Label
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several answers; ``key`` is the digit that picks it while no field is active, empty for none."""

    id: str
    words: Label
    key: str = ""
    note: Label = ""
    icon: str = ""
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """Answers as chips or cards; ``id`` tells blocks apart, ``selected`` is the chosen answer's id."""

    id: str
    caption: Label
    items: tuple[Choice, ...]
    selected: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field to type into.

    Attributes:
        text: What stands in it; empty for ``PIN``.
        typed: Digits typed into a ``PIN`` field.
        slots: Dots to draw for a ``PIN`` field.
        active: Whether keys go to it; at most one field of a panel is active.
        trailing: Words at its right end (unit, remaining time).
        limit: Most characters it takes.
    """

    id: str
    caption: Label
    kind: FieldKind
    text: str = ""
    placeholder: Label = ""
    active: bool = False
    typed: int = 0
    slots: int = 0
    trailing: Label = ""
    limit: int = 120


@dataclass(frozen=True, slots=True)
class RowItem:
    """One row of a list.

    Attributes:
        key: Stable identity.
        title: First line at the left; ``detail`` the second, smaller.
        right: Amount or number at the right; ``right_note`` below it, smaller.
        marked: None without a mark, else whether its box is ticked.
        stepper: Quantity between − and + buttons, empty without one.
        tone: Colour of ``right_note``.
    """

    key: str
    title: Label
    detail: Label = ""
    right: str = ""
    right_note: Label = ""
    marked: bool | None = None
    stepper: str = ""
    tone: Tone = Tone.INFO


@dataclass(frozen=True, slots=True)
class Rows:
    """A list that scrolls; the selected row is the one Enter and Space act on."""

    id: str
    items: tuple[RowItem, ...]
    selected: int | None = None
    empty: Label = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence, with the icon and colour of its tone."""

    words: Label
    tone: Tone = Tone.INFO


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something long has come, with words above its bar."""

    words: Label
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A receipt preview: canonical JSON of a receipt document on a grid of ``columns``."""

    document: str
    columns: int


@dataclass(frozen=True, slots=True)
class QrPicture:
    """A QR code with a caption below it."""

    data: str
    caption: Label


Block: TypeAlias = Facts | BeforeAfter | Choices | Field | Rows | Remark | Progress | Paper | QrPicture


@dataclass(frozen=True, slots=True)
class PanelButton:
    """A button of a panel's foot; the primary one stands in Pay's place and is what Enter does.

    Attributes:
        danger: It undoes a sale or a payment for good; drawn in red.
    """

    id: str
    words: Label
    key: str = ""
    icon: str = ""
    amount: str = ""
    danger: bool = False
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands on a panel.

    Attributes:
        name: Which task, e.g. ``discount``; object names of its widgets begin with ``panel.<name>``.
        primary: The next step; None draws Pay's place idle.
        buttons: Further acts at the foot; the way back (Esc) is always there and not among them.
        message: A refusal or hint above the foot, until the next key.
        busy: Something is being saved or checked; the primary button is idle and says so.
        outcome: It says what to hand out: nothing that was typed before it came takes it away.
    """

    name: str
    icon: str
    title: Label
    blocks: tuple[Block, ...]
    subtitle: Label = ""
    primary: PanelButton | None = None
    buttons: tuple[PanelButton, ...] = ()
    message: Message | None = None
    busy: bool = False
    outcome: bool = False


class PanelActions(Protocol):
    """What a panel's screen may ask; `PanelPart` hears it."""

    def edited(self, field_id: str, text: str) -> None:
        """The text of a field changed."""
        ...

    def digit(self, digit: str) -> None:
        """One digit for the active ``PIN`` field, which never stands in an edit."""
        ...

    def erase(self) -> None:
        """Take the last digit of the active ``PIN`` field back."""
        ...

    def focus(self, field_id: str) -> None:
        """A person touched a field, or moved to it with Tab."""
        ...

    def choose(self, block_id: str, choice_id: str) -> None:
        """A chip or card was touched, or its digit pressed."""
        ...

    def select(self, block_id: str, index: int) -> None:
        """A row was touched."""
        ...

    def move(self, step: int) -> None:
        """Up or down in the list."""
        ...

    def mark(self, block_id: str, index: int) -> None:
        """The box of a row was touched, or Space pressed on it."""
        ...

    def step(self, block_id: str, index: int, step: int) -> None:
        """One more or one less on a row's stepper."""
        ...

    def press(self, button_id: str) -> None:
        """A button of the foot."""
        ...

    def enter(self) -> None:
        """Enter, or the primary button."""
        ...

    def back(self) -> None:
        """Esc, or the way back: one step, never destroying."""
        ...

    def scanned(self, text: str) -> None:
        """A whole frame of a scanner."""
        ...


class PanelPart(PanelActions, Protocol):
    """A task on a panel; it draws itself through the `PanelHost` it was given."""

    def panel(self) -> Panel:
        """What stands on it now."""
        ...


class PanelHost(Protocol):
    """Where parts are shown; the floor's presenter implements it."""

    def open_panel(self, part: PanelPart) -> None:
        """Show a part; another one that stands there waits below it and comes back when this one closes."""
        ...

    def redraw(self) -> None:
        """The part's panel changed."""
        ...

    def shows(self, part: PanelPart) -> bool:
        """Whether a part is the one shown: others may have cleared the panels meanwhile."""
        ...

    def close_panel(self) -> None:
        """Leave the part: back to the one below it, else to the sale."""
        ...

    def say(self, message: Message | None) -> None:
        """Show a message over the basket (after the panel closed) or clear it."""
        ...

    def refuse(self, message: Message) -> None:
        """Show a refusal on the open panel, or over the basket, with the error sound."""
        ...
