"""One open write transaction: the `WriteUnit` of the use cases (sync.md T6, E2, E4)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from app.store import returns, schema, tenders
from app.store import statements as sql
from app.store.driver import dbapi2
from app.store.ej_format import Frame
from app.store.engine import Writer
from app.store.errors import NotEnrolledError, SaleStoredError, SeriesMissingError
from app.store.head import Head
from app.store.people import record_of, row_of
from app.store.pins import PinWaits
from app.store.till_keys import row_of as key_row
from app.usecases.ports import (
    NewPrintJob,
    OpenShift,
    PinFailures,
    StaffRecord,
    StoredEvent,
)
from app.usecases.returns_port import BroughtBack, ExchangedFor, SoldSale
from core.domain.documents import format_number
from core.domain.journal import chain
from core.domain.journal.events import (
    Event,
    EventContext,
    EventKind,
    JsonObject,
    decode_event,
    encode_event,
)
from core.domain.journal.projection import project
from core.domain.journal.rows import Projection, unix_ms
from core.domain.journal.written import Written
from core.domain.till_keys import TillKey
from core.ports.clock import Clock, IdSource


def as_it_is(document: str) -> str:
    """A real till's paper is what the use case made."""
    return document


@dataclass(frozen=True, slots=True)
class UnitTools:
    """What a unit needs beside its connection.

    Attributes:
        waits: Waiting times after wrong PINs.
        receipt_of: Receipt document (canonical JSON) of a sale, return or void that comes back from the
            electronic journal, with the return for which a sale was exchanged; None when it cannot be made.
        paper: Last hand on every document (canonical JSON) before it is queued; PRÁCTICA marks it.
    """

    clock: Clock
    ids: IdSource
    waits: PinWaits
    receipt_of: Callable[[StoredEvent, StoredEvent | None], str | None]
    paper: Callable[[str], str] = as_it_is


class Unit:
    """Writes of one transaction; thrown away when it rolls back.

    The statements of a sale are compiled by SQLAlchemy Core once and run on the driver's connection.

    Attributes:
        head: Head of the journal as of this transaction.
        frames: New events for the electronic journal, in order.
        events: The same as the use cases see them.
        print_jobs: Output ids queued in this transaction.
    """

    def __init__(self, writer: Writer, head: Head | None, tools: UnitTools) -> None:
        self.connection: Final = writer.connection
        self._driver: Final = writer.driver
        self.tools: Final = tools
        self.head = head
        self.frames: list[Frame] = []
        self.events: list[StoredEvent] = []
        self.print_jobs: list[str] = []

    def next_number(self, doc_type: str) -> tuple[str, int]:
        """See `WriteUnit`.

        Raises:
            SeriesMissingError: the centre gave no series for ``doc_type``.
        """
        row = self._driver.execute(sql.NEXT_NUMBER, {"wanted": doc_type}).fetchone()
        if row is None:
            raise SeriesMissingError(doc_type)
        return str(row[0]), int(row[1])

    def append(
        self, kind: EventKind, data: JsonObject, context: EventContext, cause_id: str | None = None
    ) -> StoredEvent:
        """See `WriteUnit`.

        Raises:
            NotEnrolledError: the till has no identity.
            SaleStoredError: a sale of this basket is stored already.
            PayloadError: ``data`` is not what ``kind`` promises.
        """
        event = self._next(kind, data, context, cause_id)
        return self._insert_new(event, encode_event(event), project(event))

    def append_written(
        self, kind: EventKind, written: Written, context: EventContext, cause_id: str | None = None
    ) -> StoredEvent:
        """See `WriteUnit`.

        Raises:
            NotEnrolledError: the till has no identity.
            SaleStoredError: a sale of this basket is stored already.
            PayloadError: the data are too large.
        """
        event = self._next(kind, written.data, context, cause_id)
        return self._insert_new(event, encode_event(event, written.text), written.rows(event))

    def _next(self, kind: EventKind, data: JsonObject, context: EventContext, cause_id: str | None) -> Event:
        if self.head is None:
            raise NotEnrolledError
        return Event(
            self.tools.ids.uuid7(), self.head.epoch, self.head.seq + 1, str(kind), context, data, cause_id
        )

    def _insert_new(self, event: Event, payload: bytes, rows: Projection) -> StoredEvent:
        try:
            return self._insert(event, payload, rows)
        except dbapi2.IntegrityError:
            self._refuse_second_sale(event)
            raise

    def insert(self, event: Event, payload: bytes) -> StoredEvent:
        """Write an event whose bytes exist: one coming back from the electronic journal.

        Raises:
            NotEnrolledError: the till has no identity.
            PayloadError: the event cannot be projected.
        """
        return self._insert(event, payload, project(event))

    def _insert(self, event: Event, payload: bytes, projection: Projection) -> StoredEvent:
        head = self.head
        if head is None:
            raise NotEnrolledError
        sha = chain.payload_sha256(payload)
        prev_hash, pos = head.hash, head.pos + 1
        event_hash = chain.link(prev_hash, sha)
        self._driver.execute(
            sql.INSERT_EVENT,
            {
                "pos": pos,
                "epoch": event.epoch,
                "seq": event.seq,
                "event_id": event.event_id,
                "kind": event.kind,
                "cause_id": event.cause_id,
                "payload": payload,
                "sha256": sha,
                "prev_hash": prev_hash,
                "hash": event_hash,
            },
        )
        for table, rows in projection.items():
            if rows:
                insert, values = sql.INSERT_ROWS[table]
                self._driver.executemany(insert, [values(row) for row in rows])
        stored = StoredEvent(event, pos, event_hash)
        self.head = Head(pos, event.epoch, event.seq, event_hash)
        self.events.append(stored)
        self.frames.append(Frame(prev_hash, event_hash, payload))
        return stored

    def _refuse_second_sale(self, event: Event) -> None:
        """Only asked once the database has refused: the unique index costs an ordinary sale nothing more."""
        if event.kind != EventKind.SALE_COMPLETED:
            return
        basket = {"basket": event.data["local_transaction_id"]}
        row = self.connection.execute(sql.SELECT_SALE_OF_BASKET, basket).one_or_none()
        if row is not None:
            raise SaleStoredError(format_number(str(row[0]), int(row[1])), str(row[2]))

    def add_print_job(self, job: NewPrintJob) -> str:
        """See `WriteUnit`."""
        output_id = self.tools.ids.uuid7()
        now_ms = unix_ms(self.tools.clock.now())
        if (
            job.copy_no > 1
        ):  # a person asked for it again: what was in doubt is answered (hardware.md 6, rule 4)
            self._driver.execute(sql.SETTLE_DOUBTFUL_RECEIPTS, {"sale": job.event_id, "now_ms": now_ms})
        self._driver.execute(
            sql.INSERT_PRINT_JOB,
            {
                "output_id": output_id,
                "event_id": job.event_id,
                "kind": job.kind,
                "copy_no": job.copy_no,
                "printer": job.printer,
                "document": None if job.document is None else self.tools.paper(job.document),
                "drawer_pin": job.drawer_pin,
                "state": "cancelled" if job.kept_only else "queued",
                "error": "no_printer" if job.kept_only else None,
                "attempts": 0,
                "created_ms": now_ms,
            },
        )
        self.print_jobs.append(output_id)
        return output_id

    def next_copy(self, event_id: str) -> int:
        """See `WriteUnit`."""
        return int(self.connection.execute(sql.SELECT_NEXT_COPY, {"sale": event_id}).scalar_one())

    def receipt_under_way(self, event_id: str) -> bool:
        """See `WriteUnit`."""
        return bool(self.connection.execute(sql.SELECT_RECEIPT_UNDER_WAY, {"sale": event_id}).scalar_one())

    def save_draft_header(self, local_transaction_id: str, header: JsonObject) -> None:
        """See `WriteUnit`."""
        self._driver.execute(sql.UPSERT_DRAFT, {"basket": local_transaction_id, "head": _text(header)})

    def save_draft_line(self, local_transaction_id: str, key: int, line: JsonObject | None) -> None:
        """See `WriteUnit`; the head must have been saved before."""
        if line is None:
            self._driver.execute(sql.DELETE_DRAFT_LINE, {"basket": local_transaction_id, "line_key": key})
        else:
            self._driver.execute(
                sql.UPSERT_DRAFT_LINE,
                {"basket": local_transaction_id, "line_key": key, "text": _text(line)},
            )

    def drop_draft(self, local_transaction_id: str) -> None:
        """See `WriteUnit`; its lines go with it."""
        self._driver.execute(sql.DELETE_DRAFT, {"basket": local_transaction_id})

    def payment_awaited(self, event_id: str, n: int) -> bool:
        """See `WriteUnit`."""
        return self._driver.execute(tenders.AWAITED, (event_id, n)).fetchone() is not None

    def staff(self, staff_id: str) -> StaffRecord | None:
        """See `WriteUnit`."""
        row = self.connection.execute(sql.SELECT_STAFF, {"person": staff_id}).mappings().one_or_none()
        return None if row is None else record_of({str(k): v for k, v in row.items()})

    def people(self) -> tuple[StaffRecord, ...]:
        """See `WriteUnit`."""
        rows = self.connection.execute(sql.SELECT_PEOPLE).mappings()
        return tuple(record_of({str(k): v for k, v in row.items()}) for row in rows)

    def replace_staff(self, people: Sequence[StaffRecord]) -> None:
        """See `WriteUnit`."""
        self.connection.execute(sa.delete(schema.staff))
        if people:
            self.connection.execute(sa.insert(schema.staff), [row_of(person) for person in people])

    def replace_till_keys(self, keys: Sequence[TillKey]) -> None:
        """See `WriteUnit`."""
        self.connection.execute(sa.delete(schema.till_key))
        if keys:
            self.connection.execute(sa.insert(schema.till_key), [key_row(key) for key in keys])

    def pin_failures(self, counter: str) -> PinFailures:
        """See `WriteUnit`."""
        row = self.connection.execute(sql.SELECT_PIN_FAILURES, {"person": counter}).one_or_none()
        if row is None:
            return PinFailures(0, 0)
        return PinFailures(int(row[0]), int(row[1]) + self.tools.waits.since_mark_ms(counter))

    def set_pin_failures(self, counter: str, failures: int) -> None:
        """See `WriteUnit`."""
        if failures == 0:
            self.connection.execute(sql.DELETE_PIN_FAILURES, {"person": counter})
            self.tools.waits.forget(counter)
            return
        self.connection.execute(
            sql.UPSERT_PIN_FAILURES, {"staff_id": counter, "failures": failures, "waited_ms": 0}
        )
        self.tools.waits.mark(counter)

    def open_shift(self) -> OpenShift | None:
        """See `WriteUnit`."""
        row = self.connection.execute(sql.SELECT_OPEN_SHIFT).one_or_none()
        return None if row is None else OpenShift(*row)

    def next_shift_number(self) -> int:
        """See `WriteUnit`."""
        return int(self.connection.execute(sql.SELECT_SHIFT_NUMBER).scalar_one())

    def sold(self, series: str, number: int) -> SoldSale | None:
        """See `TillSales`."""
        rows = self._all("sold", series, number)
        return returns.sold_of(*rows[0]) if rows else None

    def brought_back(self, series: str, number: int) -> BroughtBack:
        """See `TillSales`."""
        return returns.read_back(self._all, series, number)

    def exchanged_for(self, event_id: str) -> ExchangedFor | None:
        """See `TillSales`."""
        return returns.read_exchange(self._all, event_id)

    def refund_of(self, refund_id: str) -> str | None:
        """See `TillSales`."""
        rows = self._all("refund_of", refund_id)
        return str(rows[0][0]) if rows else None

    def _all(self, name: str, *parameters: int | str) -> list[tuple[Any, ...]]:
        return self._driver.execute(returns.QUERIES[name], parameters).fetchall()

    def sale_document(self, event_id: str) -> tuple[StoredEvent, str] | None:
        """See `WriteUnit`."""
        row = self.connection.execute(sql.SELECT_SALE_DOCUMENT, {"sale": event_id}).one_or_none()
        if row is None:
            return None
        return StoredEvent(decode_event(row.payload), row.pos, row.hash), str(row.document)


def _text(body: JsonObject) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
