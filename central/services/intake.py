"""Values of ingest: what `judge` decides about a batch and what the store reports back (sync.md C13)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from central.services.values import Tenant


class ItemRow(NamedTuple):
    """One line of a sale in stored integers: cents, thousandths, millionths. Fields are column names."""

    n: int
    variant_id: str
    sku: str
    barcode: str
    name: str
    unit: str
    quantity_milli: int
    unit_price_minor: int
    gross_minor: int
    discount_minor: int
    net_minor: int
    tax_code: str
    tax_rate_milli: int
    tax_micro: int
    tax_minor: int
    total_minor: int


class PaymentRow(NamedTuple):
    """One tender of a sale in stored integers. Fields are column names."""

    n: int
    method: str
    amount_minor: int
    received_minor: int | None
    state: str


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A sale as projected from its event; ``transaction_id`` is the centre's own."""

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
    """Body of the outgoing message ``pos.sale.completed``, JSON text."""


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


@dataclass(frozen=True, slots=True)
class IntakeItem:
    """An item fit to be stored.

    Attributes:
        kind: Event kind, None when the payload cannot be read.
        review: Code decided by `judge`; None when nothing is wrong.
        review_id: Identifier for whatever review this item may need.
        review_params: JSON text for the words of the review.
        sale: Projection; None for other kinds and for payloads that cannot be projected.
        customer: Likewise, of ``customer.created``.
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
    sale: SaleRow | None = None
    customer: CustomerRow | None = None


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
            belongs to another event) or ``busy`` (not stored).
        reviews: Open reviews of the event: code to review id.
        central_id: The transaction at the centre, if the event made one.
    """

    event_id: str
    state: str
    reviews: dict[str, str] = field(default_factory=dict[str, str])
    central_id: str | None = None


@dataclass(frozen=True, slots=True)
class EpochRow:
    """What the centre holds of one epoch of a terminal."""

    epoch: int
    contiguous_seq: int
    high_seq: int
    high_hash: bytes | None
    gaps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the store reports of a batch, read in the same transaction."""

    stored: dict[str, Stored]
    epochs: dict[int, EpochRow]
    series: dict[str, int]
    config_version: int
