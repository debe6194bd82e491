"""Lists of transactions with all that belongs to them: ten statements a page, however long it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Row,
    Select,
    Table,
    exists,
    literal,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from central.services.ports import TransactionFilter
from central.services.values import Tenant
from central.store.engine import ReadSession, translated
from central.store.models import (
    CHANGE_CORRECTIONS,
    DISCOUNTS,
    EFFECTS,
    ITEMS,
    PAYMENT_OUTCOMES,
    PAYMENTS,
    PROMOTIONS,
    REVIEWS,
    TRANSACTIONS,
    VOID_PAYMENTS,
    VOIDS,
)
from central.store.repositories.transaction_models import Groups, Parts, transaction_model
from core.contract.transactions import TransactionModel

T: Final = TRANSACTIONS.c
_VOIDED: Final = exists().where(
    VOIDS.c.organization_id == T.organization_id, VOIDS.c.original_event_id == T.event_id
)


class PgTransactionReader:
    """See `central.services.ports.TransactionReader`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def page(self, tenant: Tenant, query: TransactionFilter) -> list[TransactionModel]:
        """Newest first by the centre's clock."""
        info = {"tenant": tenant, "read_only": True}
        async with translated(), ReadSession(self._engine, info=info) as session:

            async def parts_of(table: Table, key: Column[Any], wanted: Sequence[str]) -> Groups:
                return _grouped((await session.execute(_of(table, tenant, key, wanted))).all(), key.name)

            heads = (await session.execute(_heads(tenant, query))).all()
            if not heads:
                return []
            ids = [row.transaction_id for row in heads]
            events = [row.event_id for row in heads]
            voids = await parts_of(VOIDS, VOIDS.c.original_event_id, events)
            undone = [row.event_id for group in voids.values() for row in group]
            parts = Parts(
                items=await parts_of(ITEMS, ITEMS.c.transaction_id, ids),
                payments=await parts_of(PAYMENTS, PAYMENTS.c.transaction_id, ids),
                promotions=await parts_of(PROMOTIONS, PROMOTIONS.c.transaction_id, ids),
                discounts=await parts_of(DISCOUNTS, DISCOUNTS.c.transaction_id, ids),
                voids=voids,
                void_payments=await parts_of(VOID_PAYMENTS, VOID_PAYMENTS.c.event_id, undone),
                outcomes=await parts_of(PAYMENT_OUTCOMES, PAYMENT_OUTCOMES.c.sale_event_id, events),
                corrections=await parts_of(CHANGE_CORRECTIONS, CHANGE_CORRECTIONS.c.sale_event_id, events),
                effects=await parts_of(EFFECTS, EFFECTS.c.event_id, events),
                reviews=await parts_of(REVIEWS, REVIEWS.c.event_id, events),
            )
        return [transaction_model(row, parts) for row in heads]


def _heads(tenant: Tenant, query: TransactionFilter) -> Select[*tuple[Any, ...]]:
    wanted: list[ColumnElement[bool]] = [
        T.organization_id == tenant.organization_id,
        T.local_id == tenant.local_id,
    ]
    if query.status == "voided":
        wanted.append(_VOIDED)
    elif query.status is not None:
        wanted += [T.status == query.status, ~_VOIDED]
    equal = ("kind", "cashier_id", "terminal_id", "series", "number")
    wanted += [T[name] == getattr(query, name) for name in equal if getattr(query, name) is not None]
    if query.completed_from is not None:
        wanted.append(T.completed_at >= query.completed_from)
    if query.completed_to is not None:
        wanted.append(T.completed_at < query.completed_to)
    if query.after is not None:
        moment, identifier = query.after
        last = tuple_(literal(moment, T.created_at.type), literal(identifier, T.transaction_id.type))
        wanted.append(tuple_(T.created_at, T.transaction_id) < last)
    newest = (T.created_at.desc(), T.transaction_id.desc())
    return select(TRANSACTIONS).where(*wanted).order_by(*newest).limit(query.limit)


def _of(table: Table, tenant: Tenant, key: Column[Any], wanted: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """Rows of a table that belong to these, in the order of its primary key."""
    return (
        select(table)
        .where(table.c.organization_id == tenant.organization_id, key.in_(wanted))
        .order_by(*table.primary_key)
    )


def _grouped(rows: Iterable[Row[Any]], name: str) -> Groups:
    groups: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return groups
