"""What screens can be asked to draw and what they may ask. No Qt here; ``app.ui`` implements the views.

The states drawn are values of ``app.presenters.states``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.presenters.messages import Message
from app.presenters.panels import Panel, PanelActions
from app.presenters.search_states import SearchState
from app.presenters.sign_in_state import SignInState
from app.presenters.states import (
    Act,
    BasketRow,
    ChangeState,
    CustomerTile,
    FloorMode,
    OpenShiftState,
    PaymentState,
    ReceiptState,
    Sound,
    StripState,
    TilesState,
    TotalsState,
)


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
    """Screens 3 to 12: one window part whose left side changes with the mode."""

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

    def show_panel(self, panel: Panel | None) -> None:
        """Draw what stands on the panel; None takes it away."""
        ...

    def show_acts(self, acts: frozenset[Act]) -> None:
        """Say which actions there are; buttons, list and hints show no other."""
        ...

    def show_customer(self, customer: CustomerTile) -> None:
        """Draw who buys."""
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

    def scanned(self, text: str) -> None:
        """A badge."""
        ...

    def language(self, code: str) -> None:
        """Switch the language of the screen, ``es`` or ``en``."""
        ...

    def practice(self) -> None:
        """Into PRÁCTICA, or out of it."""
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

    @property
    def panel_actions(self) -> PanelActions:
        """Who hears of what people do on the open panel."""
        ...

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
