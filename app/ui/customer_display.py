"""The customer's window: draws the latest snapshot, goes blank when none comes, takes no input.

It never asks for anything: what it shows stands whole in each snapshot (ux.md screen 22).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.presenters.customer_view import DisplayQr
from app.presenters.display import DisplayLine, DisplayMode, DisplaySnapshot
from app.ui.messages import clean
from app.ui.theme.metrics import Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import CENTER, LEFT, RIGHT, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.widgets.practice_band import practice_title
from app.ui.widgets.qr import draw_qr
from app.ui.words import line_count

STALE_S: Final = 3.0
"""Without a snapshot for so long, what stands there may no longer be true."""
CHECK_MS: Final = 500
HEAD: Final = 80
FOOT: Final = 176
FACT: Final = 44
NARROW: Final = 900
"""Below this width what was saved and received stands above the total, not beside it."""
LINE: Final = 56
PAD: Final = 28
GUTTER: Final = 16
NAME_LIMIT: Final = 120
NOTHING: Final = "0.00"
LARGE: Final = (1600, 900)
ZOOM: Final = 1.4
"""On a large screen everything is drawn so much larger: it is read from as far as a small one."""


class CustomerDisplay(Painted):
    """One snapshot on the screen.

    Args:
        clock: Monotonic seconds, the clock the snapshots are stamped with.
        seen: Told when it appears and when it leaves.
    """

    def __init__(
        self,
        theme: Theme,
        clock: Callable[[], float],
        parent: QWidget | None = None,
        *,
        seen: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._clock = clock
        self._seen = seen
        self._shop = ""
        self._snapshot: DisplaySnapshot | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._check = QTimer(self)
        self._check.setInterval(CHECK_MS)
        self._check.timeout.connect(self.check)

    @property
    def snapshot(self) -> DisplaySnapshot | None:
        """What is shown, None while blank."""
        return self._snapshot

    def show_snapshot(self, snapshot: DisplaySnapshot) -> None:
        """Draw a snapshot, unless a newer one stands there already."""
        if self._snapshot is not None and snapshot.sequence <= self._snapshot.sequence:
            return
        self._shop, self._snapshot = snapshot.shop, snapshot
        self._check.start()
        self.check()
        self.update()

    def forget(self) -> None:
        """Blank: the next snapshot comes from another feed."""
        self._check.stop()
        if self._snapshot is not None:
            self._snapshot = None
            self.update()

    def check(self) -> None:
        """Go blank when the snapshot is too old; called twice a second."""
        if self._snapshot is not None and self._clock() - self._snapshot.at_s > STALE_S:
            self.forget()

    def showEvent(self, event: QShowEvent) -> None:
        """Say so."""
        super().showEvent(event)
        if self._seen is not None:
            self._seen()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say so."""
        super().hideEvent(event)
        if self._seen is not None:
            self._seen()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.setWindowTitle(title_words())
            self.update()
        super().changeEvent(event)

    @property
    def _zoom(self) -> float:
        return ZOOM if self.width() >= LARGE[0] and self.height() >= LARGE[1] else 1.0

    @property
    def _room(self) -> QRect:
        """What there is to draw on, in the units drawn with."""
        return QRect(0, 0, int(self.width() / self._zoom), int(self.height() / self._zoom))

    # -- painting ---------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Paint what the snapshot's mode asks for."""
        canvas.fill(self.rect(), Ink.BG)
        if self._zoom > 1:
            canvas.painter.scale(self._zoom, self._zoom)
        shown = self._snapshot
        if shown is None or shown.mode is DisplayMode.IDLE:
            self._draw_shop(canvas)
            return
        self._draw_head(canvas)
        if shown.mode is DisplayMode.CHANGE:
            self._draw_change(canvas, shown)
            return
        tall = FOOT + (len(_facts(shown)) * FACT if self._room.width() < NARROW else 0)
        foot = QRect(PAD, self._room.height() - PAD - tall, self._room.width() - 2 * PAD, tall)
        body = QRect(PAD, HEAD, foot.width(), foot.y() - GUTTER - HEAD)
        if shown.qr is not None:
            side = min(body.height(), body.width() * 9 // 20)
            self._draw_qr(canvas, QRect(body.right() + 1 - side, body.y(), side, body.height()), shown.qr)
            body = body.adjusted(0, 0, -side - GUTTER, 0)
        self._draw_lines(canvas, body, shown)
        self._draw_foot(canvas, foot, shown)

    def _draw_shop(self, canvas: Canvas) -> None:
        middle = self._room.center().y()
        name = QRect(PAD, middle - 40, self._room.width() - 2 * PAD, 80)
        style = Style(Type.TOTAL, Weight.BOLD, Ink.TEXT, CENTER, free=True)
        used = canvas.text(name, clean(self._shop, NAME_LIMIT), style)
        bar = QRect(self._room.center().x() - min(used, 160) // 2, middle + 48, min(used, 160), 6)
        canvas.box(bar, Ink.ACCENT, radius=3)

    def _draw_head(self, canvas: Canvas) -> None:
        area = QRect(PAD, 0, self._room.width() - 2 * PAD, HEAD)
        if self._snapshot is not None and self._snapshot.practice:
            canvas.fill(QRect(0, 0, self._room.width(), HEAD - 12), Ink.PRACTICE_SOFT)
            title = Style(Type.KEY, Weight.BOLD, Ink.PRACTICE, RIGHT)
            area = area.adjusted(0, 0, 0, -12)
            area = area.adjusted(0, 0, -canvas.text(area, practice_title(), title) - 24, 0)
        canvas.text(area, clean(self._shop, NAME_LIMIT), Style(Type.KEY, Weight.BOLD, free=True))

    def _draw_lines(self, canvas: Canvas, area: QRect, shown: DisplaySnapshot) -> None:
        canvas.box(area, Ink.CARD, Ink.LINE, radius=Radius.CARD)
        inner = area.adjusted(PAD, 12, -PAD, -12)
        rows = max(1, inner.height() // LINE)
        before, lines = shown.earlier, shown.lines
        if before or len(lines) > rows:
            lines = lines[-(rows - 1) :]
            before = shown.earlier + len(shown.lines) - len(lines)
            words = QCoreApplication.translate("Customer", "{lines} before").format(lines=line_count(before))
            top = QRect(inner.x(), inner.y(), inner.width(), LINE)
            canvas.text(top, words, Style(Type.ROW, Weight.REGULAR, Ink.MUTED))
            inner = inner.adjusted(0, LINE, 0, 0)
        for at, line in enumerate(lines):
            row = QRect(inner.x(), inner.y() + at * LINE, inner.width(), LINE)
            self._draw_line(canvas, row, line, last=at == len(lines) - 1)
            if at:
                canvas.rule(row.x(), row.right() + 1, row.y())

    @staticmethod
    def _draw_line(canvas: Canvas, row: QRect, line: DisplayLine, *, last: bool) -> None:
        weight = Weight.SEMI if last else Weight.REGULAR
        amount = Style(Type.KEY, Weight.SEMI, Ink.TEXT, RIGHT)
        used = canvas.text(row, line.amount, amount)
        right = max(used, 112) + 24
        detail = Style(Type.TITLE, Weight.REGULAR, Ink.MUTED, RIGHT, free=True)
        area = QRect(row.right() + 1 - right - 210, row.y(), 210, row.height())
        wide = row.width() >= 640
        taken = canvas.text(area, line.detail, detail) if wide and line.detail else 0
        name = row.adjusted(0, 0, -right - (taken + 24 if taken else 0), 0)
        canvas.text(name, clean(line.name, NAME_LIMIT), Style(Type.KEY, weight, Ink.TEXT, LEFT, free=True))

    def _draw_foot(self, canvas: Canvas, area: QRect, shown: DisplaySnapshot) -> None:
        canvas.box(area, Ink.CARD, Ink.LINE, radius=Radius.CARD)
        inner = area.adjusted(PAD, area.height() - FOOT, -PAD, 0)
        refund = shown.total.startswith("−")
        style = Style(Type.CUSTOMER, Weight.BOLD, Ink.TEXT, RIGHT)
        used = canvas.money(inner.adjusted(0, 52, 0, -16), shown.total.removeprefix("−"), style)
        title = QRect(inner.right() + 1 - used, inner.y() + 16, used, 36)
        canvas.text(title, _total_words(refund=refund), Style(Type.TITLE, Weight.BOLD, Ink.TEXT, RIGHT))
        facts = _facts(shown)
        top = inner.y() + (FOOT - FACT * len(facts)) // 2
        if self._room.width() < NARROW:
            top, used = area.y() + GUTTER, 0
        room = QRect(inner.x(), top, inner.width() - used - PAD, FACT)
        for at, (caption, amount, ink) in enumerate(facts):
            line = room.translated(0, at * FACT)
            muted = Ink.OK if ink is Ink.OK else Ink.MUTED
            used = canvas.text(line, caption, Style(Type.TITLE, Weight.REGULAR, muted))
            line = line.adjusted(used + 16, 0, 0, 0)
            canvas.money(line, amount, Style(Type.KEY, Weight.SEMI, ink))

    @staticmethod
    def _draw_qr(canvas: Canvas, area: QRect, code: DisplayQr) -> None:
        canvas.box(area, Ink.CARD, Ink.LINE, radius=Radius.CARD)
        foot = 72 if code.expires else 44
        side = min(area.width(), area.height() - foot) - 24
        top = area.y() + max(8, (area.height() - foot - side) // 2)
        draw_qr(canvas, QRect(area.center().x() - side // 2, top, side, side), code.data)
        below = QRect(area.x(), top + side + 4, area.width(), 36)
        canvas.money(below, code.amount, Style(Type.KEY, Weight.SEMI, Ink.TEXT, CENTER))
        if code.expires:
            words = QCoreApplication.translate("Customer", "Valid for {time}").format(time=code.expires)
            line = below.translated(0, 34)
            canvas.text(line, words, Style(Type.ROW, Weight.REGULAR, Ink.MUTED, CENTER))

    def _draw_change(self, canvas: Canvas, shown: DisplaySnapshot) -> None:
        area = QRect(PAD, HEAD, self._room.width() - 2 * PAD, self._room.height() - HEAD - PAD)
        canvas.box(area, Ink.CARD, Ink.LINE, radius=Radius.CARD)
        top = area.center().y() - 150
        words = QCoreApplication.translate("Customer", "CHANGE")
        canvas.text(QRect(area.x(), top, area.width(), 44), words, Style(Type.SUM, Weight.SEMI, align=CENTER))
        big = Style(Type.CHANGE, Weight.BOLD, Ink.TEXT, CENTER)
        canvas.money(QRect(area.x(), top + 44, area.width(), 120), shown.change, big)
        facts = QCoreApplication.translate("Customer", "Total B/. {total} · received B/. {received}")
        if shown.received == NOTHING:
            facts = QCoreApplication.translate("Customer", "Total B/. {total} · paid without cash")
        line = QRect(area.x(), top + 172, area.width(), 36)
        muted = Style(Type.TITLE, Weight.REGULAR, Ink.MUTED, CENTER)
        canvas.text(line, facts.format(total=shown.total, received=shown.received), muted)
        thanks = QCoreApplication.translate("Customer", "Thank you for your purchase")
        line = QRect(area.x(), top + 240, area.width(), 48)
        canvas.text(line, thanks, Style(Type.SUM, Weight.SEMI, Ink.ACCENT, CENTER))


def title_words() -> str:
    """Title of the window, and its line in the list of actions."""
    return QCoreApplication.translate("Customer", "Customer display")


def _facts(shown: DisplaySnapshot) -> list[tuple[str, str, Ink]]:
    """What stands beside the total: caption, amount, colour."""
    facts = [
        (QCoreApplication.translate("Customer", "You saved"), shown.savings, Ink.OK),
        (QCoreApplication.translate("Customer", "Received"), shown.received, Ink.TEXT),
    ]
    if shown.received:
        facts.append((QCoreApplication.translate("Customer", "Missing"), shown.missing, Ink.TEXT))
    return [fact for fact in facts if fact[1]]


def _total_words(*, refund: bool) -> str:
    if refund:
        return QCoreApplication.translate("Customer", "REFUND")
    return QCoreApplication.translate("Customer", "TOTAL")
