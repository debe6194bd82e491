"""A floor with the tasks that take something back, a second person and keys for all of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from app.compose.reversal_tasks import plug_reversal_tasks
from app.presenters.authorisation_state import AuthorisationState
from app.presenters.authorise import Authorising
from app.presenters.messages import M
from app.presenters.states import Act
from app.security.signing import KeySigner, StoredKeys
from app.usecases.authorising import Authoriser
from app.usecases.open_sale import OpenSale
from app.usecases.paper import PrinterSetup
from app.usecases.parking import Parking
from app.usecases.ports import TillReader
from app.usecases.proving import Proving
from app.usecases.receipt_lookup import ReceiptLookup
from app.usecases.receipts import ReceiptMaker
from app.usecases.returns import Returns
from app.usecases.state import TillState
from app.usecases.tender import Checkout
from app.usecases.voids import Voids
from core.domain.document_data import sale_from_data
from core.domain.documents import TenderDetails
from core.domain.journal.events import EventKind
from core.domain.receipt.words_es import SPANISH
from core.domain.receipt_code import seal
from core.domain.receipt_facts import code_of
from core.domain.till_keys import TillKey
from tests.app.presenters.floor.conftest import SHOP, build_floor
from tests.app.presenters.floor.keys import Keys
from tests.fakes.catalogue import SmallCatalogue
from tests.fakes.people import ANA, EVERYBODY, HandTicker, InstantBackground, PlainCheck
from tests.fakes.till import MemoryReader, MemoryStore


@dataclass
class Means:
    """The use cases of the tasks."""

    state: TillState
    reader: TillReader
    open_sale: OpenSale
    checkout: Checkout
    parking: Parking
    receipt_lookup: ReceiptLookup
    returns: Returns
    voids: Voids


class Reversing(Keys):
    """A person at a till that sold, and a supervisor within call."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        store = store or MemoryStore()
        store.people = dict(EVERYBODY)
        super().__init__(build_floor(store))
        floor, state = self.floor, self.floor.state
        state.person = ANA
        self.failed: list[Exception] = []
        self.asked: list[AuthorisationState | None] = []
        runner, reader = floor.runner, MemoryReader(store)
        self.reader = reader
        proving = Proving(runner, InstantBackground(), PlainCheck())
        authoriser = Authoriser(state, reader, runner, proving, store.ids, bytes(32))
        self.modal = Authorising(
            self, authoriser, state, HandTicker(), notify=floor.view.notify, sound=floor.view.sound
        )
        receipts = ReceiptMaker(state, SHOP, SPANISH, None, demo=False)
        returns = Returns(state, runner, receipts, PrinterSetup(), store.ids)
        self.parking = Parking(state, runner, reader, floor.open_sale)
        means = Means(
            state,
            reader,
            floor.open_sale,
            Checkout(state, reader, runner, receipts, PrinterSetup(), None, returns),
            self.parking,
            ReceiptLookup(state, reader, SmallCatalogue(), StoredKeys(reader)),
            returns,
            Voids(state, reader, runner, receipts, PrinterSetup()),
        )
        plug_reversal_tasks(floor.presenter, floor.after, means, self.modal)
        floor.presenter.open()

    def show_authorisation(self, state: AuthorisationState | None) -> None:
        self.asked.append(state)

    @property
    def question(self) -> AuthorisationState | None:
        return self.asked[-1] if self.asked else None

    def said(self) -> M | None:
        """The message on the panel, asked anew."""
        return self.message

    def allow(self, number: str = "1", pin: str = "582947") -> None:
        """The supervisor picks themselves and types."""
        for digit in number + pin:
            self.modal.digit(digit)
        self.modal.enter()

    def space(self) -> None:
        """Tick the selected row."""
        self.pressed += 1
        assert self.rows.selected is not None
        self.desk.mark(self.rows.id, self.rows.selected)

    def sell(self, *codes: str, card: str = "") -> str:
        """A sale, in cash or with so much by card; its number. The change stands on the screen."""
        self.floor.scan(*codes)
        self.floor.presenter.act(Act.PAY)
        sale = self.floor.open_sale.sale
        if card:
            sale.tender("card", Decimal(card), TenderDetails(authorization_code="A1"))
        self.floor.presenter.enter()
        last = MemoryReader(self.floor.store).recent_sales(1)[0]
        return f"{last.series}-{last.number:06d}"

    def events(self, kind: EventKind) -> list[dict[str, object]]:
        return [stored.event.data for stored in self.floor.store.events if stored.event.kind == kind]


OTHER_TILL = "0198f0c0-0000-7000-8000-000000000002"


def code_of_another_till(till: Reversing, *codes: str, unknown: str = "", paid: str = "") -> str:
    """Signed code of a receipt of «Caja 02», whose key this till knows.

    Args:
        till: Who reads it.
        codes: What was sold there.
        unknown: SKU under which the last line was sold there, where it is none of this till's.
        paid: Method by which all of it was paid, where that is not cash.
    """
    other = Reversing()
    other.sell(*codes)
    event = other.floor.store.events[-1].event
    sale = replace(sale_from_data(event.data), series="0002")
    if unknown:
        sale = replace(sale, items=(*sale.items[:-1], replace(sale.items[-1], sku=unknown)))
    if paid:
        sale = replace(sale, payments=tuple(replace(one, method=paid) for one in sale.payments))
    signer = KeySigner(bytes([7]) * 32)
    till.floor.store.till_keys[signer.key_id] = TillKey(signer.public_key, OTHER_TILL, "Caja 02")
    return seal(code_of(sale, event.context.occurred_at), signer.key_id, signer.sign) or ""
