"""Ways to pay plugged into the floor: each an action of the payment screen with a panel."""

from __future__ import annotations

from app.compose.services import Services
from app.presenters.authorise import Authorising
from app.presenters.customer_view import CustomerView
from app.presenters.floor.after import AfterSale
from app.presenters.floor.awaited import AwaitedPayments
from app.presenters.floor.change_fix import ChangeFixing
from app.presenters.floor.own_limit import OwnLimit
from app.presenters.floor.pay_card import CardPaying
from app.presenters.floor.pay_customer import CustomerPaying
from app.presenters.floor.pay_qr import QrPaying
from app.presenters.floor.pay_transfer import TransferPaying
from app.presenters.floor.pay_yappy import YappyPaying
from app.presenters.floor.paying import Paying
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.sign_in import Ticker
from app.presenters.states import Act
from app.usecases.card_slips import CARD
from app.usecases.change_corrections import ChangeCorrections
from app.usecases.payment_outcomes import PaymentOutcomes
from app.usecases.state import TillState
from core.domain.payment import Tender


def plug_payment(
    floor: FloorPresenter,
    after: AfterSale,
    paying: Paying,
    services: Services,
    authorising: Authorising,
    rows: SaleRows,
    customer: CustomerView,
    second: Ticker,
) -> None:
    """Attach the payment to the floor, with every way to pay that this till has.

    ``customer`` shows codes to scan; ``second`` is a ticker of their own.
    """
    slips = services.card_slips

    def returned(tender: Tender) -> None:
        if tender.method == CARD:
            slips.given_back(tender)

    paying.on_return(returned)
    floor.attach(paying)
    desk, typed = floor.desk, services.typed_tenders
    paying.weigh_by(OwnLimit(services.state, services.open_sale, authorising, desk.refuse).weigh)
    charges, monotonic = services.qr_charges, services.state.clock.monotonic
    qr = QrPaying(desk, paying, charges, typed, customer, second, monotonic)
    paying.on_unresolved(qr.resume)
    paying.on_charged(qr.reverse)
    transfer = TransferPaying(desk, paying, typed, services.state, services.open_sale, authorising)
    floor.register(Act.PAY_CARD, CardPaying(desk, paying, slips).open)
    floor.register(Act.PAY_YAPPY, YappyPaying(desk, paying, typed, charges, qr).open)
    floor.register(Act.PAY_TRANSFER, transfer.open)
    purse = CustomerPaying(
        desk,
        paying,
        services.customer_tenders,
        services.state,
        services.open_sale,
        authorising,
        rows.apply,
    )
    floor.register(Act.PAY_OTHER, purse.open)
    plug_corrections(floor, after, services.change_corrections)
    plug_awaited(floor, services.state, services.payment_outcomes, authorising)


def plug_awaited(
    floor: FloorPresenter, state: TillState, outcomes: PaymentOutcomes, authorising: Authorising
) -> None:
    """Give the floor its list of payments that nobody has confirmed yet."""
    floor.register(Act.AWAITED, AwaitedPayments(floor.desk, state, outcomes, authorising).open)


def plug_corrections(floor: FloorPresenter, after: AfterSale, corrections: ChangeCorrections) -> None:
    """Let the cash of the sale whose change is shown be corrected."""
    floor.register(Act.CORRECT_CHANGE, ChangeFixing(floor.desk, after, corrections).open)
