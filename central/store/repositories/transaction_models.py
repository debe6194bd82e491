"""From rows to transactions as they travel. No card number leaves here, wherever a till has put one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID, uuid5

from sqlalchemy import Row

from central.services.intake import RARE_PAYMENT_COLUMNS
from core.contract.transactions import (
    AppliedPromotionModel,
    ChangeCorrectionModel,
    DiscountModel,
    DiscountShareModel,
    OriginalModel,
    PaymentModel,
    PaymentOutcomeModel,
    PointsModel,
    RepaymentModel,
    TransactionItemModel,
    TransactionModel,
    VoidModel,
)
from core.domain.documents import format_number, money_text, quantity_text
from core.domain.money import from_cents, from_micros, from_millis
from core.domain.pan import contains_pan

_HIDDEN: Final = "•••• "


Groups = Mapping[str, Sequence[Row[Any]]]
"""Rows by what they belong to, each group in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to the transactions of a page: by transaction, else by event.

    ``voids``, ``outcomes`` and ``corrections`` stand under the event of the sale they are about.
    """

    items: Groups
    payments: Groups
    promotions: Groups
    discounts: Groups
    voids: Groups
    void_payments: Groups
    outcomes: Groups
    corrections: Groups
    effects: Groups
    reviews: Groups


def transaction_model(row: Row[Any], parts: Parts) -> TransactionModel:
    """One transaction."""
    payments = parts.payments.get(row.transaction_id, ())
    methods = {payment.method for payment in payments}
    void = next(iter(parts.voids.get(row.event_id, ())), None)
    return TransactionModel(
        transaction_id=row.transaction_id,
        local_transaction_id=row.local_transaction_id,
        event_id=row.event_id,
        kind=row.kind,
        status=row.status if void is None else "voided",
        local_id=row.local_id,
        terminal_id=row.terminal_id,
        cashier_id=row.cashier_id,
        shift_id=row.shift_id,
        customer_id=row.customer_id,
        series=row.series,
        number=format_number(row.series, row.number),
        currency=row.currency,
        items=_items(row, parts),
        discounts=tuple(map(_discount, parts.discounts.get(row.transaction_id, ()))),
        payments=_payments(row, payments, parts),
        subtotal=_money(row.subtotal_minor),
        discount_total=_money(row.discount_minor),
        tax_total=_money(row.tax_minor),
        total=_money(row.total_minor),
        tax_rounding=row.tax_rounding,
        paid_total=_money(row.paid_minor),
        change_due=_money(row.change_minor),
        payment_method="mixed" if len(methods) > 1 else next(iter(methods), None),
        cites=row.cites,
        effects=_effects(parts.effects.get(row.event_id, ())),
        review_ids=tuple(
            review.review_id for review in parts.reviews.get(row.event_id, ()) if review.state == "open"
        ),
        note=_shown(row.note),
        points=PointsModel(earned=row.points_earned, spent=row.points_spent, back=row.points_back),
        reason=row.reason,
        approver_id=row.approver_id,
        original=_original(row),
        void=None if void is None else _void(void, parts),
        change_corrections=tuple(map(_correction, _in_order(parts.corrections.get(row.event_id, ())))),
        version=row.version,
        created_at=row.created_at,
        completed_at=row.completed_at,
    )


def _items(row: Row[Any], parts: Parts) -> tuple[TransactionItemModel, ...]:
    taken = parts.promotions.get(row.transaction_id, ())
    return tuple(
        _item(line, [applied for applied in taken if applied.n == line.n], inside=row.price_includes_tax)
        for line in parts.items.get(row.transaction_id, ())
    )


def _item(line: Row[Any], taken: Iterable[Row[Any]], *, inside: bool) -> TransactionItemModel:
    return TransactionItemModel(
        item_id=_line_id(line.transaction_id, "item", line.n),
        n=line.n,
        variant_id=line.variant_id,
        sku=line.sku,
        barcode=line.barcode,
        name=line.name,
        unit=line.unit,
        quantity=quantity_text(from_millis(line.quantity_milli)),
        unit_price=_optional_money(line.unit_price_minor),
        price_includes_tax=inside,
        gross=_money(line.gross_minor),
        discount=_money(line.discount_minor),
        net=_money(line.net_minor),
        tax_code=line.tax_code,
        tax_rate=quantity_text(from_millis(line.tax_rate_milli)),
        tax6=None if line.tax_micro is None else str(from_micros(line.tax_micro)),
        tax=_money(line.tax_minor),
        total=_money(line.total_minor),
        promotions=tuple(
            AppliedPromotionModel(
                id=applied.promotion_id, version=applied.version, amount=_money(applied.amount_minor)
            )
            for applied in taken
        ),
        list_price=_optional_money(line.list_price_minor),
        price_reason=line.price_reason,
        price_approver_id=line.price_approver_id,
        note=_shown(line.note),
        lot=line.lot,
        expiry=line.expiry,
        original_n=line.original_n,
    )


def _discount(row: Row[Any]) -> DiscountModel:
    return DiscountModel(
        kind=row.kind,
        scope=row.scope,
        reason=row.reason,
        amount=_money(row.amount_minor),
        shares=tuple(DiscountShareModel(n=n, amount=_money(share)) for n, share in row.shares),
        percent=None if row.percent_milli is None else quantity_text(from_millis(row.percent_milli)),
        approver_id=row.approver_id,
        doc_type=row.doc_type,
        doc_last=row.doc_last,
    )


def _payments(sale: Row[Any], payments: Sequence[Row[Any]], parts: Parts) -> tuple[PaymentModel, ...]:
    """Each with what was found out about it last."""
    told = {row.n: row for row in _in_order(parts.outcomes.get(sale.event_id, ()))}
    return tuple(_payment(payment, told.get(payment.n)) for payment in payments)


def _payment(row: Row[Any], told: Row[Any] | None) -> PaymentModel:
    return PaymentModel(
        payment_id=_line_id(row.transaction_id, "payment", row.n),
        received=_optional_money(row.received_minor),
        told=None if told is None else _outcome(told),
        **(_tender(row) | ({} if told is None else {"state": told.outcome})),
    )


def _outcome(row: Row[Any]) -> PaymentOutcomeModel:
    return PaymentOutcomeModel(
        event_id=row.event_id,
        outcome=row.outcome,
        reason=row.reason,
        told_at=row.told_at,
        cashier_id=row.cashier_id,
        approver_id=row.approver_id,
    )


def _correction(row: Row[Any]) -> ChangeCorrectionModel:
    return ChangeCorrectionModel(
        event_id=row.event_id,
        received_before=_money(row.received_before_minor),
        received=_money(row.received_minor),
        change_before=_money(row.change_before_minor),
        change=_money(row.change_minor),
        corrected_at=row.corrected_at,
        cashier_id=row.cashier_id,
    )


def _in_order(rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """As they came to the centre; a till's own follow each other there."""
    return sorted(rows, key=lambda row: int(row.entry))


def _tender(row: Row[Any]) -> dict[str, Any]:
    details = {
        name: _shown(getattr(row, name)) if kind == "text" else getattr(row, name)
        for name, kind in RARE_PAYMENT_COLUMNS.items()
    }
    return {
        "n": row.n,
        "method": row.method,
        "amount": _money(row.amount_minor),
        "state": row.state,
        **details,
    }


def _original(row: Row[Any]) -> OriginalModel | None:
    if row.original_number is None:
        return None
    return OriginalModel(
        number=format_number(row.original_series, row.original_number),
        terminal_id=row.original_terminal_id,
        event_id=row.original_event_id,
    )


def _void(row: Row[Any], parts: Parts) -> VoidModel:
    return VoidModel(
        event_id=row.event_id,
        reason=row.reason,
        voided_at=row.voided_at,
        cashier_id=row.cashier_id,
        approver_id=row.approver_id,
        payments=tuple(RepaymentModel(**_tender(paid)) for paid in parts.void_payments.get(row.event_id, ())),
    )


def _shown(text: str | None) -> str | None:
    """A text, or in place of one that may hold a card number its last four digits."""
    if text is None or not contains_pan(text):
        return text
    return _HIDDEN + "".join(filter(str.isdigit, text))[-4:]


def _line_id(transaction_id: str, kind: str, n: int) -> str:
    """Identity of a line: it never changes, so it follows from the transaction and needs no column."""
    return str(uuid5(UUID(transaction_id), f"{kind}/{n}"))


def _effects(rows: Sequence[Row[Any]]) -> Literal["none", "pending", "done"]:
    states = {row.state for row in rows}
    if states & {"held", "pending"}:
        return "pending"
    return "done" if "done" in states else "none"


def _optional_money(cents: int | None) -> str | None:
    return None if cents is None else _money(cents)


def _money(cents: int) -> str:
    return money_text(from_cents(cents))
