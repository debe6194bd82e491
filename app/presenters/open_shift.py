"""Screen 2, opening a shift: the fixed float in one Enter, or a count by denominations."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.messages import M, Message, Tone
from app.presenters.states import DenominationRow, OpenShiftState
from app.presenters.views import OpenShiftView
from app.usecases.ports import OpenShift
from app.usecases.shift import Shifts
from app.usecases.state import TillState
from core.domain.errors import DomainError

DENOMINATIONS: Final = (
    ("note-20", "20", False),
    ("note-10", "10", False),
    ("note-5", "5", False),
    ("note-1", "1", False),
    ("coin-1", "1.00", True),
    ("coin-0.50", "0.50", True),
    ("coin-0.25", "0.25", True),
    ("coin-0.10", "0.10", True),
    ("coin-0.05", "0.05", True),
    ("coin-0.01", "0.01", True),
)
"""(key, face value, coin) of what a float is made of, largest first (domain.md section 9)."""

MAX_COUNT_DIGITS: Final = 4


class OpenShiftPresenter:
    """Implements ``OpenShiftActions``."""

    def __init__(
        self,
        view: OpenShiftView,
        shifts: Shifts,
        state: TillState,
        *,
        fixed_float: Decimal,
        language: Callable[[], str],
        opened: Callable[[OpenShift], Any],
        left: Callable[[], Any],
    ) -> None:
        self._view = view
        self._shifts = shifts
        self._state = state
        self._fixed = fixed_float
        self._language = language
        self._opened = opened
        self._left = left
        self._counting = False
        self._counts = [""] * len(DENOMINATIONS)
        self._row = 0
        self._busy = False
        self._message: Message | None = None

    @property
    def busy(self) -> bool:
        """Whether the shift is being opened."""
        return self._busy

    def open(self) -> None:
        """Show the screen anew with the fixed float proposed."""
        self._stop_counting()
        self._busy = False
        self._message = None
        self._show()

    def count(self) -> None:
        """Switch to counting."""
        if not self._busy:
            self._counting = True
            self._message = None
            self._show()

    def digit(self, text: str) -> None:
        """Type into the selected count; typing starts the count by itself."""
        if self._busy or text not in "0123456789" or not text:
            return
        self._counting = True
        typed = (self._counts[self._row] + text).lstrip("0")
        if len(typed) <= MAX_COUNT_DIGITS:
            self._counts[self._row] = typed
        self._message = None
        self._show()

    def erase(self) -> None:
        """Take the last digit of the selected count back."""
        if self._counting and not self._busy:
            self._counts[self._row] = self._counts[self._row][:-1]
            self._show()

    def select(self, index: int) -> None:
        """Choose a row."""
        if 0 <= index < len(DENOMINATIONS) and not self._busy:
            self._counting = True
            self._row = index
            self._show()

    def next_row(self) -> None:
        """Go to the next row, from the last to the first."""
        self.select((self._row + 1) % len(DENOMINATIONS))

    def enter(self) -> None:
        """Open the shift with what is shown."""
        if self._busy:
            return
        self._busy = True
        self._message = None
        self._show()
        counts = None
        if self._counting:
            counts = {key: int(self._counts[i] or "0") for i, (key, _, _) in enumerate(DENOMINATIONS)}
        self._shifts.open(self._amount(), counts, self._done, self._failed)

    def back(self) -> None:
        """Leave counting; from the fixed float, sign out."""
        if self._busy:
            return
        if self._counting:
            self._stop_counting()
            self._show()
        else:
            self._left()

    def _done(self, shift: OpenShift) -> None:
        self._busy = False
        self._opened(shift)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        code = error.code if isinstance(error, DomainError) else type(error).__name__
        self._message = Message(M.STORE_UNAVAILABLE, Tone.ERR, {"code": code}, lasting=True)
        self._show()

    def _stop_counting(self) -> None:
        self._counting = False
        self._counts = [""] * len(DENOMINATIONS)
        self._row = 0

    def _amount(self) -> Decimal:
        if not self._counting:
            return self._fixed
        return sum(
            (Decimal(face) * int(self._counts[i] or "0") for i, (_, face, _) in enumerate(DENOMINATIONS)),
            Decimal("0.00"),
        )

    def _show(self) -> None:
        person = self._state.person
        rows = tuple(
            DenominationRow(
                key=key,
                label=face,
                count=self._counts[i],
                amount=fmt.money(Decimal(face) * int(self._counts[i] or "0")),
                coin=coin,
            )
            for i, (key, face, coin) in enumerate(DENOMINATIONS)
        )
        self._view.show_open_shift(
            OpenShiftState(
                person=person.name if person else "",
                business_date=fmt.long_date(self._state.local_time(), self._language()),
                fixed_float=fmt.money(self._fixed),
                counting=self._counting,
                rows=rows,
                selected=self._row,
                counted=fmt.money(self._amount()),
                message=self._message,
                busy=self._busy,
            )
        )
