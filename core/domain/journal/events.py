"""Events and their payload bytes (sync.md E2, E3).

A payload is one JSON object: UTF-8, compact, non-ASCII unescaped, built once and never
re-serialised. It holds everything of the event; every other table is a projection of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from core.domain.payload import JsonObject, PayloadError, format_time, parse_time

__all__ = [
    "MAX_PAYLOAD_BYTES",
    "PAYLOAD_VERSION",
    "Event",
    "EventContext",
    "EventKind",
    "JsonObject",
    "PayloadError",
    "data_text",
    "decode_event",
    "encode_event",
    "format_time",
    "parse_time",
]

PAYLOAD_VERSION: Final = 1
MAX_PAYLOAD_BYTES: Final = 448 * 1024
"""Twice what a full basket's items may take: promotions and discounts may come after the last line. Alone in
a batch, with its quotes escaped once more, it stays under the centre's 1 MiB."""


class EventKind(StrEnum):
    """Closed list of sync.md E3."""

    SALE_COMPLETED = "sale.completed"
    SALE_VOIDED = "sale.voided"
    SALE_CANCELLED = "sale.cancelled"
    REFUND_COMPLETED = "refund.completed"
    DOCUMENT_VOIDED = "document.voided"
    CHANGE_CORRECTED = "change.corrected"
    CUSTOMER_CREATED = "customer.created"
    PRICE_CHECKED = "price.checked"
    WEIGHT_ENTERED = "weight.entered"
    LINE_REMOVED = "line.removed"
    PRICE_OVERRIDDEN = "price.overridden"
    OVERRIDE_GRANTED = "override.granted"
    OVERRIDE_REFUSED = "override.refused"
    DRAWER_OPENED = "drawer.opened"
    CASH_MOVED = "cash.moved"
    RECEIPT_REPRINTED = "receipt.reprinted"
    LOGIN_SUCCEEDED = "login.succeeded"
    LOGIN_FAILED = "login.failed"
    LOGOUT = "logout"
    SHIFT_OPENED = "shift.opened"
    X_PRINTED = "x.printed"
    Z_CLOSED = "z.closed"
    CHAIN_SIGNED = "chain.signed"
    CLOCK_BACK = "clock.back"
    CONFIG_CHANGED = "config.changed"
    TRAINING_CHANGED = "training.changed"
    EPOCH_OPENED = "epoch.opened"
    INCIDENT_RAISED = "incident.raised"
    PAYMENT_CONFIRMED = "payment.confirmed"
    PIN_CHANGED = "pin.changed"


@dataclass(frozen=True, slots=True)
class EventContext:
    """What surrounds an event when it happens; people as ids, times raw and never corrected (K1).

    Attributes:
        terminal_id: The till.
        local_id: The shop.
        boot_id: UUID of this start of the till.
        occurred_at: Raw wall clock, aware, stored as RFC 3339 UTC with milliseconds.
        mono_us: Microseconds since boot.
        offset_ms: Last known clock offset (server minus till), None when never measured.
        offset_err_ms: Half round trip of that measurement.
        business_date: ISO date of the open shift, None outside a shift.
        shift_id: The open shift.
        cashier_id: Who acts.
        approver_id: Who allowed it, never the cashier.
        training: True only in PRÁCTICA.
        cites: Versions of the data used, e.g. ``{"prices": 18231}``.
    """

    terminal_id: str
    local_id: str
    boot_id: str
    occurred_at: datetime
    mono_us: int
    offset_ms: int | None = None
    offset_err_ms: int | None = None
    business_date: str | None = None
    shift_id: str | None = None
    cashier_id: str | None = None
    approver_id: str | None = None
    training: bool = False
    cites: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Event:
    """One fact at a till with its place in the stream (order is terminal, epoch, seq; never time)."""

    event_id: str
    epoch: int
    seq: int
    kind: str
    context: EventContext
    data: JsonObject
    cause_id: str | None = None
    schema: int = 1


def data_text(data: JsonObject) -> str:
    """The ``data`` of an event as its payload has them.

    Raises:
        PayloadError: they cannot be written as JSON.
    """
    try:
        return _compact(data)
    except (ValueError, TypeError) as error:
        raise PayloadError("event cannot be written as JSON") from error


def encode_event(event: Event, data: str | None = None) -> bytes:
    """Payload bytes of an event; called once, inside the transaction that stores it (E2).

    Args:
        event: All of it.
        data: `data_text` of its data where that was written ahead of the transaction.

    Raises:
        PayloadError: the text holds lone surrogates, or the payload is over `MAX_PAYLOAD_BYTES`.
    """
    context = event.context
    body: JsonObject = {
        "v": PAYLOAD_VERSION,
        "schema": event.schema,
        "event_id": event.event_id,
        "terminal_id": context.terminal_id,
        "local_id": context.local_id,
        "epoch": event.epoch,
        "seq": event.seq,
        "kind": str(event.kind),
        "cause_id": event.cause_id,
        "occurred_at": format_time(context.occurred_at),
        "mono_us": context.mono_us,
        "boot_id": context.boot_id,
        "offset_ms": context.offset_ms,
        "offset_err_ms": context.offset_err_ms,
        "business_date": context.business_date,
        "shift_id": context.shift_id,
        "cashier_id": context.cashier_id,
        "approver_id": context.approver_id,
        "training": context.training,
        "cites": dict(context.cites),
    }
    try:
        text = _compact(event.data) if data is None else data
        payload = f'{_compact(body)[:-1]},"data":{text}}}'.encode()
    except (UnicodeEncodeError, ValueError, TypeError) as error:
        raise PayloadError("event cannot be written as JSON") from error
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise PayloadError("event is too large")
    return payload


def _compact(body: JsonObject) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def decode_event(payload: bytes) -> Event:
    """Read payload bytes back; fields this version does not know are kept inside ``data`` untouched.

    Raises:
        PayloadError: not a JSON object, another version, a missing or mistyped field.
    """
    body = _json_object(payload)
    if body.get("v") != PAYLOAD_VERSION:
        raise PayloadError("unknown payload version")
    try:
        context = EventContext(
            terminal_id=_text(body, "terminal_id"),
            local_id=_text(body, "local_id"),
            boot_id=_text(body, "boot_id"),
            occurred_at=parse_time(_text(body, "occurred_at")),
            mono_us=_integer(body, "mono_us"),
            offset_ms=_optional_integer(body, "offset_ms"),
            offset_err_ms=_optional_integer(body, "offset_err_ms"),
            business_date=_optional_text(body, "business_date"),
            shift_id=_optional_text(body, "shift_id"),
            cashier_id=_optional_text(body, "cashier_id"),
            approver_id=_optional_text(body, "approver_id"),
            training=_flag(body, "training"),
            cites={str(key): int(value) for key, value in dict(body.get("cites") or {}).items()},
        )
        return Event(
            event_id=_text(body, "event_id"),
            epoch=_integer(body, "epoch"),
            seq=_integer(body, "seq"),
            kind=_text(body, "kind"),
            context=context,
            data=_object(body, "data"),
            cause_id=_optional_text(body, "cause_id"),
            schema=_integer(body, "schema"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise PayloadError(f"payload field: {error}") from error


def _json_object(payload: bytes) -> JsonObject:
    try:
        body: Any = json.loads(payload.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise PayloadError("payload is not JSON") from error
    if not isinstance(body, dict):
        raise PayloadError("payload is not an object")
    return body  # pyright: ignore[reportUnknownVariableType]


def _text(body: JsonObject, key: str) -> str:
    value = body[key]
    if not isinstance(value, str):
        raise PayloadError(f"{key} is not text")
    return value


def _optional_text(body: JsonObject, key: str) -> str | None:
    return None if body.get(key) is None else _text(body, key)


def _integer(body: JsonObject, key: str) -> int:
    value = body[key]
    if not isinstance(value, int) or isinstance(value, bool):
        raise PayloadError(f"{key} is not an integer")
    return value


def _optional_integer(body: JsonObject, key: str) -> int | None:
    return None if body.get(key) is None else _integer(body, key)


def _flag(body: JsonObject, key: str) -> bool:
    value = body[key]
    if not isinstance(value, bool):
        raise PayloadError(f"{key} is not true or false")
    return value


def _object(body: JsonObject, key: str) -> JsonObject:
    value = body[key]
    if not isinstance(value, dict):
        raise PayloadError(f"{key} is not an object")
    return value  # pyright: ignore[reportUnknownVariableType]
