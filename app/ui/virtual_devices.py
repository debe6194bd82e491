"""«Equipos virtuales»: what the demo shop has in place of machines, to see and to touch.

The panel talks to `VirtualDevices`; it takes no keyboard, so a scan from it goes to the till's window as from
a real scanner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import DrawerState
from app.ui.messages import clean
from app.ui.paper.lines import LineLike
from app.ui.paper.sheet import Sheet
from app.ui.theme.metrics import GAP, MARGIN, TARGET, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Look, TileButton
from app.ui.widgets.canvas import CENTER, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.words import drawer_words

POLL_MS = 200
SIZE = (440, 820)
LETTERS = 12
TILE = 60
GOODS_COLUMNS = 2
SHOWN_LINES = 400


class VirtualDevices(Protocol):
    """What the panel shows and does; every call returns at once."""

    def columns(self) -> int:
        """Width of the paper in characters."""
        ...

    def printed(self) -> int:
        """How many lines were printed since the roll was put in."""
        ...

    def roll(self, last: int) -> Sequence[LineLike]:
        """The last lines printed."""
        ...

    def drawer_open(self) -> bool:
        """Where the drawer stands."""
        ...

    def close_drawer(self) -> None:
        """Push the drawer shut."""
        ...

    def paper_out(self) -> bool:
        """Whether the roll is empty."""
        ...

    def set_paper_out(self, out: bool) -> None:
        """Take the paper out or put it in."""
        ...

    def cover_open(self) -> bool:
        """Whether the cover is open."""
        ...

    def set_cover_open(self, opened: bool) -> None:
        """Open or close the cover."""
        ...

    def powered(self) -> bool:
        """Where the printer's switch stands."""
        ...

    def set_powered(self, powered: bool) -> None:
        """Switch the printer on or off."""
        ...


@dataclass(frozen=True, slots=True)
class Good:
    """Something to pass over the scanner."""

    name: str
    price: str
    code: str


class DemoPanel(Painted):
    """Paper roll, printer's buttons, drawer, goods to scan.

    Args:
        scan: Posts a code to the till as a keyboard wedge would.
    """

    def __init__(self, theme: Theme, devices: VirtualDevices, scan: Callable[[str], None]) -> None:
        super().__init__(theme)
        self._devices = devices
        self._scan = scan
        self._seen = (-1, False, False, False, False)
        self._goods: list[TileButton] = []
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.resize(*SIZE)
        self.roll = Sheet(theme, self, follow=True)
        self.paper = self._button("paper-roll", "demo.paper", self._toggle_paper)
        self.cover = self._button("cover", "demo.cover", self._toggle_cover)
        self.power = self._button("power", "demo.power", self._toggle_power)
        self.drawer = self._button("drawer", "demo.drawer", self._close_drawer)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.refresh)
        self._timer.start(POLL_MS)
        self.refresh()

    def _button(self, icon: str, name: str, command: Callable[[], None]) -> Button:
        button = Button(self.theme, command, self, icon=icon)
        button.setObjectName(name)
        return button

    def show_goods(self, goods: Sequence[Good]) -> None:
        """Offer goods to scan."""
        for tile in self._goods:
            tile.deleteLater()
        self._goods = [self._tile(at, good) for at, good in enumerate(goods)]
        self._arrange()

    def _tile(self, at: int, good: Good) -> TileButton:
        tile = TileButton(self.theme, partial(self._scan, good.code), self, look=Look.CARD)
        tile.setObjectName(f"demo.good.{at}")
        tile.price = good.price
        tile.say(clean(good.name))
        tile.show()
        return tile

    def refresh(self) -> None:
        """Read the devices; redraw what changed."""
        devices = self._devices
        seen = (
            devices.printed(),
            devices.drawer_open(),
            devices.paper_out(),
            devices.cover_open(),
            devices.powered(),
        )
        if seen == self._seen:
            return
        if seen[0] != self._seen[0]:
            self.roll.show_lines(devices.roll(SHOWN_LINES), devices.columns(), LETTERS)
        self._seen = seen
        self._retranslate()
        self.update()

    def _toggle_paper(self) -> None:
        self._devices.set_paper_out(not self._devices.paper_out())
        self.refresh()

    def _toggle_cover(self) -> None:
        self._devices.set_cover_open(not self._devices.cover_open())
        self.refresh()

    def _toggle_power(self) -> None:
        self._devices.set_powered(not self._devices.powered())
        self.refresh()

    def _close_drawer(self) -> None:
        self._devices.close_drawer()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        _, drawer, paper, cover, powered = self._seen
        self.setWindowTitle(QCoreApplication.translate("Demo", "Virtual devices"))
        put = QCoreApplication.translate("Demo", "Put paper in")
        take = QCoreApplication.translate("Demo", "Take paper out")
        self.paper.say(put if paper else take)
        shut = QCoreApplication.translate("Demo", "Close cover")
        lift = QCoreApplication.translate("Demo", "Open cover")
        self.cover.say(shut if cover else lift)
        on = QCoreApplication.translate("Demo", "Switch on")
        off = QCoreApplication.translate("Demo", "Switch off")
        self.power.say(off if powered else on)
        self.drawer.say(QCoreApplication.translate("Demo", "Close drawer"))
        self.drawer.set_idle(not drawer)
        self.paper.choose(paper)
        self.cover.choose(cover)
        self.power.choose(not powered)
        self.drawer.choose(drawer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width, height = self.width() - 2 * MARGIN, self.height()
        rows = -(-len(self._goods) // GOODS_COLUMNS)
        wide = (width - GAP) // GOODS_COLUMNS
        top = height - MARGIN - rows * (TILE + GAP) + GAP
        for at, tile in enumerate(self._goods):
            row, column = divmod(at, GOODS_COLUMNS)
            tile.setGeometry(MARGIN + column * (wide + GAP), top + row * (TILE + GAP), wide, TILE)
        bottom = top - 40 if rows else height - MARGIN
        self.drawer.setGeometry(MARGIN + width - wide, bottom - TARGET, wide, TARGET)
        bottom -= TARGET + GAP
        half = (width - GAP) // 2
        self.power.setGeometry(MARGIN, bottom - TARGET, half, TARGET)
        self.cover.setGeometry(MARGIN + half + GAP, bottom - TARGET, width - half - GAP, TARGET)
        bottom -= TARGET + GAP
        self.paper.setGeometry(MARGIN, bottom - TARGET, width, TARGET)
        self.roll.setGeometry(MARGIN, 44, width, bottom - TARGET - GAP - 44)

    def draw(self, canvas: Canvas) -> None:
        """Paint titles, the drawer and a word for an empty roll."""
        canvas.fill(self.rect(), Ink.BG)
        printed, opened, paper, cover, powered = self._seen
        title = QCoreApplication.translate("Demo", "Receipt printer")
        canvas.text(QRect(MARGIN, 0, 240, 44), title, Style(Type.BODY, Weight.BOLD))
        canvas.box(self.roll.geometry(), Ink.KEY, radius=8)
        if printed <= 0:
            words = QCoreApplication.translate("Demo", "Nothing printed yet")
            canvas.text(self.roll.geometry(), words, Style(Type.BODY, Weight.REGULAR, Ink.MUTED, CENTER))
        well = powered and not paper and not cover
        icon, ink = ("printer", Ink.OK) if well else ("printer-off", Ink.ERR)
        canvas.icon(icon, self.width() - MARGIN - 24, 10, 24, ink)
        row = self.drawer.geometry()
        state = DrawerState.OPEN if opened else DrawerState.CLOSED
        canvas.icon("drawer-open" if opened else "drawer", MARGIN + 4, row.y() + 12, 24, _tone(opened))
        area = QRect(MARGIN + 38, row.y(), row.x() - MARGIN - 42, row.height())
        canvas.text(area, drawer_words(state), Style(Type.BODY, Weight.SEMI, _tone(opened)))
        if self._goods:
            area = QRect(MARGIN, self._goods[0].y() - 36, self.width() - 2 * MARGIN, 30)
            words = QCoreApplication.translate("Demo", "Pass over the scanner")
            canvas.text(area, words, Style(Type.BODY, Weight.BOLD))


def _tone(opened: bool) -> Ink:
    return Ink.WARN if opened else Ink.OK


def beside(panel: QWidget, window: QWidget) -> None:
    """Put the panel at the right of the till's window, inside the screen."""
    frame, screen = window.frameGeometry(), window.screen().availableGeometry()
    x = min(frame.right() + 8, screen.right() + 1 - panel.width())
    panel.move(max(screen.x(), x), max(screen.y(), frame.y()))
    panel.resize(panel.width(), min(panel.height(), screen.height()))
