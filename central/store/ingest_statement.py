"""The ingest statement: a whole batch in one statement of CTEs over ``unnest`` arrays (sync.md C3)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, Final, cast

from central.services.effect_kinds import MOVING, effects_of
from central.services.intake import (
    RARE_ITEM_COLUMNS,
    RARE_PAYMENT_COLUMNS,
    DiscountRow,
    Intake,
    IntakeItem,
    ItemRow,
    PaymentRow,
    PromotionRow,
    TransactionRow,
)
from central.services.review_codes import RULES
from central.store.review_rows import LOGGED, OPENED
from core.ports.clock import IdSource

_EVENT: Final = {
    "event_id": "uuid",
    "epoch": "int8",
    "seq": "int8",
    "kind": "text",
    "schema": "int8",
    "occurred_at": "timestamptz",
    "sha256": "bytea",
    "prev_hash": "bytea",
    "hash": "bytea",
    "payload": "bytea",
    "review_id": "uuid",
    "review": "text",
    "params": "text",
}
_HEADER: Final = {
    "event_id": "uuid",
    "held": "bool",
    "effects": "text",
    "spare_review_id": "uuid",
    "message": "text",
    "original_event_id": "uuid",
    "original_terminal_id": "uuid",
    "original_series": "text",
    "original_number": "int8",
    "transaction_id": "uuid",
    "local_transaction_id": "uuid",
    "kind": "text",
    "series": "text",
    "number": "int8",
    "cashier_id": "uuid",
    "shift_id": "uuid",
    "customer_id": "uuid",
    "business_date": "text",
    "currency": "text",
    "tax_rounding": "text",
    "price_includes_tax": "bool",
    "subtotal_minor": "int8",
    "discount_minor": "int8",
    "tax_minor": "int8",
    "total_minor": "int8",
    "paid_minor": "int8",
    "change_minor": "int8",
    "cites": "text",
    "completed_at": "timestamptz",
    "note": "text",
    "points_earned": "int8",
    "points_spent": "int8",
    "points_back": "int8",
    "reason": "text",
    "approver_id": "uuid",
}
_BARE: Final = frozenset({"uuid", "int4", "int8", "bool"})
"""Types whose text needs no quoting in an array literal."""
_LITERAL: Final = _BARE | {"text", "jsonb"}
"""Types of which a whole array travels as one literal."""
_NONE: Final[Mapping[str, str]] = {}
_OWN: Final = frozenset({"event_id", "held", "effects", "spare_review_id", "message"})
_ORIGINAL: Final = ("original_event_id", "original_terminal_id", "original_series", "original_number")
_COPIED: Final = tuple(name for name in _HEADER if name not in _OWN)
_CONVERTED: Final = {"business_date": "s.business_date::date", "cites": "s.cites::jsonb"}
_LINE_TYPES: Final = {
    **dict.fromkeys(("n", "place", "original_n"), "int4"),
    **dict.fromkeys(("variant_id", "approver_id"), "uuid"),
    **dict.fromkeys(("rare", "shares"), "jsonb"),
    **dict.fromkeys(("sku", "barcode", "name", "unit", "tax_code", "method", "state"), "text"),
    **dict.fromkeys(("promotion_id", "kind", "scope", "reason", "doc_type", "doc_last"), "text"),
}
"""Types of the columns of lines, tenders, promotions and discounts; every other is ``int8``."""


def _line_types(fields: Sequence[str]) -> dict[str, str]:
    return {"event_id": "uuid"} | {name: _LINE_TYPES.get(name, "int8") for name in fields}


_ITEM: Final = _line_types(ItemRow._fields)
_PAYMENT: Final = _line_types(PaymentRow._fields)
_PROMOTION: Final = _line_types(PromotionRow._fields)
_DISCOUNT: Final = _line_types(DiscountRow._fields)


class _Arrays:
    """Numbers the array parameters of the statement in the order in which they are bound."""

    def __init__(self, first: int) -> None:
        self._next = first

    def unnest(self, types: Mapping[str, str], alias: str) -> str:
        holders: list[str] = []
        for kind in types.values():
            form = f"text::{kind}" if kind in _LITERAL else kind
            holders.append(f"${self._next}::{form}[]")
            self._next += 1
        return f"unnest({', '.join(holders)}) WITH ORDINALITY {alias}({', '.join(types)}, ord)"


_KEPT: Final = """
  INSERT INTO pos.sync_inbox (organization_id, local_id, event_id, terminal_id, epoch, seq, kind, schema,
    occurred_at, received_at, sha256, prev_hash, hash, payload)
  SELECT $1, $2, event_id, $3, epoch, seq, kind, schema, occurred_at, $4, sha256, prev_hash, hash, payload
  FROM b ORDER BY ord ON CONFLICT DO NOTHING RETURNING event_id"""
_KNOWN: Final = "SELECT event_id FROM b WHERE $3::uuid IS NOT NULL"
"""Names the terminal as the other does: a parameter no part of a statement names has no type."""


@cache
def ingest_statement(*, again: bool = False) -> str:
    """SQL text; parameters are those of `bind`, in order: organization, local, terminal, time, arrays.

    Args:
        again: For events that are in the inbox already, to be projected as if they had just come.
    """
    arrays = _Arrays(5)
    events = arrays.unnest(_EVENT, "e")
    headers = arrays.unnest(_HEADER, "s")
    items = _insert("transaction_items", arrays, _ITEM, RARE_ITEM_COLUMNS)
    payments = _insert("payments", arrays, _PAYMENT, RARE_PAYMENT_COLUMNS)
    promotions = _insert("transaction_promotions", arrays, _PROMOTION)
    discounts = _insert("discounts", arrays, _DISCOUNT)
    copied = ", ".join(_COPIED)
    values = ", ".join(_CONVERTED.get(name, f"s.{name}") for name in _COPIED)
    rules = ", ".join(
        f"('{code}', '{rule.role}', interval '{int(rule.due.total_seconds())} s', {rule.held})"
        for code, rule in RULES.items()
    )
    moving = ", ".join(f"'{kind}'" for kind in MOVING)
    return f"""
WITH b AS (SELECT * FROM {events}),
s AS (SELECT * FROM {headers}),
ins AS ({_KNOWN if again else _KEPT}),
t AS (
  INSERT INTO pos.transactions (organization_id, local_id, terminal_id, event_id, status, created_at,
    {copied})
  SELECT $1, $2, $3, s.event_id, 'completed', $4, {values}
  FROM s JOIN ins ON ins.event_id = s.event_id ORDER BY s.ord
  ON CONFLICT DO NOTHING RETURNING event_id, transaction_id),
i AS ({items}),
p AS ({payments}),
a AS ({promotions}),
d AS ({discounts}),
f AS (
  INSERT INTO pos.effects (organization_id, local_id, event_id, kind, state, created_at, due_at)
  SELECT $1, $2, t.event_id, k.kind,
    CASE WHEN s.held AND k.kind IN ({moving}) THEN 'held' ELSE 'pending' END, $4, $4
  FROM t JOIN s ON s.event_id = t.event_id
  CROSS JOIN LATERAL unnest(string_to_array(s.effects, ' ')) k(kind)),
o AS (
  INSERT INTO pos.central_outbox (organization_id, local_id, event_id, routing_key, body, created_at, held)
  SELECT $1, $2, t.event_id,
    CASE s.kind WHEN 'sale' THEN 'pos.sale.completed' ELSE 'pos.refund.completed' END, s.message, $4, s.held
  FROM t JOIN s ON s.event_id = t.event_id ORDER BY s.ord),
rules (code, role, due, held) AS (VALUES {rules}),
found AS (
  SELECT b.event_id, b.review AS code, b.review_id, b.params, b.epoch, b.seq FROM b
  JOIN ins ON ins.event_id = b.event_id WHERE b.review IS NOT NULL
  UNION ALL
  SELECT b.event_id, 'DUP_NUMBER', s.spare_review_id,
    json_build_object('series', s.series, 'number', s.number)::text, b.epoch, b.seq FROM s
  JOIN b ON b.event_id = s.event_id JOIN ins ON ins.event_id = s.event_id
  LEFT JOIN t ON t.event_id = s.event_id WHERE t.event_id IS NULL),
r AS (
  INSERT INTO pos.sync_review (organization_id, local_id, review_id, event_id, code, role, due, held,
    terminal_id, epoch, seq, params, opened_at)
  SELECT $1, $2, found.review_id, found.event_id, found.code, rules.role, $4 + rules.due, rules.held, $3,
    found.epoch, found.seq, found.params::jsonb, $4
  FROM found JOIN rules ON rules.code = found.code ON CONFLICT DO NOTHING RETURNING event_id, code, {OPENED}),
l AS ({LOGGED})
SELECT ins.event_id, t.transaction_id,
  (SELECT array_agg(r.code || ' ' || r.review_id::text) FROM r WHERE r.event_id = ins.event_id) AS reviews
FROM ins LEFT JOIN t ON t.event_id = ins.event_id"""  # noqa: S608 names and types of this module only


def _insert(table: str, arrays: _Arrays, types: Mapping[str, str], rare: Mapping[str, str] = _NONE) -> str:
    """Insert what belongs to the transactions that ``t`` has just made."""
    names = [name for name in types if name not in {"event_id", "rare"}]
    values = [f"x.{name}" for name in names] + [f"(x.rare->>'{name}')::{kind}" for name, kind in rare.items()]
    return (
        f"INSERT INTO pos.{table} (organization_id, local_id, transaction_id, {', '.join([*names, *rare])})"  # noqa: S608
        f" SELECT $1, $2, t.transaction_id, {', '.join(values)}"
        f" FROM {arrays.unnest(types, 'x')} JOIN t ON t.event_id = x.event_id"
    )


def bind(intake: Intake, items: Sequence[IntakeItem], ids: IdSource) -> list[Any]:
    """Parameters of `ingest_statement` for some items of a batch."""
    made = [(item, item.transaction) for item in items if item.transaction is not None]
    events = [
        (
            *(item.event_id, item.epoch, item.seq, item.kind, item.schema, item.occurred_at),
            *(item.sha256, item.prev_hash, item.hash, item.payload),
            *(item.review_id, item.review, item.review_params),
        )
        for item in items
    ]
    headers = [
        (
            *(item.event_id, _held(item), " ".join(effects_of(row)), _spare(item, ids), row.message),
            *_original(row),
            *_header(row),
        )
        for item, row in made
    ]
    return [
        intake.tenant.organization_id,
        intake.tenant.local_id,
        intake.terminal_id,
        intake.received_at,
        *_columns(events, _EVENT.values()),
        *_columns(headers, _HEADER.values()),
        *_columns([(item.event_id, *line) for item, row in made for line in row.items], _ITEM.values()),
        *_columns([(item.event_id, *paid) for item, row in made for paid in row.payments], _PAYMENT.values()),
        *_columns(
            [(item.event_id, *taken) for item, row in made for taken in row.promotions], _PROMOTION.values()
        ),
        *_columns(
            [(item.event_id, *given) for item, row in made for given in row.discounts], _DISCOUNT.values()
        ),
    ]


def _held(item: IntakeItem) -> bool:
    return item.review is not None and RULES[item.review].held


def numbers_of(item: IntakeItem) -> dict[str, Any]:
    """Number of an item's own document, for the words of a review; empty without one."""
    row = item.transaction
    return {} if row is None else {"series": row.series, "number": row.number}


def _spare(item: IntakeItem, ids: IdSource) -> str:
    """Identifier for ``DUP_NUMBER``, which the statement finds by itself, beside the review of `judge`."""
    return item.review_id if item.review is None else ids.uuid7()


def _original(row: TransactionRow) -> tuple[Any, ...]:
    original = row.original
    if original is None:
        return (None,) * len(_ORIGINAL)
    return original.event_id, original.terminal_id, original.series, original.number


_header: Final[Callable[[TransactionRow], tuple[Any, ...]]] = attrgetter(
    *(name for name in _COPIED if name not in _ORIGINAL)
)


def _columns(rows: Sequence[tuple[Any, ...]], types: Collection[str]) -> list[Any]:
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [()] * len(types)
    return [_column(column, kind) for column, kind in zip(columns, types, strict=True)]


def _column(column: Sequence[Any], kind: str) -> Any:
    """An array as PostgreSQL writes it: the driver takes ten times as long over each element."""
    if kind not in _LITERAL:
        return column
    if column and column[0] is None and column.count(None) == len(column):
        return "{" + ",".join(("NULL",) * len(column)) + "}"
    if kind not in _BARE:
        return quoted_literal(column)
    if None in column:
        return "{" + ",".join("NULL" if value is None else str(value) for value in column) + "}"
    return "{" + ",".join(map(str, column)) + "}"


def quoted_literal(column: Sequence[str | None]) -> str:
    """Any text without NUL as an array literal: in quotes, so that nothing in it has a meaning."""
    if None in column:
        return "{" + ",".join("NULL" if text is None else f'"{_escaped(text)}"' for text in column) + "}"
    texts = cast("Sequence[str]", column)
    joined = '","'.join(texts)
    if joined.count('"') > 2 * len(texts) - 2 or "\\" in joined:
        joined = '","'.join(map(_escaped, texts))
    return '{"' + joined + '"}' if texts else "{}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
