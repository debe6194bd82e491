"""Core tables of people's credentials and rights, and of what a shop's tills are told of itself."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ARRAY, BigInteger, Boolean, Column, DateTime, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from central.store.models import METADATA

_UUID: Final = Uuid(as_uuid=False)
_TIME: Final = DateTime(timezone=True)

PINS: Final = Table(
    "staff_pins",
    METADATA,
    Column("organization_id", _UUID, primary_key=True),
    Column("staff_id", _UUID, primary_key=True),
    Column("memory_kib", Integer),
    Column("time_cost", Integer),
    Column("parallelism", Integer),
    Column("salt", LargeBinary),
    Column("pepper_id", Text),
    Column("hash", LargeBinary),
    Column("set_at", _TIME),
    Column("failures", Integer),
    Column("failed_at", _TIME),
)
BADGES: Final = Table(
    "staff_badges",
    METADATA,
    Column("organization_id", _UUID, primary_key=True),
    Column("staff_id", _UUID, primary_key=True),
    Column("pepper_id", Text),
    Column("badge_sha256", LargeBinary),
    Column("set_at", _TIME),
)
RIGHTS: Final = Table(
    "staff_rights",
    METADATA,
    Column("organization_id", _UUID, primary_key=True),
    Column("staff_id", _UUID, primary_key=True),
    Column("entry", BigInteger, primary_key=True, autoincrement=True),
    Column("from_at", _TIME),
    Column("role", Text),
    Column("permissions", ARRAY(Text)),
    Column("limits", JSONB(none_as_null=True)),
    Column("active", Boolean),
)
BUNDLES: Final = Table(
    "staff_bundles",
    METADATA,
    Column("organization_id", _UUID, primary_key=True),
    Column("local_id", _UUID, primary_key=True),
    Column("version", BigInteger),
    Column("issued_at", _TIME),
    Column("expires_at", _TIME),
    Column("content", LargeBinary),
    Column("jws", Text),
    Column("handovers", ARRAY(Text)),
)
CONFIG: Final = Table(
    "config_items",
    METADATA,
    Column("organization_id", _UUID, primary_key=True),
    Column("local_id", _UUID, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("data", JSONB),
    Column("version", BigInteger),
)
TILL_KEYS: Final = Table(
    "till_keys",
    METADATA,
    Column("organization_id", _UUID, primary_key=True),
    Column("local_id", _UUID),
    Column("terminal_id", _UUID, primary_key=True),
    Column("public_key", LargeBinary, primary_key=True),
    Column("valid_to", _TIME),
)
