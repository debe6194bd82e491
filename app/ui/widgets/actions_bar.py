"""The row of actions under the basket, shared out by their words; and the way back where there is one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act
from app.ui.theme.metrics import GAP, TARGET
from app.ui.theme.theme import Theme
from app.ui.widgets.button import ActionButton, Button
from app.ui.words import ACT_ICONS, act_words, key_words

SALE = (
    Act.QUANTITY,
    Act.DISCOUNT,
    Act.REMOVE,
    Act.UNDO,
    Act.PARK,
    Act.RETURN,
    Act.PRICE_CHECK,
    Act.REPEAT,
    Act.LOCK,
)
"""In the order of importance: as many of those there are stand here as fit whole."""
ON_ROWS = (Act.QUANTITY, Act.DISCOUNT, Act.REMOVE, Act.UNDO)
MOST = ((640, 5), (760, 6))
"""Below so many px so many buttons; from the last width on `MOST_WIDE`."""
MOST_WIDE = 7
BACK_WIDTH = 272


class ActionsBar(QWidget):
    """Actions of the sale, or «Volver a la venta» in the other modes."""

    def __init__(self, theme: Theme, act: Callable[[Act], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = {action: self._button(theme, act, action) for action in SALE}
        self._acts: frozenset[Act] = frozenset()
        self._behind = False
        self.back = Button(theme, partial(act, Act.BACK), self, icon=ACT_ICONS[Act.BACK])
        self.back.setObjectName("act.back")
        self.back.hide()
        self._retranslate()

    def _button(self, theme: Theme, act: Callable[[Act], None], action: Act) -> ActionButton:
        button = ActionButton(theme, partial(act, action), self, icon=ACT_ICONS[action])
        button.setObjectName(f"act.{action.value}")
        return button

    def show_back(self, back: bool) -> None:
        """Show the way back in place of the actions."""
        self._behind = back
        self.back.setVisible(back)
        self._arrange()

    def show_acts(self, acts: frozenset[Act]) -> None:
        """Show those of these actions that have a place here."""
        self._acts = acts
        self._arrange()

    def _shown(self) -> list[ActionButton]:
        most = next((count for width, count in MOST if self.width() < width), MOST_WIDE)
        return [button for action, button in self._all.items() if action in self._acts][:most]

    def set_idle(self, idle: bool) -> None:
        """Draw what acts on rows as not calling, while there is no row."""
        for action, button in self._all.items():
            if action in ON_ROWS:
                button.set_idle(idle)
            button.danger = action is Act.REMOVE

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for action, button in self._all.items():
            button.say(act_words(action), key_words(action))
        self.back.say(QCoreApplication.translate("Act", "Back to the sale"), key_words(Act.BACK))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.back.setGeometry(0, 0, min(BACK_WIDTH, self.width()), self.height())
        shown = [] if self._behind else self._shown()
        for button in self._all.values():
            button.setVisible(button in shown)
        if shown:
            self._share(shown)

    def _share(self, shown: list[ActionButton]) -> None:
        count = len(shown)
        free = self.width() - GAP * (count - 1)
        metrics = self.fontMetrics()
        wish = [max(TARGET, metrics.horizontalAdvance(b.words) * 11 // 10 + 26) for b in shown]
        even = free // count
        if max(wish) > even:
            total = sum(wish)
            widths = [want * free // total for want in wish]
        else:
            widths = [even] * count
        widths[-1] += free - sum(widths)
        x = 0
        for button, width in zip(shown, widths, strict=True):
            button.setGeometry(x, 0, width, self.height())
            x += width + GAP
