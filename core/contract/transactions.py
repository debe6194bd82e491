"""Transactions as the centre lists them (central.md section 7.2). Money and quantities are strings."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from core.contract.sync import UuidText

TransactionStatus = Literal["open", "completed", "cancelled", "voided"]
TransactionKind = Literal["sale", "return"]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class TransactionItemModel(_Answer):
    """One line; names as in sync.md ``data.items[]``. ``quantity`` has up to 3 decimals, money 2, tax6 6."""

    item_id: UuidText
    n: int
    variant_id: UuidText
    sku: str
    barcode: str
    name: str
    unit: str
    quantity: str
    unit_price: str
    price_includes_tax: bool
    gross: str
    discount: str
    net: str
    tax_code: str
    tax_rate: str
    tax6: str
    tax: str
    total: str


class PaymentModel(_Answer):
    """One tender; ``amount`` counts towards the sale, ``received`` is what was handed over."""

    payment_id: UuidText
    n: int
    method: str
    amount: str
    received: str | None = None
    state: str


class TransactionModel(_Answer):
    """A sale or return as the centre holds it.

    Attributes:
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
    version: int = 1
    created_at: datetime
    completed_at: datetime


class TransactionList(_Answer):
    """One page, newest first; ``next_cursor`` is None on the last one."""

    items: tuple[TransactionModel, ...]
    next_cursor: str | None = None


TRANSACTION_LIST: Final = TypeAdapter(TransactionList)
