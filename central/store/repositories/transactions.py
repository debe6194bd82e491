"""Lists of transactions with their lines, tenders and open reviews: four statements a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, Literal
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, Row, Select, Table, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from central.services.ports import TransactionFilter
from central.services.values import Tenant
from central.store.engine import ReadSession, translated
from central.store.models import EFFECTS, ITEMS, PAYMENTS, REVIEWS, TRANSACTIONS
from core.contract.transactions import PaymentModel, TransactionItemModel, TransactionModel
from core.domain.documents import format_number, money_text, quantity_text
from core.domain.money import from_cents, from_micros, from_millis

T: Final = TRANSACTIONS.c


class PgTransactionReader:
    """See `central.services.ports.TransactionReader`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def page(self, tenant: Tenant, query: TransactionFilter) -> list[TransactionModel]:
        """Newest first by the centre's clock."""
        info = {"tenant": tenant, "read_only": True}
        async with translated(), ReadSession(self._engine, info=info) as session:
            heads = (await session.execute(_heads(tenant, query))).all()
            if not heads:
                return []
            ids = [row.transaction_id for row in heads]
            events = [row.event_id for row in heads]
            items = (await session.execute(_lines(ITEMS, tenant, ids))).all()
            tenders = (await session.execute(_lines(PAYMENTS, tenant, ids))).all()
            notes = (await session.execute(_notes(tenant, events))).all()
        lines, payments = _grouped(items), _grouped(tenders)
        reviews = {
            event: tuple(row.review_id for row in notes if row.event_id == event and row.review_id)
            for event in events
        }
        effects = {row.event_id: row.effect for row in notes if row.effect}
        return [
            _model(
                row,
                lines[row.transaction_id],
                payments[row.transaction_id],
                reviews[row.event_id],
                effects.get(row.event_id),
            )
            for row in heads
        ]


def _heads(tenant: Tenant, query: TransactionFilter) -> Select[*tuple[Any, ...]]:
    wanted: list[ColumnElement[bool]] = [
        T.organization_id == tenant.organization_id,
        T.local_id == tenant.local_id,
    ]
    equal = ("status", "kind", "cashier_id", "terminal_id", "series", "number")
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


def _lines(table: Table, tenant: Tenant, ids: Sequence[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(table)
        .where(table.c.organization_id == tenant.organization_id, table.c.transaction_id.in_(ids))
        .order_by(table.c.transaction_id, table.c.n)
    )


def _notes(tenant: Tenant, events: Sequence[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(EFFECTS.c.event_id, EFFECTS.c.state.label("effect"), REVIEWS.c.review_id)
        .select_from(
            EFFECTS.outerjoin(
                REVIEWS,
                (REVIEWS.c.organization_id == EFFECTS.c.organization_id)
                & (REVIEWS.c.event_id == EFFECTS.c.event_id)
                & (REVIEWS.c.state == "open"),
            )
        )
        .where(EFFECTS.c.organization_id == tenant.organization_id, EFFECTS.c.event_id.in_(events))
        .order_by(EFFECTS.c.event_id, REVIEWS.c.review_id)
    )


def _grouped(rows: Sequence[Row[Any]]) -> defaultdict[str, list[Row[Any]]]:
    groups: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        groups[row.transaction_id].append(row)
    return groups


def _model(
    row: Row[Any],
    lines: Sequence[Row[Any]],
    payments: Sequence[Row[Any]],
    reviews: tuple[str, ...],
    effect: str | None,
) -> TransactionModel:
    methods = {payment.method for payment in payments}
    return TransactionModel(
        transaction_id=row.transaction_id,
        local_transaction_id=row.local_transaction_id,
        event_id=row.event_id,
        kind=row.kind,
        status=row.status,
        local_id=row.local_id,
        terminal_id=row.terminal_id,
        cashier_id=row.cashier_id,
        shift_id=row.shift_id,
        customer_id=row.customer_id,
        series=row.series,
        number=format_number(row.series, row.number),
        currency=row.currency,
        items=tuple(_item(line, inside=row.price_includes_tax) for line in lines),
        payments=tuple(_payment(payment) for payment in payments),
        subtotal=_money(row.subtotal_minor),
        discount_total=_money(row.discount_minor),
        tax_total=_money(row.tax_minor),
        total=_money(row.total_minor),
        tax_rounding=row.tax_rounding,
        paid_total=_money(row.paid_minor),
        change_due=_money(row.change_minor),
        payment_method="mixed" if len(methods) > 1 else next(iter(methods), None),
        cites=row.cites,
        effects=_effects(effect),
        review_ids=reviews,
        version=row.version,
        created_at=row.created_at,
        completed_at=row.completed_at,
    )


def _item(line: Row[Any], *, inside: bool) -> TransactionItemModel:
    return TransactionItemModel(
        item_id=_line_id(line.transaction_id, "item", line.n),
        n=line.n,
        variant_id=line.variant_id,
        sku=line.sku,
        barcode=line.barcode,
        name=line.name,
        unit=line.unit,
        quantity=quantity_text(from_millis(line.quantity_milli)),
        unit_price=_money(line.unit_price_minor),
        price_includes_tax=inside,
        gross=_money(line.gross_minor),
        discount=_money(line.discount_minor),
        net=_money(line.net_minor),
        tax_code=line.tax_code,
        tax_rate=quantity_text(from_millis(line.tax_rate_milli)),
        tax6=str(from_micros(line.tax_micro)),
        tax=_money(line.tax_minor),
        total=_money(line.total_minor),
    )


def _payment(row: Row[Any]) -> PaymentModel:
    return PaymentModel(
        payment_id=_line_id(row.transaction_id, "payment", row.n),
        n=row.n,
        method=row.method,
        amount=_money(row.amount_minor),
        received=None if row.received_minor is None else _money(row.received_minor),
        state=row.state,
    )


def _line_id(transaction_id: str, kind: str, n: int) -> str:
    """Identity of a line: it never changes, so it follows from the transaction and needs no column."""
    return str(uuid5(UUID(transaction_id), f"{kind}/{n}"))


def _effects(state: str | None) -> Literal["none", "pending", "done"]:
    if state is None or state == "dropped":
        return "none"
    return "done" if state == "done" else "pending"


def _money(cents: int) -> str:
    return money_text(from_cents(cents))
