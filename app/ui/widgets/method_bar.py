"""Ways to pay as one row of buttons; cash stands chosen, for it is what the command line takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import WHILE_PAYING, Act
from app.ui.theme.metrics import GAP, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import ActionButton, Command
from app.ui.widgets.canvas import RIGHT, Canvas, Style
from app.ui.words import ACT_ICONS, act_words, key_words

ORDER: Final = (Act.PAY_CARD, Act.PAY_YAPPY, Act.PAY_TRANSFER, Act.PAY_OTHER)
WIDEST: Final = 240
CASH_KEY: Final = "F5"
ICONS: Final = {
    "cash": "cash",
    "card": "card",
    "yappy": "phone",
    "transfer": "swap",
    "points": "tag",
    "store_credit": "user",
    "exchange": "return",
}


def method_words(method: str) -> str:
    """Name of a way to pay."""
    words = {
        "cash": QCoreApplication.translate("Payment", "Cash"),
        "card": QCoreApplication.translate("Payment", "Card"),
        "yappy": QCoreApplication.translate("Payment", "Yappy"),
        "transfer": QCoreApplication.translate("Payment", "Transfer"),
        "points": QCoreApplication.translate("Payment", "Points"),
        "store_credit": QCoreApplication.translate("Payment", "Store credit"),
        "exchange": QCoreApplication.translate("Payment", "Exchange"),
    }
    return words.get(method, method)


class MethodButton(ActionButton):
    """Icon, key and word.

    Attributes:
        small: The word in smaller letters, where a longer one beside it would be cut.
    """

    small = False

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint the three."""
        if not self.small:
            super().draw(canvas, ink)
            return
        height = self.height()
        muted = Ink.ACCENT if self.chosen else Ink.MUTED
        canvas.icon(self.icon_name, 10, 14, 20, ink)
        key = self.rect().adjusted(36, 14, -10, 34 - height)
        canvas.text(key, self.key, Style(Type.CAPTION, Weight.REGULAR, muted, RIGHT))
        words = self.rect().adjusted(10, height - 32, -6, -8)
        canvas.text(words, self.words, Style(Type.CAPTION, Weight.SEMI, ink))


class MethodBar(QWidget):
    """Shows the ways to pay this till has.

    Args:
        cash: Gives the keyboard back to the amount.
        act: Opens another way to pay.
    """

    def __init__(
        self, theme: Theme, cash: Command, act: Callable[[Act], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cash = MethodButton(theme, cash, self, icon=ICONS["cash"])
        self.cash.setObjectName("method.cash")
        self.cash.choose(True)
        self._others = {
            one: MethodButton(theme, partial(act, one), self, icon=ACT_ICONS[one]) for one in ORDER
        }
        for one, button in self._others.items():
            button.setObjectName(f"method.{one.value.removeprefix('pay_')}")
            button.hide()
        self._retranslate()

    def show_acts(self, acts: frozenset[Act]) -> None:
        """Show the buttons of these ways to pay and no others."""
        for one, button in self._others.items():
            button.setVisible(one in acts & WHILE_PAYING)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.cash.say(method_words("cash"), CASH_KEY)
        for one, button in self._others.items():
            button.say(act_words(one), key_words(one))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        shown = [self.cash, *(button for button in self._others.values() if not button.isHidden())]
        count = len(shown)
        free = min(self.width() - GAP * (count - 1), WIDEST * count)
        for at, button in enumerate(shown):
            start, end = free * at // count + GAP * at, free * (at + 1) // count + GAP * at
            button.setGeometry(start, 0, end - start, self.height())
        metrics = QFontMetricsF(self._theme.font(Type.BODY, Weight.SEMI))
        small = any(metrics.horizontalAdvance(one.words) > one.width() - 18 for one in shown)
        for button in shown:
            button.small = small
            button.update()
