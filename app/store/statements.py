"""Statements of the hot path, built once (performance.md 2.5.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect, insert

from app.store import schema
from core.domain.journal.projection import PROJECTED_TABLES
from core.domain.journal.rows import Row, Scalar

_DIALECT: Final = dialect(paramstyle="named")
_BY_PLACE: Final = dialect(paramstyle="qmark")


def _text(statement: sa.sql.ClauseElement) -> str:
    """The statement as the driver takes it: compiled here, so that a sale pays for running it alone.

    An insert costs 26 µs as a construct, 17 with ``exec_driver_sql``, 10 on the driver itself (CPU, measured
    side by side); a sale runs ten of them inside its transaction.
    """
    return str(statement.compile(dialect=_DIALECT))


def _insert(table: sa.Table, columns: Iterable[str]) -> sa.Insert:
    return sa.insert(table).values({column: sa.bindparam(column) for column in columns})


INSERT_EVENT: Final = _text(
    _insert(
        schema.journal,
        ("pos", "epoch", "seq", "event_id", "kind", "cause_id", "payload", "sha256", "prev_hash", "hash"),
    )
)


def _insert_rows(table: sa.Table, columns: Iterable[str]) -> tuple[str, Callable[[Row], tuple[Scalar, ...]]]:
    """An insert for many rows, and what takes a row's values in its order.

    By place: the driver looks named values up anew for each row, and the ten lines of a sale then take twice
    as long (30 against 15 µs).
    """
    compiled = _insert(table, columns).compile(dialect=_BY_PLACE)
    return str(compiled), itemgetter(*(compiled.positiontup or ()))


INSERT_ROWS: Final = MappingProxyType(
    {name: _insert_rows(schema.metadata.tables[name], columns) for name, columns in PROJECTED_TABLES.items()}
)
"""One statement per projected table of ``core.domain.journal.projection``, and what orders its values."""

NEXT_NUMBER: Final = _text(
    sa.update(schema.series)
    .where(schema.series.c.doc_type == sa.bindparam("wanted"))
    .values(next=schema.series.c.next + sa.literal_column("1"))
    .returning(schema.series.c.series, schema.series.c.next - sa.literal_column("1"))
)
INSERT_PRINT_JOB: Final = _text(
    _insert(
        schema.print_job,
        (
            "output_id",
            "event_id",
            "kind",
            "copy_no",
            "printer",
            "document",
            "drawer_pin",
            "state",
            "error",
            "attempts",
            "created_ms",
        ),
    )
)

_DRAFT: Final = insert(schema.draft).values(
    local_transaction_id=sa.bindparam("basket"), header=sa.bindparam("head")
)
UPSERT_DRAFT: Final = _text(
    _DRAFT.on_conflict_do_update(
        index_elements=["local_transaction_id"], set_={"header": _DRAFT.excluded.header}
    )
)
_LINE: Final = insert(schema.draft_line).values(
    local_transaction_id=sa.bindparam("basket"), key=sa.bindparam("line_key"), line=sa.bindparam("text")
)
UPSERT_DRAFT_LINE: Final = _text(
    _LINE.on_conflict_do_update(
        index_elements=["local_transaction_id", "key"], set_={"line": _LINE.excluded.line}
    )
)
DELETE_DRAFT_LINE: Final = _text(
    sa.delete(schema.draft_line).where(
        schema.draft_line.c.local_transaction_id == sa.bindparam("basket"),
        schema.draft_line.c.key == sa.bindparam("line_key"),
    )
)
DELETE_DRAFT: Final = _text(
    sa.delete(schema.draft).where(schema.draft.c.local_transaction_id == sa.bindparam("basket"))
)

SELECT_STAFF: Final = sa.select(schema.staff).where(schema.staff.c.staff_id == sa.bindparam("person"))
SELECT_PEOPLE: Final = sa.select(schema.staff).order_by(schema.staff.c.number)
SELECT_PIN_FAILURES: Final = sa.select(schema.pin_failures.c.failures, schema.pin_failures.c.waited_ms).where(
    schema.pin_failures.c.staff_id == sa.bindparam("person")
)
_FAILURES: Final = insert(schema.pin_failures)
UPSERT_PIN_FAILURES: Final = _FAILURES.on_conflict_do_update(
    index_elements=["staff_id"],
    set_={"failures": _FAILURES.excluded.failures, "waited_ms": _FAILURES.excluded.waited_ms},
)
DELETE_PIN_FAILURES: Final = sa.delete(schema.pin_failures).where(
    schema.pin_failures.c.staff_id == sa.bindparam("person")
)

SELECT_OPEN_SHIFT: Final = sa.select(
    schema.shift.c.shift_id,
    schema.shift.c.number,
    schema.shift.c.business_date,
    schema.shift.c.opened_at_ms,
    schema.shift.c.cashier_id,
    schema.shift.c.float_cents,
).where(schema.shift.c.closed_event_id.is_(None))
SELECT_SHIFT_NUMBER: Final = sa.select(sa.func.coalesce(sa.func.max(schema.shift.c.number), 0) + 1)

SELECT_SALE_OF_BASKET: Final = sa.select(
    schema.sale.c.series, schema.sale.c.number, schema.sale.c.event_id
).where(schema.sale.c.local_transaction_id == sa.bindparam("basket"))
SELECT_NEXT_COPY: Final = sa.select(sa.func.coalesce(sa.func.max(schema.print_job.c.copy_no), 0) + 1).where(
    schema.print_job.c.event_id == sa.bindparam("sale"), schema.print_job.c.kind == "receipt"
)
SETTLE_DOUBTFUL_RECEIPTS: Final = _text(
    sa.update(schema.print_job)
    .where(
        schema.print_job.c.event_id == sa.bindparam("sale"),
        schema.print_job.c.kind == sa.literal_column("'receipt'"),
        schema.print_job.c.state == sa.literal_column("'uncertain'"),
    )
    .values(state=sa.literal_column("'reprinted'"), done_ms=sa.bindparam("now_ms"))
)
SELECT_RECEIPT_UNDER_WAY: Final = sa.select(
    sa.exists().where(
        schema.print_job.c.event_id == sa.bindparam("sale"),
        schema.print_job.c.kind == "receipt",
        schema.print_job.c.state.in_(("queued", "waiting_device", "sending")),
    )
)
SELECT_SALE_DOCUMENT: Final = (
    sa.select(
        schema.journal.c.pos, schema.journal.c.payload, schema.journal.c.hash, schema.print_job.c.document
    )
    .join(schema.print_job, schema.print_job.c.event_id == schema.journal.c.event_id)
    .where(
        schema.journal.c.event_id == sa.bindparam("sale"),
        schema.print_job.c.kind == "receipt",
        schema.print_job.c.document.is_not(None),
    )
    .order_by(schema.print_job.c.copy_no)
    .limit(1)
)
