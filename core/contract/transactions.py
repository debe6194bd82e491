"""Transactions as the centre lists them (central.md section 7.2). Money and quantities are strings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from core.contract.sync import UuidText

TransactionStatus = Literal["open", "completed", "cancelled", "voided"]
TransactionKind = Literal["sale", "return"]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class AppliedPromotionModel(_Answer):
    """What one promotion took off a line."""

    id: str
    version: int
    amount: str


class TransactionItemModel(_Answer):
    """One line; names as in sync.md ``data.items[]``. ``quantity`` has up to 3 decimals, money 2, tax6 6.

    Attributes:
        unit_price: None in a return, like ``tax6``: its lines carry shares of the original's.
        list_price: Price of the list where a person set another one.
        original_n: In a return, number of the line in the sale.
    """

    item_id: UuidText
    n: int
    variant_id: UuidText
    sku: str
    barcode: str
    name: str
    unit: str
    quantity: str
    unit_price: str | None
    price_includes_tax: bool
    gross: str
    discount: str
    net: str
    tax_code: str
    tax_rate: str
    tax6: str | None
    tax: str
    total: str
    promotions: tuple[AppliedPromotionModel, ...] = ()
    list_price: str | None = None
    price_reason: str | None = None
    price_approver_id: UuidText | None = None
    note: str | None = None
    lot: str | None = None
    expiry: date | None = None
    original_n: int | None = None


class DiscountShareModel(_Answer):
    """The part of a discount that a line bears."""

    n: int
    amount: str


class DiscountModel(_Answer):
    """A discount that is no promotion; ``doc_last`` holds the last digits of a document seen."""

    kind: str
    scope: str
    reason: str
    amount: str
    shares: tuple[DiscountShareModel, ...]
    percent: str | None = None
    approver_id: UuidText | None = None
    doc_type: str | None = None
    doc_last: str | None = None


class RepaymentModel(_Answer):
    """Money that went back or came in, and what it is known by: of a card its last four digits at most."""

    n: int
    method: str
    amount: str
    state: str
    card_brand: str | None = None
    card_type: str | None = None
    card_last4: str | None = None
    authorization_code: str | None = None
    terminal_reference: str | None = None
    batch: str | None = None
    trace: str | None = None
    reference: str | None = None
    confirmation_code: str | None = None
    bank: str | None = None
    payer: str | None = None
    mode: str | None = None
    approver_id: UuidText | None = None


class PaymentOutcomeModel(_Answer):
    """What a person found out later about a payment that nobody had confirmed."""

    event_id: UuidText
    outcome: Literal["confirmed", "rejected"]
    reason: str | None = None
    told_at: datetime
    cashier_id: UuidText | None = None
    approver_id: UuidText | None = None


class PaymentModel(RepaymentModel):
    """One tender; ``amount`` counts towards the sale, ``received`` is what was handed over.

    ``state`` is what is known now: with ``told`` its outcome, else what the till said at the sale.
    """

    payment_id: UuidText
    received: str | None = None
    told: PaymentOutcomeModel | None = None


class ChangeCorrectionModel(_Answer):
    """Cash handed over and given back other than the sale's document says; what counts is the same."""

    event_id: UuidText
    received_before: str
    received: str
    change_before: str
    change: str
    corrected_at: datetime
    cashier_id: UuidText | None = None


class PointsModel(_Answer):
    """Loyalty points: earned and spent by a sale, taken back by a return."""

    earned: int = 0
    spent: int = 0
    back: int = 0


class OriginalModel(_Answer):
    """The sale a return refers to; ``event_id`` is None where only its printed code was known."""

    number: str
    terminal_id: UuidText
    event_id: UuidText | None = None


class VoidModel(_Answer):
    """Who undid a sale, when by the till's clock, and how the money went back."""

    event_id: UuidText
    reason: str
    voided_at: datetime
    cashier_id: UuidText | None = None
    approver_id: UuidText | None = None
    payments: tuple[RepaymentModel, ...]


class TransactionModel(_Answer):
    """A sale or return as the centre holds it; a return's amounts are positive.

    Attributes:
        status: ``voided`` is derived: some ``void`` refers to it.
        original: Of a return.
        number: ``<series>-<at least six digits>``.
        payment_method: Derived: the one method, ``mixed`` with two or more.
        created_at: When the centre stored it (its own clock); lists run by this, newest first.
        completed_at: Wall clock of the till, as recorded.
    """

    transaction_id: UuidText
    local_transaction_id: UuidText
    event_id: UuidText
    kind: TransactionKind
    status: TransactionStatus
    local_id: UuidText
    terminal_id: UuidText
    cashier_id: UuidText | None = None
    shift_id: UuidText | None = None
    customer_id: UuidText | None = None
    series: str
    number: str
    currency: str
    items: tuple[TransactionItemModel, ...]
    discounts: tuple[DiscountModel, ...] = ()
    payments: tuple[PaymentModel, ...]
    subtotal: str
    discount_total: str
    tax_total: str
    total: str
    tax_rounding: str
    paid_total: str
    change_due: str
    payment_method: str | None = None
    cites: dict[str, int] = {}
    effects: Literal["none", "pending", "done"] = "none"
    review_ids: tuple[UuidText, ...] = ()
    change_corrections: tuple[ChangeCorrectionModel, ...] = ()
    note: str | None = None
    points: PointsModel = PointsModel()
    reason: str | None = None
    approver_id: UuidText | None = None
    original: OriginalModel | None = None
    void: VoidModel | None = None
    version: int = 1
    created_at: datetime
    completed_at: datetime


class TransactionList(_Answer):
    """One page, newest first; ``next_cursor`` is None on the last one."""

    items: tuple[TransactionModel, ...]
    next_cursor: str | None = None


TRANSACTION_LIST: Final = TypeAdapter(TransactionList)
