"""The right side of the floor: tabs, tiles, pad, notes, and the switch where two share one area."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act, CustomerTile, FloorMode, TilesState
from app.presenters.views import FloorActions
from app.ui.floor_layout import FloorLayout
from app.ui.panel_pad import pad_pressed
from app.ui.theme.metrics import GAP, TARGET, SizeClass, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Look
from app.ui.widgets.canvas import RIGHT, Canvas, Style
from app.ui.widgets.command_line import CommandLine
from app.ui.widgets.customer_tile import CustomerButton
from app.ui.widgets.pad import BACK, ENTER, PLUS, TIMES, Pad
from app.ui.widgets.panel.card import PanelCard
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
    def panel(self) -> PanelCard:
        """The panel, which the pad types into while it is open."""
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


class FloorSide(QObject):
    """Owns the widgets of the right side; they are children of the floor itself."""

    def __init__(self, theme: Theme, host: FloorHost, floor: QWidget) -> None:
        super().__init__(floor)
        self._host = host
        self._layout: FloorLayout | None = None
        self._shown = TilesState((), 0, ())
        self._products = False
        self._mode = FloorMode.SALE
        self._acts: frozenset[Act] = frozenset()
        self.tabs = Tabs(theme, self._tab, floor)
        self.tiles = TileGrid(theme, self._tile, floor)
        self.pad = Pad(theme, self._pad, floor)
        self.notes = Notes(theme, self._note, floor)
        self.customer = CustomerButton(theme, partial(self._act, Act.CUSTOMER), floor)
        self.slot = SlotTile(
            theme, partial(self._act, Act.LAST_RECEIPT), floor, look=Look.CARD, icon="receipt"
        )
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
            self.customer.retranslate()
        return super().eventFilter(watched, event)

    def _retranslate(self) -> None:
        self.slot.say(act_words(Act.LAST_RECEIPT), key_words(Act.LAST_RECEIPT))
        self.slot.below = QCoreApplication.translate("Side", "See or print again")
        self.to_pad.say(QCoreApplication.translate("Side", "Keypad"))
        self.to_tiles.say(QCoreApplication.translate("Side", "Products"))
        if self._shown.best:
            self._show_tabs()
            if self._layout is not None:
                self._place_tiles(self._layout)

    def show_tiles(self, state: TilesState) -> None:
        """Draw tabs and tiles."""
        self._shown = state
        self._show_tabs()
        self.tiles.show_tiles(state)
        if self._layout is not None:
            self._place_tiles(self._layout)

    def _show_tabs(self) -> None:
        shown = self._shown
        own = (QCoreApplication.translate("Side", "Best sellers"),) if shown.best else ()
        self.tabs.show_tabs((*own, *shown.tabs[len(own) :]), shown.selected)

    def place(self, at: FloorLayout) -> None:
        """Put everything where the numbers say."""
        self._layout = at
        self.pad.setGeometry(at.pad)
        self.slot.setGeometry(at.slot)
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
        if mode is FloorMode.PANEL:
            self._arrange(self._mode, at)
            self._show_panel(at)
            return
        self._mode = mode
        self._set_idle(False)
        self._arrange(mode, at)

    def _arrange(self, mode: FloorMode, at: FloorLayout) -> None:
        """What a mode needs in a window of this size."""
        paying = mode is FloorMode.PAYMENT
        shared = at.shared
        products = shared and self._products and not paying
        self.to_pad.setVisible(shared and not paying)
        self.to_tiles.setVisible(shared and not paying)
        self.to_pad.choose(not products)
        self.to_tiles.choose(products)
        self.pad.setVisible(not products)
        customers = Act.CUSTOMER in self._acts
        beside = not products and not at.slot.isEmpty()
        self.slot.setVisible(not paying and beside and not customers)
        place = at.slot if at.kind is SizeClass.L or not paying else at.info
        self.customer.setGeometry(place)
        self.customer.setVisible(not place.isEmpty() and not products and (paying or customers))
        self.tabs.setVisible(not paying and (products or not shared))
        self.tiles.setVisible(not paying and (products or not shared))
        self.notes.setVisible(paying)

    def _show_panel(self, at: FloorLayout) -> None:
        """Nothing moves; the pad is there to type with, and what sells stops calling."""
        self._set_idle(True)
        if at.shared:
            self.pad.show()
            self.to_pad.choose(True)
            self.to_tiles.choose(False)
            for hidden in (self.tabs, self.tiles):
                hidden.hide()
            keeps = not at.slot.isEmpty() and self._mode is not FloorMode.PAYMENT
            self.customer.setVisible(keeps and Act.CUSTOMER in self._acts)
            self.slot.setVisible(keeps and Act.CUSTOMER not in self._acts)

    def _set_idle(self, idle: bool) -> None:
        for button in (self.slot, self.customer, self.to_tiles):
            button.set_idle(idle)
        for part in (self.tabs, self.tiles, self.notes):
            part.set_idle(idle)

    def show_acts(self, acts: frozenset[Act]) -> None:
        """Offer what there is: the customers on their tile, else the last receipt."""
        if acts != self._acts:
            self._acts = acts
            self.customer.offer(Act.CUSTOMER in acts)
            if self._layout is not None:
                self.show_mode(self._mode, self._layout)

    def show_customer(self, customer: CustomerTile) -> None:
        """Draw who buys."""
        self.customer.show_customer(customer)

    def _switch(self, products: bool) -> None:
        if not self._host.panel.isHidden():
            self._act(Act.SEARCH)  # refused with words: the panel comes first
            return
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

    def _act(self, action: Act) -> None:
        actions = self._host.actions_of
        if actions is not None:
            actions.act(action)

    def _pad(self, name: str) -> None:
        actions, command, panel = self._host.actions_of, self._host.command, self._host.panel
        if not panel.isHidden():
            if actions is not None:
                pad_pressed(panel, actions, name)
            return
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
