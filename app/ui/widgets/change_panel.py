"""Change to hand back, over the empty basket of the next sale; the next scan takes it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act, ChangePiece, ChangeState, DrawerState
from app.ui.theme.metrics import ACTION, GAP, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.button import Button, Look
from app.ui.widgets.canvas import CENTER, RIGHT, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.words import ACT_ICONS, act_words, drawer_words, key_words, printed_words

BAND = 56
COIN = 56
PIECE = 152
LEAST_PIECE = 118
PIECE_HEIGHT = 80
FOLDED = 72
NOTHING = "0.00"


class ChangePanel(Painted):
    """The amount in 96 (64 where low), the coins to take, drawer and receipt, two quiet buttons."""

    def __init__(self, theme: Theme, act: Callable[[Act], None], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._act = act
        self._state: ChangeState | None = None
        self.reprint = Button(theme, self._reprint, self, icon=ACT_ICONS[Act.REPRINT])
        self.correct = Button(theme, self._correct, self, icon=ACT_ICONS[Act.CORRECT_CHANGE])
        self.view = Button(theme, self._view, self, icon=ACT_ICONS[Act.VIEW_RECEIPT])
        self.printed = Button(theme, self._printed, self, icon=ACT_ICONS[Act.PRINTED_YES], look=Look.CARD)
        self.reprint.setObjectName("change.reprint")
        self.correct.setObjectName("change.correct")
        self.view.setObjectName("change.view")
        self.printed.setObjectName("change.printed")
        self._retranslate()

    def show_change(self, state: ChangeState) -> None:
        """Draw the state."""
        self._state = state
        announce(self, f"{QCoreApplication.translate('Change', 'CHANGE')} B/. {state.change}")
        self._arrange()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.reprint.say(act_words(Act.REPRINT))
        self.correct.say(act_words(Act.CORRECT_CHANGE), key_words(Act.CORRECT_CHANGE))
        self.view.say(act_words(Act.VIEW_RECEIPT))
        self.printed.say(act_words(Act.PRINTED_YES))

    def _reprint(self) -> None:
        self._act(Act.REPRINT)

    def _correct(self) -> None:
        self._act(Act.CORRECT_CHANGE)

    def _view(self) -> None:
        self._act(Act.VIEW_RECEIPT)

    def _printed(self) -> None:
        self._act(Act.PRINTED_YES)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap on the folded line opens the receipt."""
        del event
        if self._state is not None and self._state.folded:
            self._act(Act.VIEW_RECEIPT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        state = self._state
        unfolded = state is not None and not state.folded
        asked = unfolded and state is not None and state.printed.value == "uncertain"
        shown = [self.reprint, self.view] if unfolded else []
        if unfolded and state is not None and state.received != NOTHING and not asked:
            shown.insert(0, self.correct)
        if asked:
            shown.insert(0, self.printed)
        for button in (self.printed, self.correct, self.reprint, self.view):
            button.setVisible(button in shown)
        if not shown:
            return
        room = self.width() - 32 - GAP * (len(shown) - 1)
        x = 16
        for at, button in enumerate(shown):
            width = room * (at + 1) // len(shown) - room * at // len(shown)
            button.setGeometry(x, self.height() - 16 - ACTION, width, ACTION)
            x += width + GAP

    def draw(self, canvas: Canvas) -> None:
        """Paint the panel."""
        canvas.box(self.rect(), Ink.CARD, Ink.LINE, radius=14)
        state = self._state
        if state is None:
            return
        if state.folded:
            self._draw_folded(canvas, state)
            return
        self._draw_saved(canvas, state)
        top = 16 + self._band + 12
        body = QRect(16, top, self.width() - 32, self.height() - top - 16 - ACTION - 12)
        if self._low:
            self._draw_low(canvas, body, state)
        else:
            self._draw_high(canvas, body, state)

    @property
    def _low(self) -> bool:
        return self.height() < 440

    @property
    def _band(self) -> int:
        return 44 if self._low else BAND

    def _draw_high(self, canvas: Canvas, body: QRect, state: ChangeState) -> None:
        size = Type.CHANGE if self.width() >= 700 else Type.CHANGE_SMALL
        tall = 112 if size is Type.CHANGE else 84
        pieces = self._pieces_height(state)
        fixed = 28 + tall + 28 + pieces + 28
        gaps = 3 if pieces else 2
        gap = max(4, min(32, (body.height() - fixed) // (gaps + 1)))
        y = body.y() + max(0, (body.height() - fixed - gap * (gaps - 1)) // 2)
        words = QCoreApplication.translate("Change", "CHANGE")
        line = QRect(body.x(), y, body.width(), 28)
        canvas.text(line, words, Style(Type.TITLE, Weight.SEMI, align=CENTER))
        area = QRect(body.x(), y + 28, body.width(), tall)
        canvas.money(area, state.change, Style(size, Weight.BOLD, Ink.TEXT, CENTER))
        y += 28 + tall
        muted = Style(Type.BODY, Weight.REGULAR, Ink.MUTED, CENTER)
        said = " · ".join(part for part in (_of_words(state), _points_words(state)) if part)
        canvas.text(QRect(body.x(), y, body.width(), 28), said, muted)
        y += 28 + gap
        if pieces:
            self._draw_pieces(canvas, QRect(body.x(), y, body.width(), pieces), state)
            y += pieces + gap
        self._draw_states(canvas, QRect(body.x(), y, body.width(), 28), state)

    def _draw_low(self, canvas: Canvas, body: QRect, state: ChangeState) -> None:
        left = QRect(body.x() + 8, body.y(), body.width() * 9 // 20, body.height())
        words = QCoreApplication.translate("Change", "CHANGE")
        line = QRect(left.x(), left.y(), left.width(), 28)
        used = canvas.text(line, words, Style(Type.TITLE, Weight.SEMI))
        muted = Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED)
        canvas.text(line.adjusted(used + 12, 2, 0, 2), _of_words(state), muted)
        area = QRect(left.x(), left.y() + 28, left.width(), left.height() - 60)
        canvas.money(area, state.change, Style(Type.CHANGE_SMALL, Weight.BOLD, Ink.TEXT))
        self._draw_states(canvas, QRect(left.x(), left.bottom() - 28, body.width(), 28), state, centred=False)
        right = QRect(left.right() + 12, body.y(), body.right() - left.right() - 12, body.height() - 36)
        columns = 3
        width = (right.width() - GAP * (columns - 1)) // columns
        for at, piece in enumerate(state.pieces[:6]):
            row, column = divmod(at, columns)
            box = QRect(right.x() + column * (width + GAP), right.y() + row * 72, width, 64)
            _draw_piece(canvas, box, piece)

    def _draw_saved(self, canvas: Canvas, state: ChangeState) -> None:
        band = QRect(16, 16, self.width() - 32, self._band)
        canvas.box(band, Ink.OK_SOFT)
        canvas.icon("check-circle", band.x() + 20, band.center().y() - 11, 24, Ink.OK)
        inner = band.adjusted(56, 0, -20, 0)
        used = canvas.text(inner, f"B/. {state.total}", Style(Type.BODY, Weight.SEMI, Ink.TEXT, RIGHT))
        inner = inner.adjusted(0, 0, -used - 8, 0)
        caption = QCoreApplication.translate("Change", "Total")
        used = canvas.text(inner, caption, Style(Type.BODY, Weight.REGULAR, Ink.TEXT, RIGHT))
        inner = inner.adjusted(0, 0, -used - 8, 0)
        saved = QCoreApplication.translate("Change", "Sale {number} saved").format(number=state.number)
        canvas.text(inner, saved, Style(Type.ROW, Weight.SEMI, Ink.OK))

    def _columns(self, count: int) -> tuple[int, int]:
        """How many pieces stand in a row, and how wide each is."""
        room = self.width() - 32
        columns = max(1, min(count, (room + GAP) // (LEAST_PIECE + GAP)))
        rows = -(-count // columns)
        columns = -(-count // rows)
        return columns, min(PIECE, (room - GAP * (columns - 1)) // columns)

    def _pieces_height(self, state: ChangeState) -> int:
        if not state.pieces:
            return 0
        rows = -(-len(state.pieces) // self._columns(len(state.pieces))[0])
        return rows * (PIECE_HEIGHT + GAP) - GAP

    def _draw_pieces(self, canvas: Canvas, area: QRect, state: ChangeState) -> None:
        if not state.pieces:
            return
        columns, piece_width = self._columns(len(state.pieces))
        for start in range(0, len(state.pieces), columns):
            row = state.pieces[start : start + columns]
            width = len(row) * (piece_width + GAP) - GAP
            x = area.x() + (area.width() - width) // 2
            y = area.y() + start // columns * (PIECE_HEIGHT + GAP)
            for piece in row:
                _draw_piece(canvas, QRect(x, y, piece_width, PIECE_HEIGHT), piece)
                x += piece_width + GAP

    @staticmethod
    def _draw_states(canvas: Canvas, area: QRect, state: ChangeState, *, centred: bool = True) -> None:
        items: list[tuple[str, str, Ink]] = []
        if state.drawer is DrawerState.OPEN:
            items.append((drawer_words(state.drawer), "drawer-open", Ink.WARN))
        elif state.drawer is DrawerState.CLOSED:
            items.append((drawer_words(state.drawer), "drawer", Ink.OK))
        words, icon, ink = printed_words(state.printed)
        if words:
            items.append((words, icon, ink))
        widths = [26 + canvas.width(item[0], Type.BODY, Weight.SEMI) for item in items]
        spare = area.width() - sum(widths) - 32 * (len(items) - 1)
        x = area.x() + (spare // 2 if centred else 0)
        for (said, name, tone), width in zip(items, widths, strict=True):
            canvas.icon(name, x, area.y() + 4, 20, tone)
            canvas.text(QRect(x + 26, area.y(), width - 26, 28), said, Style(Type.BODY, Weight.SEMI, tone))
            x += width + 32

    def _draw_folded(self, canvas: Canvas, state: ChangeState) -> None:
        canvas.icon("check-circle", 20, (self.height() - 24) // 2, 24, Ink.OK)
        area = self.rect().adjusted(56, 0, -20, 0)
        used = canvas.money(area, state.change, Style(Type.SUM, Weight.BOLD, Ink.TEXT, RIGHT))
        caption = QCoreApplication.translate("Change", "CHANGE")
        area = area.adjusted(0, 0, -used - 16, 0)
        used = canvas.text(area, caption, Style(Type.BODY, Weight.SEMI, Ink.TEXT, RIGHT))
        area = area.adjusted(0, 0, -used - 12, 0)
        saved = QCoreApplication.translate("Change", "Sale {number} saved").format(number=state.number)
        canvas.text(area, saved, Style(Type.BODY, Weight.SEMI, Ink.OK))


def _of_words(state: ChangeState) -> str:
    if state.received == NOTHING:
        return QCoreApplication.translate("Change", "paid without cash")
    words = QCoreApplication.translate("Change", "of B/. {received} in cash")
    return words.format(received=state.received)


def _points_words(state: ChangeState) -> str:
    """What the customer earned and has now, empty for none."""
    if not state.earned:
        return ""
    if not state.balance:
        return QCoreApplication.translate("Change", "Points +{points}").format(points=state.earned)
    words = QCoreApplication.translate("Change", "Points +{points} · now {balance}")
    return words.format(points=state.earned, balance=state.balance)


def _draw_piece(canvas: Canvas, area: QRect, piece: ChangePiece) -> None:
    canvas.box(area, Ink.BG)
    if piece.coin:
        box = QRect(area.x() + 14, area.y() + (area.height() - COIN) // 2, COIN, COIN)
        canvas.disc(box, Ink.CARD, Ink.EDGE, 1.5)
        canvas.disc(box.adjusted(4, 4, -4, -4), None, Ink.LINE)
    else:
        box = QRect(area.x() + 10, area.y() + (area.height() - 38) // 2, 62, 38)
        canvas.box(box, Ink.CARD, Ink.EDGE, width=1.5, radius=6)
        canvas.box(box.adjusted(4, 4, -4, -4), None, Ink.LINE, radius=3)
    canvas.text(box, piece.value, Style(Type.BODY, Weight.BOLD, Ink.TEXT, CENTER))
    left = box.right() + 10
    count = QRect(left, area.y(), area.right() - left, area.height())
    used = canvas.text(count, "×", Style(Type.ROW, Weight.REGULAR, Ink.MUTED))
    canvas.text(count.adjusted(used + 8, 0, 0, 0), str(piece.count), Style(Type.KEY, Weight.BOLD))
