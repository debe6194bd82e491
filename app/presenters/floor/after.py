"""Screens 6 and 7: change due over the next sale's empty basket, and the receipt preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from app.presenters import format as fmt
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Say
from app.presenters.refusals import of_error
from app.presenters.states import Act, ChangePiece, ChangeState, DrawerState, PrintShown, ReceiptState, Sound
from app.presenters.views import FloorView
from app.usecases.change_corrections import ChangeCorrections, LastCash
from app.usecases.exporting import ReceiptExports, SavedFile
from app.usecases.ports import PaperSummary, TillReader
from app.usecases.receipts import Reprinted, Reprints
from app.usecases.state import TillState
from app.usecases.tender import CompletedRecord
from core.domain.documents import format_number
from core.domain.journal.events import EventKind
from core.domain.money import from_cents
from core.domain.payment import change_pieces

RECEIPT_COLUMNS = 42
REMEMBERED = 200
VOID_TAIL = "-V"
Standing: TypeAlias = Callable[[str], "tuple[bool, Say] | None"]
"""Of a receipt's event: whether a review of it is open, and the words; None without one."""


class AfterSale:
    """Change and receipt of the last sale, with what the devices report about it."""

    def __init__(
        self,
        view: FloorView,
        state: TillState,
        reader: TillReader,
        reprints: Reprints,
        *,
        first_shown: PrintShown = PrintShown.QUEUED,
    ) -> None:
        self._view = view
        self._state = state
        self._reader = reader
        self._reprints = reprints
        self._first_shown = first_shown
        self._change: ChangeState | None = None
        self._cash: LastCash | None = None
        self._event_id: str | None = None
        self._receipt_of: PaperSummary | None = None
        self._went_back: Callable[[], Any] | None = None
        self._printed: dict[str, PrintShown] = {}
        self._drawer = DrawerState.NONE
        self._question: Message | None = None
        self._asked_of: str | None = None
        self._stuck_drawers: set[str] = set()
        self._unseen: ChangeState | None = None
        self._reprinting = False
        self._standing: Standing = _none

    def review_by(self, standing: Standing) -> None:
        """Let what the centre said of a receipt stand beside it."""
        self._standing = standing

    def standing(self, event_id: str) -> tuple[bool, Say] | None:
        """Of a receipt's event: whether a review of it is open, and the words; None without one."""
        return self._standing(event_id)

    def reviewed(self) -> None:
        """A review came or ended: the receipt shown may be its own."""
        if self._receipt_of is not None:
            self._draw_receipt(self._receipt_of)

    @property
    def change(self) -> ChangeState | None:
        """The change that stands on the screen."""
        return self._change

    @property
    def last_cash(self) -> LastCash | None:
        """Cash of the sale whose change stands on the screen."""
        return None if self._change is None else self._cash

    @property
    def receipt_shown(self) -> PaperSummary | None:
        """The sale, return or void whose paper stands on the screen."""
        return self._receipt_of

    @property
    def shows_change(self) -> bool:
        """Whether change of a sale stands on the screen."""
        return self._change is not None

    def clear(self) -> None:
        """Another person stands at the till: nothing of the last sale is shown any more."""
        self._receipt_of = None
        self._view.show_receipt(None)
        self.leave()

    def calm(self) -> None:
        """No message, or the question that still waits for an answer."""
        self._view.notify(self._question)

    def say_saved(self, record: CompletedRecord) -> None:
        """The next sale began before the change could be seen: say the change in words."""
        self._view.notify(Message(M.SALE_SAVED, Tone.OK, self._values(record), lasting=True))

    def ahead(self, *, typed: bool) -> None:
        """What is done now was typed before this screen was seen; afterwards, a change that left is said."""
        was, self._unseen = self._unseen, self._change if typed else None
        if was is not None and self._change is None:
            values = {"number": was.number, "change": was.change}
            self._view.notify(Message(M.SALE_SAVED, Tone.OK, values, lasting=True))

    def say_stood(self, record: CompletedRecord) -> None:
        """An earlier attempt had stored the sale though its answer was lost: say so beside the change."""
        self._view.notify(Message(M.SALE_STOOD, Tone.WARN, self._values(record), lasting=True))

    @staticmethod
    def _values(record: CompletedRecord) -> dict[str, str]:
        sale = record.sale
        return {
            "number": format_number(sale.series, sale.number),
            "change": fmt.money(sale.change_due),
        }

    def completed(self, record: CompletedRecord) -> None:
        """Show what to hand back."""
        sale = record.sale
        self._receipt_of = None
        self._event_id = record.stored.event.event_id
        self._cash = ChangeCorrections.begin(record)
        self._change = ChangeState(
            number=format_number(sale.series, sale.number),
            total=fmt.money(sale.total),
            change=fmt.money(self._cash.cash.change),
            received=fmt.money(self._cash.cash.received),
            pieces=_pieces(self._cash.cash.change),
            drawer=self._drawer,
            printed=self._printed.get(self._event_id, self._first_shown),
            folded=False,
            earned=f"{sale.points_earned:,}" if sale.points_earned else "",
            balance="" if sale.points_balance is None else f"{sale.points_balance:,}",
        )
        self._view.show_change(self._change)

    def corrected(self, last: LastCash) -> None:
        """Another sum was handed over: what to hand back now, also when the next sale has begun meanwhile."""
        sale, cash = last.record.sale, last.cash
        values = {"number": format_number(sale.series, sale.number), "change": fmt.money(cash.change)}
        if self._change is not None and self._event_id == last.record.stored.event.event_id:
            self._cash = last
            change, received = values["change"], fmt.money(cash.received)
            pieces = _pieces(cash.change)
            self._set(replace(self._change, change=change, received=received, pieces=pieces, folded=False))
        self._view.notify(Message(M.CHANGE_CORRECTED, Tone.OK, values, lasting=True))

    def fold(self) -> None:
        """Esc: one line; a second Esc leaves it as it is (the next scan takes it away)."""
        if self._change is not None:
            self._set(replace(self._change, folded=True))

    def leave(self) -> None:
        """The next sale begins."""
        if self._change is not None:
            self._set(None)

    def drawer(self, drawer: DrawerState) -> None:
        """The drawer's state changed."""
        if drawer is self._drawer:
            return
        self._drawer = drawer
        if self._change is not None:
            self._set(replace(self._change, drawer=drawer))

    def print_changed(self, event_id: str, shown: PrintShown) -> None:
        """A receipt moved on: queued, waiting, sent, printed, uncertain."""
        if self._printed.get(event_id) is shown:
            return
        if len(self._printed) > REMEMBERED:
            self._printed.clear()
        self._printed[event_id] = shown
        if self._change is not None and event_id == self._event_id:
            self._set(replace(self._change, printed=shown))
            if shown is PrintShown.WAITING:
                self._view.notify(self._about(M.RECEIPT_WAITING, self._change.number))
        if shown is PrintShown.UNCERTAIN:
            self._ask(event_id)
        elif event_id == self._asked_of:
            self._question = self._asked_of = None
            self.calm()
        if self._receipt_of is not None and self._receipt_of.event_id == event_id:
            self._draw_receipt(self._receipt_of)

    @property
    def asked_of(self) -> str | None:
        """The sale whose receipt is in doubt on the screen."""
        return self._asked_of

    def _ask(self, event_id: str) -> None:
        number = self._number_of(event_id)
        self._question = self._about(M.RECEIPT_UNCERTAIN, number, action=Act.PRINTED_YES)
        self._asked_of = event_id
        self.calm()

    def drawer_stuck(self, event_id: str) -> None:
        """The drawer of a sale was not opened in time; said once, for the last sale alone."""
        if event_id == self._event_id and event_id not in self._stuck_drawers:
            self._stuck_drawers = {event_id}
            self._view.notify(Message(M.DRAWER_BY_KEY, Tone.WARN))

    def open_receipt(self) -> bool:
        """Show the last receipt; False with a message when there is none."""
        return self._open(self._reader.last_paper(), None)

    def open_receipt_of(self, event_id: str, back: Callable[[], Any]) -> bool:
        """Show one receipt, found in a list; ``back`` shows the list again when the preview is left."""
        return self._open(self._reader.paper(event_id), back)

    def _open(self, paper: PaperSummary | None, back: Callable[[], Any] | None) -> bool:
        if paper is None or self._reader.receipt_document(paper.event_id) is None:
            self._view.notify(Message(M.NO_RECEIPT, Tone.INFO))
            return False
        self._receipt_of, self._went_back = paper, back
        self._draw_receipt(paper)
        return True

    def go_back(self) -> None:
        """The preview was left on purpose: back to where it was opened from."""
        back, self._went_back = self._went_back, None
        if back is not None:
            back()

    def close_receipt(self) -> None:
        """Leave the preview."""
        self._receipt_of = None
        self._view.show_receipt(None)

    def export(self, exports: ReceiptExports, *, mail: bool) -> None:
        """Save the receipt shown, or the last one, as a file."""
        target = self._receipt_of or self._reader.last_paper()
        if target is None:
            self._view.notify(Message(M.NO_RECEIPT, Tone.INFO))
            return
        number = format_number(target.series, target.number)
        if target.kind == EventKind.SALE_VOIDED:
            number += VOID_TAIL  # its sale has the same number, and a file of its own
        said = M.MAIL_SAVED if mail else M.PDF_SAVED

        def saved(made: SavedFile) -> None:
            self._view.notify(Message(said, Tone.OK, {"folder": made.folder, "file": made.name}))

        exports.export(target.event_id, number, saved, self._failed, mail=mail)

    def reprint(self) -> None:
        """Print the receipt shown, or the last one, again."""
        target = self._receipt_of or self._reader.last_paper()
        if target is None:
            self._view.notify(Message(M.NO_RECEIPT, Tone.INFO))
            return
        if self._reprinting:
            return
        self._reprinting = True
        number = format_number(target.series, target.number)
        self._reprints.reprint(target.event_id, number, self._reprinted, self._not_reprinted)

    def _reprinted(self, done: Reprinted) -> None:
        self._reprinting = False
        values = {"number": done.number, "copy": str(done.copy_no - 1)}
        self._view.notify(Message(M.REPRINTED, Tone.OK, values))

    def _not_reprinted(self, error: Exception) -> None:
        self._reprinting = False
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._view.notify(of_error(error))
        self._view.sound(Sound.ERROR)

    def _draw_receipt(self, sale: PaperSummary) -> None:
        moment = self._state.local_time(datetime.fromtimestamp(sale.occurred_at_ms / 1000, UTC))
        is_open, said = self.standing(sale.event_id) or (False, None)
        sent = "review" if is_open else sale.delivery_state
        self._view.show_receipt(
            ReceiptState(
                number=format_number(sale.series, sale.number),
                time=fmt.clock_time(moment),
                total=fmt.money(from_cents(sale.total_cents)),
                document=self._reader.receipt_document(sale.event_id) or "",
                columns=RECEIPT_COLUMNS,
                printed=self._printed.get(sale.event_id, PrintShown.NONE),
                sent="practice" if self._state.identity.practice else sent,
                reviewed=None if is_open else said,
            )
        )

    @staticmethod
    def _about(message: M, number: str, action: Act | None = None) -> Message:
        return Message(message, Tone.WARN, {"number": number}, action=action, lasting=True)

    def _number_of(self, event_id: str) -> str:
        paper = self._reader.paper(event_id)
        return "" if paper is None else format_number(paper.series, paper.number)

    def _set(self, change: ChangeState | None) -> None:
        self._change = change
        self._view.show_change(change)


def _none(event_id: str) -> None:
    del event_id


def _pieces(change: Decimal) -> tuple[ChangePiece, ...]:
    """Notes and coins as the screen names them."""
    return tuple(
        ChangePiece(fmt.money(value) if value <= 1 else f"{value:.0f}", count, coin=value <= 1)
        for value, count in change_pieces(change)
    )
