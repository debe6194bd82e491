"""From what was scanned, typed or touched to a line of the basket, or to the reason why not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeAlias

from app.presenters.floor.command import parse_command
from app.presenters.floor.finding import Finding
from app.presenters.floor.rows import promotion_is_better, shown_text
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.messages import M, Message, Tone
from app.presenters.refusals import of_domain
from app.presenters.states import Act, Sound
from app.presenters.views import FloorView
from app.usecases.goods import PriceNeededError
from app.usecases.open_sale import OpenSale
from core.domain.basket_change import Change
from core.domain.entry import parse_quantity
from core.domain.errors import DomainError

HELD_SCANS: Final = 20
PriceAsker: TypeAlias = Callable[[PriceNeededError, Callable[[Change], Any]], Any]
"""Asks for a price; what came of it goes to the callable it was given."""


class Adding:
    """Changes lines of the open sale and shows what came of it.

    A number may be awaited: the quantity of a line (`ask_quantity`) or the weight of goods by measure
    without a label. While one is, the command line takes it and does not search.
    """

    def __init__(
        self,
        view: FloorView,
        open_sale: OpenSale,
        rows: SaleRows,
        finding: Finding,
        set_line: Callable[[str], Any],
        calm: Callable[[], Any],
    ) -> None:
        self._view = view
        self._open = open_sale
        self._rows = rows
        self._finding = finding
        self._set_line = set_line
        self._calm = calm
        self._quantity_of: int | None = None
        self._weight_of: DomainError | None = None
        self._ask_price: PriceAsker | None = None
        self._readers: list[Callable[[str], bool]] = []
        self._held: list[str] = []

    def read_by(self, reader: Callable[[str], bool]) -> None:
        """Ask a task about codes that are no goods; it says whether it took one."""
        self._readers.append(reader)

    def price_by(self, asker: PriceAsker) -> None:
        """Let a task ask for the price of goods that have none in the list."""
        self._ask_price = asker

    @property
    def awaits_number(self) -> bool:
        """Whether the next Enter gives a quantity or a weight."""
        return self._quantity_of is not None or self._weight_of is not None

    def hold(self, text: str) -> None:
        """A scan while a sale is being saved belongs to the next one (hardware.md section 8, rule 7)."""
        if len(self._held) < HELD_SCANS:
            self._held.append(text)
        else:
            self.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))

    def held(self) -> list[str]:
        """The scans that were held, which are held no more."""
        held, self._held = self._held, []
        return held

    def forget(self) -> None:
        """Esc, or something else was done: no number is awaited any more."""
        self._quantity_of = None
        self._weight_of = None

    def frozen(self) -> bool:
        """Whether tenders freeze the lines; then it is said."""
        if self._open.sale.prices_frozen:
            self.refuse(Message(M.TENDERS_FIRST, Tone.WARN))
            return True
        return False

    def entered(self, text: str) -> bool:
        """Enter on a command line with text; whether the awaited number was taken."""
        if self._quantity_of is not None:
            return self._quantity_typed(self._quantity_of, text)
        if self._weight_of is not None:
            return self._weight_typed(self._weight_of.values.get("variant_id", ""), text)
        self._command(text)
        return False

    def number_open(self, text: str) -> bool:
        """Whether a quantity or weight is still missing; one that stands typed is taken first."""
        if not self.awaits_number:
            return False
        if text.strip():
            return not self.entered(text)
        self.insist()
        return True

    def insist(self) -> None:
        """Something else was asked while a number is awaited: say again what is missing."""
        if self._weight_of is not None:
            self.refuse(of_domain(self._weight_of))
        elif self._quantity_of is not None:
            self.ask_quantity(self._quantity_of, "")

    def overtaken(self) -> None:
        """A scan comes in place of the weight: the goods without it stay in sight as a row not added."""
        pending, self._weight_of = self._weight_of, None
        if pending is not None:
            self._rows.add_error(pending.values.get("name", ""), of_domain(pending))

    def code(self, code: str, times: str | None, *, scanned: bool) -> None:
        """A code, scanned or typed; a bad one becomes an error row and is never typed anywhere."""
        if self.frozen():
            return
        try:
            change = self._open.scan(code, _times(times))
        except DomainError as error:
            self._code_refused(code, error, scanned=scanned)
            return
        self._changed(change)

    def hit(self, index: int | None, text: str) -> None:
        """The selected hit, or the one tapped."""
        variant_id = self._finding.chosen(index)
        if variant_id is not None and not self.frozen():
            times = parse_command(text).times
            self._set_line("")
            self.variant(variant_id, times)

    def variant(self, variant_id: str, times: str | None) -> None:
        """A product from tiles or search."""
        self.attempt(lambda: self._open.add_variant(variant_id, _times(times)))

    def ask_quantity(self, key: int, text: str) -> None:
        """The quantity key: takes the number typed before it, else awaits one."""
        self._quantity_of = key
        if text.strip():
            self._quantity_typed(key, text)
            return
        name = self._open.sale.line(key).product.name
        self._view.notify(Message(M.QUANTITY_TYPE_FIRST, Tone.INFO, {"name": name}))

    def step(self, key: int, step: int) -> None:
        """One more or one less; below one removes the line."""
        target = self._open.sale.line(key).quantity + step
        if target <= 0:
            self.remove(key)
        else:
            self.attempt(lambda: self._open.set_quantity(key, target))

    def remove(self, key: int) -> None:
        """Take a line out; it can be taken back."""
        self.forget()
        name = self._open.sale.line(key).product.name
        if self.attempt(lambda: self._open.remove(key)):
            self._view.notify(Message(M.LINE_REMOVED, Tone.INFO, {"name": name}, action=Act.UNDO))

    def attempt(self, change: Callable[[], Change], **values: str) -> bool:
        """Make a change; a refusal is shown with its words."""
        try:
            done = change()
        except DomainError as error:
            if error.code == "weight_needed" and "variant_id" in error.values:
                self._ask_weight(error)
            elif not self._price_asked(error):
                self.refuse(of_domain(error, **values))
            return False
        self._changed(done)
        return True

    def refuse(self, message: Message) -> None:
        """Say no, aloud."""
        self._view.notify(message)
        self._view.sound(Sound.ERROR)

    def _command(self, text: str) -> None:
        command = parse_command(text)
        if not command.rest:
            return
        if command.looks_like_code:
            self._set_line("")
            self.code(command.rest, command.times, scanned=False)
        elif self._finding.active and self._finding.chosen() is not None:
            self.hit(None, text)
        else:
            self.refuse(Message(M.NO_RESULTS, Tone.WARN, {"query": shown_text(command.rest)}))

    def _price_asked(self, error: DomainError) -> bool:
        """Whether a panel asks for the price that is missing."""
        if not isinstance(error, PriceNeededError) or self._ask_price is None:
            return False
        self._ask_price(error, self._changed)
        self._view.sound(Sound.ATTENTION)
        return True

    def _code_refused(self, code: str, error: DomainError, *, scanned: bool) -> None:
        if self._price_asked(error):
            return
        message = of_domain(error, code=shown_text(code), text=shown_text(code), as_of=self._rows.as_of())
        if message.id is M.WEIGHT_NEEDED:
            self._ask_weight(error)
        elif message.id is M.RECEIPT_SCANNED and any(reader(code) for reader in self._readers):
            return  # a task has a use for it
        elif message.id in (M.BAD_SCAN, M.UNKNOWN_CODE):
            if any(reader(code) for reader in self._readers):
                return
            self._rows.add_error(code, message)
            self._view.sound(Sound.ERROR)
        else:
            self.refuse(message)
            if not scanned:
                self._set_line(code)

    def _ask_weight(self, error: DomainError) -> None:
        self._weight_of = error
        self._view.notify(of_domain(error))
        self._view.sound(Sound.ATTENTION)

    def _weight_typed(self, variant_id: str, text: str) -> bool:
        self._set_line("")

        def change() -> Change:
            return self._open.add_variant(variant_id, parse_quantity(text, measured=True))

        return self.attempt(change, text=shown_text(text))

    def _quantity_typed(self, key: int, text: str) -> bool:
        self._set_line("")

        def change() -> Change:
            measured = self._open.sale.line(key).product.measured
            return self._open.set_quantity(key, parse_quantity(text, measured=measured))

        return self.attempt(change, text=shown_text(text))

    def _changed(self, change: Change) -> None:
        self._rows.apply(change)
        self._view.sound(Sound.OK)
        if change.unusual and change.after is not None:
            values = {"quantity": f"{change.after.quantity:f}"}
            self._view.notify(Message(M.QUANTITY_LARGE, Tone.WARN, values, action=Act.UNDO))
        elif (gave_way := _gave_way(change)) is not None:
            self._view.notify(gave_way)
        else:
            self._calm()


def _times(text: str | None) -> Decimal | None:
    return None if text is None else parse_quantity(text, measured=True)


def _gave_way(change: Change) -> Message | None:
    """What is said when of so many a promotion takes more than the law, whose discount is off the line."""
    before, after = change.before, change.after
    if before is None or after is None or after.quantity == before.quantity:
        return None
    return promotion_is_better(after) if before.is_statutory else None
