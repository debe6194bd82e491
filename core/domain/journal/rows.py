"""Rows as a projection gives them: columns by name, money in cents (sync.md T3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

from core.domain.money import exact_scaled
from core.domain.payload import PayloadError

Scalar = int | str | None
Row = dict[str, Scalar]
Projection = dict[str, list[Row]]
"""Rows by table name, tables in the order in which they may be inserted."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


def unix_ms(moment: datetime) -> int:
    """Whole milliseconds since 1970-01-01 UTC."""
    return (moment - _EPOCH) // _MILLISECOND


@lru_cache(maxsize=8192)
def scaled(value: Decimal, places: int) -> int:
    """``value`` × 10^places; kept, since the same few prices and rates come again and again.

    Raises:
        PayloadError: the value is finer than that.
    """
    try:
        return exact_scaled(value, places)
    except ValueError as error:
        raise PayloadError(str(error)) from error
