"""The use cases of one open till over its store, catalogue and clock. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from app.compose.setup import ShopSetup
from app.security.signing import StoredKeys
from app.usecases.authorising import Authoriser
from app.usecases.awaited_port import TillAwaited
from app.usecases.card_slips import CardSlips
from app.usecases.catalogue import Catalogue
from app.usecases.change_corrections import ChangeCorrections
from app.usecases.customer_tenders import CustomerTenders
from app.usecases.customers import Customers
from app.usecases.customers_port import CustomerDirectory, TillCustomers
from app.usecases.drafts import DraftKeeper
from app.usecases.goods import GoodsFinder
from app.usecases.labels import Labels
from app.usecases.open_sale import OpenSale
from app.usecases.paper import PrinterSetup
from app.usecases.parked_slips import ParkedSlips
from app.usecases.parking import Parking
from app.usecases.payment_outcomes import PaymentOutcomes
from app.usecases.ports import StoreRunner, TillReader
from app.usecases.price_checks import PriceChecks
from app.usecases.pricing import PromotionShelf
from app.usecases.proving import Background, CredentialCheck, Proving
from app.usecases.qr_charges import QrCharges
from app.usecases.receipt_lookup import ReceiptLookup
from app.usecases.receipt_search import ReceiptSearch
from app.usecases.receipts import ReceiptMaker, Reprints
from app.usecases.receipts_port import TillReceipts
from app.usecases.returns import Returns
from app.usecases.session import Session
from app.usecases.shift import Shifts
from app.usecases.state import TillState
from app.usecases.tender import Checkout
from app.usecases.tenders_port import TillTenders
from app.usecases.training import Training
from app.usecases.typed_tenders import TypedTenders
from app.usecases.voids import Voids
from core.domain.embedded import LabelTemplate
from core.domain.loyalty import EarnBase, LoyaltyProgram
from core.domain.promotion.book import RuleBook
from core.domain.receipt.words_es import SPANISH
from core.ports.clock import IdSource
from core.ports.eft import EFTPOS
from core.ports.signing import TillSigner


class Reader(TillReader, TillReceipts, TillCustomers, TillTenders, TillAwaited, Protocol):
    """What is read of ``till.db``."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the screens act through."""

    state: TillState
    reader: TillReader
    catalogue: Catalogue
    session: Session
    authoriser: Authoriser
    shifts: Shifts
    open_sale: OpenSale
    checkout: Checkout
    card_slips: CardSlips
    typed_tenders: TypedTenders
    qr_charges: QrCharges
    customer_tenders: CustomerTenders
    reprints: Reprints
    receipt_lookup: ReceiptLookup
    receipt_search: ReceiptSearch
    customers: Customers
    shelf: PromotionShelf
    parking: Parking
    price_checks: PriceChecks
    drafts: DraftKeeper
    labels: Labels
    returns: Returns
    voids: Voids
    payment_outcomes: PaymentOutcomes
    change_corrections: ChangeCorrections
    training: Training

    def use_loyalty(self, program: LoyaltyProgram | None) -> None:
        """The shop's programme of points from now on, None without one."""
        self.checkout.use_loyalty(program)
        self.customer_tenders.use_loyalty(program)
        self.returns.use_base(base_of(program))


def base_of(program: LoyaltyProgram | None) -> EarnBase:
    """Which amount of a sale earns points."""
    return EarnBase.TOTAL if program is None else program.base


def build_services(
    state: TillState,
    reader: Reader,
    catalogue: Catalogue,
    runner: StoreRunner,
    background: Background,
    check: CredentialCheck,
    ids: IdSource,
    setup: ShopSetup,
    devices: PrinterSetup,
    signer: TillSigner | None,
    write_failed: Callable[[Exception], Any],
    promotions: RuleBook,
    *,
    approval_key: bytes | None = None,
    badge_alone: bool = False,
    parked_slips: bool = False,
    directory: CustomerDirectory | None = None,
    keep_label: Callable[[LabelTemplate], None],
    gateway: EFTPOS | None = None,
) -> Services:
    """Wire the use cases; a basket left by a crash is taken up by the caller.

    ``approval_key`` checks remote approval codes, None where the till has none; ``badge_alone`` lets a badge
    sign its bearer in without a PIN; ``parked_slips`` prints one for each sale set aside;
    without a ``signer`` receipts carry no code; ``directory`` is the local copy of the shop's customers;
    ``keep_label`` keeps a label layout for the next start.
    """
    goods = GoodsFinder(catalogue, setup.label_templates, lambda: state.local_time().date())
    shelf = PromotionShelf(state, promotions)
    proving = Proving(runner, background, check)
    receipts = ReceiptMaker(state, setup.shop, SPANISH, signer, demo=setup.demo)
    drafts = DraftKeeper(state, runner, write_failed)
    slips = None
    if parked_slips and devices.printer is not None:
        slips = ParkedSlips(state, setup.shop, SPANISH, devices.printer, demo=setup.demo)
    open_sale = OpenSale(state, goods, ids, drafts, shelf)
    customers = Customers(state, runner, ids, directory, reader, open_sale, setup.offline)
    returns = Returns(state, runner, receipts, devices, ids, base_of(setup.loyalty))
    return Services(
        state=state,
        reader=reader,
        catalogue=catalogue,
        session=Session(state, runner, proving, badge_alone=badge_alone),
        authoriser=Authoriser(state, reader, runner, proving, ids, approval_key),
        shifts=Shifts(state, runner, ids),
        open_sale=open_sale,
        checkout=Checkout(state, reader, runner, receipts, devices, setup.loyalty, returns),
        card_slips=CardSlips(reader, open_sale),
        typed_tenders=TypedTenders(reader, reader, open_sale),
        qr_charges=QrCharges(gateway, background, open_sale, ids),
        reprints=Reprints(state, runner, devices.printer),
        receipt_lookup=ReceiptLookup(state, reader, catalogue, StoredKeys(reader)),
        receipt_search=ReceiptSearch(reader, lambda: state.local_time().date(), customers.find),
        customers=customers,
        customer_tenders=CustomerTenders(open_sale, customers, setup.loyalty, reader),
        shelf=shelf,
        parking=Parking(state, runner, reader, open_sale, catalogue, slips),
        price_checks=PriceChecks(goods, drafts),
        drafts=drafts,
        labels=Labels(state, runner, background, catalogue, goods, keep_label),
        returns=returns,
        voids=Voids(state, reader, runner, receipts, devices),
        payment_outcomes=PaymentOutcomes(state, reader, runner),
        change_corrections=ChangeCorrections(state, runner),
        training=Training(state, runner),
    )
