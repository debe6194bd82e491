"""What every block of a panel has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.presenters.panels import Block, Label, PanelActions
from app.ui.panel_words import is_data, say
from app.ui.theme.metrics import Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import LEFT, Canvas, Style
from app.ui.widgets.painted import Painted


def _nobody() -> None:
    pass


class Ear:
    """Passes on what people do on a panel; silent until somebody listens."""

    def __init__(self) -> None:
        self.actions: PanelActions | None = None
        self.finger: Callable[[], Any] = _nobody
        """Told when a finger touches a field for words."""
        self.answered: Callable[[], Any] = _nobody
        """Told when a finger gave an answer, after who hears of answers."""

    def tell(self, call: Callable[[PanelActions], Any]) -> None:
        """Let the listener hear one thing."""
        if self.actions is not None:
            call(self.actions)


class BlockView(Painted):
    """A block that draws itself; subclasses say how high they are and take a block of their kind."""

    grows = False
    """Whether it takes the room that is left, beyond the height it asks for."""
    prefix = "panel"
    """What the object names of its widgets begin with."""

    def __init__(self, theme: Theme, ear: Ear, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.ear = ear

    def show_block(self, block: Block) -> None:
        """Draw a block of its kind."""
        raise NotImplementedError

    def height_for(self, width: int) -> int:
        """Height in px at a width."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """The language changed: words that are not painted are said anew."""
        self.update()


def style_of(
    label: Label,
    size: Type = Type.BODY,
    weight: Weight = Weight.REGULAR,
    ink: Ink = Ink.TEXT,
    align: Any = LEFT,
) -> Style:
    """A style for a label: data may be shortened, words may not."""
    return Style(size, weight, ink, align, free=is_data(label))


def text(canvas: Canvas, area: Any, label: Label, *rest: Any) -> int:
    """Draw a label; `rest` as in `style_of`. Returns the width drawn, in px."""
    return canvas.text(area, say(label), style_of(label, *rest))
