"""What a task on a panel does about keys and touches it has no use for: nothing; a scan is refused."""

from __future__ import annotations

from app.presenters.messages import M, Message, Tone
from app.presenters.panels import PanelHost


class BasePart:
    """A `PanelPart` that overrides what it needs; the way back closes it."""

    def __init__(self, host: PanelHost) -> None:
        self._host = host

    def edited(self, field_id: str, text: str) -> None:
        """No field of this task is typed into."""

    def digit(self, digit: str) -> None:
        """No secret is asked for."""

    def erase(self) -> None:
        """No secret is asked for."""

    def focus(self, field_id: str) -> None:
        """One field needs no choosing."""

    def choose(self, block_id: str, choice_id: str) -> None:
        """Nothing to choose from."""

    def select(self, block_id: str, index: int) -> None:
        """No list."""

    def move(self, step: int) -> None:
        """No list."""

    def mark(self, block_id: str, index: int) -> None:
        """No boxes."""

    def step(self, block_id: str, index: int, step: int) -> None:
        """No steppers."""

    def press(self, button_id: str) -> None:
        """No buttons but the primary one."""

    def enter(self) -> None:
        """No next step."""

    def scanned(self, text: str) -> None:
        """No place for a scan; it is said aloud, for goods that nobody heard refused are not charged."""
        del text
        self._host.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))

    def back(self) -> None:
        """Leave the task; nothing was done."""
        self._host.close_panel()
