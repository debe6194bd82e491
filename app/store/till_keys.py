"""Rows of ``till_key``: public keys of the shop's tills (ADR 85). Driver-only reading."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from core.domain.journal.rows import unix_ms
from core.domain.till_keys import TillKey

COLUMNS: Final = ("public_key", "terminal_id", "terminal_name", "valid_to_ms")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def row_of(key: TillKey) -> dict[str, int | str | bytes | None]:
    """Columns of one key."""
    return {
        "key_id": key.key_id,
        "public_key": key.public_key,
        "terminal_id": key.terminal_id,
        "terminal_name": key.terminal_name,
        "valid_to_ms": None if key.valid_to is None else unix_ms(key.valid_to),
    }


def key_of(row: tuple[Any, ...]) -> TillKey:
    """The key of a row of `COLUMNS`; inverse of `row_of` to the millisecond."""
    public_key, terminal_id, terminal_name, valid_to_ms = row
    valid_to = None if valid_to_ms is None else _EPOCH + timedelta(milliseconds=valid_to_ms)
    return TillKey(public_key, terminal_id, terminal_name, valid_to)
