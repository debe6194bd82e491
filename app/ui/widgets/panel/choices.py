"""Answers as chips or cards; digits pick them while no field is active."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.panels import Block, Choice, Choices
from app.ui.panel_words import is_data, say
from app.ui.theme.metrics import GAP, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Command
from app.ui.widgets.canvas import CENTER, Canvas, Style
from app.ui.widgets.keyboard import by_finger
from app.ui.widgets.panel.block import BlockView, Ear, text

CAPTION = 32
LOW = 56
HIGH = 64
DISC = 32
LEAST = 132


class ChoiceButton(Button):
    """Number in a disc, or an icon; the words, and a note below them."""

    def __init__(self, theme: Theme, command: Command, parent: QWidget) -> None:
        super().__init__(theme, command, parent)
        self.choice = Choice("", "")
        self.finger = False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A finger answers otherwise than a mouse: it may need letters next."""
        self.finger = by_finger(event)
        super().mouseReleaseEvent(event)
        self.finger = False

    def show_choice(self, choice: Choice, *, chosen: bool) -> None:
        """Draw one answer."""
        self.choice = choice
        self.say(say(choice.words), choice.key)
        self.setAccessibleDescription(" ".join(part for part in (choice.key, say(choice.note)) if part))
        self.set_idle(choice.idle)
        self.choose(chosen)
        self.update()

    def wish(self) -> int:
        """Width the words need, in px."""
        metrics = self.fontMetrics()  # regular letters; semi-bold ones are a tenth wider
        words = metrics.horizontalAdvance(self.words) * 11 // 10
        note = metrics.horizontalAdvance(say(self.choice.note))
        return max(LEAST, self._left + max(words, note) + 16)

    @property
    def _left(self) -> int:
        return 14 + DISC + 12 if self.choice.key or self.choice.icon else 20

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint disc or icon, and words."""
        middle = self.height() // 2
        if self.choice.key:
            disc = QRect(14, middle - DISC // 2, DISC, DISC)
            on = self.chosen and not self.idle
            canvas.disc(disc, Ink.ACCENT if on else Ink.CARD, None if on else Ink.KEY_EDGE)
            number = Ink.ON_ACCENT if on else ink
            canvas.text(disc, self.choice.key, Style(Type.BODY, Weight.BOLD, number, CENTER))
        elif self.choice.icon:
            canvas.icon(self.choice.icon, 18, middle - 12, 24, ink)
        left = self._left
        area = QRect(left, 0, self.width() - left - 10, self.height())
        if self.choice.note:
            area.setRect(left, middle - 25, area.width(), 26)
            below = area.translated(0, 25)
            text(canvas, below, self.choice.note, Type.CAPTION, Weight.REGULAR, Ink.MUTED)
        free = is_data(self.choice.words)
        canvas.text(area, self.words, Style(Type.BODY, Weight.SEMI, ink, free=free))


class ChoicesView(BlockView):
    """Caption above, answers in as many equal columns as their words allow."""

    def __init__(self, theme: Theme, ear: Ear, parent: QWidget) -> None:
        super().__init__(theme, ear, parent)
        self._choices = Choices("", "", ())
        self.buttons: list[ChoiceButton] = []

    def show_block(self, block: Block) -> None:
        """Draw the answers."""
        if not isinstance(block, Choices):
            return
        self._choices = block
        while len(self.buttons) < len(block.items):
            button = ChoiceButton(self.theme, partial(self._picked, len(self.buttons)), self)
            button.show()
            self.buttons.append(button)
        while len(self.buttons) > len(block.items):
            gone = self.buttons.pop()
            gone.hide()
            gone.deleteLater()
        for button, item in zip(self.buttons, block.items, strict=True):
            button.setObjectName(f"{self.prefix}.choice.{block.id}.{item.id}")
            button.show_choice(item, chosen=item.id == block.selected)
        self._arrange()
        self.update()

    def retranslate(self) -> None:
        """Say the words anew."""
        self.show_block(self._choices)

    @property
    def stop(self) -> ChoiceButton:
        """Where Tab stops: the answer that has the keyboard, else the chosen one, else the first."""
        held = (button for button in self.buttons if button.hasFocus())
        chosen = (button for button in self.buttons if button.chosen)
        return next(held, next(chosen, self.buttons[0]))

    def pick(self, key: str) -> bool:
        """Pick the answer of a digit; whether there is one."""
        for at, item in enumerate(self._choices.items):
            if item.key == key:
                self._picked(at)
                return True
        return False

    def _picked(self, at: int) -> None:
        block, item = self._choices.id, self._choices.items[at].id
        button = self.buttons[at]
        self.ear.tell(lambda actions: actions.choose(block, item))
        if button.finger:
            self.ear.answered()

    def _rows(self, width: int) -> list[list[int]]:
        """Widths of the answers row by row: equal columns, unless unequal ones need fewer rows."""
        wish = [button.wish() for button in self.buttons]
        if not wish:
            return []
        fit = max(1, min(len(wish), (width + GAP) // (max(wish) + GAP)))
        count = -(-len(wish) // fit)
        columns = -(-len(wish) // count)
        flowed = _flow(wish, width)
        if len(flowed) < count:
            return [_stretch(row, width) for row in flowed]
        even = _stretch([0] * columns, width)
        return [even[: len(wish) - at] for at in range(0, len(wish), columns)]

    @property
    def _tall(self) -> int:
        return HIGH if any(item.note for item in self._choices.items) else LOW

    @property
    def _top(self) -> int:
        return CAPTION if self._choices.caption else 0

    def height_for(self, width: int) -> int:
        """Caption and rows of answers."""
        rows = len(self._rows(width))
        return self._top + rows * (self._tall + GAP) - (GAP if rows else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        buttons = iter(self.buttons)
        y = self._top
        for row in self._rows(self.width()):
            x = 0
            for width in row:
                next(buttons).setGeometry(x, y, width, self._tall)
                x += width + GAP
            y += self._tall + GAP

    def draw(self, canvas: Canvas) -> None:
        """Paint the caption."""
        if self._choices.caption:
            area = QRect(0, 0, self.width(), CAPTION - 6)
            text(canvas, area, self._choices.caption, Type.BODY, Weight.SEMI)


def _flow(wish: list[int], width: int) -> list[list[int]]:
    """As many as fit in each row, in order."""
    rows: list[list[int]] = []
    for want in wish:
        if rows and sum(rows[-1]) + GAP * len(rows[-1]) + want <= width:
            rows[-1].append(want)
        else:
            rows.append([want])
    return rows


def _stretch(row: list[int], width: int) -> list[int]:
    """Share what is left of a row's width evenly, to the last pixel."""
    spare = width - GAP * (len(row) - 1) - sum(row)
    count = len(row)
    return [want + spare * (at + 1) // count - spare * at // count for at, want in enumerate(row)]
