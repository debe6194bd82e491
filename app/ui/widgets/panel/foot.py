"""The foot of a panel, in place of the actions: the way back first, then its buttons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.panels import Panel, PanelButton, Say
from app.presenters.states import Act
from app.presenters.wording import W
from app.ui.panel_words import say
from app.ui.theme.metrics import GAP, TARGET
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.panel.block import Ear
from app.ui.words import ACT_ICONS, key_words

LEAST = 168
"""A button is at least this wide where there is room."""


class PanelFoot(QWidget):
    """Buttons from the left on; what destroys stands last, apart from Pay by the room that is left."""

    def __init__(self, theme: Theme, ear: Ear, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ear = ear
        self._panel: Panel | None = None
        self.back = Button(theme, self._back, self, icon=ACT_ICONS[Act.BACK])
        self.buttons: list[Button] = []
        self.hide()

    def show_panel(self, panel: Panel) -> None:
        """Draw the buttons of a panel."""
        self._panel = panel
        self.back.setObjectName(f"panel.{panel.name}.back")
        while len(self.buttons) < len(panel.buttons):
            button = Button(self._theme, partial(self._press, len(self.buttons)), self)
            button.show()
            self.buttons.append(button)
        while len(self.buttons) > len(panel.buttons):
            gone = self.buttons.pop()
            gone.hide()
            gone.deleteLater()
        self._say(panel)

    def _say(self, panel: Panel) -> None:
        self.back.say(say(Say(W.PANEL_BACK)), key_words(Act.BACK))
        for button, item in zip(self.buttons, panel.buttons, strict=True):
            button.setObjectName(f"panel.{panel.name}.{item.id}")
            _dress(button, item, busy=panel.busy)
        self._arrange()

    def _back(self) -> None:
        self._ear.tell(lambda actions: actions.back())

    def _press(self, at: int) -> None:
        if self._panel is not None:
            button_id = self._panel.buttons[at].id
            self._ear.tell(lambda actions: actions.press(button_id))

    def stops(self) -> list[QWidget]:
        """Where Tab stops: the buttons, the way back last."""
        return [*self.buttons, self.back]

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange and self._panel is not None:
            self._say(self._panel)
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        shown = [self.back, *self.buttons]
        wish = [self._wish(button) for button in shown]
        free = self.width() - GAP * (len(shown) - 1)
        widths = [max(LEAST, want) for want in wish]
        if sum(widths) > free:
            total = sum(wish)
            widths = [max(TARGET, want * free // total) for want in wish]
        x = 0
        for button, width in zip(shown, widths, strict=True):
            button.setGeometry(x, 0, width, self.height())
            x += width + GAP

    def _wish(self, button: Button) -> int:
        metrics = self.fontMetrics()  # regular letters; semi-bold ones are a tenth wider
        words = metrics.horizontalAdvance(button.words) * 11 // 10
        key = metrics.horizontalAdvance(button.key) + 10 if button.key else 0
        return words + key + (30 if button.icon_name else 0) + 32


def _dress(button: Button, item: PanelButton, *, busy: bool) -> None:
    button.icon_name = item.icon
    button.danger = item.danger
    button.set_idle(item.idle or busy)
    button.say(say(item.words), item.key)
    button.update()
