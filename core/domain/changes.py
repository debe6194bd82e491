"""What the centre tells a till, stream by stream: changes, pages of them and the sum over a snapshot.

Rules D1 to D8 of sync.md section 9. Nothing here knows HTTP or SQL.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

SNAPSHOT_START: Final = b"\x00" * 32
"""d₀ of the chained sum over the pages of a snapshot (D1)."""
PAGE_LIMIT: Final = 200
"""Most changes a till asks for at once: a cashier would feel it reading more (performance.md 2.8)."""


class Stream(StrEnum):
    """What travels down; each fails, ages and is fetched by itself (D7)."""

    PRODUCTS = "products"
    PRICES = "prices"
    PROMOTIONS = "promotions"
    TAXES = "taxes"
    CUSTOMERS = "customers"
    STOCK = "stock"
    STAFF = "staff"
    CONFIG = "config"
    REVIEWS = "reviews"


CATALOGUE_STREAMS: Final = (
    Stream.TAXES,
    Stream.PRODUCTS,
    Stream.PRICES,
    Stream.PROMOTIONS,
    Stream.CUSTOMERS,
    Stream.STOCK,
)
"""Kept in ``catalog.db``, in the order they are first fetched: a price has its product then."""
TILL_STREAMS: Final = (Stream.STAFF, Stream.CONFIG, Stream.REVIEWS)
"""Kept in ``till.db`` (D2)."""


class ChangeOp(StrEnum):
    """What happened to an item; a delete is a tombstone and is kept at the centre for 90 days or more."""

    UPSERT = "upsert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Change:
    """One item as it is now.

    Attributes:
        op: Whether it is there or gone.
        id: Its identity inside the stream.
        version: Grows with every change of the item; an older one never replaces a newer one (D2).
        data: Its content, in the shapes of `core.contract.changes`; empty for a tombstone.
    """

    op: ChangeOp
    id: str
    version: int
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SnapshotTotal:
    """What the last page of a snapshot says of the whole of it.

    Attributes:
        rows: Changes in all pages.
        pages: Number of pages.
        sha256: The chained sum, 64 hex digits.
    """

    rows: int
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One answer of ``GET /sync/changes/{stream}``.

    Attributes:
        stream: Which stream.
        generation: Changes when the centre's log starts anew; cursors of another one are good for nothing.
        snapshot: Whether this is a page of a whole list rather than of what changed.
        server_time_ms: The centre's clock, Unix milliseconds.
        changes: In the centre's order.
        next_cursor: Opaque; where to go on.
        has_more: Whether there is more right now.
        snapshot_total: On the last page of a snapshot alone.
    """

    stream: Stream
    generation: str
    snapshot: bool
    server_time_ms: int
    changes: tuple[Change, ...]
    next_cursor: str
    has_more: bool
    snapshot_total: SnapshotTotal | None = None


@dataclass(frozen=True, slots=True)
class Ages:
    """How old data of a stream may grow (D8), in seconds; None where nothing follows from age.

    Attributes:
        soft_s: From here on it is fetched anew.
        warn_s: From here on it is said.
        hard_s: From here on the policy of the stream holds. The data stays readable in every case.
    """

    soft_s: int
    warn_s: int | None = None
    hard_s: int | None = None


_MIN: Final = 60
_HOUR: Final = 60 * _MIN
AGES: Final[Mapping[Stream, Ages]] = {
    Stream.PRODUCTS: Ages(_HOUR, 24 * _HOUR),
    Stream.PRICES: Ages(15 * _MIN, 24 * _HOUR, 7 * 24 * _HOUR),
    Stream.PROMOTIONS: Ages(30 * _MIN, 4 * _HOUR),
    Stream.TAXES: Ages(_HOUR, 24 * _HOUR),
    Stream.CUSTOMERS: Ages(5 * _MIN, 24 * _HOUR, 24 * _HOUR),
    Stream.STOCK: Ages(5 * _MIN, _HOUR),
    Stream.STAFF: Ages(15 * _MIN, 12 * _HOUR, 72 * _HOUR),
    Stream.CONFIG: Ages(_HOUR, 24 * _HOUR),
    Stream.REVIEWS: Ages(5 * _MIN),
}
"""Defaults of D8; promotions and taxes also have a ``valid_to`` of their own."""


def page_digest(changes: Iterable[Change]) -> bytes:
    """SHA-256 over ``id 00 version 0A`` of each change, in order (D1)."""
    digest = hashlib.sha256()
    for change in changes:
        digest.update(f"{change.id}\x00{change.version}\n".encode())
    return digest.digest()


def chain_digest(before: bytes, page: bytes) -> bytes:
    """dₙ = SHA-256(dₙ₋₁ ‖ digestₙ); the first ``before`` is `SNAPSHOT_START`."""
    return hashlib.sha256(before + page).digest()
