"""The floor: one command line, one basket, and what each key means in each mode (ux.md section 4)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.presenters.floor.after import AfterSale
from app.presenters.floor.command import parse_command
from app.presenters.floor.finding import Finding
from app.presenters.floor.paying import Paying
from app.presenters.floor.rows import shown_text
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.messages import M, Message, Tone
from app.presenters.refusals import of_domain, of_error
from app.presenters.views import Act, FloorMode, FloorView, Sound
from app.usecases.open_sale import OpenSale
from app.usecases.tender import CompletedRecord
from core.domain.basket import Change
from core.domain.entry import parse_quantity
from core.domain.errors import DomainError


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
        self._quantity_of: int | None = None
        self._weight_of: str | None = None
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
            Act.LOCK: self._locked,
            Act.SEND_NOW: self._send_now,
            Act.PRINTED_YES: printed_yes,
        }

    @property
    def mode(self) -> FloorMode:
        """What fills the left side."""
        return self._mode

    def attach(self, paying: Paying) -> None:
        """The payment part reports completed sales to `completed` of this presenter."""
        self._paying = paying

    def open(self, restored_lines: int = 0) -> None:
        """Show the floor after signing in; a basket left by a crash stands as it was."""
        self._rows.reset()
        self._finding.open_tiles()
        self._enter_mode(FloorMode.SALE)
        if self._open.sale.tenders:
            self._start_payment()
        if restored_lines:
            self._notify(M.BASKET_RESTORED, Tone.INFO, lines=str(restored_lines))

    # ------------------------------------------------------------------ what the screen asks

    def command_changed(self, text: str) -> None:
        """Search as you type, or the amount typed."""
        if self._mode is FloorMode.PAYMENT:
            self._payment().typed(text)
            return
        self._text = text
        if self._mode is FloorMode.RECEIPT:
            return
        if text and self._mode is FloorMode.CHANGE:
            self._leave_change()
        if self._quantity_of is None and self._weight_of is None:
            command = parse_command(text)
            self._finding.search("" if command.looks_like_code else command.rest)
            self._show_mode(FloorMode.SEARCH if self._finding.active else FloorMode.SALE)

    def enter(self) -> None:
        """Enter by what stands in the line; on an empty line nothing (scanners send CR LF)."""
        if self._mode is FloorMode.PAYMENT:
            self._payment().enter()
        elif self._mode is FloorMode.RECEIPT:
            self._after.reprint()
        elif self._quantity_of is not None:
            self._quantity_typed()
        elif self._weight_of is not None:
            self._weight_typed()
        elif self._text.strip():
            self._command_entered()

    def plus(self) -> None:
        """``+`` on an empty line pays; in payment it is the primary button."""
        if self._mode is FloorMode.PAYMENT:
            self._payment().enter()
        elif not self._text.strip():
            self._act_pay()

    def scanned(self, text: str) -> None:
        """A whole scan; ``12*`` waiting in the command line counts it twelve times."""
        if self._mode in (FloorMode.PAYMENT, FloorMode.RECEIPT):
            self._refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))
            return
        if self._mode is FloorMode.CHANGE:
            self._leave_change()
        command = parse_command(self._text)
        times = command.times if command.times and not command.rest else None
        self._clear_line()
        self._add_code(text, times, scanned=True)

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
        if key is None or self._frozen():
            return
        line = self._open.sale.line(key)
        target = line.quantity + step
        if target <= 0:
            self._remove_line(key)
        else:
            self._try(lambda: self._open.set_quantity(key, target))

    def remove_row(self, index: int) -> None:
        """«Quitar» of a row."""
        if self._rows.is_error(index):
            self._rows.drop_error(index)
            return
        key = self._rows.line_key(index)
        if key is not None and not self._frozen():
            self._remove_line(key)

    def pick_hit(self, index: int) -> None:
        """A tap on a hit."""
        self._add_hit(index)

    def pick_tab(self, index: int) -> None:
        """A tab of the tiles."""
        self._finding.open_tiles(index)

    def pick_tile(self, variant_id: str) -> None:
        """A tile; ``3*`` in the command line counts it three times."""
        if self._mode in (FloorMode.PAYMENT, FloorMode.RECEIPT) or self._frozen():
            return
        if self._mode is FloorMode.CHANGE:
            self._leave_change()
        command = parse_command(self._text)
        times = command.times if command.times and not command.rest else None
        self._clear_line()
        self._add_variant(variant_id, times)

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
        self._clear_line()
        self._enter_mode(FloorMode.CHANGE)
        self._after.completed(record)
        self._view.sound(Sound.DONE)

    def draft_failed(self, error: Exception) -> None:
        """A basket change could not be written: the basket stands on the screen, nothing is lost yet."""
        self._refuse(of_error(error))

    # ------------------------------------------------------------------ actions

    def _act_search(self) -> None:
        self._quantity_of = None
        self._weight_of = None
        self._view.set_command(self._text)

    def _act_quantity(self) -> None:
        key = self._rows.selected_line()
        if key is None:
            self._refuse(Message(M.NOTHING_SELECTED, Tone.INFO))
            return
        if self._frozen():
            return
        self._quantity_of = key
        if self._text.strip():
            self._quantity_typed()
            return
        name = self._open.sale.line(key).product.name
        self._notify(M.QUANTITY_TYPE_FIRST, Tone.INFO, name=name)

    def _act_remove(self) -> None:
        if self._mode is FloorMode.PAYMENT:
            self._payment().remove_last()
            return
        index = self._rows.selected
        if index is None:
            self._refuse(Message(M.NOTHING_SELECTED, Tone.INFO))
        else:
            self.remove_row(index)

    def _act_undo(self) -> None:
        if self._mode in (FloorMode.SALE, FloorMode.SEARCH) and not self._frozen():
            self._try(self._open.undo)

    def _act_repeat(self) -> None:
        if self._mode in (FloorMode.SALE, FloorMode.SEARCH) and not self._frozen():
            self._try(self._open.repeat_last)

    def _act_pay(self) -> None:
        if self._mode is FloorMode.PAYMENT:
            self._payment().enter()
        elif self._open.sale.is_empty:
            self._refuse(Message(M.BASKET_EMPTY, Tone.INFO))
        elif self._mode in (FloorMode.SALE, FloorMode.SEARCH):
            self._clear_line()
            self._start_payment()

    def _act_exact(self) -> None:
        if self._mode is FloorMode.PAYMENT:
            self._payment().exact()

    def _act_receipt(self) -> None:
        if self._mode is FloorMode.PAYMENT:
            return
        if self._after.open_receipt():
            self._clear_line()
            self._show_mode(FloorMode.RECEIPT)

    def _act_back(self) -> None:
        """One level back, never destroying."""
        if self._mode is FloorMode.PAYMENT:
            if not self._payment().clear_typed() and not self._payment().busy:
                self._enter_mode(FloorMode.SALE)
        elif self._mode is FloorMode.RECEIPT:
            self._after.close_receipt()
            self._show_mode(FloorMode.CHANGE if self._after.shows_change else FloorMode.SALE)
        elif self._mode is FloorMode.CHANGE:
            self._after.fold()
        else:
            self._clear_line()
            self._view.notify(None)

    # ------------------------------------------------------------------ basket

    def _command_entered(self) -> None:
        command = parse_command(self._text)
        if not command.rest:
            return
        if command.looks_like_code:
            self._clear_line()
            self._add_code(command.rest, command.times, scanned=False)
        elif self._finding.active and self._finding.chosen() is not None:
            self._add_hit(None)
        else:
            self._refuse(Message(M.NO_RESULTS, Tone.WARN, {"query": shown_text(command.rest)}))

    def _add_hit(self, index: int | None) -> None:
        variant_id = self._finding.chosen(index)
        if variant_id is None or self._frozen():
            return
        times = parse_command(self._text).times
        self._clear_line()
        self._add_variant(variant_id, times)

    def _add_variant(self, variant_id: str, times: str | None) -> None:
        self._try(lambda: self._open.add_variant(variant_id, _times(times)))

    def _add_code(self, code: str, times: str | None, *, scanned: bool) -> None:
        if self._frozen():
            return
        try:
            change = self._open.scan(code, _times(times))
        except DomainError as error:
            self._code_refused(code, error, scanned=scanned)
            return
        self._changed(change)

    def _code_refused(self, code: str, error: DomainError, *, scanned: bool) -> None:
        message = of_domain(error, code=shown_text(code), as_of=self._rows.as_of())
        if message.id is M.WEIGHT_NEEDED:
            self._ask_weight(error)
        elif message.id in (M.BAD_SCAN, M.UNKNOWN_CODE):
            self._rows.add_error(code, message)
            self._view.sound(Sound.ERROR)
        else:
            self._refuse(message)
            if not scanned:
                self._view.set_command(code)
                self._text = code

    def _ask_weight(self, error: DomainError) -> None:
        self._weight_of = error.values.get("variant_id")
        self._view.notify(of_domain(error))
        self._view.sound(Sound.ATTENTION)

    def _weight_typed(self) -> None:
        variant_id, text = self._weight_of, self._text
        self._clear_line()
        if variant_id is None or not text.strip():
            return

        def change() -> Change:
            return self._open.add_weighed_by_hand(variant_id, parse_quantity(text, measured=True))

        self._try(change, text=shown_text(text))

    def _quantity_typed(self) -> None:
        key, self._quantity_of = self._quantity_of, None
        text = self._text
        self._clear_line()
        if key is None or not text.strip():
            return
        measured = self._open.sale.line(key).product.measured

        def change() -> Change:
            return self._open.set_quantity(key, parse_quantity(text, measured=measured))

        self._try(change, text=shown_text(text))

    def _remove_line(self, key: int) -> None:
        name = self._open.sale.line(key).product.name
        if self._try(lambda: self._open.remove(key)):
            self._view.notify(Message(M.LINE_REMOVED, Tone.INFO, {"name": name}, action=Act.UNDO))

    def _try(self, change: Callable[[], Change], **values: str) -> bool:
        try:
            done = change()
        except DomainError as error:
            if error.code == "weight_needed" and "variant_id" in error.values:
                self._ask_weight(error)
            else:
                self._refuse(of_domain(error, **values))
            return False
        self._changed(done)
        return True

    def _changed(self, change: Change) -> None:
        self._rows.apply(change)
        self._view.sound(Sound.OK)
        if change.unusual and change.after is not None:
            self._notify(M.QUANTITY_LARGE, Tone.WARN, quantity=f"{change.after.quantity:f}")
        else:
            self._view.notify(None)

    def _frozen(self) -> bool:
        if self._open.sale.tenders:
            self._refuse(Message(M.LINES_FROZEN, Tone.WARN))
            return True
        return False

    # ------------------------------------------------------------------ modes

    def _start_payment(self) -> None:
        self._enter_mode(FloorMode.PAYMENT)
        self._payment().start()

    def _enter_mode(self, mode: FloorMode) -> None:
        self._clear_line()
        self._view.notify(None)
        self._show_mode(mode)

    def _show_mode(self, mode: FloorMode) -> None:
        if mode is not self._mode:
            self._mode = mode
            self._view.show_mode(mode)

    def _leave_change(self) -> None:
        self._after.leave()
        self._view.notify(None)
        self._show_mode(FloorMode.SALE)

    def _clear_line(self) -> None:
        self._quantity_of = None
        self._weight_of = None
        self._text = ""
        self._view.set_command("")
        self._finding.close()
        if self._mode is FloorMode.SEARCH:
            self._show_mode(FloorMode.SALE)

    def _payment(self) -> Paying:
        if self._paying is None:
            raise RuntimeError("the payment part was not attached")
        return self._paying

    def _notify(self, message: M, tone: Tone, **values: str) -> None:
        self._view.notify(Message(message, tone, values))

    def _refuse(self, message: Message) -> None:
        self._view.notify(message)
        self._view.sound(Sound.ERROR)


def _times(text: str | None) -> Decimal | None:
    return None if text is None else parse_quantity(text, measured=True)
