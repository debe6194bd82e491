"""What the pilot sees of the screen, as the presenters last showed it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from app.ui.pages import Screen

Condition: TypeAlias = Callable[[], bool]
Act: TypeAlias = Generator[Condition, None, dict[str, Any]]
"""Something a person does: yields what it waits for, returns what came of it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands on the screen, as the presenters last showed it.

    Attributes:
        screen: Which screen.
        mode: What fills the left side of the floor.
        rows: Lines of the basket.
        due: What the customer owes, ``1,234.50``.
        saved: Number of the sale whose change is shown, empty without one.
        change: Change of that sale.
        message: Id of the message shown, empty without one.
        link: ``online``, ``offline`` …
        queued: Events waiting.
        printed: The receipt of that sale is on paper, or there is none to wait for.
        busy: Something is being saved or checked, or keys wait to be told from a scan.
        sales: Sales the till holds.
        batches: Sizes of the batches answered in this run.
        panel: Name of the task over the basket, empty without one.
        asking: Somebody is asked to authorise.
        reviews: Reviews that somebody at this till may decide.
    """

    screen: Screen
    mode: str
    rows: int
    due: str
    saved: str
    change: str
    message: str
    link: str
    queued: int
    printed: bool
    busy: bool
    sales: int
    batches: Sequence[int]
    panel: str = ""
    asking: bool = False
    reviews: int = 0


class Eyes(Protocol):
    """Looks at the screen for the pilot."""

    def look(self) -> Seen:
        """What stands there now."""
        ...

    def draw_receipts(self, folder: Path) -> list[Path]:
        """Every receipt as text and as a picture."""
        ...
