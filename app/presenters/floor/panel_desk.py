"""The panel over the basket: a stack of tasks, of which the top one is shown and hears what people do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Panel, PanelPart
from app.presenters.states import Sound
from app.presenters.views import FloorView


class PanelDesk:
    """Implements `PanelHost` for tasks and `PanelActions` for the screen.

    While a part says that it is busy, nothing that would act twice reaches it: typing and the way back do.
    A refusal stands on the panel until the next key.

    Args:
        opened: Told when the first panel opens.
        closed: Told when the last one left.
    """

    def __init__(self, view: FloorView, opened: Callable[[], Any], closed: Callable[[], Any]) -> None:
        self._view = view
        self._opened = opened
        self._closed = closed
        self._parts: list[PanelPart] = []
        self._message: Message | None = None
        self._ahead = False

    @property
    def is_open(self) -> bool:
        """Whether a panel stands over the basket."""
        return bool(self._parts)

    @property
    def busy(self) -> bool:
        """Whether the task on top is saving or checking something."""
        return bool(self._parts) and self._parts[-1].panel().busy

    @property
    def name(self) -> str:
        """Name of the task on top, empty while none is open."""
        return self._parts[-1].panel().name if self._parts else ""

    def ahead(self, *, typed: bool) -> None:
        """What is pressed now was pressed before its screen was seen; or no longer."""
        self._ahead = typed

    # ------------------------------------------------------------------ what tasks ask (PanelHost)

    def open_panel(self, part: PanelPart) -> None:
        """Show a part; another one that stands there waits below it."""
        self._parts.append(part)
        self._message = None
        if len(self._parts) == 1:
            self._opened()
        self.redraw()

    def redraw(self) -> None:
        """The part's panel changed; the one on top is drawn."""
        if self._parts:
            self._draw(self._parts[-1].panel())

    def shows(self, part: PanelPart) -> bool:
        """Whether a part is the one on top."""
        return bool(self._parts) and self._parts[-1] is part

    def close_panel(self) -> None:
        """Leave the part on top: back to the one below it, else to the sale."""
        if not self._parts:
            return
        self._parts.pop()
        self._message = None
        if self._parts:
            self.redraw()
        else:
            self._closed()
            if not self._parts:  # what follows may open the next one
                self._view.show_panel(None)

    def clear(self) -> None:
        """Leave them all without a word: the sale is over, or another person stands at the till."""
        if self._parts:
            del self._parts[1:]
            self.close_panel()

    def say(self, message: Message | None) -> None:
        """Show a message over the basket, or clear it."""
        self._view.notify(message)

    def refuse(self, message: Message) -> None:
        """Say no, aloud: on the panel while one is open, else over the basket."""
        if self._parts:
            self._message = message
            self.redraw()
        else:
            self._view.notify(message)
        self._view.sound(Sound.ERROR)

    # ------------------------------------------------------------------ what people do (PanelActions)

    def edited(self, field_id: str, text: str) -> None:
        """The text of a field changed."""
        self._tell(lambda part: part.edited(field_id, text))

    def digit(self, digit: str) -> None:
        """One digit of a PIN."""
        self._tell(lambda part: part.digit(digit))

    def erase(self) -> None:
        """Take the last digit back."""
        self._tell(lambda part: part.erase())

    def focus(self, field_id: str) -> None:
        """A person went to a field."""
        self._tell(lambda part: part.focus(field_id))

    def choose(self, block_id: str, choice_id: str) -> None:
        """An answer was picked."""
        self._act(lambda part: part.choose(block_id, choice_id))

    def select(self, block_id: str, index: int) -> None:
        """A row was touched."""
        self._act(lambda part: part.select(block_id, index))

    def move(self, step: int) -> None:
        """Up or down in the list."""
        self._act(lambda part: part.move(step))

    def mark(self, block_id: str, index: int) -> None:
        """The box of a row."""
        self._act(lambda part: part.mark(block_id, index))

    def step(self, block_id: str, index: int, step: int) -> None:
        """The stepper of a row."""
        self._act(lambda part: part.step(block_id, index, step))

    def press(self, button_id: str) -> None:
        """A button of the foot."""
        self._act(lambda part: part.press(button_id))

    def enter(self) -> None:
        """Enter, or the primary button."""
        self._act(lambda part: part.enter())

    def back(self) -> None:
        """One level back."""
        self._tell(lambda part: part.back())

    def scanned(self, text: str) -> None:
        """A whole scan; refused aloud while something is being saved."""
        if self.busy or self._unseen():
            self.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))
        else:
            self._tell(lambda part: part.scanned(text))

    def _tell(self, call: Callable[[PanelPart], Any]) -> None:
        if not self._parts:
            return
        stale, self._message = self._message, None
        call(self._parts[-1])
        if stale is not None:
            self.redraw()

    def _act(self, call: Callable[[PanelPart], Any]) -> None:
        if self._unseen():
            self._view.sound(Sound.ERROR)
        elif not self.busy:
            self._tell(call)

    def _unseen(self) -> bool:
        """Whether a key typed ahead would take away what nobody has seen: what to hand out."""
        return self._ahead and bool(self._parts) and self._parts[-1].panel().outcome

    def _draw(self, panel: Panel) -> None:
        if self._message is not None:
            panel = replace(panel, message=self._message)
        self._view.show_panel(panel)
