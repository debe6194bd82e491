"""The till's window: strip on top, one screen below it.

Wired by the composition root: views are attributes of the window (``strip``, ``sign_in``, ``open_shift``,
``floor``, ``authorise``), `bind` says who hears of them, `show_screen` shows one.

Views are built when first asked for, or by `warm`: nothing but «Abriendo la caja…» is there at the first
paint. ``window.start`` is where a refused start says why. `use_scanner` puts a keyboard wedge
before every key; a scan then comes from the scanner's own events.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.presenters.acts import Act, FloorMode, Sound
from app.ui.head import Head
from app.ui.i18n import Translator
from app.ui.intake import Intake
from app.ui.pages import Screen
from app.ui.stage import Stage
from app.ui.theme.metrics import STRIP
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink

if TYPE_CHECKING:
    from app.presenters.authorisation_state import AuthorisationActions
    from app.presenters.views import FloorActions, OpenShiftActions, SignInActions
    from app.ui.floor import Floor
    from app.ui.kept_keys import Work
    from app.ui.practice import PracticeDress
    from app.ui.screens.open_shift import OpenShift
    from app.ui.screens.refused import Refused
    from app.ui.screens.sign_in import SignIn
    from app.ui.wedge_filter import KeyJudge
    from app.ui.widgets.actions_panel import ActionsPanel, Extra
    from app.ui.widgets.authorise_panel import AuthorisePanel
    from app.ui.widgets.strip import Strip
    from hardware.scanner.keys import FocusKind

__all__ = ["MainWindow", "Screen"]

DEFAULT_SIZE = (1366, 768)


def _silent(sound: Sound) -> None:
    del sound


class MainWindow(QWidget):
    """The one window.

    Args:
        sounds: Plays a sound and returns at once.
        theme_changed: Told that a person chose a theme, to keep it.
        extras: More lines for the list of actions, e.g. the virtual devices of the demo shop.
    """

    def __init__(
        self,
        theme: Theme,
        translator: Translator,
        *,
        sounds: Callable[[Sound], None] = _silent,
        theme_changed: Callable[[], None] | None = None,
        extras: tuple[Extra, ...] = (),
    ) -> None:
        super().__init__()
        self.theme = theme
        self.translator = translator
        self._sounds = sounds
        self._theme_changed = theme_changed
        self._extras = extras
        self._sign_in_actions: SignInActions | None = None
        self._floor_actions: FloorActions | None = None
        self._painted: Callable[[], None] | None = None
        self._first_paint = False
        self._intake = Intake(self, self, self, self)
        self._list: ActionsPanel | None = None
        self.screen_now = Screen.START
        self._head = Head(theme, self, self.toggle_actions, self._lock, self._leave_practice, self._lead)
        self.setWindowTitle("Cuadre")
        self.setMinimumSize(0, 0)
        self.resize(*DEFAULT_SIZE)
        self._stage = Stage(theme, self._sound, self._asking, self)
        self._stages = {False: self._stage}
        self.show_screen(Screen.START)

    # -- parts ------------------------------------------------------------------------------------

    @property
    def strip(self) -> Strip:
        """The strip above every screen."""
        return self._head.strip

    @property
    def practice(self) -> PracticeDress:
        """What PRÁCTICA wears; its band stands where the strip does."""
        return self._head.practice

    def show_practice(self, on: bool) -> None:
        """Give the window to PRÁCTICA, or back to the till; what the other still draws is not seen."""
        self._stage.hide()
        if on not in self._stages:
            self._stages[on] = Stage(self.theme, self._sound, self._asking, self)
        self._stage = self._stages[on]
        self._head.dress(on)
        self._forget_list()
        self._place()
        self.show_screen(Screen.START)

    def _lock(self) -> None:
        if not self._stage.modal.stands:
            self.floor.act(Act.LOCK)

    def _lead(self, act: Act) -> None:
        if not self._stage.modal.stands:
            self.floor.act(act)

    def _leave_practice(self) -> None:
        self.floor.act(Act.LEAVE_PRACTICE)

    @property
    def start(self) -> Refused:
        """Where a start that is refused says why."""
        return self._stage.pages.refused

    @property
    def sign_in(self) -> SignIn:
        """Screen 1."""
        return self._stage.pages.sign_in

    @property
    def open_shift(self) -> OpenShift:
        """Screen 2."""
        return self._stage.pages.open_shift

    @property
    def floor(self) -> Floor:
        """Screens 3 to 7."""
        return self._stage.pages.floor

    @property
    def authorise(self) -> AuthorisePanel:
        """Screen 8, a modal over any of the others."""
        return self._stage.modal.panel

    def warm(self) -> None:
        """Build what is not built yet, so that no later step waits for it."""
        for page in (self.strip, self.sign_in, self.open_shift, self.floor, self.authorise):
            page.ensurePolished()

    def bind(
        self,
        *,
        sign_in: SignInActions | None = None,
        open_shift: OpenShiftActions | None = None,
        floor: FloorActions | None = None,
        authorise: AuthorisationActions | None = None,
    ) -> None:
        """Say who hears of what people do on each screen; may be called again."""
        if sign_in is not None:
            self._sign_in_actions = sign_in
            self.sign_in.bind(sign_in)
        if open_shift is not None:
            self.open_shift.bind(open_shift)
        if floor is not None:
            self._floor_actions = floor
            self.floor.bind(floor)
        if authorise is not None:
            self.authorise.bind(authorise)

    def after_first_paint(self, call: Callable[[], None]) -> None:
        """Run ``call`` once, from the event loop, when the first picture is on the screen."""
        self._painted = call

    # -- screens ----------------------------------------------------------------------------------

    def show_screen(self, screen: Screen) -> None:
        """Show one screen; it was built beforehand and appears at once."""
        self.screen_now = screen
        self._stage.pages.show(screen)
        if self._list is not None:
            self._list.leave()
        self._want_badges()
        self._head.over(floor=screen is Screen.FLOOR)
        self.restore_focus()

    def restore_focus(self) -> None:
        """Give the keyboard back to the field that owns it on this screen, or on the modal over it."""
        if self._stage.modal.stands:
            self._stage.modal.panel.restore_focus()
        else:
            self._stage.pages.restore_focus(self.screen_now)

    def _asking(self, stands: bool) -> None:
        """The authorisation modal came or went: the floor behind it stops calling."""
        if self._list is not None:
            self._list.leave()
        if self.screen_now is Screen.FLOOR:
            self.floor.stand_behind(stands)
        self._want_badges()
        self._head.over(floor=self.screen_now is Screen.FLOOR)
        self.restore_focus()

    def _want_badges(self) -> None:
        # the one PIN of the floor's panels is that of who decides a review, by their badge if they like
        wanted = self.screen_now in (Screen.SIGN_IN, Screen.FLOOR)
        self._intake.want_badges(wanted or self._stage.modal.stands)

    def use_scanner(self, judge: KeyJudge) -> None:
        """Let a keyboard-wedge scanner see every key first."""
        self._intake.use_scanner(judge)
        self._watch()

    def wait_for(self, work: Work) -> None:
        """Keep keys for the screen that comes while the till is at something."""
        self._intake.wait_for(work)

    def wedge_focus(self) -> FocusKind:
        """What would receive a key now."""
        from hardware.scanner.keys import FocusKind

        if self._stage.modal.stands or self.screen_now is Screen.SIGN_IN:
            return FocusKind.SECRET
        return self.floor.typing.focus_kind() if self.screen_now is Screen.FLOOR else FocusKind.NONE

    def field_text(self) -> str:
        """Text of the field that takes typing, empty where there is none."""
        return self.floor.typing.text() if self.screen_now is Screen.FLOOR else ""

    def set_field_text(self, text: str) -> None:
        """Put the field back to ``text`` after a torn scan."""
        if self.screen_now is Screen.FLOOR:
            self.floor.typing.put(text)

    def scanned(self, text: str) -> None:
        """A whole frame of a scanner; it never overtakes what was typed before it."""
        if not self._intake.takes_scan(text):
            self.take_scan(text)

    def take_scan(self, text: str) -> None:
        """A scan goes where it is wanted, and is refused aloud on every other screen."""
        if self._stage.modal.stands:
            self._stage.modal.panel.scanned(text)
        elif self.screen_now is Screen.SIGN_IN and self._sign_in_actions is not None:
            self._sign_in_actions.scanned(text)
        elif self.screen_now is Screen.FLOOR and self._floor_actions is not None:
            self._floor_actions.scanned(text)
        else:
            self.scan_refused()

    @property
    def holds_keys(self) -> bool:
        """Whether keys pressed wait, for their screen or to be told from a scan: none shows them yet."""
        return self._intake.holding

    def scan_refused(self) -> None:
        """A scan was dropped: say so by ear."""
        self._sound(Sound.ERROR)

    def _sound(self, sound: Sound) -> None:
        if sound is Sound.ERROR:
            self._intake.forget()  # what was typed behind a step that is refused was for another screen
        self._sounds(sound)

    def toggle_actions(self) -> None:
        """Open or close the list of actions; not while a modal stands."""
        if self.screen_now is not Screen.FLOOR or self._stage.modal.stands:
            return
        if self._list is None:
            from app.ui.choices import Choices
            from app.ui.widgets.actions_panel import ActionsPanel

            own = Choices(self.theme, self._theme_changed, self._next_language).extras()
            lines = (*own, *self._extras)
            self._list = ActionsPanel(self.theme, self.floor.act, self.floor.stand_behind, lines, self)
            self._place()
        self._list.toggle(self.floor.acts_now())
        self._head.over(floor=True)

    def add_extra(self, extra: Extra) -> None:
        """Add a line to the list of actions."""
        self._extras = (*self._extras, extra)
        self._forget_list()

    def _forget_list(self) -> None:
        """The list is built anew when it is next asked for."""
        if self._list is not None:
            self._list.deleteLater()
            self._list = None

    def speak(self, code: str) -> None:
        """Go on in another language; the screen before it, which names the language, hears of it."""
        if self._sign_in_actions is not None:
            self._sign_in_actions.language(code)
        else:
            self.translator.switch(code)

    def _next_language(self) -> None:
        self.speak("en" if self.translator.language == "es" else "es")

    # -- keys -------------------------------------------------------------------------------------

    def handle_key(self, event: QKeyEvent) -> bool:
        """Take a key press for the screen that shows; a modal takes them all."""
        from app.ui.keys import plain_key

        if self._stage.modal.stands:
            return self._stage.modal.panel.handle_key(event)
        key = plain_key(event)
        if self._list is not None and not self._list.isHidden():
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space):
                return False
            if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self._list.turn(1 if key == Qt.Key.Key_PageDown else -1)
                return True
            self._list.leave()
            if key in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
                return True
        if key == Qt.Key.Key_F1:
            self.toggle_actions()
            return True
        return self._screen_key(event)

    def _screen_key(self, event: QKeyEvent) -> bool:
        from app.ui.keys import floor_key
        from app.ui.panel_keys import panel_key

        if self.screen_now is Screen.FLOOR:
            on_panel = self.floor.mode is FloorMode.PANEL
            return panel_key(self.floor, event) if on_panel else floor_key(self.floor, event)
        page = self._stage.pages.of(self.screen_now)
        handle = getattr(page, "handle_key", None)
        return bool(handle(event)) if handle is not None else False

    def hide_cursor(self, hidden: bool) -> None:
        """Hide the pointer after a touch, show it when a mouse moves."""
        if hidden:
            self.setCursor(Qt.CursorShape.BlankCursor)
        else:
            self.unsetCursor()

    # -- window -----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the keys of the native window."""
        super().showEvent(event)
        self._watch()
        self.restore_focus()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the keyboard where it belongs when the window comes to the front."""
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.restore_focus()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Follow the native window when it is made anew."""
        handled = super().event(event)
        if event.type() is QEvent.Type.WinIdChange:
            self._watch()
        return handled

    def _watch(self) -> None:
        if self._first_paint and self.internalWinId():
            self._intake.watch(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Strip on top, the rest below."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        below = QRect(0, STRIP, self.width(), self.height() - STRIP)
        self._stage.place(below)
        self._head.place(self.rect())
        if self._list is not None:
            self._list.setGeometry(below)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the strip's ground until there is a strip, and note the first picture."""
        del event
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), STRIP - 1, self.theme.color(Ink.CARD))
        painter.fillRect(0, STRIP - 1, self.width(), 1, self.theme.color(Ink.LINE))
        painter.end()
        if not self._first_paint:
            self._first_paint = True
            QTimer.singleShot(0, self._after_paint)

    def _after_paint(self) -> None:
        if self._painted is not None:
            self._painted()
        self._watch()
