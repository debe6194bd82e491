"""The floor: one command line, one basket, and what each key means in each mode (ux.md section 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.presenters import format as fmt
from app.presenters.floor.acts import TASKS, ActTable, Handler
from app.presenters.floor.adding import Adding, PriceAsker
from app.presenters.floor.after import AfterSale
from app.presenters.floor.command import parse_command, waiting_times
from app.presenters.floor.finding import Finding
from app.presenters.floor.lines import LineActs
from app.presenters.floor.modes import Modes
from app.presenters.floor.panel_desk import PanelDesk
from app.presenters.floor.paying import Paying
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.floor.taken_up import say_taken_up
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import PanelActions
from app.presenters.refusals import of_error
from app.presenters.states import OVER_PANEL, Act, FloorMode, Sound
from app.presenters.views import FloorView
from app.usecases.open_sale import OpenSale
from app.usecases.tender import CompletedRecord


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
        self._paying: Paying | None = None
        self._text = ""
        self._modes = Modes(view, open_sale, after)
        self._adding = Adding(view, open_sale, rows, finding, self._set_line, after.calm)
        self._lines = LineActs(open_sale, rows, self._adding, self._modes)
        self._desk = PanelDesk(view, self._panel_opened, self._panels_closed)
        self._acts = ActTable(view)
        for act, handler in (
            (Act.SEARCH, self._act_search),
            (Act.QUANTITY, self._act_quantity),
            (Act.REMOVE, self._act_remove),
            (Act.UNDO, self._lines.undo),
            (Act.REPEAT, self._lines.repeat),
            (Act.PAY, self.pay),
            (Act.BACK, self._act_back),
            (Act.EXACT, self._act_exact),
            (Act.LAST_RECEIPT, self._act_receipt),
            (Act.VIEW_RECEIPT, self._act_receipt),
            (Act.REPRINT, self._after.reprint),
            (Act.LOCK, self._act_lock),
            (Act.SEND_NOW, send_now),
            (Act.PRINTED_YES, printed_yes),
        ):
            self._acts.register(act, handler)

    @property
    def mode(self) -> FloorMode:
        """What fills the left side."""
        return self._modes.now

    @property
    def desk(self) -> PanelDesk:
        """Where tasks show their panels (`PanelHost`)."""
        return self._desk

    @property
    def panel_actions(self) -> PanelActions:
        """Who hears of what people do on the open panel."""
        return self._desk

    def register(self, act: Act, handler: Handler) -> None:
        """Give an action its task: the handler opens a panel on `desk`, or does its work at once.

        It is called in the modes the action belongs to (`app.presenters.floor.acts`), never while a panel
        is open or a sale is being saved.
        """
        self._acts.register(act, handler)

    def read_scans(self, reader: Callable[[str], bool]) -> None:
        """Let a task have codes that are no goods, such as loyalty cards; it says whether it took one."""
        self._adding.read_by(reader)

    def price_by(self, asker: PriceAsker) -> None:
        """Let a task ask for the price of goods that have none in the list."""
        self._adding.price_by(asker)

    @property
    def typed(self) -> str:
        """What stands in the command line over the basket."""
        return self._text

    @property
    def busy(self) -> bool:
        """Whether a sale is being saved."""
        return self._paying is not None and self._paying.busy

    @property
    def due(self) -> str:
        """What the open sale comes to, as shown."""
        return fmt.money(self._open.sale.due)

    def attach(self, paying: Paying) -> None:
        """The payment part reports completed sales to `completed` of this presenter."""
        self._paying = paying
        paying.on_changed(self._pay_anew)

    def on_payment(self, hears: Callable[[bool], object]) -> None:
        """Tell ``hears`` when a payment opens and when it is over."""
        self._modes.on_payment(hears)

    def open(self, restored_lines: int = 0) -> None:
        """Show the floor after signing in: a basket left by a crash, no change or receipt of before."""
        self._desk.clear()
        self._after.clear()
        self._rows.reset()
        self._finding.open_tiles()
        self._enter_mode(FloorMode.SALE)
        self._take_up(restored_lines)

    # ------------------------------------------------------------------ what the screen asks

    def command_changed(self, text: str) -> None:
        """Search as you type, or the amount typed."""
        if self._desk.is_open:
            return
        if self.mode is FloorMode.PAYMENT:
            self._payment().typed(text)
            return
        self._text = text
        if text:
            self._modes.leave_after()
        if not self._adding.awaits_number:
            command = parse_command(text)
            self._finding.search("" if command.looks_like_code else command.rest)
            self._modes.show(FloorMode.SEARCH if self._finding.active else FloorMode.SALE)

    def enter(self) -> None:
        """Enter by what stands in the line; on an empty line nothing (scanners send CR LF)."""
        if self._desk.is_open:
            self._desk.enter()
        elif self.mode is FloorMode.PAYMENT:
            self._payment().enter()
        elif self.mode is FloorMode.RECEIPT:
            self._after.reprint()
        elif self._text.strip():
            self._adding.entered(self._text)

    def plus(self) -> None:
        """``+`` on an empty line pays; in payment and on a panel it is the primary button."""
        if self._desk.is_open:
            self._desk.enter()
        elif self.mode is FloorMode.PAYMENT:
            self._payment().enter()
        elif not self._text.strip():
            self._acts.run(Act.PAY)

    def scanned(self, text: str) -> None:
        """A whole scan; ``12*`` waiting in the command line counts it twelve times."""
        if self.busy:
            self._adding.hold(text)
            return
        if self._desk.is_open:
            self._desk.scanned(text)
            return
        if self.mode is FloorMode.PAYMENT:
            self._adding.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))
            return
        self._modes.leave_after()
        self._adding.overtaken()
        times = waiting_times(self._text)
        self._set_line("")
        self._adding.code(text, times, scanned=True)

    def act(self, action: Act) -> None:
        """A button or key."""
        if action not in OVER_PANEL and self._panel_first():
            return
        if self.busy and action in TASKS:
            return
        refusal = self._acts.refusal(action, self.mode)
        if refusal is not None:
            self._adding.refuse(refusal)
        else:
            self._acts.run(action)

    def select_row(self, index: int) -> None:
        """A tap on a row."""
        self._rows.select(index)

    def move(self, step: int) -> None:
        """Arrows: hits while searching, else rows."""
        if self._finding.active:
            self._finding.move(step)
        elif self.mode is FloorMode.SALE:
            self._rows.move(step)

    def step_quantity(self, step: int) -> None:
        """One more or one less on the selected row; below one removes it."""
        self._lines.step(step)

    def remove_row(self, index: int) -> None:
        """«Quitar» of a row."""
        self._lines.remove(index)

    def pick_hit(self, index: int) -> None:
        """A tap on a hit."""
        self._adding.hit(index, self._text)

    def pick_tab(self, index: int) -> None:
        """A tab of the tiles."""
        if not self._panel_first():
            self._finding.open_tiles(index)

    def pick_tile(self, variant_id: str) -> None:
        """A tile; ``3*`` in the command line counts it three times."""
        if self._panel_first() or self.mode is FloorMode.PAYMENT or self._adding.frozen():
            return
        self._modes.leave_after()
        times = waiting_times(self._text)
        self._set_line("")
        self._adding.variant(variant_id, times)

    def note(self, amount: str) -> None:
        """A quick note."""
        if not self._panel_first() and self.mode is FloorMode.PAYMENT:
            self._payment().note(amount)

    def remove_tender(self, index: int) -> None:
        """Give a tender back."""
        if self.mode is FloorMode.PAYMENT:
            self._payment().remove_tender(index)

    def completed(self, record: CompletedRecord) -> None:
        """The sale stands in both journals: show the change over the next, empty basket."""
        self._desk.clear()
        self.next_sale()
        self._set_line("")
        self._enter_mode(FloorMode.CHANGE)
        self._after.completed(record)
        self._view.sound(Sound.DONE)
        held = self._adding.held()
        for text in held:
            self.scanned(text)
        if record.standing:
            self._after.say_stood(record)
        elif held:
            self._after.say_saved(record)

    def next_sale(self) -> None:
        """The ticket is stored: an empty one lies under whatever says so."""
        self._open.start_next()
        self._rows.reset()

    def basket_changed(self) -> None:
        """The open sale is another one: it was parked, recalled or given up."""
        self._rows.reset()
        self._set_line("")
        self._enter_mode(FloorMode.SALE)
        self._take_up()

    def sale_undone(self) -> None:
        """A sale was voided: change and receipt of the last one say nothing true any more."""
        self._modes.leave_after()

    def show_receipt(self) -> None:
        """The receipt that was opened takes the basket's place."""
        self._set_line("")
        self._modes.show(FloorMode.RECEIPT)

    def draft_failed(self, error: Exception) -> None:
        """A basket change could not be written: the basket stands on the screen, nothing is lost yet."""
        self._adding.refuse(of_error(error))

    def _act_search(self) -> None:
        self._adding.forget()
        self._view.set_command(self._text)

    def _act_quantity(self) -> None:
        self._lines.quantity(self._text)

    def _act_remove(self) -> None:
        if self.mode is FloorMode.PAYMENT:
            self._payment().remove_last()
        else:
            self._lines.remove_selected()

    def pay(self, settle: Handler | None = None) -> None:
        """Take money, or ``settle`` what is owed; on a panel and in payment, the next step."""
        if self._desk.is_open:
            self._desk.enter()
        elif self.mode is FloorMode.PAYMENT:
            self._payment().enter()
        elif self._adding.number_open(self._text):
            return
        elif self._open.sale.is_empty:
            self._adding.refuse(Message(M.BASKET_EMPTY, Tone.INFO))
        else:
            self._modes.leave_after()
            self._set_line("")
            self._rows.apply_lines(self._open.renew())  # promotions as of now, before money freezes them
            self._payment().begin(self._start_payment, settle)

    def _pay_anew(self) -> None:
        """The sale changed while its payment was open: it is weighed, and paid or settled, as it is now."""
        if self._desk.is_open:
            self._payment().show()  # and once more as the panel closes
        else:
            self._enter_mode(FloorMode.SALE)
            self._acts.run(Act.PAY)

    def _act_lock(self) -> None:
        """Leave the till; not while something is being saved, whose outcome must be seen."""
        if not self.busy and not self._desk.busy:
            self._locked()

    def _act_exact(self) -> None:
        if self.mode is FloorMode.PAYMENT:
            self._payment().exact()

    def _act_receipt(self) -> None:
        if self.mode is not FloorMode.PAYMENT and self._after.open_receipt():
            self.show_receipt()

    def _act_back(self) -> None:
        """One level back, never destroying."""
        if self._desk.is_open:
            self._desk.back()
        elif self.mode is FloorMode.PAYMENT:
            if not self._payment().clear_typed() and not self._payment().busy:
                self._enter_mode(FloorMode.SALE)
        elif self.mode is FloorMode.RECEIPT:
            self._modes.close_receipt()
        elif self.mode is FloorMode.CHANGE:
            self._after.fold()
        else:
            self._set_line("")
            self._after.calm()

    def _take_up(self, restored_lines: int = 0) -> None:
        if self._open.sale.tenders:
            self._start_payment()
        say_taken_up(self._view, self._open.sale, restored_lines)

    def _start_payment(self) -> None:
        self._enter_mode(FloorMode.PAYMENT)
        self._payment().start()

    def _enter_mode(self, mode: FloorMode) -> None:
        self._set_line("")
        self._after.calm()
        self._modes.show(mode)

    def _panel_first(self) -> bool:
        """Whether a panel is open, which is then said: what lies around it waits."""
        if self._desk.is_open:
            self._desk.refuse(Message(M.PANEL_FIRST, Tone.INFO))
        return self._desk.is_open

    def _panel_opened(self) -> None:
        self._set_line("")
        self._modes.cover()

    def _panels_closed(self) -> None:
        self._modes.uncover()
        if self.mode is FloorMode.PAYMENT:
            self._payment().resume()

    def _set_line(self, text: str) -> None:
        """Put the command line to ``text`` without searching; nothing is awaited any more."""
        self._adding.forget()
        self._text = text
        self._view.set_command(text)
        self._finding.close()
        if self.mode is FloorMode.SEARCH:
            self._modes.show(FloorMode.SALE)

    def _payment(self) -> Paying:
        if self._paying is None:
            raise RuntimeError("the payment part was not attached")
        return self._paying
