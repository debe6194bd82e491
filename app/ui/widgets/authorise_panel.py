"""Screen 8, authorisation: implements ``AuthorisationView`` over the floor, below the strip.

One of the three modals there are (ux.md section 1): while it stands, keys and scans are its own. Enter is
never a button's: it is the modal's next step.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.presenters.authorisation_state import (
    ApproverCard,
    AuthorisationActions,
    AuthorisationState,
    RemoteView,
)
from app.ui.authorise_layout import ModalLayout, modal_layout
from app.ui.authorise_words import right_words
from app.ui.messages import clean, words
from app.ui.panel_words import is_data, say
from app.ui.theme.metrics import Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.authorise_parts import HALO, KEYS, ApproverButton, ProofField, ProofPad
from app.ui.widgets.button import Button, Look
from app.ui.widgets.canvas import RIGHT, TOP, Canvas, Style
from app.ui.widgets.enter_key import EnterKey
from app.ui.widgets.notice import TONES
from app.ui.widgets.pad import BACK
from app.ui.widgets.painted import Painted
from app.ui.widgets.panel.block import Ear
from app.ui.widgets.panel.facts import BeforeAfterView
from core.domain.remote_code import ANSWER_DIGITS

_Key = Qt.Key
_ENTERS = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_F10)
_REMOTE = _Key.Key_F9


class AuthorisePanel(Painted):
    """Scrim, card, people, PIN, pad.

    Args:
        stands: Told when the modal comes and goes.
    """

    def __init__(self, theme: Theme, stands: Callable[[bool], None], parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._stands = stands
        self._actions: AuthorisationActions | None = None
        self._state: AuthorisationState | None = None
        self._layout: ModalLayout = modal_layout(1366, 720, 2, change=True)
        self.people: list[ApproverButton] = []
        self.change = BeforeAfterView(theme, Ear(), self)
        self.field = ProofField(theme, self)
        self.pad = ProofPad(theme, self._pad, self, keys=KEYS)
        self.remote_button = Button(theme, self._remote, self)
        self.remote_button.setObjectName("authorise.remote")
        self.cancel_button = Button(theme, self._cancel, self)
        self.cancel_button.setObjectName("authorise.cancel")
        self.allow_button = EnterKey(theme, self._enter, self, look=Look.ACCENT)
        self.allow_button.setObjectName("authorise.allow")
        self.allow_button.guarded = True
        self.hide()

    def bind(self, actions: AuthorisationActions) -> None:
        """Say who hears of what people do here."""
        self._actions = actions

    @property
    def stands(self) -> bool:
        """Whether a question is on the screen."""
        return self._state is not None

    @property
    def shown(self) -> AuthorisationState | None:
        """What is drawn."""
        return self._state

    def show_authorisation(self, state: AuthorisationState | None) -> None:
        """Draw the state; None takes the modal away."""
        before, self._state = self._state, state
        if state is None:
            self.hide()
            if before is not None:
                self._stands(False)
            return
        if before is None or before.people != state.people:
            self._make_people(state.people)
        self._say(state)
        self._arrange()
        if before is None:
            self.show()
            self.raise_()
            self._stands(True)
        self.update()

    def _say(self, state: AuthorisationState) -> None:
        remote = state.remote is not None
        for card in self.people:
            card.setVisible(not remote)
            card.choose(card.card.staff_id == state.selected)
        if state.change is not None:
            self.change.show_block(state.change)
        self.change.setVisible(state.change is not None)
        self.field.show_state(state)
        translate = QCoreApplication.translate
        self.allow_button.say(translate("Authorise", "Authorise"))
        answered = state.typed == ANSWER_DIGITS if remote else state.selected is not None
        self.allow_button.set_idle(state.busy or state.wait_s > 0 or not answered)
        self.cancel_button.say(translate("Authorise", "Cancel"), "Esc")
        there = translate("Authorise", "With a PIN here") if remote else translate("Authorise", "Remote code")
        self.remote_button.icon_name = "user" if remote else "key"
        self.remote_button.say(there, "F9")
        self.remote_button.setVisible(state.offers_remote and (bool(state.people) or not remote))
        said = words(state.message) if state.message is not None else None
        announce(self, f"{said.title}. {said.body}" if said is not None else say(state.title))

    def restore_focus(self) -> None:
        """Give the keyboard to the field."""
        self.field.setFocus()

    # -- keys -------------------------------------------------------------------------------------

    def handle_key(self, event: QKeyEvent) -> bool:
        """Every key is the modal's; only Space may still press the button it stands on."""
        key, text, actions = event.key(), event.text(), self._actions
        if key == _Key.Key_Space:
            return not isinstance(QApplication.focusWidget(), QAbstractButton)
        if key in (_Key.Key_Tab, _Key.Key_Backtab):
            self._next_stop(-1 if key == _Key.Key_Backtab else 1)
        elif actions is None or event.isAutoRepeat():
            return True
        elif text.isdecimal() and text.isascii():
            actions.digit(text)
        elif key == _Key.Key_Backspace:
            actions.erase()
        elif key in _ENTERS:
            actions.enter()
        elif key == _Key.Key_Escape:
            actions.back()
        elif key == _REMOTE:
            actions.remote()
        return True

    def _next_stop(self, step: int) -> None:
        """Tab goes round inside the modal."""
        buttons = (self.remote_button, self.cancel_button, self.allow_button)
        stops: list[QWidget] = [w for w in (*self.people, self.field, *buttons) if not w.isHidden()]
        now = QApplication.focusWidget()
        at = stops.index(now) if now in stops else stops.index(self.field)
        stops[(at + step) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    def scanned(self, text: str) -> None:
        """A whole frame of a scanner."""
        if self._actions is not None:
            self._actions.scanned(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing behind the scrim hears a touch."""
        event.accept()

    # -- what people do ---------------------------------------------------------------------------

    def _pick(self, staff_id: str) -> None:
        if self._actions is not None:
            self._actions.pick(staff_id)

    def _pad(self, name: str) -> None:
        if self._actions is None:
            return
        if name == BACK:
            self._actions.erase()
        else:
            self._actions.digit(name)

    def _remote(self) -> None:
        if self._actions is not None:
            self._actions.remote()

    def _cancel(self) -> None:
        if self._actions is not None:
            self._actions.cancel()

    def _enter(self) -> None:
        if self._actions is not None:
            self._actions.enter()

    # -- words and places -------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange and self._state is not None:
            self._say(self._state)
            self.update()
        super().changeEvent(event)

    def _make_people(self, people: tuple[ApproverCard, ...]) -> None:
        for button in self.people:
            button.hide()
            button.deleteLater()
        self.people = [
            ApproverButton(self.theme, card, partial(self._pick, card.staff_id), self) for card in people
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        state = self._state
        if state is None:
            return
        at = modal_layout(self.width(), self.height(), len(state.people), change=state.change is not None)
        self._layout = at
        for button, box in zip(self.people, at.cards, strict=True):
            button.setGeometry(box)
        self.change.setGeometry(at.change)
        self.field.setGeometry(at.field.adjusted(-HALO, -HALO, HALO, HALO))
        self.pad.setGeometry(at.pad)
        self.remote_button.setGeometry(at.left)
        alone = self.remote_button.isHidden()
        self.cancel_button.setGeometry(at.left.united(at.middle) if alone else at.middle)
        self.allow_button.setGeometry(at.primary)

    # -- painting ---------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Paint scrim, card and words."""
        light = self.theme.name.value == "light"
        canvas.painter.setOpacity(0.4 if light else 0.7)
        canvas.painter.fillRect(self.rect(), self.theme.color(Ink.TEXT if light else Ink.BG))
        canvas.painter.setOpacity(1.0)
        state, at = self._state, self._layout
        if state is None:
            return
        canvas.box(at.card, Ink.CARD, None if light else Ink.KEY_EDGE, radius=Radius.CARD)
        canvas.icon("shield", at.title.x() + 1, at.title.y() + 5, 26, Ink.ACCENT)
        title = Style(Type.KEY, Weight.BOLD, free=is_data(state.title))
        canvas.text(at.title.adjusted(40, 0, 0, 0), say(state.title), title)
        canvas.text(at.about, self._about(state), Style(Type.BODY, Weight.REGULAR, Ink.MUTED, free=True))
        self._draw_caption(canvas, state)
        if state.remote is not None:
            self._draw_remote(canvas, state.remote, at.people)
        self._draw_hint(canvas, state, at.hint)

    def _about(self, state: AuthorisationState) -> str:
        asks = QCoreApplication.translate("Authorise", "Reason: {reason} · asked by {name}")
        return asks.format(reason=say(state.reason), name=clean(state.requester, 60))

    def _draw_caption(self, canvas: Canvas, state: AuthorisationState) -> None:
        translate = QCoreApplication.translate
        if state.remote is None:
            caption = translate("Authorise", "Who authorises?")
        else:
            caption = translate("Authorise", "Read this to whoever may allow it")
        canvas.text(self._layout.caption, caption, Style(Type.BODY, Weight.SEMI, free=True))

    def _draw_remote(self, canvas: Canvas, remote: RemoteView, area: QRect) -> None:
        box = QRect(area.x(), area.y(), area.width(), min(area.height(), 64))
        canvas.box(box, Ink.BG)
        inner = box.adjusted(20, 0, -20, 0)
        used = canvas.mono(inner, remote.challenge, Style(Type.SUM, Weight.BOLD))
        half = inner.adjusted(used + 12, 0, 0, 0)
        upper = QRect(half.x(), half.y() + 6, half.width(), half.height() // 2 - 4)
        right = Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, RIGHT, free=True)
        canvas.text(upper, right_words(remote.permission), right)
        lower = upper.translated(0, upper.height() - 1)
        canvas.money(lower, remote.amount, Style(Type.BODY, Weight.BOLD, Ink.TEXT, RIGHT))

    def _draw_hint(self, canvas: Canvas, state: AuthorisationState, area: QRect) -> None:
        if state.message is not None:
            ink, soft, icon = TONES[state.message.tone]
            canvas.box(area, soft, ink, width=1, radius=Radius.FIELD)
            said = words(state.message)
            canvas.icon(icon, area.x() + 14, area.y() + 8, 20, ink)
            head = QRect(area.x() + 44, area.y() + 5, area.width() - 56, 22)
            canvas.text(head, said.title, Style(Type.CAPTION, Weight.BOLD, free=True))
            body = QRect(head.x(), head.bottom() + 1, head.width(), area.bottom() - head.bottom())
            canvas.wrapped(body, said.body, Style(Type.CAPTION, align=TOP))
            return
        if state.remote is None:
            hint, icon = QCoreApplication.translate("Authorise", "or scan the badge"), "badge"
        else:
            hint, icon = QCoreApplication.translate("Authorise", "They answer with eight digits"), "phone"
        canvas.icon(icon, area.x(), area.center().y() - 10, 20, Ink.MUTED)
        canvas.text(area.adjusted(28, 0, 0, 0), hint, Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
