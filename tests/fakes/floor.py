"""A floor that keeps what it was told to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.presenters.messages import Message
from app.presenters.panels import Panel
from app.presenters.search_states import SearchState
from app.presenters.states import (
    Act,
    BasketRow,
    ChangeState,
    CustomerTile,
    FloorMode,
    PaymentState,
    ReceiptState,
    Sound,
    TilesState,
    TotalsState,
)


@dataclass
class RecordingFloor:
    """A `FloorView` that keeps the last state of everything."""

    mode: FloorMode = FloorMode.SALE
    rows: list[BasketRow] = field(default_factory=list)
    selected: int | None = None
    totals: TotalsState | None = None
    command: str = ""
    search: SearchState | None = None
    tiles: TilesState | None = None
    payment: PaymentState | None = None
    change: ChangeState | None = None
    receipt: ReceiptState | None = None
    message: Message | None = None
    panel: Panel | None = None
    acts: frozenset[Act] = frozenset()
    customer: CustomerTile = field(default_factory=CustomerTile)
    sounds: list[Sound] = field(default_factory=list)
    resets: int = 0

    def show_mode(self, mode: FloorMode) -> None:
        self.mode = mode

    def reset_rows(self, rows: Sequence[BasketRow]) -> None:
        self.rows = list(rows)
        self.resets += 1

    def append_row(self, row: BasketRow) -> None:
        self.rows.append(row)

    def insert_row(self, index: int, row: BasketRow) -> None:
        self.rows.insert(index, row)

    def update_row(self, index: int, row: BasketRow) -> None:
        self.rows[index] = row

    def remove_row(self, index: int) -> None:
        del self.rows[index]

    def select_row(self, index: int | None) -> None:
        self.selected = index

    def show_totals(self, totals: TotalsState) -> None:
        self.totals = totals

    def set_command(self, text: str) -> None:
        self.command = text

    def show_search(self, state: SearchState | None) -> None:
        self.search = state

    def show_tiles(self, state: TilesState) -> None:
        self.tiles = state

    def show_payment(self, state: PaymentState) -> None:
        self.payment = state

    def show_change(self, state: ChangeState | None) -> None:
        self.change = state

    def show_receipt(self, state: ReceiptState | None) -> None:
        self.receipt = state

    def show_panel(self, panel: Panel | None) -> None:
        self.panel = panel

    def show_acts(self, acts: frozenset[Act]) -> None:
        self.acts = acts

    def show_customer(self, customer: CustomerTile) -> None:
        self.customer = customer

    def notify(self, message: Message | None) -> None:
        self.message = message

    def sound(self, sound: Sound) -> None:
        self.sounds.append(sound)
