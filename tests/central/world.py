"""Builders for the tests of the centre: tenants, a till that makes real events, stores."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import asyncpg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy.ext.asyncio import AsyncEngine

from central.embedded.pg import EmbeddedPostgres
from central.services.values import Principal, Tenant
from central.store.engine import make_engine
from core.contract.sync import BatchRequest
from core.domain.change_correction import (
    ChangeCorrection,
    cash_of_sale,
    corrected_cash,
    correction_to_data,
)
from core.domain.document_data import sale_from_data, sale_to_data
from core.domain.ids import uuid7_from
from core.domain.journal.chain import genesis, link, payload_sha256
from core.domain.journal.events import Event, EventContext, encode_event, format_time
from core.domain.payment_outcome import Outcome, PaymentOutcome, outcome_to_data
from core.domain.refund_document import CompletedRefund, OriginalSale, refund_to_data, void_to_data
from core.domain.returning import ReturnableLine, money_back, refund_document, take_back, void_document
from tests.central.sales import START, fresh_id, make_sale

__all__ = ["START", "fresh_id", "make_sale"]


class FakeClock:
    """A clock that stands still until told."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return (self.time - START).total_seconds()

    def forward(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class CountingIds:
    """Identifiers in a row: deterministic, unique within one instance."""

    def __init__(self, salt: int = 0) -> None:
        self._next = 0
        self._salt = salt

    def uuid7(self) -> str:
        return uuid7_from(1_800_000_000_000 + self._salt, self.random_bytes(10))

    def random_bytes(self, count: int) -> bytes:
        self._next += 1
        return self._next.to_bytes(count, "big")

    def uniform(self, low: float, high: float) -> float:
        return low


@dataclass(frozen=True)
class Database:
    """One database of the test server."""

    server: EmbeddedPostgres
    name: str

    def dsn(self, role: str) -> str:
        return self.server.dsn(role, self.name)


@dataclass
class Till:
    """A till's journal: makes chained events as the real one does."""

    tenant: Tenant
    terminal_id: str
    nonce: bytes
    cashier_id: str
    series: str
    key: Ed25519PrivateKey
    epoch: int = 1
    boot_id: str = field(default_factory=fresh_id)
    events: list[dict[str, Any]] = field(default_factory=list)
    number: int = 0
    returns: int = 0
    seq: int = 0
    head: bytes = b""

    def __post_init__(self) -> None:
        self.head = self.head or genesis(self.terminal_id, self.epoch, self.nonce)

    @property
    def principal(self) -> Principal:
        return Principal(
            self.tenant.organization_id,
            self.tenant.local_id,
            self.cashier_id,
            frozenset({"pos:sync", "pos:create"}),
            self.terminal_id,
            self.epoch,
        )

    def open_epoch(self, epoch: int) -> None:
        self.epoch, self.seq = epoch, 0
        self.head = genesis(self.terminal_id, epoch, self.nonce)

    def event(self, kind: str, data: dict[str, Any], **over: Any) -> dict[str, Any]:
        """Append an event; returns its item as it travels."""
        event = Event(
            event_id=over.pop("event_id", None) or fresh_id(),
            epoch=self.epoch,
            seq=self.seq + 1,
            kind=kind,
            context=EventContext(
                terminal_id=self.terminal_id,
                local_id=over.pop("local_id", self.tenant.local_id),
                boot_id=self.boot_id,
                occurred_at=START,
                mono_us=1,
                business_date="2026-11-24",
                cashier_id=self.cashier_id,
                cites={"prices": 1},
                offset_ms=over.pop("offset_ms", None),
            ),
            data=data,
            **over,
        )
        return self.append(encode_event(event), event.event_id)

    def append(self, payload: bytes, event_id: str) -> dict[str, Any]:
        """Append raw payload bytes under the chain."""
        sha = payload_sha256(payload)
        item = {
            "event_id": event_id,
            "epoch": self.epoch,
            "seq": self.seq + 1,
            "prev_hash": self.head.hex(),
            "hash": link(self.head, sha).hex(),
            "payload": payload.decode(),
        }
        self.seq += 1
        self.head = bytes.fromhex(str(item["hash"]))
        self.events.append(item)
        return item

    def sale(self, lines: int = 2, *, name: str = "Arroz de primera 5 lb", **over: Any) -> dict[str, Any]:
        """Append a sale that adds up."""
        self.number += 1
        number = over.pop("number", self.number)
        data = over.pop("data", None) or sale_to_data(make_sale(self.series, number, lines, name))
        return self.event("sale.completed", data, **over)

    def refund(
        self,
        sold: dict[str, Any],
        wanted: dict[int, int] | None = None,
        *,
        seller: Till | None = None,
        known: bool = True,
        change: Callable[[CompletedRefund], CompletedRefund] = lambda refund: refund,
    ) -> dict[str, Any]:
        """Append a return of some lines of a sale; of another till's, its event may not be ``known``."""
        event = json.loads(sold["payload"])
        sale = sale_from_data(event["data"])
        lines = take_back(
            [ReturnableLine(item) for item in sale.items],
            {n: Decimal(quantity) for n, quantity in (wanted or {1: 1}).items()},
            price_includes_tax=sale.price_includes_tax,
        )
        original = OriginalSale(
            *(sale.series, sale.number, (seller or self).terminal_id),
            *((sold["event_id"], sale.local_transaction_id) if known else (None, None)),
        )
        payments = money_back(lines.total, sale.payments, {})
        document = refund_document(fresh_id(), original, sale, lines, "damaged", payments, 2)
        self.returns += 1
        made = change(replace(document, series=f"R{self.series}", number=self.returns))
        cause = sold["event_id"] if known else None
        return self.event("refund.completed", refund_to_data(made), cause_id=cause)

    def void(self, sold: dict[str, Any], *, seller_id: str | None = None) -> dict[str, Any]:
        """Append the void of a sale of this till, or of one that it says is another's."""
        sale = sale_from_data(json.loads(sold["payload"])["data"])
        original = OriginalSale(
            *(sale.series, sale.number, seller_id or self.terminal_id),
            *(sold["event_id"], sale.local_transaction_id),
        )
        data = void_to_data(void_document(original, sale, "wrong_items", 2))
        return self.event("sale.voided", data, cause_id=sold["event_id"])

    def told(self, sold: dict[str, Any], n: int, outcome: str, reason: str | None = None) -> dict[str, Any]:
        """Append what a person found out about a payment of a sale of this till."""
        sale = sale_from_data(json.loads(sold["payload"])["data"])
        payment = next(one for one in sale.payments if one.n == n)
        found = PaymentOutcome(
            OriginalSale(
                sale.series, sale.number, self.terminal_id, sold["event_id"], sale.local_transaction_id
            ),
            *(n, payment.method, payment.amount, Outcome(outcome), reason, payment.details.confirmation_code),
        )
        return self.event("payment.confirmed", outcome_to_data(found), cause_id=sold["event_id"])

    def corrected(self, sold: dict[str, Any], received: str) -> dict[str, Any]:
        """Append what was really handed over for a sale of this till."""
        sale = sale_from_data(json.loads(sold["payload"])["data"])
        original = OriginalSale(
            sale.series, sale.number, self.terminal_id, sold["event_id"], sale.local_transaction_id
        )
        before = cash_of_sale(sale)
        correction = ChangeCorrection(original, before, corrected_cash(before, Decimal(received)))
        return self.event("change.corrected", correction_to_data(correction), cause_id=sold["event_id"])

    def batch(self, items: list[dict[str, Any]] | None = None, **over: Any) -> dict[str, Any]:
        """A request body over these items (default: all events)."""
        body: dict[str, Any] = {
            "protocol": 1,
            "batch_id": fresh_id(),
            "terminal_id": self.terminal_id,
            "epoch": self.epoch,
            "boot_id": self.boot_id,
            "sent_at": format_time(START),
            "offset_ms": -240,
            "offset_err_ms": 35,
            "head": {"epoch": self.epoch, "seq": self.seq, "hash": self.head.hex()},
            "items": self.events if items is None else items,
        }
        return {**body, **over}

    def request(self, items: list[dict[str, Any]] | None = None, **over: Any) -> BatchRequest:
        return BatchRequest.model_validate(self.batch(items, **over))


@dataclass
class World:
    """What a test of the centre starts from."""

    database: Database
    engine: AsyncEngine
    till: Till
    stranger: Till
    clock: FakeClock
    ids: CountingIds

    async def rows(self, query: str, *args: Any) -> list[asyncpg.Record]:
        """Read past row security, as the superuser."""
        connection = await asyncpg.connect(self.database.dsn("postgres"))
        try:
            return await connection.fetch(query, *args)
        finally:
            await connection.close()

    async def count(self, table: str) -> int:
        return int((await self.rows(f"SELECT count(*) FROM pos.{table}"))[0][0])

    async def execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self.database.dsn("postgres"))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def neighbour(self) -> Till:
        """A second till of the same shop, with its own stream and series."""
        old, terminal = self.till, fresh_id()
        await self.execute(
            "INSERT INTO pos.terminals (organization_id, local_id, terminal_id, kind, name, staff_id,"
            " public_key, app_version, os, enrolled_at)"
            f" SELECT organization_id, local_id, '{terminal}', kind, 'Caja 2', staff_id, public_key,"
            f" app_version, os, enrolled_at FROM pos.terminals WHERE terminal_id = '{old.terminal_id}'"
        )
        return replace(
            old, terminal_id=terminal, series="0077", boot_id=fresh_id(), events=[], number=0, seq=0, head=b""
        )


@asynccontextmanager
async def make_world(database: Database) -> AsyncIterator[World]:
    engine = make_engine(database.dsn("pos_app"), pool_size=10, max_overflow=5)
    try:
        ids = CountingIds()
        yield World(
            database, engine, await _tenant(database, "1"), await _tenant(database, "2"), FakeClock(), ids
        )
    finally:
        await engine.dispose()


async def _tenant(database: Database, point: str) -> Till:
    org, local, terminal, staff = fresh_id(), fresh_id(), fresh_id(), fresh_id()
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    nonce = bytes(range(32))
    series = f"000{point}"
    both = {"organization_id": org, "local_id": local}
    rows: list[tuple[str, dict[str, Any]]] = [
        ("organizations", {"organization_id": org, "slug": f"tienda-{point}", "name": "Tienda"}),
        ("locals", {**both, "name": "Centro"}),
        (
            "staff",
            {"organization_id": org, "staff_id": staff, "kind": "terminal", "code": "caja", "name": "Caja 1"}
            | {"role": "terminal"},
        ),
        (
            "terminals",
            {**both, "terminal_id": terminal, "kind": "till", "name": "Caja 1", "staff_id": staff}
            | {"public_key": public, "app_version": "0.1.0", "os": "linux", "enrolled_at": START},
        ),
        (
            "terminal_enrolments",
            {**both, "terminal_id": terminal, "first_epoch": 1, "nonce": nonce, "enrolled_at": START},
        ),
        (
            "series",
            {**both, "series": series, "terminal_id": terminal, "doc_type": "sale", "prefix": series}
            | {"point": 1},
        ),
    ]
    connection = await asyncpg.connect(database.dsn("pos_app"))
    try:
        async with connection.transaction():
            await connection.execute(
                "SELECT set_config('app.current_organization_id', $1, true),"
                " set_config('app.current_local_id', $2, true)",
                *(org, local),
            )
            for table, row in rows:
                columns = row if "enrolled_at" in row or table == "series" else {**row, "created_at": START}
                holders = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
                await connection.execute(
                    f"INSERT INTO pos.{table} ({', '.join(columns)}) VALUES ({holders})", *columns.values()
                )
    finally:
        await connection.close()
    return Till(Tenant(org, local), terminal, nonce, staff, series, key)
