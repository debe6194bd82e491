"""The band of PRÁCTICA: where the strip stands otherwise, it says that nothing is real and leads out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.lessons import LessonShown
from app.presenters.states import Act, StripState
from app.ui.lesson_words import lesson_hint, lesson_title
from app.ui.theme.metrics import GAP, STRIP, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.button import Button, Command, Look
from app.ui.widgets.canvas import LEFT, RIGHT, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.words import ACT_ICONS, act_words, key_words

MENU: int = 152
LEAVE: int = 200
CLOCK: int = 64
HINT: int = 120
"""With less room than this the way to do a lesson is left out."""


class PracticeBand(Painted):
    """Implements ``StripView``: of the till's state it shows what practice has.

    Args:
        actions: Opens the list of actions.
        leave: Leads out of practice.
    """

    def __init__(self, theme: Theme, actions: Command, leave: Command, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._state: StripState | None = None
        self._lesson: LessonShown | None = None
        self.menu = Button(theme, actions, self, look=Look.BARE, icon="menu")
        self.menu.setObjectName("band.menu")
        self.menu.hide()
        self.leave = Button(theme, leave, self, look=Look.CARD, icon=ACT_ICONS[Act.LEAVE_PRACTICE])
        self.leave.setObjectName("band.leave")
        self.leave.slim = 8
        self._retranslate()

    def show_strip(self, state: StripState) -> None:
        """Draw the state."""
        self._state = state
        self.update()

    @property
    def lesson(self) -> LessonShown | None:
        """What is to be tried next."""
        return self._lesson

    def show_lesson(self, lesson: LessonShown) -> None:
        """Draw what to try next."""
        self._lesson = lesson
        self._announce()
        self.update()

    def offer_menu(self, offered: bool) -> None:
        """Show or hide the way to the list of actions."""
        self.menu.setVisible(offered)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.menu.say(act_words(Act.HELP), key_words(Act.HELP))
        self.leave.say(act_words(Act.LEAVE_PRACTICE))
        self._announce()

    def _announce(self) -> None:
        said = [practice_title(), _nothing_real()]
        if self._lesson is not None:
            said += [lesson_title(self._lesson), lesson_hint(self._lesson)]
        announce(self, ". ".join(part for part in said if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        edge = self.width()
        self.menu.setGeometry(edge - MENU, 0, MENU, STRIP)
        if not self.menu.isHidden():
            edge -= MENU
        self.leave.setGeometry(edge - LEAVE - GAP, 0, LEAVE, STRIP)
        self.update()

    def draw(self, canvas: Canvas) -> None:
        """Paint the ground, what this is, and the clock."""
        canvas.fill(self.rect(), Ink.PRACTICE_SOFT)
        canvas.fill(QRect(0, self.height() - 1, self.width(), 1), Ink.PRACTICE)
        edge = self.leave.x() - 16
        if self._state is not None:
            area = QRect(edge - CLOCK, 0, CLOCK, self.height())
            edge -= canvas.text(area, self._state.clock, Style(Type.BODY, Weight.SEMI, Ink.TEXT, RIGHT)) + 16
        canvas.icon(ACT_ICONS[Act.PRACTICE], 16, 12, 24, Ink.PRACTICE)
        area = QRect(52, 0, edge - 52, self.height())
        used = canvas.text(area, practice_title(), Style(Type.TITLE, Weight.BOLD, Ink.PRACTICE))
        area = area.adjusted(used + 16, 0, 0, 0)
        plain = Style(Type.BODY, Weight.REGULAR, Ink.TEXT, LEFT, free=True)
        used = canvas.text(area, _nothing_real(), plain)
        if self._lesson is None:
            return
        area = area.adjusted(used + 24, 0, 0, 0)
        strong = Style(Type.BODY, Weight.BOLD, Ink.PRACTICE, LEFT, free=True)
        used = canvas.text(area, lesson_title(self._lesson), strong)
        area = area.adjusted(used + 12, 0, 0, 0)
        if area.width() >= HINT:
            canvas.text(area, lesson_hint(self._lesson), plain)


def practice_title() -> str:
    """The one word that stands wherever practice is."""
    return QCoreApplication.translate("Practice", "PRACTICE")


def _nothing_real() -> str:
    return QCoreApplication.translate("Practice", "nothing is real")
