"""The status strip: what is well is an icon and plain text; only trouble gets a filled pill."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.views import Act, DrawerState, Level, Link, PrinterState, StripState
from app.ui.theme.metrics import STRIP, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.button import Button, Command, Look
from app.ui.widgets.canvas import LEFT, RIGHT, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.words import act_words, drawer_words, key_words, link_words, printer_words, queue_words

_LINK_ICONS = {
    Link.ONLINE: "cloud-check",
    Link.OFFLINE: "cloud-off",
    Link.CONNECTING: "cloud-sync",
    Link.PAUSED: "pause",
    Link.NONE: "cloud-off",
}
_PRINTER_LEVELS = {
    PrinterState.READY: Level.OK,
    PrinterState.BUSY: Level.OK,
    PrinterState.NONE: Level.MUTED,
    PrinterState.PAPER_OUT: Level.ERR,
    PrinterState.COVER_OPEN: Level.ERR,
    PrinterState.OFF: Level.ERR,
}
_PILLS = {Level.WARN: (Ink.WARN, Ink.WARN_SOFT), Level.ERR: (Ink.ERR, Ink.ERR_SOFT)}
_PLAIN = {Level.OK: Ink.OK, Level.MUTED: Ink.MUTED}


@dataclass(frozen=True, slots=True)
class _Item:
    """One status: ``strong`` before ``more``; ``short`` is used where the strip is narrow."""

    icon: str
    level: Level
    strong: str
    more: str
    short: str


class Strip(Painted):
    """Implements ``StripView``; the same on every screen."""

    def __init__(self, theme: Theme, actions: Command, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._state: StripState | None = None
        self.menu = Button(theme, actions, self, look=Look.BARE, icon="menu")
        self.menu.setObjectName("strip.menu")
        self.menu.hide()
        self._retranslate()

    def show_strip(self, state: StripState) -> None:
        """Draw the state."""
        self._state = state
        announce(self, ". ".join(item.strong + item.more for item in self._items(state)))
        self.update()

    def offer_menu(self, offered: bool) -> None:
        """Show or hide the way to the list of actions."""
        self.menu.setVisible(offered)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the menu at the right edge, reaching it."""
        super().resizeEvent(event)
        self.menu.setGeometry(self.width() - 152, 0, 152, STRIP)

    def _retranslate(self) -> None:
        self.menu.say(act_words(Act.HELP), key_words(Act.HELP))

    def draw(self, canvas: Canvas) -> None:
        """Paint ground, statuses, place and clock."""
        canvas.fill(self.rect(), Ink.CARD)
        canvas.rule(0, self.width(), self.height() - 1)
        state = self._state
        if state is None:
            return
        right = self._draw_right(canvas, state)
        items = self._items(state)
        full = sum(self._width(canvas, item, short=False) for item in items)
        short = full + 12 > right
        x = 12
        for item in items:
            if x + 40 < right:
                x += self._draw_item(canvas, x, item, right - x, short=short)

    def _draw_right(self, canvas: Canvas, state: StripState) -> int:
        edge = self.width() - 16
        if not self.menu.isHidden():
            edge = self.menu.x() - 4
            canvas.fill(QRect(edge, 8, 1, 32), Ink.LINE)
            edge -= 12
        edge -= canvas.text(
            QRect(edge - 80, 0, 80, self.height()),
            state.clock,
            Style(Type.BODY, Weight.SEMI, Ink.TEXT, RIGHT),
        )
        edge -= 16
        shift = ""
        if state.shift and self.width() >= 1200:
            shift = QCoreApplication.translate("Strip", "shift {number}").format(number=state.shift)
        parts = [part for part in (state.place, shift, state.person) if part]
        room = max(60, self.width() * 3 // 10)
        edge -= canvas.text(
            QRect(edge - room, 0, room, self.height()),
            " · ".join(parts),
            Style(Type.BODY, Weight.REGULAR, Ink.MUTED, RIGHT, free=True),
        )
        if state.demo:
            edge = self._draw_demo(canvas, edge - 16)
        return edge - 12

    def _draw_demo(self, canvas: Canvas, edge: int) -> int:
        words = QCoreApplication.translate("Strip", "DEMO")
        width = canvas.width(words, Type.CAPTION, Weight.SEMI) + 24
        area = QRect(edge - width, 10, width, 28)
        canvas.box(area, Ink.ACCENT_SOFT, radius=14)
        canvas.text(area.adjusted(12, 0, 0, 0), words, Style(Type.CAPTION, Weight.SEMI, Ink.ACCENT, LEFT))
        return area.x()

    def _width(self, canvas: Canvas, item: _Item, *, short: bool) -> int:
        words = item.short if short else item.strong
        weight = Weight.REGULAR if item.level in _PLAIN and not item.more else Weight.SEMI
        width = 34 + canvas.width(words, Type.BODY, weight) + canvas.width(item.more, Type.BODY)
        return width + (36 if item.level in _PILLS else 24)

    def _draw_item(self, canvas: Canvas, x: int, item: _Item, room: int, *, short: bool) -> int:
        words = item.short if short else item.strong
        total = min(self._width(canvas, item, short=short), room)
        pill = _PILLS.get(item.level)
        if pill is not None:
            ink, soft = pill
            area = QRect(x, 8, total - 16, 32)
            canvas.box(area, soft, radius=16)
            canvas.icon(item.icon, x + 12, 14, 20, ink)
            canvas.text(
                QRect(x + 40, 0, area.width() - 52, self.height()),
                words + item.more,
                Style(Type.BODY, Weight.SEMI, ink, LEFT, free=True),
            )
            return total
        canvas.icon(item.icon, x + 4, 14, 20, _PLAIN[item.level])
        weight = Weight.SEMI if item.more else Weight.REGULAR
        used = canvas.text(
            QRect(x + 32, 0, total - 40, self.height()), words, Style(Type.BODY, weight, free=True)
        )
        canvas.text(
            QRect(x + 32 + used, 0, max(0, total - 40 - used), self.height()),
            item.more,
            Style(Type.BODY, Weight.REGULAR, Ink.MUTED, free=True),
        )
        return total

    @staticmethod
    def _items(state: StripState) -> list[_Item]:
        link = link_words(state.link)
        quiet = state.link in (Link.ONLINE, Link.CONNECTING)
        level = state.queue_level if quiet or state.queue_level is Level.ERR else Level.WARN
        items = [_Item(_LINK_ICONS[state.link], level, link, f" · {queue_words(state.queued)}", link)]
        printer = printer_words(state.printer)
        plevel = _PRINTER_LEVELS.get(state.printer, Level.WARN)
        plain = plevel is Level.OK
        short = QCoreApplication.translate("Strip", "Printer") if plain else printer
        icon = "printer-off" if plevel is Level.ERR else "printer"
        if state.printer is PrinterState.PAPER_OUT or state.printer is PrinterState.NEAR_END:
            icon = "paper-roll"
        items.append(_Item(icon, plevel, printer, "", short))
        if state.drawer is not DrawerState.NONE:
            items.append(_drawer_item(state.drawer))
        return items


def _drawer_item(state: DrawerState) -> _Item:
    drawer = drawer_words(state)
    levels = {DrawerState.CLOSED: Level.OK, DrawerState.OPEN: Level.WARN}
    level = levels.get(state, Level.MUTED)
    short = drawer if level is Level.WARN else QCoreApplication.translate("Strip", "Drawer")
    return _Item("drawer-open" if state is DrawerState.OPEN else "drawer", level, drawer, "", short)
