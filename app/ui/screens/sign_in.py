"""Screen 1, sign-in: implements ``SignInView``. Digits go on one by one; none is kept here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.messages import Tone
from app.presenters.sign_in_state import PersonCard, SignInState
from app.presenters.states import Act
from app.presenters.views import SignInActions
from app.ui.counted import Counted
from app.ui.messages import clean, words
from app.ui.screens.people import PersonButton
from app.ui.theme.metrics import GAP, TARGET, Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.button import Button, Look
from app.ui.widgets.canvas import RIGHT, TOP, Canvas, Style
from app.ui.widgets.enter_key import EnterKey
from app.ui.widgets.notice import TONES
from app.ui.widgets.pad import BACK, ENTER, Pad
from app.ui.widgets.painted import Painted
from app.ui.widgets.pin_dots import draw_dots
from app.ui.words import ACT_ICONS, act_words

HALO = 3
PIN_KEYS = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), (BACK, "0", ENTER))
WIDTH = 1040
GUTTER = 16
HEAD = 72
MESSAGE = 80
PIN_TALL = 440
FOOT = TARGET + 12
"""Below the people: the way into PRÁCTICA."""


class PinField(Painted):
    """Dots for the digits typed; holds the keyboard on this screen."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("pin")
        self._typed, self._slots, self._busy = 0, 4, False

    def show_dots(self, typed: int, slots: int, *, busy: bool) -> None:
        """Draw how many digits are in."""
        self._typed, self._slots, self._busy = typed, slots, busy
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def draw(self, canvas: Canvas) -> None:
        """Paint halo, frame and dots."""
        frame = self.rect().adjusted(HALO, HALO, -HALO, -HALO)
        focused = self.hasFocus()
        if focused:
            canvas.box(self.rect(), Ink.ACCENT_SOFT, radius=Radius.FIELD + HALO)
        edge = Ink.ACCENT if focused else Ink.EDGE
        canvas.box(frame, Ink.CARD, edge, width=2 if focused else 1, radius=Radius.FIELD)
        if self._busy:
            busy = QCoreApplication.translate("SignIn", "Checking…")
            style = Style(Type.BODY, Weight.SEMI, Ink.MUTED, Qt.AlignmentFlag.AlignCenter)
            canvas.text(frame, busy, style)
            return
        draw_dots(canvas, frame, self._typed, self._slots)


class SignIn(Painted):
    """People as numbered cards, PIN, pad, language."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._actions: SignInActions | None = None
        self._state: SignInState | None = None
        self.people: list[PersonButton] = []
        self.pin = PinField(theme, self)
        self.pad = Pad(theme, self._pad, self, keys=PIN_KEYS)
        self.pad.key(ENTER).hide()
        self.enter_key = EnterKey(theme, partial(self._pad, ENTER), self, look=Look.ACCENT)
        self.enter_key.setObjectName("pin.enter")
        self.languages = {code: Button(theme, partial(self._language, code), self) for code in ("es", "en")}
        for code, button in self.languages.items():
            button.say(code.upper())
            button.setObjectName(f"language.{code}")
        self.practice = Button(theme, self._practice, self, icon=ACT_ICONS[Act.PRACTICE])
        self.practice.setObjectName("practice")
        self._retranslate()

    def bind(self, actions: SignInActions) -> None:
        """Say who hears of what people do here."""
        self._actions = actions

    def show_sign_in(self, state: SignInState) -> None:
        """Draw the state."""
        people = self._state.people if self._state else ()
        self._state = state
        if people != state.people:
            self._make_people(state.people)
        for card in self.people:
            card.choose(card.person.staff_id == state.selected)
        self.pin.show_dots(state.typed, state.slots, busy=state.busy)
        self.enter_key.set_idle(state.busy or state.wait_s > 0 or state.selected is None)
        for code, button in self.languages.items():
            button.choose(code == state.language)
        self._say_practice()
        if state.message is not None:
            said = words(state.message)
            announce(self, f"{said.title}. {said.body}")
        self._arrange()
        self.update()

    def restore_focus(self) -> None:
        """Give the keyboard to the PIN."""
        self.pin.setFocus()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Digits, erase, Enter and Esc; says whether the key was taken."""
        actions = self._actions
        if actions is None:
            return False
        key, text = event.key(), event.text()
        if text.isdecimal() and text.isascii():
            if not event.isAutoRepeat():
                actions.digit(text)
        elif key == Qt.Key.Key_Backspace:
            actions.erase()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F10):
            if not event.isAutoRepeat():
                actions.enter()
        elif key == Qt.Key.Key_Escape:
            actions.back()
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.pin.setAccessibleName(QCoreApplication.translate("SignIn", "PIN"))
        self._say_practice()
        self.enter_key.say(QCoreApplication.translate("SignIn", "Sign in"))

    def _make_people(self, people: tuple[PersonCard, ...]) -> None:
        for button in self.people:
            button.deleteLater()
        self.people = []
        for person in people:
            button = PersonButton(self.theme, person, partial(self._pick, person.staff_id), self)
            button.show()
            self.people.append(button)

    def _pick(self, staff_id: str) -> None:
        if self._actions is not None:
            self._actions.pick(staff_id)

    def _practice(self) -> None:
        if self._actions is not None:
            self._actions.practice()

    def _say_practice(self) -> None:
        practising = self._state is not None and self._state.practice
        self.practice.say(act_words(Act.LEAVE_PRACTICE if practising else Act.PRACTICE))

    def _language(self, code: str) -> None:
        if self._actions is not None:
            self._actions.language(code)

    def _pad(self, name: str) -> None:
        if self._actions is None:
            return
        if name == BACK:
            self._actions.erase()
        elif name == ENTER:
            self._actions.enter()
        else:
            self._actions.digit(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()

    # -- places -----------------------------------------------------------------------------------

    def _area(self) -> QRect:
        width = min(WIDTH, self.width() - 2 * GUTTER)
        tall = self.height() > self.width()
        height = min(self.height() - 2 * GUTTER, 944 if tall else 632)
        top = max(GUTTER, (self.height() - height) // 2 - 12)
        return QRect((self.width() - width) // 2, top, width, height)

    def _cards(self) -> tuple[QRect, QRect]:
        area = self._area()
        body = area.adjusted(0, HEAD, 0, 0)
        if self.height() > self.width():
            people = (
                96 + FOOT + self._people_height(body.width() - 48) + (MESSAGE + 12 if self._speaks else 0)
            )
            people = min(body.height() - PIN_TALL - GUTTER, people)
            left = QRect(body.x(), body.y(), body.width(), people)
            top = left.bottom() + 1 + GUTTER
            return left, QRect(body.x(), top, body.width(), body.bottom() + 1 - top)
        pin = 424 if body.width() >= 900 else 352
        left = QRect(body.x(), body.y(), body.width() - pin - GUTTER, body.height())
        return left, QRect(left.right() + 1 + GUTTER, body.y(), pin, body.height())

    def _columns(self, width: int) -> int:
        return 1 if width < 400 else 2

    def _people_height(self, width: int) -> int:
        rows = -(-max(1, len(self.people)) // self._columns(width))
        return rows * (96 + 12) - 12

    def _arrange(self) -> None:
        left, right = self._cards()
        area = self._area()
        self.languages["en"].setGeometry(area.right() + 1 - 56, area.y() + 4, 56, TARGET)
        self.languages["es"].setGeometry(area.right() + 1 - 120, area.y() + 4, 56, TARGET)
        inner = left.adjusted(24, 72, -24, -24 - FOOT)
        self.practice.setGeometry(inner.x(), left.bottom() + 1 - 24 - TARGET, min(260, inner.width()), TARGET)
        columns = self._columns(inner.width())
        rows = -(-max(1, len(self.people)) // columns)
        room = inner.height() - (MESSAGE + 12 if self._speaks else 0)
        tall = min(96, max(TARGET, (room - 12 * (rows - 1)) // rows))
        wide = (inner.width() - 12 * (columns - 1)) // columns
        for at, button in enumerate(self.people):
            row, column = divmod(at, columns)
            button.setGeometry(inner.x() + column * (wide + 12), inner.y() + row * (tall + 12), wide, tall)
        field = QRect(right.x() + 24, right.y() + 64, right.width() - 48, 64)
        self.pin.setGeometry(field.adjusted(-HALO, -HALO, HALO, HALO))
        top = field.bottom() + 1 + 16
        height = min(right.bottom() + 1 - 24 - top, 4 * 96 + 3 * GAP)
        self.pad.setGeometry(field.x(), top, field.width(), height)
        self.enter_key.setGeometry(self.pad.cell(3, 2))

    @property
    def _speaks(self) -> bool:
        return self._state is not None and self._state.message is not None

    # -- painting ---------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Paint head, cards and messages."""
        canvas.fill(self.rect(), Ink.BG)
        state = self._state
        if state is None:
            return
        area = self._area()
        mark = QRect(area.x(), area.y(), 48, 48)
        canvas.box(mark, Ink.TEXT, radius=10)
        canvas.icon_in("mark", mark, 28, Ink.BG)
        room = area.width() - 64 - 136
        shop = QRect(area.x() + 64, area.y() - 3, room, 30)
        canvas.text(shop, clean(state.shop, 60), Style(Type.KEY, Weight.BOLD, free=True))
        below = " · ".join(part for part in (state.till, state.date) if part)
        canvas.text(
            QRect(area.x() + 64, area.y() + 26, room, 24),
            below,
            Style(Type.BODY, Weight.REGULAR, Ink.MUTED, free=True),
        )
        left, right = self._cards()
        for card in (left, right):
            canvas.box(card, Ink.CARD, Ink.LINE, radius=Radius.CARD)
        asks = QCoreApplication.translate("SignIn", "Who is signing in?")
        first = QRect(left.x() + 24, left.y() + 20, left.width() - 48, 32)
        used = canvas.text(first, asks, Style(Type.TITLE, Weight.BOLD))
        if state.badges:
            hint = QCoreApplication.translate("SignIn", "or scan your badge")
            beside = first.adjusted(used + 44, 0, 0, 0)
            wide = canvas.text(beside, hint, Style(Type.BODY, Weight.REGULAR, Ink.MUTED, RIGHT))
            canvas.icon("badge", first.right() + 1 - wide - 28, first.y() + 6, 20, Ink.MUTED)
        head = QRect(right.x() + 24, right.y() + 20, right.width() - 48, 32)
        canvas.text(head, QCoreApplication.translate("SignIn", "PIN"), Style(Type.TITLE, Weight.BOLD))
        if state.tries_left is not None and state.wait_s == 0:
            left_words = Counted().tries_left(state.tries_left)
            canvas.text(head, left_words, Style(Type.BODY, Weight.REGULAR, Ink.MUTED, RIGHT))
        self._draw_message(canvas, state)

    def _draw_message(self, canvas: Canvas, state: SignInState) -> None:
        if state.message is None:
            return
        ink, soft, icon = TONES.get(state.message.tone, TONES[Tone.INFO])
        left = self._cards()[0]
        box = QRect(left.x() + 24, left.bottom() + 1 - 24 - FOOT - MESSAGE, left.width() - 48, MESSAGE)
        canvas.box(box, soft, ink, width=2)
        canvas.icon(icon, box.x() + 18, box.y() + 16, 24, ink)
        said = words(state.message)
        inner = box.adjusted(56, 10, -12, -6)
        title = QRect(inner.x(), inner.y(), inner.width(), 24)
        canvas.text(title, said.title, Style(Type.BODY, Weight.BOLD, Ink.TEXT, free=True))
        body = inner.adjusted(0, 25, 0, 0)
        canvas.wrapped(body, said.body, Style(Type.CAPTION, align=TOP))
