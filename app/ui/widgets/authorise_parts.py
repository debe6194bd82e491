"""Parts of the authorisation modal: a person's card, the field of PIN or answer, the pad."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.authorisation_state import ApproverCard, AuthorisationState
from app.ui.messages import clean
from app.ui.theme.metrics import Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Command
from app.ui.widgets.canvas import CENTER, RIGHT, Canvas, Style
from app.ui.widgets.pad import BACK, ENTER, Pad
from app.ui.widgets.painted import Painted
from app.ui.widgets.pin_dots import draw_dots

HALO = 3
NARROW = 180
"""A card narrower than this, in px, has smaller letters."""
KEYS = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), ("0", ENTER, BACK))


class ApproverButton(Button):
    """Number in a disc and a name."""

    def __init__(self, theme: Theme, card: ApproverCard, command: Command, parent: QWidget) -> None:
        super().__init__(theme, command, parent)
        self.card = card
        self.setObjectName(f"approver.{card.number}")
        self.say(clean(card.name, 60), str(card.number))

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint the card."""
        small = self.width() < NARROW
        size, left = (28, 8) if small else (32, 12)
        disc = QRect(left, (self.height() - size) // 2, size, size)
        canvas.disc(disc, Ink.ACCENT if self.chosen else Ink.CARD, None if self.chosen else Ink.KEY_EDGE)
        number = Ink.ON_ACCENT if self.chosen else Ink.TEXT
        canvas.text(disc, self.key, Style(Type.BODY, Weight.BOLD, number, CENTER))
        name = self.rect().adjusted(left + size + (6 if small else 12), 0, -6, 0)
        letters = Type.CAPTION if small else Type.BODY
        canvas.text(name, self.words, Style(letters, Weight.SEMI, ink, free=True))


class ProofField(Painted):
    """Dots for a PIN, the digits themselves for a remote answer; holds the keyboard of the modal."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("authorise.field")
        self._state: AuthorisationState | None = None

    def show_state(self, state: AuthorisationState) -> None:
        """Draw what is typed and the time left."""
        self._state = state
        self.setAccessibleName(self._caption(state))
        self.update()

    def _caption(self, state: AuthorisationState) -> str:
        if state.remote is not None:
            return QCoreApplication.translate("Authorise", "Answer")
        return QCoreApplication.translate("Authorise", "PIN")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def draw(self, canvas: Canvas) -> None:
        """Paint frame, caption, dots or digits, and the time left."""
        state = self._state
        if state is None:
            return
        frame = self.rect().adjusted(HALO, HALO, -HALO, -HALO)
        focused = self.hasFocus()
        if focused:
            canvas.box(self.rect(), Ink.ACCENT_SOFT, radius=Radius.FIELD + HALO)
        edge = Ink.ACCENT if focused else Ink.EDGE
        canvas.box(frame, Ink.CARD, edge, width=2 if focused else 1, radius=Radius.FIELD)
        inner = frame.adjusted(20, 0, -16, 0)
        caption = Style(Type.BODY, Weight.SEMI, Ink.MUTED)
        used = canvas.text(inner, self._caption(state), caption)
        time = canvas.text(inner, state.left, Style(Type.BODY, Weight.SEMI, Ink.TEXT, RIGHT))
        canvas.icon("clock", inner.right() + 1 - time - 28, inner.center().y() - 9, 20, Ink.MUTED)
        room = inner.adjusted(used + 12, 0, -time - 36, 0)
        if state.busy:
            words = QCoreApplication.translate("Authorise", "Checking…")
            canvas.text(room, words, Style(Type.BODY, Weight.SEMI, Ink.MUTED, CENTER))
        elif state.remote is not None:
            canvas.mono(room, state.remote.answer, Style(Type.KEY, Weight.SEMI, Ink.TEXT, CENTER))
        else:
            draw_dots(canvas, room, state.typed, state.slots)


class ProofPad(Pad):
    """Digits in calculator order with a wide zero; Enter is the modal's own button."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the zero the room of Enter."""
        super().resizeEvent(event)
        enter, zero = self.key(ENTER), self.key("0")
        enter.hide()
        zero.setGeometry(zero.geometry().united(enter.geometry()))
