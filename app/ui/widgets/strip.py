"""The status strip: what is well is an icon and plain text; only trouble gets a filled pill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act, DrawerState, Level, Link, PrinterState, StripState
from app.ui.theme.metrics import STRIP, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.button import Button, Command, Look
from app.ui.widgets.canvas import LEFT, RIGHT, Canvas, Style, width_of
from app.ui.widgets.painted import Painted
from app.ui.words import (
    ACT_ICONS,
    act_words,
    drawer_words,
    key_words,
    link_words,
    printer_tiny,
    printer_words,
    queue_words,
)

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

_NAMES = Style(Type.BODY, Weight.REGULAR, Ink.MUTED, RIGHT, free=True)
_WHO = 40
"""Room of the lock before the names, in px."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One status in three lengths: each is (strong words, words after them); ``leads`` to a screen."""

    icon: str
    level: Level
    full: tuple[str, str]
    short: tuple[str, str]
    tiny: tuple[str, str]
    leads: Act | None = None

    def words(self, length: int) -> tuple[str, str]:
        """The words of a length, 0 the longest."""
        return (self.full, self.short, self.tiny)[length]


@dataclass(frozen=True, slots=True)
class _Laid:
    """What the strip has room for: statuses in one length, the names and where they stand, what is left."""

    items: list[_Item]
    length: int
    names: str
    who: QRect
    edge: int


class PersonButton(Button):
    """Till, shift and person with a lock before them: a touch leaves the till, the sale stays."""

    def __init__(self, theme: Theme, lock: Command, parent: QWidget) -> None:
        super().__init__(theme, lock, parent, look=Look.BARE, icon=ACT_ICONS[Act.LOCK])
        self.setObjectName("strip.person")

    def say_who(self, names: str) -> None:
        """Set the names; what the button does is its accessible name."""
        self.say(names)
        self.setAccessibleName(act_words(Act.LOCK))
        self.setAccessibleDescription(names)

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint lock and names."""
        del ink
        canvas.icon(self.icon_name, 12, (self.height() - 20) // 2, 20, Ink.MUTED)
        canvas.text(self.rect().adjusted(_WHO, 0, -12, 0), self.words, _NAMES)


class StatusButton(Button):
    """A status as a touch target: leads to the screen that tells more of it."""

    def __init__(
        self,
        theme: Theme,
        act: Act,
        lead: Callable[[Act], None],
        parent: QWidget,
        paint: Callable[[Canvas, Act], object],
    ) -> None:
        super().__init__(theme, partial(lead, act), parent, look=Look.BARE, icon=ACT_ICONS[act])
        self._act = act
        self._paint = paint

    def say_state(self, words: str) -> None:
        """Set what the state is; what the button does is its accessible name."""
        self.say(act_words(self._act))
        self.setAccessibleDescription(words)

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint the status as the strip paints the others."""
        del ink
        self._paint(canvas, self._act)


class Strip(Painted):
    """Implements ``StripView``; the same on every screen."""

    def __init__(
        self,
        theme: Theme,
        actions: Command,
        lock: Command,
        lead: Callable[[Act], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._state: StripState | None = None
        self._laid: _Laid | None = None
        self.person = PersonButton(theme, lock, self)
        self.person.hide()
        self.link = StatusButton(theme, Act.SENDING, lead, self, self._draw_led)
        self.link.setObjectName("strip.link")
        self.link.hide()
        self.reviews = StatusButton(theme, Act.REVIEWS, lead, self, self._draw_led)
        self.reviews.setObjectName("strip.reviews")
        self.reviews.hide()
        self.menu = Button(theme, actions, self, look=Look.BARE, icon="menu")
        self.menu.setObjectName("strip.menu")
        self.menu.hide()
        self._retranslate()

    def show_strip(self, state: StripState) -> None:
        """Draw the state."""
        self._state = state
        announce(self, ". ".join("".join(item.full) for item in self._items(state)))
        self._arrange()

    def offer_menu(self, offered: bool) -> None:
        """Show or hide the way to the list of actions, and the one that locks."""
        self.menu.setVisible(offered)
        self._arrange()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._arrange()
            self.update()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the menu at the right edge, reaching it."""
        super().resizeEvent(event)
        self.menu.setGeometry(self.width() - 152, 0, 152, STRIP)
        self._arrange()

    def _retranslate(self) -> None:
        self.menu.say(act_words(Act.HELP), key_words(Act.HELP))

    def _arrange(self) -> None:
        """Choose words for the room there is; who is here is a button wherever there is somebody to lock."""
        state = self._state
        if state is None:
            return
        laid = self._laid = self._lay(state)
        self.person.say_who(laid.names)
        self.person.setGeometry(laid.who.adjusted(-_WHO, 0, 12, 0))
        self.person.setVisible(self._offers_lock and bool(laid.names))
        x = 12
        for button in self._led.values():
            button.hide()
        for item in laid.items:
            width = self._width(item, laid.length)
            if item.leads is not None:
                button = self._led[item.leads]
                button.say_state("".join(item.full))
                button.setGeometry(x - 4, 0, width, STRIP)
                button.setVisible(self._offers_lock)
                button.update()
            x += width
        self.update()

    @property
    def _led(self) -> dict[Act, StatusButton]:
        return {Act.SENDING: self.link, Act.REVIEWS: self.reviews}

    @property
    def _offers_lock(self) -> bool:
        return not self.menu.isHidden()

    def _lay(self, state: StripState) -> _Laid:
        edge = self._clock_edge() - self._wide(state.clock, Weight.SEMI) - 16
        items = self._items(state)
        length, names = self._choose(state, items, edge - 24)
        fit = self._that_fit(items, length, edge - 24 - self._demo_width(state))
        width = self._wide(names) if names else 0
        who = QRect(edge - width, 0, width, self.height())
        return _Laid(fit, length, names, who, edge - (width + 16 + self._lock_width if names else 0))

    @property
    def _lock_width(self) -> int:
        return _WHO if self._offers_lock else 0

    def _clock_edge(self) -> int:
        """Right edge of the clock: left of the hair line beside the menu."""
        return self.width() - 16 if self.menu.isHidden() else self.menu.x() - 16

    def draw(self, canvas: Canvas) -> None:
        """Paint ground, statuses, place and clock; states go before names where the strip is narrow."""
        canvas.fill(self.rect(), Ink.CARD)
        canvas.rule(0, self.width(), self.height() - 1)
        state, laid = self._state, self._laid
        if state is None or laid is None:
            return
        self._draw_clock(canvas, state)
        x = 12
        for item in laid.items:
            if item.leads is not None and self._offers_lock:
                x += self._width(item, laid.length)  # the button paints it
            else:
                x += self._draw_item(canvas, x, item, laid.length)
        if laid.names and self.person.isHidden():
            canvas.text(laid.who, laid.names, _NAMES)
        if state.demo:
            self._draw_demo(canvas, laid.edge)

    def _draw_led(self, canvas: Canvas, act: Act) -> None:
        for item in self._laid.items if self._laid is not None else ():
            if item.leads is act and self._laid is not None:
                self._draw_item(canvas, 4, item, self._laid.length)

    def _choose(self, state: StripState, items: list[_Item], room: int) -> tuple[int, str]:
        """The longest words and the most names that fit beside each other."""
        room -= self._demo_width(state) + self._lock_width
        shift = ""
        if state.shift:
            shift = QCoreApplication.translate("Strip", "shift {number}").format(number=state.shift)
        wishes = ((state.place, shift, state.person), (state.place, state.person), (state.person,), ())
        names = [" · ".join(part for part in wish if part) for wish in wishes]
        for length, allowed in ((0, names[:2]), (1, names[1:3]), (2, names[2:])):
            need = sum(self._width(item, length) for item in items)
            for wish in allowed:
                if need + self._wide(wish) + 12 <= room:
                    return length, wish
        return 2, ""

    def _wide(self, words: str, weight: Weight = Weight.REGULAR, size: Type = Type.BODY) -> int:
        return width_of(self.theme, words, size, weight)

    def _demo_width(self, state: StripState) -> int:
        return self._wide(_demo_words(), Weight.SEMI, Type.CAPTION) + 40 if state.demo else 0

    def _that_fit(self, items: list[_Item], length: int, room: int) -> list[_Item]:
        """Where nothing else helps, devices that are well give way to what is in trouble."""
        shown = list(items)
        for item in reversed(items[1:]):
            if sum(self._width(one, length) for one in shown) <= room:
                break
            if item.level is Level.OK:
                shown.remove(item)
        return shown

    def _draw_clock(self, canvas: Canvas, state: StripState) -> None:
        """Clock and, left of the menu, a hair line."""
        edge = self._clock_edge()
        if not self.menu.isHidden():
            canvas.fill(QRect(edge + 12, 8, 1, 32), Ink.LINE)
        area = QRect(edge - 80, 0, 80, self.height())
        canvas.text(area, state.clock, Style(Type.BODY, Weight.SEMI, Ink.TEXT, RIGHT))

    @staticmethod
    def _draw_demo(canvas: Canvas, edge: int) -> None:
        words = _demo_words()
        width = canvas.width(words, Type.CAPTION, Weight.SEMI) + 24
        area = QRect(edge - width, 10, width, 28)
        canvas.box(area, Ink.ACCENT_SOFT, radius=14)
        canvas.text(area.adjusted(12, 0, 0, 0), words, Style(Type.CAPTION, Weight.SEMI, Ink.ACCENT, LEFT))

    def _width(self, item: _Item, length: int) -> int:
        strong, more = item.words(length)
        weight = Weight.SEMI if item.level in _PILLS or more else Weight.REGULAR
        after = weight if item.level in _PILLS else Weight.REGULAR
        width = 34 + self._wide(strong, weight) + self._wide(more, after)
        return width + (36 if item.level in _PILLS else 24)

    def _draw_item(self, canvas: Canvas, x: int, item: _Item, length: int) -> int:
        strong, more = item.words(length)
        total = self._width(item, length)
        pill = _PILLS.get(item.level)
        if pill is not None:
            ink, soft = pill
            area = QRect(x, 8, total - 16, 32)
            canvas.box(area, soft, radius=16)
            canvas.icon(item.icon, x + 12, 14, 20, ink)
            inner = QRect(x + 40, 0, area.width() - 50, self.height())
            canvas.text(inner, strong + more, Style(Type.BODY, Weight.SEMI, ink))
            return total
        canvas.icon(item.icon, x + 4, 14, 20, _PLAIN[item.level])
        weight = Weight.SEMI if more else Weight.REGULAR
        area = QRect(x + 32, 0, total - 36, self.height())
        used = canvas.text(area, strong, Style(Type.BODY, weight))
        muted = Style(Type.BODY, Weight.REGULAR, Ink.MUTED)
        canvas.text(area.adjusted(used, 0, 0, 0), more, muted)
        return total

    @staticmethod
    def _items(state: StripState) -> list[_Item]:
        link = link_words(state.link)
        quiet = state.link in (Link.ONLINE, Link.CONNECTING)
        level = state.queue_level if quiet or state.queue_level is Level.ERR else Level.WARN
        queue = f" · {queue_words(state.queued)}"
        tiny = (link, f" · {state.queued}")
        items = [_Item(_LINK_ICONS[state.link], level, (link, queue), (link, queue), tiny, Act.SENDING)]
        if state.reviews:
            items.append(_reviews_item(state))
        items.append(_printer_item(state.printer))
        if state.drawer is not DrawerState.NONE:
            items.append(_drawer_item(state.drawer))
        return items


def _demo_words() -> str:
    return QCoreApplication.translate("Strip", "DEMO")


def _reviews_item(state: StripState) -> _Item:
    """Somebody here may decide: amber once one is late, plain until then."""
    words = QCoreApplication.translate("Strip", "{count} in review").format(count=state.reviews)
    short = (str(state.reviews), "")
    level = Level.WARN if state.reviews_late else Level.MUTED
    return _Item(ACT_ICONS[Act.REVIEWS], level, (words, ""), (words, ""), short, Act.REVIEWS)


def _printer_item(state: PrinterState) -> _Item:
    words, level = printer_words(state), _PRINTER_LEVELS.get(state, Level.WARN)
    tiny = printer_tiny(state)
    icon = "printer-off" if level is Level.ERR else "printer"
    if state in (PrinterState.PAPER_OUT, PrinterState.NEAR_END):
        icon = "paper-roll"
    return _Item(icon, level, (words, ""), (tiny if level is Level.OK else words, ""), (tiny, ""))


def _drawer_item(state: DrawerState) -> _Item:
    words = drawer_words(state)
    levels = {DrawerState.CLOSED: Level.OK, DrawerState.OPEN: Level.WARN}
    level = levels.get(state, Level.MUTED)
    short = words if level is Level.WARN else QCoreApplication.translate("Strip", "Drawer")
    icon = "drawer-open" if state is DrawerState.OPEN else "drawer"
    return _Item(icon, level, (words, ""), (short, ""), (short, ""))
