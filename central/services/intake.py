"""Values of ingest: what `judge` decides about a batch and what the store reports back (sync.md C13)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from central.services.values import Tenant
from core.domain.z_closing import ZClosing


class ItemRow(NamedTuple):
    """One line in stored integers: cents, thousandths, millionths. Fields are column names.

    A return's line has no price, and its ``gross`` is its ``net``: it carries shares of the original's line.
    ``rare`` holds, as JSON, the columns of `RARE_ITEM_COLUMNS` that say something; None for an ordinary line.
    """

    n: int
    variant_id: str
    sku: str
    barcode: str
    name: str
    unit: str
    quantity_milli: int
    unit_price_minor: int | None
    gross_minor: int
    discount_minor: int
    net_minor: int
    tax_code: str
    tax_rate_milli: int
    tax_micro: int | None
    tax_minor: int
    total_minor: int
    original_n: int | None = None
    rare: str | None = None


RARE_ITEM_COLUMNS: Final = {
    "list_price_minor": "bigint",
    "price_reason": "text",
    "price_approver_id": "uuid",
    "note": "text",
    "lot": "text",
    "expiry": "date",
}
"""Columns few lines fill, with their types: they travel together, so that an ordinary line pays for one."""


class PaymentRow(NamedTuple):
    """One tender in stored integers. Fields are column names; ``rare`` is as in `ItemRow`."""

    n: int
    method: str
    amount_minor: int
    received_minor: int | None
    state: str
    rare: str | None = None


RARE_PAYMENT_COLUMNS: Final = {
    "card_brand": "text",
    "card_type": "text",
    "card_last4": "text",
    "authorization_code": "text",
    "terminal_reference": "text",
    "batch": "text",
    "trace": "text",
    "reference": "text",
    "confirmation_code": "text",
    "bank": "text",
    "payer": "text",
    "mode": "text",
    "approver_id": "uuid",
}
"""As `RARE_ITEM_COLUMNS`: nothing of them is known of cash."""


class PromotionRow(NamedTuple):
    """What one promotion took off a line; ``place`` counts the promotions of the line."""

    n: int
    place: int
    promotion_id: str
    version: int
    amount_minor: int


class DiscountRow(NamedTuple):
    """A discount that is no promotion; ``shares`` is JSON, ``[[line, cents], …]``."""

    place: int
    kind: str
    scope: str
    reason: str
    percent_milli: int | None
    amount_minor: int
    approver_id: str | None
    doc_type: str | None
    doc_last: str | None
    shares: str


@dataclass(frozen=True, slots=True)
class OriginalRow:
    """The sale that a return or a void takes back; ``event_id`` is None where only its number is known."""

    event_id: str | None
    terminal_id: str
    series: str
    number: int


@dataclass(frozen=True, slots=True)
class TransactionRow:
    """A sale or a return as projected from its event; ``transaction_id`` is the centre's own.

    Attributes:
        kind: ``sale`` or ``return``; a return's amounts are positive.
        original: Of a return only, like ``reason`` and ``points_back``.
        message: Body of the outgoing message, JSON text.
    """

    transaction_id: str
    local_transaction_id: str
    kind: str
    series: str
    number: int
    cashier_id: str | None
    shift_id: str | None
    customer_id: str | None
    business_date: str | None
    currency: str
    tax_rounding: str
    price_includes_tax: bool
    subtotal_minor: int
    discount_minor: int
    tax_minor: int
    total_minor: int
    paid_minor: int
    change_minor: int
    cites: str
    completed_at: datetime
    items: tuple[ItemRow, ...]
    payments: tuple[PaymentRow, ...]
    message: str
    promotions: tuple[PromotionRow, ...] = ()
    discounts: tuple[DiscountRow, ...] = ()
    note: str | None = None
    points_earned: int = 0
    points_spent: int = 0
    points_back: int = 0
    reason: str | None = None
    approver_id: str | None = None
    original: OriginalRow | None = None


@dataclass(frozen=True, slots=True)
class VoidRow:
    """A whole sale undone; the sale's own row never changes."""

    original: OriginalRow
    reason: str
    total_minor: int
    points_back: int
    cashier_id: str | None
    approver_id: str | None
    shift_id: str | None
    business_date: str | None
    voided_at: datetime
    payments: tuple[PaymentRow, ...]
    message: str
    """Body of the outgoing message ``pos.sale.voided``, JSON text."""


@dataclass(frozen=True, slots=True)
class PaymentOutcomeRow:
    """Whether an unconfirmed payment arrived; the payment's own row never changes."""

    sale_event_id: str
    n: int
    method: str
    amount_minor: int
    outcome: str
    reason: str | None
    reference: str | None
    cashier_id: str | None
    approver_id: str | None
    told_at: datetime
    message: str
    """Body of the outgoing message ``pos.payment.confirmed``, JSON text."""


@dataclass(frozen=True, slots=True)
class ChangeCorrectionRow:
    """Cash of a sale that was handed over and given back other than its document says."""

    sale_event_id: str
    received_before_minor: int
    change_before_minor: int
    received_minor: int
    change_minor: int
    cashier_id: str | None
    approver_id: str | None
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer as projected from ``customer.created``, with their consent and who took it down."""

    customer_id: str
    name: str
    document_kind: str | None
    document_number: str | None
    document_dv: str | None
    phone: str
    email: str
    groups: tuple[str, ...]
    consent_text: str
    consent_at: datetime
    cashier_id: str | None
    message: str
    """Body of the outgoing message ``pos.customer.created``, JSON text: identities, nothing personal."""


class HeldPlace(NamedTuple):
    """A place in a terminal's stream with the hash of the event there (32 bytes)."""

    epoch: int
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class IntakeItem:
    """An item fit to be stored.

    Attributes:
        kind: Event kind, None when the payload cannot be read.
        review: Code decided by `judge`; None when nothing is wrong.
        review_id: Identifier for whatever review this item may need.
        review_params: JSON text for the words of the review.
        transaction: Projection of a sale or a return; None for other kinds and for payloads that cannot be
            projected.
        void: Likewise, of ``sale.voided``.
        customer: Likewise, of ``customer.created``.
        money: Likewise, of ``payment.confirmed`` and ``change.corrected``.
        cause_id: Event that a return or a void cannot do without; None for other kinds, and where only the
            number of its sale is known.
        causeless: That event did not come within a day.
        closing: Of ``z.closed``: what the till says of its shift.
        previous: Of ``epoch.opened``: the place its till says that it continues from.
    """

    event_id: str
    epoch: int
    seq: int
    kind: str | None
    schema: int | None
    occurred_at: datetime | None
    sha256: bytes
    prev_hash: bytes
    hash: bytes
    payload: bytes
    review_id: str
    review: str | None = None
    review_params: str = "{}"
    transaction: TransactionRow | None = None
    void: VoidRow | None = None
    customer: CustomerRow | None = None
    money: PaymentOutcomeRow | ChangeCorrectionRow | None = None
    cause_id: str | None = None
    causeless: bool = False
    previous: HeldPlace | None = None
    closing: ZClosing | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """A judged batch.

    Attributes:
        items: To be stored, each ``event_id`` once, in the order sent.
        conflicting: Second forms of an ``event_id`` already in ``items``, with other bytes.
        corrupt: Items (event_id, epoch, seq) whose hash or addressing is wrong: not stored.
    """

    tenant: Tenant
    terminal_id: str
    batch_id: str
    epoch: int
    boot_id: str
    offset_ms: int | None
    head_seq: int
    head_hash: bytes
    received_at: datetime
    items: tuple[IntakeItem, ...]
    conflicting: tuple[IntakeItem, ...] = ()
    corrupt: tuple[tuple[str, int, int], ...] = ()


@dataclass(slots=True)
class Stored:
    """What the store did with one event.

    Attributes:
        state: ``fresh``, ``held`` (was here, same bytes), ``conflict`` (other bytes, or its place or number
            belongs to another event); not stored: ``busy``, ``waiting`` (for its cause), ``fenced`` (raw
            aside).
        reviews: Open reviews of the event: code to review id.
        central_id: The transaction at the centre, if the event made one.
    """

    event_id: str
    state: str
    reviews: dict[str, str] = field(default_factory=dict[str, str])
    central_id: str | None = None


@dataclass(frozen=True, slots=True)
class EpochRow:
    """What the centre holds of one epoch of a terminal.

    Attributes:
        contiguous_seq: Every event up to here is held.
        previous: The place this epoch continues from, as its first event says; held here or not.
        durable_seq: Every event up to here is in a second copy; None while there is none.
        gaps: Missing ranges, up to the highest place heard of.
    """

    epoch: int
    contiguous_seq: int
    high_seq: int
    high_hash: bytes | None
    previous: HeldPlace | None = None
    durable_seq: int | None = None
    gaps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the store reports of a batch, read in the same transaction."""

    stored: dict[str, Stored]
    epochs: dict[int, EpochRow]
    series: dict[str, int]
    config_version: int
