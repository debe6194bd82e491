"""A floor with every way to pay, as a cashier meets it: keys in, journal out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from app.presenters.authorisation_state import AuthorisationState
from app.presenters.authorise import Authorising
from app.presenters.customer_view import DisplayQr
from app.presenters.floor.pay_card import CardPaying
from app.presenters.floor.pay_customer import CustomerPaying
from app.presenters.floor.pay_qr import QrPaying
from app.presenters.floor.pay_transfer import TransferPaying
from app.presenters.floor.pay_yappy import YappyPaying
from app.presenters.messages import M
from app.presenters.panels import Field, Panel
from app.presenters.states import Act, FloorMode, PaymentState
from app.usecases.authorising import Authoriser
from app.usecases.card_slips import CARD, CardSlips
from app.usecases.customer_tenders import CustomerTenders
from app.usecases.proving import Proving
from app.usecases.qr_charges import QrCharges
from app.usecases.typed_tenders import TypedTenders
from core.domain.journal.events import EventKind
from core.domain.loyalty import LoyaltyProgram
from core.domain.payment import Tender
from tests.app.presenters.floor.conftest import Floor, build_floor
from tests.fakes.eft import MemoryEft
from tests.fakes.people import ANA, EVERYBODY, HandTicker, InstantBackground, PlainCheck
from tests.fakes.till import InstantRunner, MemoryReader, MemoryStore

RICE_CODE: Final = "7450000000013"
CANE_CODE: Final = "7450000000037"
PROGRAM: Final = LoyaltyProgram(Decimal(1), point_value=Decimal("0.01"), min_points=10)


@dataclass
class Payment:
    """What a test looks at."""

    floor: Floor
    slips: CardSlips
    typed: TypedTenders
    authorising: Authorising
    background: InstantBackground
    second: HandTicker
    customer: CustomerScreen

    def fill(self) -> None:
        """125.50 in the basket, then F10."""
        for times, code in (("37*", RICE_CODE), ("7*", CANE_CODE)):
            self.floor.type(times)
            self.floor.scan(code)
        self.floor.presenter.act(Act.PAY)

    @property
    def panel(self) -> Panel:
        shown = self.floor.view.panel
        assert shown is not None
        return shown

    @property
    def state(self) -> PaymentState:
        shown = self.floor.view.payment
        assert shown is not None
        return shown

    @property
    def refusal(self) -> M | None:
        """What the open panel, else the floor, says."""
        message = self.floor.view.message if self.floor.view.panel is None else self.panel.message
        return None if message is None else message.id

    def field(self, name: str = "") -> Field:
        """A field of the panel by its name, else the active one."""
        fields = [block for block in self.panel.blocks if isinstance(block, Field)]
        return next(one for one in fields if one.id == name or (not name and one.active))

    def edit(self, **texts: str) -> None:
        """Type into fields, each chosen first; a key goes where the keyboard is by then."""
        for name, text in texts.items():
            self.floor.presenter.desk.focus(name)
            self.keys(text)

    def keys(self, text: str) -> None:
        """Press keys one by one, as an edit of limited length takes them."""
        for key in text:
            field = self.field()
            self.floor.presenter.desk.edited(field.id, (field.text + key)[: field.limit])

    def card(self, last4: str = "4242", authorization: str = "AUTH_123", **more: str) -> None:
        """F6, the two numbers, Enter."""
        self.floor.presenter.act(Act.PAY_CARD)
        if more.keys() - {"amount"}:
            self.floor.presenter.desk.press("more")
        self.edit(last4=last4, authorization=authorization, **more)
        self.floor.presenter.enter()

    @property
    def payments(self) -> list[dict[str, Any]]:
        """Payments of the last completed sale as the journal holds them."""
        last = self.floor.store.events[-1].event
        assert last.kind == EventKind.SALE_COMPLETED
        found: list[dict[str, Any]] = last.data["payments"]
        return found

    @property
    def completed(self) -> bool:
        return self.floor.shows(FloorMode.CHANGE)

    def panel_for(self, act: Act, **texts: str) -> None:
        """Open a way to pay and type into its fields."""
        self.floor.presenter.act(act)
        self.edit(**texts)

    def yappy(self, confirmation: str, amount: str = "") -> None:
        """F7, the code, Enter."""
        self.panel_for(Act.PAY_YAPPY, **({"amount": amount} if amount else {}), confirmation=confirmation)
        self.floor.presenter.enter()

    def events(self, kind: EventKind) -> list[dict[str, Any]]:
        return [stored.event.data for stored in self.floor.store.events if stored.event.kind == kind]


class Modal:
    """The modal of a second person, as far as a test looks at it."""

    def __init__(self) -> None:
        self.shown: list[AuthorisationState | None] = []

    def show_authorisation(self, state: AuthorisationState | None) -> None:
        self.shown.append(state)


class CustomerScreen:
    """The customer's screen, as far as codes go."""

    def __init__(self) -> None:
        self.qr: DisplayQr | None = None

    def show_qr(self, qr: DisplayQr | None) -> None:
        self.qr = qr


def build_payment(
    store: MemoryStore | None = None,
    gateway: MemoryEft | None = None,
    program: LoyaltyProgram | None = PROGRAM,
) -> Payment:
    """A floor with its ways to pay; QR codes where there is a gateway."""
    store = store or MemoryStore()
    store.people = dict(EVERYBODY)
    floor = build_floor(store, loyalty=program)
    floor.state.person = ANA
    reader, runner, modal = MemoryReader(store), InstantRunner(store), Modal()
    proving = Proving(runner, InstantBackground(), PlainCheck())
    authorising = Authorising(
        modal,
        Authoriser(floor.state, reader, runner, proving, store.ids, bytes(32)),
        floor.state,
        HandTicker(),
        notify=floor.view.notify,
        sound=floor.view.sound,
    )
    slips = CardSlips(reader, floor.open_sale)
    desk, typed = floor.presenter.desk, TypedTenders(reader, reader, floor.open_sale)

    def returned(tender: Tender) -> None:
        if tender.method == CARD:
            slips.given_back(tender)

    background, ticker, customer = InstantBackground(), HandTicker(), CustomerScreen()
    charges = QrCharges(gateway, background, floor.open_sale, store.ids)
    qr = QrPaying(desk, floor.paying, charges, typed, customer, ticker, floor.clock.monotonic)
    floor.paying.on_return(returned)
    floor.paying.on_unresolved(qr.resume)
    floor.paying.on_charged(qr.reverse)
    transfer = TransferPaying(desk, floor.paying, typed, floor.state, floor.open_sale, authorising)
    purse = CustomerPaying(
        desk,
        floor.paying,
        CustomerTenders(floor.open_sale, floor.customers, program, reader),
        floor.state,
        floor.open_sale,
        authorising,
        floor.rows.apply,
    )
    for act, handler in (
        (Act.PAY_CARD, CardPaying(desk, floor.paying, slips).open),
        (Act.PAY_YAPPY, YappyPaying(desk, floor.paying, typed, charges, qr).open),
        (Act.PAY_TRANSFER, transfer.open),
        (Act.PAY_OTHER, purse.open),
    ):
        floor.presenter.register(act, handler)
    return Payment(floor, slips, typed, authorising, background, ticker, customer)


def open_payment(store: MemoryStore | None = None, gateway: MemoryEft | None = None) -> Payment:
    """125.50 is due and the payment is open."""
    payment = build_payment(store, gateway)
    payment.floor.presenter.open()
    payment.fill()
    return payment
