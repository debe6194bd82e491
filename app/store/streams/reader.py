"""Reads of what the centre told: reviews, configuration, the standing of the staff list. Any thread."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from app.store.shared_reader import SharedReader
from app.usecases.reviews import LATELY
from core.domain.changes import Stream
from core.domain.reviews import Review

_log = logging.getLogger(__name__)

_REVIEWS: Final = (
    "SELECT data FROM stream_item WHERE stream='reviews' AND shadow=0 AND data IS NOT NULL "
    "AND data ->> '$.state' = "
)
QUERIES: Final = MappingProxyType(
    {
        "open_reviews": f"{_REVIEWS}'open'",
        "resolved_reviews": f"{_REVIEWS}'resolved' ORDER BY data ->> '$.resolved_at' DESC LIMIT ?",
        "config": "SELECT data FROM stream_item WHERE stream='config' AND shadow=0 AND item_id=? "
        "AND data IS NOT NULL",
        "standing": "SELECT stream, fresh_at_ms, problem FROM stream",
        "version": "SELECT max(version) FROM stream_item WHERE stream=? AND shadow=0",
        "bundle": "SELECT public_key, version, expires_at_ms FROM staff_bundle WHERE id=1",
        "server": "SELECT server_at_ms FROM sync_state WHERE id=1",
    }
)


@dataclass(frozen=True, slots=True)
class StaffList:
    """Standing of the signed staff list.

    Attributes:
        key: 32 bytes that sign it; None where none was ever given.
        version: None while the people are still those of the enrolment.
        expires_at_ms: Until when it counts for everybody, Unix milliseconds.
    """

    key: bytes | None = None
    version: int | None = None
    expires_at_ms: int | None = None


class StreamReader:
    """What the streams of ``till.db`` say now; `app.usecases.reviews.ReviewReader` among it."""

    def __init__(self, database: Path) -> None:
        self._reader = SharedReader(database)

    def reviews(self) -> tuple[Review, ...]:
        """See `ReviewReader`; one that cannot be read is left out and logged."""
        rows = self._reader.rows(QUERIES["open_reviews"])
        rows += self._reader.rows(QUERIES["resolved_reviews"], (LATELY,))
        return tuple(review for (text,) in rows if (review := _review(text)) is not None)

    def config(self, item_id: str) -> Mapping[str, Any] | None:
        """One item of the configuration as it came; None while there is none."""
        row = self._reader.row(QUERIES["config"], (item_id,))
        return None if row is None else dict(json.loads(row[0]))

    def staff_list(self) -> StaffList:
        """Standing of the staff list."""
        row = self._reader.row(QUERIES["bundle"])
        return StaffList() if row is None else StaffList(*row)

    def versions(self) -> dict[str, int]:
        """Versions that events cite (E2): of the staff list and of the configuration, as far as there are."""
        staff = self.staff_list().version
        row = self._reader.row(QUERIES["version"], (Stream.CONFIG,))
        found = {Stream.STAFF: staff, Stream.CONFIG: None if row is None else row[0]}
        return {str(stream): int(version) for stream, version in found.items() if version is not None}

    def fresh(self) -> dict[str, int]:
        """When each stream was whole last, Unix milliseconds of the till's clock."""
        rows = self._reader.rows(QUERIES["standing"])
        return {str(stream): int(fresh) for stream, fresh, _ in rows if fresh is not None}

    def problem(self, stream: Stream) -> str:
        """Why the last page of a stream was not used, empty when it was."""
        rows = self._reader.rows(QUERIES["standing"])
        return next((str(problem or "") for name, _, problem in rows if name == stream), "")

    def server_at_ms(self) -> int | None:
        """The centre's clock as it was told last, with the running time noted since."""
        row = self._reader.row(QUERIES["server"])
        return None if row is None else row[0]

    def close(self) -> None:
        """Close the connection."""
        self._reader.close()


def _review(text: str) -> Review | None:
    from core.contract.reviews import REVIEW, review_from_wire  # not while the window comes up

    try:
        return review_from_wire(REVIEW.validate_json(text))
    except ValueError:  # pydantic's own
        _log.error("a review cannot be read and is not shown")
        return None
