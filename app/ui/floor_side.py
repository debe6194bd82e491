"""The right side of the floor: tabs, tiles, pad, notes, and the switch where two share one area."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act, FloorMode, TilesState
from app.presenters.views import FloorActions
from app.ui.floor_layout import FloorLayout
from app.ui.theme.metrics import GAP, TARGET, SizeClass, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Look
from app.ui.widgets.canvas import RIGHT, Canvas, Style
from app.ui.widgets.command_line import CommandLine
from app.ui.widgets.pad import BACK, ENTER, PLUS, TIMES, Pad
from app.ui.widgets.painted import Painted
from app.ui.widgets.payment_panel import Notes
from app.ui.widgets.tiles import Tabs, TileGrid
from app.ui.words import act_words, key_words


class FloorHost(Protocol):
    """What the side needs of the floor."""

    @property
    def command(self) -> CommandLine:
        """The line the pad types into."""
        ...

    @property
    def actions_of(self) -> FloorActions | None:
        """Who hears of what people do."""
        ...


class SlotTile(Button):
    """The wide tile above the pad: icon, words, key, and a line below."""

    below = ""

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint icon, two lines and key."""
        middle = self.height() // 2
        canvas.icon(self.icon_name, 16, middle - 12, 24, ink)
        area = QRect(52, middle - 24, self.width() - 66, 24)
        used = canvas.text(area, self.key, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, RIGHT))
        canvas.text(area.adjusted(0, 0, -used - 6, 0), self.words, Style(Type.BODY, Weight.SEMI, ink))
        area = QRect(52, middle, self.width() - 66, 22)
        canvas.text(area, self.below, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, free=True))


class BuyerCard(Painted):
    """Who buys, shown while paying: the walk-in customer."""

    def draw(self, canvas: Canvas) -> None:
        """Paint the card."""
        canvas.box(self.rect(), Ink.CARD, Ink.LINE)
        middle = self.height() // 2
        canvas.icon("user", 16, middle - 12, 24, Ink.MUTED)
        area = QRect(52, middle - 24, self.width() - 64, 22)
        caption = QCoreApplication.translate("Side", "Customer")
        canvas.text(area, caption, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED))
        words = QCoreApplication.translate("Side", "Walk-in customer")
        canvas.text(area.translated(0, 24), words, Style(Type.BODY, Weight.SEMI))


class FloorSide(QObject):
    """Owns the widgets of the right side; they are children of the floor itself."""

    def __init__(self, theme: Theme, host: FloorHost, floor: QWidget) -> None:
        super().__init__(floor)
        self._host = host
        self._layout: FloorLayout | None = None
        self._products = False
        self._mode = FloorMode.SALE
        self.tabs = Tabs(theme, self._tab, floor)
        self.tiles = TileGrid(theme, self._tile, floor)
        self.pad = Pad(theme, self._pad, floor)
        self.notes = Notes(theme, self._note, floor)
        self.buyer = BuyerCard(theme, floor)
        self.slot = SlotTile(theme, self._receipt, floor, look=Look.CARD, icon="receipt")
        self.slot.setObjectName("act.last_receipt")
        self.to_pad = Button(theme, partial(self._switch, False), floor, icon="keypad")
        self.to_tiles = Button(theme, partial(self._switch, True), floor, icon="grid")
        self.to_pad.setObjectName("switch.pad")
        self.to_tiles.setObjectName("switch.tiles")
        floor.installEventFilter(self)
        self._retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.buyer.update()
        return super().eventFilter(watched, event)

    def _retranslate(self) -> None:
        self.slot.say(act_words(Act.LAST_RECEIPT), key_words(Act.LAST_RECEIPT))
        self.slot.below = QCoreApplication.translate("Side", "See or print again")
        self.to_pad.say(QCoreApplication.translate("Side", "Keypad"))
        self.to_tiles.say(QCoreApplication.translate("Side", "Products"))

    def show_tiles(self, state: TilesState) -> None:
        """Draw tabs and tiles."""
        self.tabs.show_tabs(state.tabs, state.selected)
        self.tiles.show_tiles(state)
        if self._layout is not None:
            self._place_tiles(self._layout)

    def place(self, at: FloorLayout) -> None:
        """Put everything where the numbers say."""
        self._layout = at
        self.pad.setGeometry(at.pad)
        self.slot.setGeometry(at.slot)
        self.buyer.setGeometry(at.info)
        self.notes.setGeometry(at.notes)
        half = (at.switch.width() - GAP) // 2
        self.to_pad.setGeometry(at.switch.x(), at.switch.y(), half, at.switch.height())
        right = at.switch.x() + half + GAP
        self.to_tiles.setGeometry(right, at.switch.y(), at.switch.right() + 1 - right, at.switch.height())
        self._place_tiles(at)

    def _place_tiles(self, at: FloorLayout) -> None:
        """Tabs take a second line from the tiles where their words need it and the two share a column."""
        if not at.shared and at.kind is not SizeClass.L:
            self.tabs.setGeometry(at.switch)
            self.tiles.setGeometry(at.tiles)
            return
        top = at.tiles.y() if at.shared else at.switch.y()
        line = TARGET if at.shared else at.switch.height()
        lines = self.tabs.lines_for(at.tiles.width())
        height = lines * (line + GAP) - GAP
        self.tabs.setGeometry(at.tiles.x(), top, at.tiles.width(), height)
        bottom = at.tiles.bottom() + 1
        below = top + height + GAP
        self.tiles.setGeometry(at.tiles.x(), below, at.tiles.width(), bottom - below)

    def show_mode(self, mode: FloorMode, at: FloorLayout) -> None:
        """Show what the mode needs; the pad stays where it is."""
        self._mode = mode
        paying = mode is FloorMode.PAYMENT
        shared = at.shared
        products = shared and self._products and not paying
        self.to_pad.setVisible(shared and not paying)
        self.to_tiles.setVisible(shared and not paying)
        self.to_pad.choose(not products)
        self.to_tiles.choose(products)
        self.pad.setVisible(not products)
        self.slot.setVisible(not paying and not products and not at.slot.isEmpty())
        self.buyer.setVisible(paying and not at.info.isEmpty())
        self.tabs.setVisible(not paying and (products or not shared))
        self.tiles.setVisible(not paying and (products or not shared))
        self.notes.setVisible(paying)
        if paying and at.kind is SizeClass.L:
            self.buyer.setGeometry(at.slot)

    def _switch(self, products: bool) -> None:
        self._products = products
        if self._layout is not None:
            self.show_mode(self._mode, self._layout)

    def _tab(self, index: int) -> None:
        actions = self._host.actions_of
        if actions is not None:
            actions.pick_tab(index)

    def _tile(self, variant_id: str) -> None:
        actions = self._host.actions_of
        if actions is not None:
            actions.pick_tile(variant_id)

    def _note(self, amount: str) -> None:
        actions = self._host.actions_of
        if actions is not None:
            actions.note(amount)

    def _receipt(self) -> None:
        actions = self._host.actions_of
        if actions is not None:
            actions.act(Act.LAST_RECEIPT)

    def _pad(self, name: str) -> None:
        actions, command = self._host.actions_of, self._host.command
        if name == BACK:
            command.erase()
        elif name == TIMES:
            command.type("*")
        elif name == ENTER:
            if actions is not None:
                actions.enter()
        elif name == PLUS:
            if command.text():
                command.type("+")
            elif actions is not None:
                actions.plus()
        else:
            command.type(name)
