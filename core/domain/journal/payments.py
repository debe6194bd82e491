"""Rows of what is found out about the money of a completed sale, whose own rows never change."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.domain.change_correction import correction_from_data
from core.domain.journal.events import Event, PayloadError
from core.domain.journal.rows import Projection, Row, scaled, unix_ms
from core.domain.payment_outcome import outcome_from_data

_WHO: Final = ("occurred_at_ms", "cashier_id", "approver_id")
PAYMENT_TABLES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "payment_outcome": ("event_id", "sale_event_id", "n", "outcome", "reason", *_WHO),
        "change_correction": ("event_id", "sale_event_id", "received_cents", "change_cents", *_WHO),
    }
)


def outcome_rows(event: Event) -> Projection:
    """Rows of a ``payment.confirmed``.

    Raises:
        PayloadError: its data are not what its kind promises, or do not name the sale's event.
    """
    found = outcome_from_data(event.data)
    row = _row(event, found.original.event_id)
    return {"payment_outcome": [row | {"n": found.n, "outcome": found.outcome.value, "reason": found.reason}]}


def correction_rows(event: Event) -> Projection:
    """Rows of a ``change.corrected``.

    Raises:
        PayloadError: its data are not what its kind promises, or do not name the sale's event.
    """
    correction = correction_from_data(event.data)
    cash = {
        "received_cents": scaled(correction.after.received, 2),
        "change_cents": scaled(correction.after.change, 2),
    }
    return {"change_correction": [_row(event, correction.original.event_id) | cash]}


def _row(event: Event, sale_event_id: str | None) -> Row:
    if sale_event_id is None:
        raise PayloadError(f"{event.kind} of an unknown sale")
    context = event.context
    return {
        "event_id": event.event_id,
        "sale_event_id": sale_event_id,
        "occurred_at_ms": unix_ms(context.occurred_at),
        "cashier_id": context.cashier_id,
        "approver_id": context.approver_id,
    }
