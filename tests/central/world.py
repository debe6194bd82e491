"""Builders for the tests of the centre: tenants, a till that makes real events, stores."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
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
from core.domain.document_data import sale_to_data
from core.domain.documents import CompletedSale, SaleItem, SalePayment
from core.domain.ids import uuid7_from
from core.domain.journal.chain import genesis, link, payload_sha256
from core.domain.journal.events import Event, EventContext, encode_event, format_time

START = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


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


def fresh_id() -> str:
    return uuid7_from(int(START.timestamp() * 1000), uuid.uuid4().bytes[:10])


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


def make_sale(series: str, number: int, lines: int = 2, name: str = "Arroz de primera 5 lb") -> CompletedSale:
    """A sale of ``lines`` lines at 1.07 with 7 % inside, paid in cash."""
    items = tuple(
        SaleItem(
            n=place,
            variant_id=f"0198f0c0-0000-7000-8000-{place:012d}",
            sku=f"{place:06d}",
            barcode="7452000000017",
            name=name,
            unit="u",
            quantity=Decimal(1),
            unit_price=Decimal("1.07"),
            gross=Decimal("1.07"),
            discount=Decimal("0.00"),
            net=Decimal("1.07"),
            tax_code="01",
            tax_rate=Decimal(7),
            tax6=Decimal("0.070000"),
            tax=Decimal("0.07"),
            total=Decimal("1.07"),
        )
        for place in range(1, lines + 1)
    )
    total, tax = Decimal("1.07") * lines, Decimal("0.07") * lines
    return CompletedSale(
        local_transaction_id=fresh_id(),
        series=series,
        number=number,
        tax_rounding="line6",
        price_includes_tax=True,
        subtotal=total,
        discount_total=Decimal("0.00"),
        tax_by_rate={"7": tax},
        tax_total=tax,
        total=total,
        paid_total=total,
        change_due=Decimal("1.00"),
        items=items,
        payments=(SalePayment(1, "cash", total, total + 1),),
    )


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
