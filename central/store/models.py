"""Core tables of schema ``pos`` as the repositories use them; the migrations make them, a test compares.

Every table has ``organization_id`` and most have ``local_id``; row security filters by both, and the tenant's
identifiers go into every insert.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

METADATA: Final = MetaData(schema="pos")
_UUID: Final = Uuid(as_uuid=False)
_TIME: Final = DateTime(timezone=True)


def _table(name: str, keys: str, *columns: Column[Any], local: bool = True) -> Table:
    key = set(keys.split())
    tenant = ["organization_id", *(["local_id"] if local else [])]
    heads = [Column(part, _UUID, primary_key=part in key) for part in tenant]
    for column in columns:
        column.primary_key = column.name in key
    return Table(name, METADATA, *heads, *columns)


ORGANIZATIONS: Final = _table(
    "organizations",
    "organization_id",
    Column("slug", Text),
    Column("name", Text),
    Column("tax_id", Text),
    Column("currency", Text),
    Column("time_zone", Text),
    Column("config_version", BigInteger),
    Column("created_at", _TIME),
    local=False,
)
LOCALS: Final = _table(
    "locals",
    "organization_id local_id",
    Column("name", Text),
    Column("address", Text),
    Column("created_at", _TIME),
)
STAFF: Final = _table(
    "staff",
    "organization_id staff_id",
    Column("staff_id", _UUID),
    Column("kind", Text),
    Column("code", Text),
    Column("name", Text),
    Column("role", Text),
    Column("permissions", ARRAY(Text)),
    Column("active", Boolean),
    Column("created_at", _TIME),
    Column("number", Integer),
    Column("limits", JSONB(none_as_null=True)),
    Column("offline_grant_days", Integer),
    local=False,
)
STAFF_LOCALS: Final = _table(
    "staff_locals", "organization_id staff_id local_id", Column("staff_id", _UUID), local=True
)
TERMINALS: Final = _table(
    "terminals",
    "organization_id terminal_id",
    Column("terminal_id", _UUID),
    Column("kind", Text),
    Column("name", Text),
    Column("status", Text),
    Column("staff_id", _UUID),
    Column("public_key", LargeBinary),
    Column("next_public_key", LargeBinary),
    Column("epoch", BigInteger),
    Column("boot_id", _UUID),
    Column("app_version", Text),
    Column("os", Text),
    Column("enrolled_at", _TIME),
    Column("last_seen", _TIME),
    Column("offset_ms", BigInteger),
)
ENROLMENTS: Final = _table(
    "terminal_enrolments",
    "organization_id terminal_id first_epoch",
    Column("terminal_id", _UUID),
    Column("first_epoch", BigInteger),
    Column("nonce", LargeBinary),
    Column("enrolled_at", _TIME),
)
EPOCHS: Final = _table(
    "terminal_epochs",
    "organization_id terminal_id epoch",
    Column("terminal_id", _UUID),
    Column("epoch", BigInteger),
)
SERIES: Final = _table(
    "series",
    "organization_id series",
    Column("series", Text),
    Column("terminal_id", _UUID),
    Column("doc_type", Text),
    Column("prefix", Text),
    Column("point", Integer),
    Column("next", BigInteger),
)
PAIRING_CODES: Final = _table(
    "pairing_codes",
    "organization_id code_sha256",
    Column("code_sha256", LargeBinary),
    Column("kind", Text),
    Column("name", Text),
    Column("created_by", _UUID),
    Column("created_at", _TIME),
    Column("expires_at", _TIME),
    Column("used_key", LargeBinary),
    Column("used_at", _TIME),
    Column("terminal_id", _UUID),
    Column("epoch", BigInteger),
)
FAMILIES: Final = _table(
    "refresh_families",
    "organization_id family_id",
    Column("family_id", _UUID),
    Column("terminal_id", _UUID),
    Column("staff_id", _UUID),
    Column("presented", BigInteger),
    Column("created_at", _TIME),
    Column("revoked_at", _TIME),
)
TOKENS: Final = _table(
    "refresh_tokens",
    "organization_id token_sha256",
    Column("token_sha256", LargeBinary),
    Column("family_id", _UUID),
    Column("generation", BigInteger),
    Column("issued_at", _TIME),
    Column("expires_at", _TIME),
)
ASSERTIONS: Final = _table(
    "assertion_ids",
    "organization_id terminal_id jti",
    Column("terminal_id", _UUID),
    Column("jti", Text),
    Column("expires_at", _TIME),
)
REVIEWS: Final = _table(
    "sync_review",
    "organization_id review_id",
    Column("review_id", _UUID),
    Column("event_id", _UUID),
    Column("code", Text),
    Column("state", Text),
    Column("terminal_id", _UUID),
    Column("epoch", BigInteger),
    Column("seq", BigInteger),
)


def _money(*names: str) -> tuple[Column[int], ...]:
    return tuple(Column(f"{name}_minor", BigInteger) for name in names)


def _uuids(*names: str) -> tuple[Column[str], ...]:
    return tuple(Column(name, _UUID) for name in names)


def _texts(*names: str) -> tuple[Column[str], ...]:
    return tuple(Column(name, Text) for name in names)


def _tender() -> tuple[Column[Any], ...]:
    return (
        Column("n", Integer),
        *_texts("method", "state", "card_brand", "card_type", "card_last4", "authorization_code"),
        *_texts("terminal_reference", "batch", "trace", "reference", "confirmation_code", "bank", "payer"),
        *_texts("mode"),
        *_uuids("approver_id"),
        *_money("amount", "received"),
    )


TRANSACTIONS: Final = _table(
    "transactions",
    "organization_id transaction_id",
    *_uuids("transaction_id", "event_id", "local_transaction_id", "terminal_id"),
    *_texts("kind", "status", "series"),
    Column("number", BigInteger),
    *_uuids("cashier_id", "shift_id", "customer_id"),
    Column("business_date", Date),
    *_texts("currency", "tax_rounding"),
    Column("price_includes_tax", Boolean),
    *_money("subtotal", "discount", "tax", "total", "paid", "change"),
    Column("cites", JSONB),
    Column("version", Integer),
    Column("created_at", _TIME),
    Column("completed_at", _TIME),
    *_texts("note", "reason"),
    *(Column(f"points_{name}", BigInteger) for name in ("earned", "spent", "back")),
    *_uuids("approver_id", "original_event_id", "original_terminal_id"),
    *_texts("original_series"),
    Column("original_number", BigInteger),
)
ITEMS: Final = _table(
    "transaction_items",
    "organization_id transaction_id n",
    *_uuids("transaction_id"),
    Column("n", Integer),
    *_uuids("variant_id"),
    *_texts("sku", "barcode", "name", "unit"),
    Column("quantity_milli", BigInteger),
    *_money("unit_price", "gross", "discount", "net"),
    *_texts("tax_code"),
    Column("tax_rate_milli", BigInteger),
    Column("tax_micro", BigInteger),
    *_money("tax", "total", "list_price"),
    *_texts("price_reason"),
    *_uuids("price_approver_id"),
    *_texts("note", "lot"),
    Column("expiry", Date),
    Column("original_n", Integer),
)
PAYMENTS: Final = _table(
    "payments", "organization_id transaction_id n", *_uuids("transaction_id"), *_tender()
)
PROMOTIONS: Final = _table(
    "transaction_promotions",
    "organization_id transaction_id n place",
    *_uuids("transaction_id"),
    Column("n", Integer),
    Column("place", Integer),
    *_texts("promotion_id"),
    Column("version", BigInteger),
    *_money("amount"),
)
DISCOUNTS: Final = _table(
    "discounts",
    "organization_id transaction_id place",
    *_uuids("transaction_id"),
    Column("place", Integer),
    *_texts("kind", "scope", "reason"),
    Column("percent_milli", BigInteger),
    *_money("amount"),
    *_uuids("approver_id"),
    *_texts("doc_type", "doc_last"),
    Column("shares", JSONB),
)
VOIDS: Final = _table(
    "voids",
    "organization_id event_id",
    *_uuids("event_id", "terminal_id", "original_event_id", "original_terminal_id"),
    *_texts("original_series", "reason"),
    Column("original_number", BigInteger),
    *_money("total"),
    Column("points_back", BigInteger),
    *_uuids("cashier_id", "approver_id", "shift_id"),
    Column("business_date", Date),
    Column("voided_at", _TIME),
    Column("created_at", _TIME),
)
VOID_PAYMENTS: Final = _table("void_payments", "organization_id event_id n", *_uuids("event_id"), *_tender())
PAYMENT_OUTCOMES: Final = _table(
    "payment_outcomes",
    "organization_id event_id n",
    *_uuids("event_id", "terminal_id", "sale_event_id", "cashier_id", "approver_id"),
    Column("n", Integer),
    *_texts("method", "outcome", "reason", "reference"),
    *_money("amount"),
    Column("told_at", _TIME),
    Column("created_at", _TIME),
    Column("entry", BigInteger),
)
CHANGE_CORRECTIONS: Final = _table(
    "change_corrections",
    "organization_id event_id",
    *_uuids("event_id", "terminal_id", "sale_event_id", "cashier_id", "approver_id"),
    *_money("received_before", "change_before", "received", "change"),
    Column("corrected_at", _TIME),
    Column("created_at", _TIME),
    Column("entry", BigInteger),
)
EFFECTS: Final = _table(
    "effects",
    "organization_id event_id kind",
    *_uuids("event_id"),
    *_texts("kind", "state"),
    Column("created_at", _TIME),
    Column("done_at", _TIME),
    Column("due_at", _TIME),
    Column("attempts", Integer),
)
