"""Believable states of every screen, and presenters that record what they were asked."""

from __future__ import annotations

from dataclasses import replace

from app.presenters.messages import M, Message, Tone
from app.presenters.search_states import DataAge, ResultRow, SearchState
from app.presenters.sign_in_state import PersonCard, SignInState
from app.presenters.states import (
    Act,
    BasketRow,
    ChangePiece,
    ChangeState,
    DenominationRow,
    DrawerState,
    Level,
    Link,
    OpenShiftState,
    PaymentState,
    PrinterState,
    PrintShown,
    RowKind,
    StripState,
    TenderRow,
    Tile,
    TilesState,
    TotalsState,
)

GOODS = (
    ("Arroz blanco 5 lb", "2", "", "3.25", "Ex.", "6.50"),
    ("Refresco de cola 2 L", "3", "", "1.99", "7 %", "5.97"),
    ("Queso blanco", "0.735", "kg", "8.90", "7 %", "6.54"),
    ("Leche entera 1 L", "4", "", "1.85", "Ex.", "7.40"),
    ("Pan de molde integral 550 g", "1", "", "2.65", "Ex.", "2.65"),
    ("Detergente líquido limón 1.8 L", "1", "", "7.95", "7 %", "7.95"),
    ("Café molido 425 g", "1", "", "5.35", "Ex.", "5.35"),
    ("Banano", "1.420", "lb", "0.45", "Ex.", "0.64"),
)
PILLS = {"Refresco de cola 2 L": "−0.47"}
TILE_GOODS = (
    ("Banano lb", "0.45"),
    ("Pan flauta", "0.35"),
    ("Bolsa", "0.10"),
    ("Hielo 5 lb", "1.50"),
    ("Café 250 ml", "1.25"),
    ("Agua 600 ml", "0.65"),
    ("Huevo", "0.18"),
    ("Tortilla", "0.85"),
    ("Empanada", "1.10"),
    ("Duro", "0.50"),
)
TABS = ("Frecuentes", "Panadería", "Frutas", "Bebidas", "Lácteos", "Limpieza", "Aseo personal")
ACTS = frozenset(Act)
"""All there are: the pictures show a till with every task."""
NOTES = ("5", "10", "20", "50", "100")


def strip(**changes: object) -> StripState:
    """The strip of a quiet morning."""
    state = StripState(
        link=Link.ONLINE,
        queued=0,
        queue_level=Level.OK,
        printer=PrinterState.READY,
        drawer=DrawerState.CLOSED,
        place="Caja 01",
        shift="0042",
        person="Ana Morales",
        clock="10:02",
    )
    return replace(state, **changes)  # type: ignore[arg-type]


def rows(count: int = len(GOODS)) -> list[BasketRow]:
    """Rows of a basket."""
    return [
        BasketRow(
            at,
            RowKind.ITEM,
            name,
            quantity,
            unit,
            price,
            tax,
            amount,
            pill=PILLS.get(name, ""),
            measured=bool(unit),
        )
        for at, (name, quantity, unit, price, tax, amount) in (
            (at, GOODS[at % len(GOODS)]) for at in range(count)
        )
    ]


def error_row(key: int = 99, code: str = "7501031311300", which: M = M.BAD_SCAN) -> BasketRow:
    """A scan that could not be added."""
    message = Message(which, Tone.ERR, {"code": code, "as_of": "10:02"}, lasting=True)
    return BasketRow(key, RowKind.ERROR, code, message=message)


def totals(lines: int = len(GOODS)) -> TotalsState:
    """The total of the basket above."""
    if lines == 0:
        return TotalsState("0.00", "0.00", "0.00", "0.00", "0.00", 0, zero=True)
    return TotalsState("43.00", "−0.47", "0.00", "1.31", "42.53", lines, zero=False)


def tiles(selected: int = 0) -> TilesState:
    """Tabs and tiles."""
    return TilesState(
        TABS, selected, tuple(Tile(f"v{at}", name, price) for at, (name, price) in enumerate(TILE_GOODS))
    )


def bakery() -> TilesState:
    """Tiles whose names differ where a short line ends."""
    goods = (
        ("Pan flauta", "0.35"),
        ("Michita de pan", "0.15"),
        ("Pan de mantequilla", "0.25"),
        ("Pan de huevo", "0.40"),
        ("Pan micha integral", "0.60"),
        ("Mogolla", "0.30"),
        ("Rosca de pan", "1.25"),
        ("Baguette", "1.35"),
        ("Dona glaseada", "0.85"),
        ("Dona de chocolate con maní", "12.85"),
    )
    return TilesState(TABS, 1, tuple(Tile(f"b{at}", name, price) for at, (name, price) in enumerate(goods)))


def people(*, demo: bool = False) -> tuple[PersonCard, ...]:
    """Who works in the demo shop."""
    staff = (
        ("Ana Morales", "cashier", "1111"),
        ("Luis Pinto", "cashier", "2222"),
        ("Marta Ríos", "supervisor", "333333"),
        ("Iván Soto", "supervisor", "444444"),
        ("Elsa Quintero", "cashier", "5555"),
        ("Instalación", "installer", "666666"),
    )
    return tuple(
        PersonCard(f"s{at}", at, name, role, pin if demo else "")
        for at, (name, role, pin) in enumerate(staff, start=1)
    )


def sign_in(**changes: object) -> SignInState:
    """Sign-in with a person chosen and three digits in."""
    state = SignInState(
        shop="Minisúper La Esquina",
        till="Caja 01",
        date="martes 24/11/2026",
        people=people(),
        selected="s1",
        typed=3,
        slots=4,
        tries_left=None,
        wait_s=0,
        busy=False,
        message=None,
        language="es",
        badges=True,
    )
    return replace(state, **changes)  # type: ignore[arg-type]


DENOMINATIONS = (
    ("20", False, "2", "40.00"),
    ("10", False, "3", "30.00"),
    ("5", False, "3", "15.00"),
    ("1", False, "5", "5.00"),
    ("1.00", True, "", "0.00"),
    ("0.50", True, "8", "4.00"),
    ("0.25", True, "20", "5.00"),
    ("0.10", True, "10", "1.00"),
    ("0.05", True, "", "0.00"),
    ("0.01", True, "", "0.00"),
)


def open_shift(*, counting: bool = False) -> OpenShiftState:
    """Opening a shift."""
    counted = "100.00" if counting else "0.00"
    return OpenShiftState(
        person="Ana Morales",
        business_date="martes 24/11/2026",
        fixed_float="100.00",
        counting=counting,
        rows=tuple(
            DenominationRow(f"d{at}", label, count if counting else "", amount if counting else "0.00", coin)
            for at, (label, coin, count, amount) in enumerate(DENOMINATIONS)
        ),
        selected=3,
        counted=counted,
        message=None,
        busy=False,
    )


def payment(
    *,
    received: str = "20.00",
    missing: str = "23.00",
    due: str = "43.00",
    tenders: tuple[TenderRow, ...] = (TenderRow("cash", "20.00", "10:02"),),
) -> PaymentState:
    """Payment with a note of 20 taken, or with other tenders."""
    return PaymentState(
        due=due,
        received=received,
        missing=missing,
        primary=missing,
        typed=False,
        tenders=tenders if received != "0.00" else (),
        notes=NOTES,
        busy=False,
    )


def change(**changes: object) -> ChangeState:
    """Change of 2.00 after 45.00."""
    state = ChangeState(
        number="0001-000123",
        total="43.00",
        change="7.37",
        received="50.37",
        pieces=(
            ChangePiece("5", 1, coin=False),
            ChangePiece("1.00", 2, coin=True),
            ChangePiece("0.25", 1, coin=True),
            ChangePiece("0.10", 1, coin=True),
            ChangePiece("0.01", 2, coin=True),
        ),
        drawer=DrawerState.OPEN,
        printed=PrintShown.PRINTED,
        folded=False,
    )
    return replace(state, **changes)  # type: ignore[arg-type]


def search(query: str = "cafe mol", *, found: bool = True) -> SearchState:
    """Hits of «cafe mol»."""
    hits = (
        ("Café Istmo molido 425 g", "5.35", "", "Ex.", ((0, 4), (11, 14)), "38", False),
        ("Café Volcán molido 1 lb", "6.10", "", "Ex.", ((0, 4), (12, 15)), "4", False),
        ("Café Canal molido tueste oscuro 340 g", "7.95", "", "Ex.", ((0, 4), (11, 14)), "0", True),
        ("Molinillo de café manual", "18.50", "", "7 %", ((0, 3), (13, 17)), "−2", True),
        ("Café molido a granel", "6.80", "lb", "Ex.", ((0, 4), (5, 8)), "61.326", False),
        ("Café recién molido", "1.25", "", "7 %", ((0, 4), (12, 15)), "", False),
    )
    listed = tuple(
        ResultRow(f"h{at}", name, price, unit, tax, marks, stock, out)
        for at, (name, price, unit, tax, marks, stock, out) in enumerate(hits)
    )
    return SearchState(query, listed if found else (), 0, DataAge("09:40"), DataAge("10:02"))


def similar(query: str = "cafee istmo") -> SearchState:
    """What «cafee istmo» may have meant, with prices of the day before yesterday and no stock."""
    marks = ((0, 4), (5, 10))
    rows = (
        ResultRow("h0", "Café Istmo molido 425 g", "5.35", "", "Ex.", marks),
        ResultRow("h1", "Café Istmo descafeinado 212 g", "4.10", "", "Ex.", marks),
    )
    return SearchState(query, rows, 0, DataAge("18:20", 2), None, similar=True)


class RecordingPanel:
    """Implements `PanelActions` by writing down what it was asked, each beginning with ``panel``."""

    def __init__(self, calls: list[tuple[object, ...]]) -> None:
        self.calls = calls

    def edited(self, field_id: str, text: str) -> None:
        self.calls.append(("panel.edited", field_id, text))

    def digit(self, digit: str) -> None:
        self.calls.append(("panel.digit", digit))

    def erase(self) -> None:
        self.calls.append(("panel.erase",))

    def focus(self, field_id: str) -> None:
        self.calls.append(("panel.focus", field_id))

    def choose(self, block_id: str, choice_id: str) -> None:
        self.calls.append(("panel.choose", block_id, choice_id))

    def select(self, block_id: str, index: int) -> None:
        self.calls.append(("panel.select", block_id, index))

    def move(self, step: int) -> None:
        self.calls.append(("panel.move", step))

    def mark(self, block_id: str, index: int) -> None:
        self.calls.append(("panel.mark", block_id, index))

    def step(self, block_id: str, index: int, step: int) -> None:
        self.calls.append(("panel.step", block_id, index, step))

    def press(self, button_id: str) -> None:
        self.calls.append(("panel.press", button_id))

    def enter(self) -> None:
        self.calls.append(("panel.enter",))

    def back(self) -> None:
        self.calls.append(("panel.back",))

    def scanned(self, text: str) -> None:
        self.calls.append(("panel.scanned", text))


class RecordingPresenter:
    """Implements every Actions protocol by writing down what it was asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.panel_actions = RecordingPanel(self.calls)

    def act(self, action: Act) -> None:
        self.calls.append(("act", action))

    def command_changed(self, text: str) -> None:
        self.calls.append(("command_changed", text))

    def enter(self) -> None:
        self.calls.append(("enter",))

    def practice(self) -> None:
        self.calls.append(("practice",))

    def plus(self) -> None:
        self.calls.append(("plus",))

    def scanned(self, text: str) -> None:
        self.calls.append(("scanned", text))

    def select_row(self, index: int) -> None:
        self.calls.append(("select_row", index))

    def move(self, step: int) -> None:
        self.calls.append(("move", step))

    def step_quantity(self, step: int) -> None:
        self.calls.append(("step_quantity", step))

    def remove_row(self, index: int) -> None:
        self.calls.append(("remove_row", index))

    def pick_hit(self, index: int) -> None:
        self.calls.append(("pick_hit", index))

    def pick_tab(self, index: int) -> None:
        self.calls.append(("pick_tab", index))

    def pick_tile(self, variant_id: str) -> None:
        self.calls.append(("pick_tile", variant_id))

    def note(self, amount: str) -> None:
        self.calls.append(("note", amount))

    def remove_tender(self, index: int) -> None:
        self.calls.append(("remove_tender", index))

    def pick(self, staff_id: str) -> None:
        self.calls.append(("pick", staff_id))

    def digit(self, digit: str) -> None:
        self.calls.append(("digit", digit))

    def erase(self) -> None:
        self.calls.append(("erase",))

    def back(self) -> None:
        self.calls.append(("back",))

    def cancel(self) -> None:
        self.calls.append(("cancel",))

    def remote(self) -> None:
        self.calls.append(("remote",))

    def language(self, code: str) -> None:
        self.calls.append(("language", code))

    def select(self, index: int) -> None:
        self.calls.append(("select", index))

    def next_row(self) -> None:
        self.calls.append(("next_row",))

    def count(self) -> None:
        self.calls.append(("count",))
