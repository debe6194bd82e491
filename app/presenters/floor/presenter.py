"""The floor: one command line, one basket, and what each key means in each mode (ux.md section 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.floor.adding import Adding
from app.presenters.floor.after import AfterSale
from app.presenters.floor.command import parse_command
from app.presenters.floor.finding import Finding
from app.presenters.floor.paying import Paying
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.messages import M, Message, Tone
from app.presenters.refusals import of_error
from app.presenters.states import Act, FloorMode, Sound
from app.presenters.views import FloorView
from app.usecases.open_sale import OpenSale
from app.usecases.tender import CompletedRecord

HELD_SCANS: Final = 20


class FloorPresenter:
    """Implements ``FloorActions``; parts that show one thing each do the drawing."""

    def __init__(
        self,
        view: FloorView,
        open_sale: OpenSale,
        rows: SaleRows,
        finding: Finding,
        after: AfterSale,
        *,
        locked: Callable[[], Any],
        send_now: Callable[[], Any],
        printed_yes: Callable[[], Any],
    ) -> None:
        self._view = view
        self._open = open_sale
        self._rows = rows
        self._finding = finding
        self._after = after
        self._locked = locked
        self._send_now = send_now
        self._paying: Paying | None = None
        self._mode = FloorMode.SALE
        self._text = ""
        self._adding = Adding(view, open_sale, rows, finding, self._set_line, after.calm)
        self._held: list[str] = []
        self._acts: dict[Act, Callable[[], Any]] = {
            Act.SEARCH: self._act_search,
            Act.QUANTITY: self._act_quantity,
            Act.REMOVE: self._act_remove,
            Act.UNDO: self._act_undo,
            Act.REPEAT: self._act_repeat,
            Act.PAY: self._act_pay,
            Act.BACK: self._act_back,
            Act.EXACT: self._act_exact,
            Act.LAST_RECEIPT: self._act_receipt,
            Act.VIEW_RECEIPT: self._act_receipt,
            Act.REPRINT: self._after.reprint,
            Act.LOCK: self._act_lock,
            Act.SEND_NOW: self._send_now,
            Act.PRINTED_YES: printed_yes,
        }

    @property
    def mode(self) -> FloorMode:
        """What fills the left side."""
        return self._mode

    @property
    def busy(self) -> bool:
        """Whether a sale is being saved."""
        return self._paying is not None and self._paying.busy

    @property
    def due(self) -> str:
        """What the open sale comes to, as shown."""
        return fmt.money(self._open.sale.total)

    def attach(self, paying: Paying) -> None:
        """The payment part reports completed sales to `completed` of this presenter."""
        self._paying = paying

    def open(self, restored_lines: int = 0) -> None:
        """Show the floor after signing in; a basket left by a crash stands as it was.

        What the last person had on the screen, change or receipt, is gone.
        """
        self._after.clear()
        self._rows.reset()
        self._finding.open_tiles()
        self._enter_mode(FloorMode.SALE)
        if self._open.sale.tenders:
            self._start_payment()
        if restored_lines:
            values = {"lines": str(restored_lines)}
            self._view.notify(Message(M.BASKET_RESTORED, Tone.INFO, values))

    # ------------------------------------------------------------------ what the screen asks

    def command_changed(self, text: str) -> None:
        """Search as you type, or the amount typed."""
        if self._mode is FloorMode.PAYMENT:
            self._payment().typed(text)
            return
        self._text = text
        if text:
            self._leave_after()
        if not self._adding.awaits_number:
            command = parse_command(text)
            self._finding.search("" if command.looks_like_code else command.rest)
            self._show_mode(FloorMode.SEARCH if self._finding.active else FloorMode.SALE)

    def enter(self) -> None:
        """Enter by what stands in the line; on an empty line nothing (scanners send CR LF)."""
        if self._mode is FloorMode.PAYMENT:
            self._payment().enter()
        elif self._mode is FloorMode.RECEIPT:
            self._after.reprint()
        elif self._text.strip():
            self._adding.entered(self._text)

    def plus(self) -> None:
        """``+`` on an empty line pays; in payment it is the primary button."""
        if self._mode is FloorMode.PAYMENT:
            self._payment().enter()
        elif not self._text.strip():
            self._act_pay()

    def scanned(self, text: str) -> None:
        """A whole scan; ``12*`` waiting in the command line counts it twelve times."""
        if self.busy:
            self._hold(text)
            return
        if self._mode is FloorMode.PAYMENT:
            self._adding.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))
            return
        self._leave_after()
        self._adding.overtaken()
        command = parse_command(self._text)
        times = command.times if command.times and not command.rest else None
        self._set_line("")
        self._adding.code(text, times, scanned=True)

    def act(self, action: Act) -> None:
        """A button or key."""
        handler = self._acts.get(action)
        if handler is not None:
            handler()

    def select_row(self, index: int) -> None:
        """A tap on a row."""
        self._rows.select(index)

    def move(self, step: int) -> None:
        """Arrows: hits while searching, else rows."""
        if self._finding.active:
            self._finding.move(step)
        elif self._mode is FloorMode.SALE:
            self._rows.move(step)

    def step_quantity(self, step: int) -> None:
        """One more or one less on the selected row; below one removes it."""
        key = self._rows.selected_line()
        if self._selling() and key is not None and not self._adding.frozen():
            self._adding.step(key, step)

    def remove_row(self, index: int) -> None:
        """«Quitar» of a row."""
        if not self._selling():
            return
        if self._rows.is_error(index):
            self._rows.drop_error(index)
            return
        key = self._rows.line_key(index)
        if key is not None and not self._adding.frozen():
            self._adding.remove(key)

    def pick_hit(self, index: int) -> None:
        """A tap on a hit."""
        self._adding.hit(index, self._text)

    def pick_tab(self, index: int) -> None:
        """A tab of the tiles."""
        self._finding.open_tiles(index)

    def pick_tile(self, variant_id: str) -> None:
        """A tile; ``3*`` in the command line counts it three times."""
        if self._mode is FloorMode.PAYMENT or self._adding.frozen():
            return
        self._leave_after()
        command = parse_command(self._text)
        times = command.times if command.times and not command.rest else None
        self._set_line("")
        self._adding.variant(variant_id, times)

    def note(self, amount: str) -> None:
        """A quick note."""
        if self._mode is FloorMode.PAYMENT:
            self._payment().note(amount)

    def remove_tender(self, index: int) -> None:
        """Give a tender back."""
        if self._mode is FloorMode.PAYMENT:
            self._payment().remove_tender(index)

    # ------------------------------------------------------------------ what others report

    def completed(self, record: CompletedRecord) -> None:
        """The sale stands in both journals: show the change over the next, empty basket."""
        self._open.start_next()
        self._rows.reset()
        self._set_line("")
        self._enter_mode(FloorMode.CHANGE)
        self._after.completed(record)
        self._view.sound(Sound.DONE)
        held, self._held = self._held, []
        for text in held:
            self.scanned(text)
        if record.standing:
            self._after.say_stood(record)
        elif held:
            self._after.say_saved(record)

    def draft_failed(self, error: Exception) -> None:
        """A basket change could not be written: the basket stands on the screen, nothing is lost yet."""
        self._adding.refuse(of_error(error))

    # ------------------------------------------------------------------ actions

    def _act_search(self) -> None:
        self._adding.forget()
        self._view.set_command(self._text)

    def _act_quantity(self) -> None:
        key = self._rows.selected_line()
        if not self._selling():
            return
        if key is None:
            self._adding.refuse(Message(M.NOTHING_SELECTED, Tone.INFO))
            return
        if not self._adding.frozen():
            self._adding.ask_quantity(key, self._text)

    def _act_remove(self) -> None:
        if self._mode is FloorMode.PAYMENT:
            self._payment().remove_last()
            return
        if not self._selling():
            return
        index = self._rows.selected
        if index is None:
            self._adding.refuse(Message(M.NOTHING_SELECTED, Tone.INFO))
        else:
            self.remove_row(index)

    def _act_undo(self) -> None:
        if self._selling() and not self._adding.frozen():
            self._adding.forget()
            self._adding.attempt(self._open.undo)

    def _act_repeat(self) -> None:
        if self._selling() and not self._adding.frozen():
            self._adding.attempt(self._open.repeat_last)

    def _act_pay(self) -> None:
        if self._mode is FloorMode.PAYMENT:
            self._payment().enter()
        elif self._number_open():
            return
        elif self._open.sale.is_empty:
            self._adding.refuse(Message(M.BASKET_EMPTY, Tone.INFO))
        else:
            self._leave_after()
            self._set_line("")
            self._start_payment()

    def _number_open(self) -> bool:
        """Whether a quantity or weight is still missing; one that stands typed is taken first."""
        if not self._adding.awaits_number:
            return False
        if self._text.strip():
            return not self._adding.entered(self._text)
        self._adding.insist()
        return True

    def _act_lock(self) -> None:
        """Leave the till; not while a sale is being saved, whose change must be seen."""
        if not self.busy:
            self._locked()

    def _act_exact(self) -> None:
        if self._mode is FloorMode.PAYMENT:
            self._payment().exact()

    def _act_receipt(self) -> None:
        if self._mode is FloorMode.PAYMENT:
            return
        if self._after.open_receipt():
            self._set_line("")
            self._show_mode(FloorMode.RECEIPT)

    def _act_back(self) -> None:
        """One level back, never destroying."""
        if self._mode is FloorMode.PAYMENT:
            if not self._payment().clear_typed() and not self._payment().busy:
                self._enter_mode(FloorMode.SALE)
        elif self._mode is FloorMode.RECEIPT:
            self._close_receipt()
        elif self._mode is FloorMode.CHANGE:
            self._after.fold()
        else:
            self._set_line("")
            self._after.calm()

    # ------------------------------------------------------------------ modes

    def _start_payment(self) -> None:
        self._enter_mode(FloorMode.PAYMENT)
        self._payment().start()

    def _enter_mode(self, mode: FloorMode) -> None:
        self._set_line("")
        self._after.calm()
        self._show_mode(mode)

    def _show_mode(self, mode: FloorMode) -> None:
        if mode is not self._mode:
            self._mode = mode
            self._view.show_mode(mode)

    def _selling(self) -> bool:
        """Whether the basket is in sight: keys act on nothing that is hidden."""
        return self._mode in (FloorMode.SALE, FloorMode.SEARCH)

    def _hold(self, text: str) -> None:
        """A scan while a sale is being saved belongs to the next one (hardware.md section 8, rule 7)."""
        if len(self._held) < HELD_SCANS:
            self._held.append(text)
        else:
            self._adding.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))

    def _leave_after(self) -> None:
        """The next sale begins: change and receipt leave the screen."""
        if self._mode is FloorMode.RECEIPT:
            self._after.close_receipt()
        if self._mode in (FloorMode.RECEIPT, FloorMode.CHANGE):
            self._after.leave()
            self._after.calm()
            self._show_mode(FloorMode.SALE)

    def _close_receipt(self) -> None:
        self._after.close_receipt()
        if self._after.shows_change and self._open.sale.is_empty:
            self._show_mode(FloorMode.CHANGE)
        else:
            self._after.leave()
            self._show_mode(FloorMode.SALE)

    def _set_line(self, text: str) -> None:
        """Put the command line to ``text`` without searching; nothing is awaited any more."""
        self._adding.forget()
        self._text = text
        self._view.set_command(text)
        self._finding.close()
        if self._mode is FloorMode.SEARCH:
            self._show_mode(FloorMode.SALE)

    def _payment(self) -> Paying:
        if self._paying is None:
            raise RuntimeError("the payment part was not attached")
        return self._paying
