"""The completed sale as a document; its form inside ``sale.completed`` is `core.domain.document_data`.

Amounts are `Decimal` balboas with 2 decimals, quantities up to 3, ``tax6`` 6; as text they have that
fixed scale. ``net`` is what was charged for a line after all discounts, tax still inside when prices
include it; ``total`` is the same, plus tax when it comes on top.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from core.domain.identity_document import Document
from core.domain.money import exact_scaled


@dataclass(frozen=True, slots=True)
class AppliedPromotion:
    """A promotion as it was applied to a line: which, in which version, how much it took off."""

    id: str
    version: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SaleDiscount:
    """A discount that is no promotion, with the part each line bears (domain.md section 10, 17).

    Attributes:
        kind: ``manual statutory customer points``.
        scope: ``line`` or ``sale``.
        percent: Given in percent; None when an amount was given.
        amount: What it took off in all, positive.
        shares: (line number, amount) of every line that bears some; their sum is ``amount``.
        approver_id: Who allowed it beyond the cashier's limit.
        doc_type: Document seen for a statutory discount; ``doc_last`` its last digits.
    """

    kind: str
    scope: str
    reason: str
    amount: Decimal
    shares: tuple[tuple[int, Decimal], ...]
    percent: Decimal | None = None
    approver_id: str | None = None
    doc_type: str | None = None
    doc_last: str | None = None


@dataclass(frozen=True, slots=True)
class SaleItem:
    """One line of a completed sale; ``n`` counts from 1 in the order of the basket.

    Attributes:
        discount: All that was taken off: promotions, line discounts, shares of sale discounts.
        promotions: The part of it that promotions took.
        list_price: Price of the list where a person set another one; ``price_reason`` says why.
        lot: Lot of the pack, as its code said; ``expiry`` its last day, ISO date.
    """

    n: int
    variant_id: str
    sku: str
    barcode: str
    name: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    gross: Decimal
    discount: Decimal
    net: Decimal
    tax_code: str
    tax_rate: Decimal
    tax6: Decimal
    tax: Decimal
    total: Decimal
    promotions: tuple[AppliedPromotion, ...] = ()
    list_price: Decimal | None = None
    price_reason: str | None = None
    price_approver_id: str | None = None
    note: str | None = None
    lot: str | None = None
    expiry: str | None = None


@dataclass(frozen=True, slots=True)
class TenderDetails:
    """What a tender other than cash is known by; never a card number (domain.md section 9).

    Attributes:
        card_type: ``credit`` or ``debit``.
        terminal_reference: Terminal or merchant id of the card terminal.
        batch: Batch (lote), ``trace`` the trace number.
        reference: Bank reference of a transfer, number of a voucher, refund reference.
        confirmation_code: Code of a Yappy payment.
        payer: Alias of who paid, masked.
        approver_id: Who released goods on an unconfirmed tender.
    """

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
    approver_id: str | None = None


NO_DETAILS: Final = TenderDetails()


@dataclass(frozen=True, slots=True)
class SalePayment:
    """One tender of a completed sale.

    Attributes:
        method: ``cash card yappy transfer points store_credit exchange``.
        amount: What counts towards the sale; for cash net of the change.
        received: Cash handed over, None for other methods.
        state: ``confirmed``, or ``unconfirmed`` for a Yappy payment or transfer nobody has confirmed yet.
    """

    n: int
    method: str
    amount: Decimal
    received: Decimal | None = None
    state: str = "confirmed"
    details: TenderDetails = NO_DETAILS


@dataclass(frozen=True, slots=True)
class SaleBuyer:
    """Who bought, as they were named then: what a fiscal document says of its buyer (domain.md section 7)."""

    name: str
    document: Document


@dataclass(frozen=True, slots=True)
class Carried:
    """The money of goods that came back, which the goods had in exchange for them carry on.

    Attributes:
        payments: By which methods it had been paid; in sum what the sale took by ``exchange``.
        customer_id: Whose points or credit are among it, None where there are none.
    """

    payments: tuple[SalePayment, ...]
    customer_id: str | None = None


@dataclass(frozen=True, slots=True)
class CompletedSale:
    """Everything of a sale that the journal keeps; never re-priced, never recomputed later.

    Attributes:
        local_transaction_id: UUIDv7 of the cart, given when it opened.
        series: Numbering series, e.g. ``0001``.
        number: Consecutive number inside the series, 1 or more.
        tax_rounding: ``line6`` or ``line2`` (domain.md section 3).
        subtotal: Sum of ``gross``.
        discount_total: Positive sum of all discounts.
        tax_by_rate: ITBMS per percent above zero, e.g. ``{"7": 0.73}``.
        total: What the customer owed.
        paid_total: Sum of payment amounts, equal to ``total``.
        change_due: Cash handed back.
        drawer: Drawer pin pulsed for this sale (2 or 5), None when no cash moved.
        discounts: Discounts that are no promotions; every line's ``discount`` holds its shares.
        points_earned: Loyalty points this sale earns, 0 without a customer.
        points_spent: Points redeemed in it, as a discount or as a tender.
        points_balance: What the till knew the customer to have after it; None when it knew nothing.
        buyer: Who bought, where they gave a document to be named by; all others are known by
            ``customer_id`` alone.
        carried: Of a sale in exchange, the money that came with it; None for a sale on its own.
    """

    local_transaction_id: str
    series: str
    number: int
    tax_rounding: str
    price_includes_tax: bool
    subtotal: Decimal
    discount_total: Decimal
    tax_by_rate: Mapping[str, Decimal]
    tax_total: Decimal
    total: Decimal
    paid_total: Decimal
    change_due: Decimal
    items: tuple[SaleItem, ...]
    payments: tuple[SalePayment, ...]
    currency: str = "PAB"
    customer_id: str | None = None
    note: str | None = None
    drawer: int | None = None
    discounts: tuple[SaleDiscount, ...] = ()
    points_earned: int = 0
    points_spent: int = 0
    points_balance: int | None = None
    buyer: SaleBuyer | None = None
    carried: Carried | None = None


def format_number(series: str, number: int) -> str:
    """Receipt number as people read it: series and at least six digits, ``0001-000123`` (N1)."""
    return f"{series}-{number:06d}"


def money_text(value: Decimal) -> str:
    """Amount with exactly 2 decimals; zero is never negative.

    Raises:
        ValueError: the amount is finer than a cent (nothing is rounded silently).
    """
    return fixed_text(value, 2)


def quantity_text(value: Decimal) -> str:
    """Quantity with up to 3 decimals, without trailing zeros: ``2``, ``0.735``.

    Raises:
        ValueError: finer than a thousandth.
    """
    text = fixed_text(value, 3)
    return text.rstrip("0").rstrip(".")


@lru_cache(maxsize=8192)
def fixed_text(value: Decimal, places: int) -> str:
    """Plain decimal with exactly ``places`` decimals; kept, since a price is written up to six times a line.

    Raises:
        ValueError: finer than that.
    """
    digits = exact_scaled(value, places)
    sign, digits = ("-", -digits) if digits < 0 else ("", digits)
    unit = 10**places
    return f"{sign}{digits // unit}.{digits % unit:0{places}d}"
