"""Receipts of the till in their states, as the real task draws them over a few receipts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.presenters.floor.panel_desk import PanelDesk
from app.presenters.floor.receipt_list import ReceiptList
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Panel, Say
from app.presenters.review_wording import V
from app.presenters.states import FloorMode, PrintShown, ReceiptState
from app.presenters.wording import W
from app.security.signing import StoredKeys
from app.ui.main_window import MainWindow
from app.usecases.customers_port import CustomerRecord
from app.usecases.receipt_lookup import ReceiptLookup
from app.usecases.receipt_search import ReceiptSearch
from app.usecases.receipts_port import By, ListedReceipt, Paper, Place
from app.usecases.state import TillState
from core.domain.receipt.document import Qr, ReceiptDocument
from tests.fakes.catalogue import SmallCatalogue
from tests.fakes.clock import ManualClock
from tests.fakes.floor import RecordingFloor
from tests.fakes.till import IDENTITY, MemoryReader, MemoryStore
from tests.screens.floors import receipt_document, show_floor
from tests.screens.panels import show_panel

_TOTALS = (4300, 1854, 327, 12_550, 1854, 90, 2140, 100_000, 735, 1299, 4410, 560)
_PAID = (("cash",), ("card",), ("yappy",), ("cash", "card"), ("cash",), ("transfer",))
_KINDS = {1: Paper.VOID, 5: Paper.REFUND}


class FewReceipts:
    """A `TillReceipts` of a dozen: of today, and below them of days before; one came back, one was voided."""

    def __init__(self, now_ms: int) -> None:
        self._all = tuple(
            ListedReceipt(
                123 - n,
                _KINDS.get(n, Paper.SALE),
                123 - n,
                f"e{n}",
                "R0001" if _KINDS.get(n) is Paper.REFUND else "0001",
                4 if _KINDS.get(n) is Paper.REFUND else 123 - n - (n == 1),
                now_ms - n * 9_420_000,
                _TOTALS[n + 1] if n == 1 else total,
                ("exchange",) if n == 4 else _PAID[n % len(_PAID)],
                voided=n == 2,
                delivery={0: "pending", 3: "review"}.get(n, "acked"),
            )
            for n, total in enumerate(_TOTALS)
        )

    def receipts(
        self, by: By, values: Sequence[int | str], before: Place, limit: int
    ) -> Sequence[ListedReceipt]:
        held = [one for one in self._all if one.entry < before.of(one.kind)]
        if by is By.NUMBER:
            held = [one for one in held if one.number == values[0]]
        elif by is By.TOTAL:
            _, low, high = map(int, values)
            held = [one for one in held if low <= one.total_cents <= high]
        elif by is By.DAY:
            held = [one for one in held if (one.occurred_at_ms - 18_000_000) // 86_400_000 == values[0]]
        return held[:limit]


class NoReceipts(FewReceipts):
    """A till that has not sold yet."""

    def __init__(self) -> None:
        super().__init__(0)
        self._all = ()


def _listed(typed: str = "", *, sold: bool = True) -> Panel:
    view, clock = RecordingFloor(), ManualClock()
    desk = PanelDesk(view, _nothing, _nothing)
    state = TillState(IDENTITY, "boot", clock, clock.monotonic())
    reader = MemoryReader(MemoryStore())
    lookup = ReceiptLookup(state, reader, SmallCatalogue(), StoredKeys(reader))
    receipts = FewReceipts(int(clock.now().timestamp() * 1000)) if sold else NoReceipts()
    search = ReceiptSearch(receipts, lambda: state.local_time().date(), _nobody)
    ReceiptList(desk, state, search, lookup, _seen, _reviewed).open()
    if typed:
        desk.edited("number", typed)
    assert view.panel is not None
    return view.panel


def _nothing() -> None:
    pass


def _nobody(text: str, limit: int) -> Sequence[CustomerRecord]:
    del text, limit
    return ()


def _reviewed(event_id: str) -> tuple[bool, Say] | None:
    """One is in review, of another the review ended."""
    ended = (False, Say(V.RESOLVED, {"done": Say(V.E_ACCEPT, {"who": "Marta Ríos"})}))
    return {"e3": (True, Say(W.RECEIPTS_IN_REVIEW)), "e6": ended}.get(event_id)


def _seen(event_id: str, back: Callable[[], object]) -> None:
    del event_id, back


def listed(window: MainWindow) -> None:
    show_panel(window, _listed(), 0)


def amount(window: MainWindow) -> None:
    show_panel(window, _listed("18.5"))


def yesterday(window: MainWindow) -> None:
    show_panel(window, _listed("ayer"))


def none_found(window: MainWindow) -> None:
    show_panel(window, _listed("99.99"), 0)


def none_sold(window: MainWindow) -> None:
    show_panel(window, _listed(sold=False), 0)


def receipt_saved(window: MainWindow) -> None:
    """A signed receipt, scrolled to its code, just saved."""
    plain = ReceiptDocument.from_json(receipt_document())
    blocks = (
        *plain.blocks[:-2],
        Qr("CUADRE" + "A2B3C4D5" * 40, "Código para devoluciones"),
        *plain.blocks[-2:],
    )
    show_floor(window, 0)
    floor = window.floor
    floor.show_receipt(
        ReceiptState(
            "0001-000123",
            "10:02",
            "18.54",
            ReceiptDocument(blocks).to_json(),
            42,
            PrintShown.PRINTED,
            "acked",
        )
    )
    floor.show_mode(FloorMode.RECEIPT)
    file = {"folder": "Documentos/Cuadre", "file": "0001-000123.pdf"}
    floor.notify(Message(M.PDF_SAVED, Tone.OK, file))
    bar = floor.receipt.sheet.verticalScrollBar()
    bar.setValue(bar.maximum())


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("list", listed),
    ("amount", amount),
    ("day", yesterday),
    ("none-found", none_found),
    ("empty", none_sold),
    ("saved", receipt_saved),
)
