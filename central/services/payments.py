"""From what is found out about the money of a sale to the centre's rows: pure (sync.md C13)."""

from __future__ import annotations

import json

from central.services.intake import ChangeCorrectionRow, PaymentOutcomeRow
from central.services.projection import cents, message
from core.contract.payments import ChangeCorrectionPayload, PaymentOutcomePayload
from core.contract.reversals import OriginalSaleData
from core.domain.change_correction import correction_from_data
from core.domain.journal.events import parse_time


def outcome_row(payload: PaymentOutcomePayload) -> PaymentOutcomeRow:
    """Projection of a ``payment.confirmed``.

    Raises:
        ValueError: it does not name the event of its sale, or an amount is finer than a cent.
    """
    data = payload["data"]
    sale = _sale(data["original"], payload.get("cause_id"))
    return PaymentOutcomeRow(
        sale_event_id=sale,
        n=data["n"],
        method=data["method"],
        amount_minor=cents(data["amount"]),
        outcome=data["outcome"],
        reason=data.get("reason"),
        reference=data.get("reference"),
        cashier_id=payload.get("cashier_id"),
        approver_id=payload.get("approver_id"),
        told_at=parse_time(payload["occurred_at"]),
        message=message(
            payload,
            sale_event_id=sale,
            n=data["n"],
            method=data["method"],
            amount=data["amount"],
            outcome=data["outcome"],
        ),
    )


def outcome_review(payload: PaymentOutcomePayload) -> tuple[str | None, str]:
    """Review code and its parameters: money that did not arrive is a person's to follow up."""
    data = payload["data"]
    if data["outcome"] == "confirmed":
        return None, "{}"
    said = {
        "rule": "not_arrived",
        "series": data["original"]["series"],
        "number": data["original"]["number"],
        **{name: data.get(name) for name in ("method", "amount", "reason", "reference")},
    }
    return "TENDER_UNCONFIRMED", json.dumps(said)


def correction_row(payload: ChangeCorrectionPayload) -> ChangeCorrectionRow:
    """Projection of a ``change.corrected``.

    Raises:
        ValueError: it does not name the event of its sale, an amount is finer than a cent, or other cash
            would count than before.
    """
    data = payload["data"]
    correction_from_data(data)
    return ChangeCorrectionRow(
        sale_event_id=_sale(data["original"], payload.get("cause_id")),
        received_before_minor=cents(data["before"]["received"]),
        change_before_minor=cents(data["before"]["change"]),
        received_minor=cents(data["after"]["received"]),
        change_minor=cents(data["after"]["change"]),
        cashier_id=payload.get("cashier_id"),
        approver_id=payload.get("approver_id"),
        corrected_at=parse_time(payload["occurred_at"]),
    )


def _sale(original: OriginalSaleData, cause_id: str | None) -> str:
    found = original.get("event_id") or cause_id
    if found is None:
        raise ValueError("money of an unknown sale")
    return found
