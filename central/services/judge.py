"""What the centre thinks of a batch before it touches the database (sync.md C1, C9, C10): pure.

Nothing here is ever rejected: a broken item is ``retry CORRUPT`` (the till sends it again), a payload this
version cannot project is stored raw under review ``SCHEMA_UNKNOWN``, and a sale that does not add up is
stored, counted and reviewed. The centre checks, it never re-prices.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from central.services.customers import customer_row
from central.services.intake import (
    ChangeCorrectionRow,
    CustomerRow,
    HeldPlace,
    Intake,
    IntakeItem,
    PaymentOutcomeRow,
    TransactionRow,
    VoidRow,
)
from central.services.payments import correction_row, outcome_review, outcome_row
from central.services.projection import projectable, sale_fault, sale_row, storable
from central.services.reversals import refund_row, void_row
from central.services.values import Tenant
from core.contract.events import SALE_PAYLOAD
from core.contract.payments import CHANGE_CORRECTION_PAYLOAD, PAYMENT_OUTCOME_PAYLOAD
from core.contract.reversals import REFUND_PAYLOAD, VOID_PAYLOAD
from core.contract.sync import HEAD, BatchRequest, ItemModel
from core.domain.ids import is_uuid
from core.domain.journal.chain import link, payload_sha256
from core.domain.journal.events import Event, EventKind, PayloadError, decode_event
from core.domain.z_closing import ZClosing, z_from_data
from core.ports.clock import IdSource

KNOWN_SCHEMA: Final = 1
_PROJECTED: Final = frozenset(
    {
        EventKind.SALE_COMPLETED,
        EventKind.SALE_VOIDED,
        EventKind.REFUND_COMPLETED,
        EventKind.CHANGE_CORRECTED,
        EventKind.CUSTOMER_CREATED,
        EventKind.PAYMENT_CONFIRMED,
        EventKind.Z_CLOSED,
    }
)
"""Kinds that change sums or customers. What of them this version cannot project is kept and reprocessed after
an upgrade."""
_RECORDS: Final = frozenset(EventKind) - _PROJECTED
"""Kinds that are complete once they are stored."""


def judge(request: BatchRequest, tenant: Tenant, received_at: datetime, ids: IdSource) -> Intake:
    """Judge every item of a batch.

    Args:
        request: Validated request of the terminal's own token.
        tenant: From the claims.
        received_at: The centre's clock, aware.
        ids: Source of the identifiers the centre gives.
    """
    kept: dict[str, IntakeItem] = {}
    conflicting: list[IntakeItem] = []
    corrupt: list[tuple[str, int, int]] = []
    for item in request.items:
        judged = _judge_item(item, request.terminal_id, tenant, ids)
        if judged is None:
            corrupt.append((item.event_id, item.epoch, item.seq))
        elif item.event_id not in kept:
            kept[item.event_id] = judged
        elif kept[item.event_id].sha256 != judged.sha256:
            conflicting.append(judged)
    return Intake(
        tenant=tenant,
        terminal_id=request.terminal_id,
        batch_id=request.batch_id,
        epoch=request.epoch,
        boot_id=request.boot_id,
        offset_ms=request.offset_ms,
        head_seq=request.head.seq,
        head_hash=bytes.fromhex(request.head.hash),
        received_at=received_at,
        items=tuple(kept.values()),
        conflicting=tuple(conflicting),
        corrupt=tuple(corrupt),
    )


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event's bytes with the place they came for; hashes are empty where only the bytes were kept."""

    event_id: str
    terminal_id: str
    epoch: int
    seq: int
    payload: bytes
    sha256: bytes
    prev_hash: bytes = b""
    hash: bytes = b""


@dataclass(frozen=True, slots=True)
class _Read:
    """What an event says to this version; the defaults are those of an event it cannot understand."""

    kind: str | None = None
    schema: int | None = None
    occurred_at: datetime | None = None
    review: str | None = "SCHEMA_UNKNOWN"
    params: str = "{}"
    transaction: TransactionRow | None = None
    void: VoidRow | None = None
    customer: CustomerRow | None = None
    money: PaymentOutcomeRow | ChangeCorrectionRow | None = None
    cause_id: str | None = None
    previous: HeldPlace | None = None
    closing: ZClosing | None = None


def _judge_item(item: ItemModel, terminal_id: str, tenant: Tenant, ids: IdSource) -> IntakeItem | None:
    payload = item.payload.encode("utf-8")
    sha256 = payload_sha256(payload)
    prev_hash = bytes.fromhex(item.prev_hash)
    event_hash = link(prev_hash, sha256)
    if event_hash.hex() != item.hash:
        return None
    kept = KeptEvent(
        *(item.event_id, terminal_id, item.epoch, item.seq, payload, sha256, prev_hash, event_hash)
    )
    return judge_again(kept, tenant, ids)


def judge_again(kept: KeptEvent, tenant: Tenant, ids: IdSource) -> IntakeItem | None:
    """An event as this version reads it, however it came here; None when it contradicts its own place."""
    read = _read_sale(kept, tenant, ids) or _read(kept, tenant, ids)
    if read is None:
        return None
    return IntakeItem(
        event_id=kept.event_id,
        epoch=kept.epoch,
        seq=kept.seq,
        kind=read.kind,
        schema=read.schema,
        occurred_at=read.occurred_at,
        sha256=kept.sha256,
        prev_hash=kept.prev_hash,
        hash=kept.hash,
        payload=kept.payload,
        review_id=ids.uuid7(),
        review=read.review,
        review_params=read.params,
        transaction=read.transaction,
        void=read.void,
        customer=read.customer,
        money=read.money,
        cause_id=read.cause_id,
        previous=read.previous,
        closing=read.closing,
    )


def _read_sale(kept: KeptEvent, tenant: Tenant, ids: IdSource) -> _Read | None:
    """The quick way of a completed sale that fits the contract; None for everything else."""
    try:
        body = SALE_PAYLOAD.validate_json(kept.payload)
        if not _addressed(body, kept, tenant):
            return None
        body = projectable(body, kept.payload)
        sale = sale_row(body, ids.uuid7())
    except ValueError:  # pydantic's ValidationError and PayloadError among them
        return None
    fault = sale_fault(sale, body["data"])
    review, params = (None, "{}") if fault is None else ("TOTAL_MISMATCH", json.dumps({"rule": fault}))
    return _Read(str(EventKind.SALE_COMPLETED), KNOWN_SCHEMA, sale.completed_at, review, params, sale)


def _read(kept: KeptEvent, tenant: Tenant, ids: IdSource) -> _Read | None:
    """Every other event; None when its addressing contradicts the envelope."""
    try:
        event = decode_event(kept.payload)
    except PayloadError:
        return _Read() if _addressed(_loose(kept.payload), kept, tenant) else None
    if not _event_addressed(event, kept, tenant):
        return None
    read = _Read(
        kind=storable(event.kind),
        schema=event.schema if 0 <= event.schema < 1 << 31 else None,
        occurred_at=event.context.occurred_at,
    )
    if event.schema > KNOWN_SCHEMA or event.context.training:
        return read
    if event.kind in _RECORDS:
        return replace(read, review=None, previous=_previous(event))
    try:
        return _projected(read, event, kept.payload, ids)
    except ValueError:  # pydantic's ValidationError and PayloadError among them
        return read


def _projected(read: _Read, event: Event, payload: bytes, ids: IdSource) -> _Read:
    """The same with its rows.

    Raises:
        ValueError: its data is not what its kind promises.
    """
    if event.kind == EventKind.Z_CLOSED:
        return replace(read, review=None, closing=_closing(event))
    if event.kind == EventKind.CUSTOMER_CREATED:
        return replace(read, review=None, customer=customer_row(event))
    if event.kind == EventKind.REFUND_COMPLETED:
        row, fault = refund_row(projectable(REFUND_PAYLOAD.validate_json(payload), payload), ids.uuid7())
        cause = row.original.event_id if row.original else None
        return _checked(replace(read, transaction=row, cause_id=cause), fault)
    if event.kind == EventKind.SALE_VOIDED:
        void, fault = void_row(projectable(VOID_PAYLOAD.validate_json(payload), payload))
        return _checked(replace(read, void=void, cause_id=void.original.event_id), fault)
    if event.kind == EventKind.PAYMENT_CONFIRMED:
        told = projectable(PAYMENT_OUTCOME_PAYLOAD.validate_json(payload), payload)
        review, params = outcome_review(told)
        return replace(read, review=review, params=params, money=outcome_row(told))
    corrected = projectable(CHANGE_CORRECTION_PAYLOAD.validate_json(payload), payload)
    return replace(read, review=None, money=correction_row(corrected))


def _closing(event: Event) -> ZClosing:
    """A Z speaks of the events before it in its own stream.

    Raises:
        PayloadError: it cannot be read, or its places lie behind it.
    """
    closing = z_from_data(event.data)
    if not is_uuid(closing.shift_id) or (closing.head.epoch, closing.head.seq) >= (event.epoch, event.seq):
        raise PayloadError("a Z whose places make no sense")
    return closing


def _previous(event: Event) -> HeldPlace | None:
    """Where an opened epoch continues from; None for its first one, and for what makes no sense."""
    said = event.data.get("previous") if event.kind == EventKind.EPOCH_OPENED else None
    try:
        place = HEAD.validate_python(said, strict=True)
    except ValueError:
        return None
    later = place.epoch >= event.epoch or place.seq < 1
    return None if later else HeldPlace(place.epoch, place.seq, bytes.fromhex(place.hash))


def _checked(read: _Read, fault: str | None) -> _Read:
    if fault is None:
        return replace(read, review=None)
    return replace(read, review="TOTAL_MISMATCH", params=json.dumps({"rule": fault}))


def _event_addressed(event: Event, kept: KeptEvent, tenant: Tenant) -> bool:
    return (
        event.event_id == kept.event_id
        and event.epoch == kept.epoch
        and event.seq == kept.seq
        and event.context.terminal_id == kept.terminal_id
        and event.context.local_id == tenant.local_id
    )


def _addressed(body: Mapping[str, Any], kept: KeptEvent, tenant: Tenant) -> bool:
    """Whether nothing in a payload we cannot read contradicts its envelope."""
    said = {
        "event_id": kept.event_id,
        "epoch": kept.epoch,
        "seq": kept.seq,
        "terminal_id": kept.terminal_id,
        "local_id": tenant.local_id,
    }
    return all(body.get(name, value) == value for name, value in said.items())


def _loose(payload: bytes) -> dict[str, Any]:
    try:
        body: Any = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}  # pyright: ignore[reportUnknownVariableType]
