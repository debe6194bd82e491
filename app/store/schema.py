"""Core tables of ``till.db`` for building statements; the DDL itself lives in the migrations.

Money is integer cents, a line's tax integer millionths, quantities integer thousandths (sync.md T3).
A test holds these tables equal to what the migrations create.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

metadata: Final = sa.MetaData()


ColumnKind = type[sa.Text] | type[sa.Integer] | type[sa.LargeBinary]


def _table(name: str, columns: Mapping[str, ColumnKind]) -> sa.Table:
    return sa.Table(name, metadata, *(sa.Column(column, kind) for column, kind in columns.items()))


def _columns(text: str = "", integer: str = "", blob: str = "") -> dict[str, ColumnKind]:
    kinds: dict[str, ColumnKind] = {}
    for names, kind in ((text, sa.Text), (integer, sa.Integer), (blob, sa.LargeBinary)):
        kinds |= dict.fromkeys(names.split(), kind)
    return kinds


journal: Final = _table(
    "journal",
    _columns(
        "event_id kind cause_id state last_code review_id",
        "pos epoch seq attempts failing_s",
        "payload sha256 prev_hash hash",
    ),
)
sale: Final = _table(
    "sale",
    _columns(
        "event_id local_transaction_id series business_date shift_id cashier_id customer_id currency "
        "tax_rounding tax_by_rate note",
        "entry number occurred_at_ms price_includes_tax subtotal_cents discount_cents tax_cents total_cents "
        "paid_cents change_cents drawer points_earned points_spent training",
    ),
)
sale_line: Final = _table(
    "sale_line",
    _columns(
        "event_id variant_id sku barcode name unit tax_code",
        "n quantity_milli unit_price_cents gross_cents discount_cents net_cents tax_rate_milli tax_micro "
        "tax_cents total_cents",
    ),
)
payment: Final = _table(
    "payment",
    _columns(
        "event_id method state authorization_code confirmation_code bank reference",
        "n amount_cents received_cents",
    ),
)
refund: Final = _table(
    "refund",
    _columns(
        "event_id local_transaction_id series original_event_id original_terminal_id original_series "
        "business_date shift_id cashier_id customer_id reason",
        "entry number original_number occurred_at_ms tax_cents total_cents points_back drawer training",
    ),
)
refund_line: Final = _table(
    "refund_line",
    _columns("event_id variant_id name", "n original_n quantity_milli net_cents tax_cents total_cents"),
)
sale_void: Final = _table(
    "sale_void",
    _columns(
        "event_id original_event_id series business_date shift_id cashier_id approver_id reason",
        "number occurred_at_ms total_cents points_back drawer training",
    ),
)
repayment: Final = _table("repayment", _columns("event_id method state", "n amount_cents"))
payment_outcome: Final = _table(
    "payment_outcome",
    _columns("event_id sale_event_id outcome reason cashier_id approver_id", "entry n occurred_at_ms"),
)
change_correction: Final = _table(
    "change_correction",
    _columns(
        "event_id sale_event_id cashier_id approver_id",
        "entry received_cents change_cents occurred_at_ms",
    ),
)
payment_awaited: Final = _table("payment_awaited", _columns("event_id", "entry n"))
customer_local: Final = _table(
    "customer_local",
    _columns(
        "customer_id event_id name document_kind document_number document_dv phone", "entry consent_at_ms"
    ),
)
stock_delta: Final = _table("stock_delta", _columns("event_id variant_id", "n quantity_milli"))
shift: Final = _table(
    "shift",
    _columns(
        "shift_id event_id business_date cashier_id closed_event_id",
        "number opened_at_ms float_cents closed_at_ms",
    ),
)
incident: Final = _table("incident", _columns("event_id code params", "occurred_at_ms"))
series: Final = _table("series", _columns("doc_type series", "next"))
terminal: Final = _table(
    "terminal",
    _columns(
        "terminal_id organization_id local_id terminal_name centre_url", "id epoch nonce_since", "nonce"
    ),
)
durable: Final = _table("durable", _columns("", "epoch seq"))
earlier_nonce: Final = _table("earlier_nonce", _columns("", "first_epoch", "nonce"))
instance: Final = _table("instance", _columns("boot_id", "entry started_at_ms checked_at_ms clean_end"))
staff: Final = _table(
    "staff",
    _columns(
        "staff_id name role permissions pin_pepper_id limits badge_pepper_id",
        "number active pin_memory_kib pin_time_cost pin_parallelism offline_grant_days",
        "pin_salt pin_hash badge_sha256",
    ),
)
till_key: Final = _table(
    "till_key", _columns("key_id terminal_id terminal_name", "valid_to_ms", "public_key")
)
pin_failures: Final = _table("pin_failures", _columns("staff_id", "failures waited_ms"))
draft: Final = _table("draft", _columns("local_transaction_id header", "entry"))
draft_line: Final = _table("draft_line", _columns("local_transaction_id line", "key"))
print_job: Final = _table(
    "print_job",
    _columns(
        "output_id event_id kind printer document sha256 state fence error",
        "entry copy_no drawer_pin attempts epoch created_ms sent_ms done_ms",
        "blob",
    ),
)
sync_state: Final = _table(
    "sync_state",
    _columns(
        "high_water_hash",
        "id high_water_epoch high_water_seq durable_seq config_version last_acked_at_ms disabled_at_ms "
        "disabled_ms server_at_ms",
    ),
)
stream: Final = _table(
    "stream",
    _columns("stream generation cursor problem", "fresh_at_ms snapshot pages item_count", "digest"),
)
stream_item: Final = _table("stream_item", _columns("stream item_id data", "shadow version"))
staff_bundle: Final = _table(
    "staff_bundle", _columns("", "id version issued_at_ms expires_at_ms", "public_key")
)
