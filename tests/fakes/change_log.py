"""What a centre tells its tills, in memory: the log, the tables of now and the cursors of sync.md D1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from core.domain.changes import (
    SNAPSHOT_START,
    Change,
    ChangeOp,
    ChangePage,
    SnapshotTotal,
    Stream,
    chain_digest,
    page_digest,
)
from core.domain.journal.events import format_time
from core.ports.changes import StreamState


@dataclass(slots=True)
class Log:
    """One stream: changes in the order of commits, and whatever is there now.

    Attributes:
        generation: Grows when the log starts anew.
        first: Position of the oldest change that is still kept.
        version: Given last.
    """

    changes: list[Change] = field(default_factory=list[Change])
    now: dict[str, Change] = field(default_factory=dict[str, Change])
    generation: int = 1
    first: int = 0
    version: int = 0


class ChangeLog:
    """All streams of one till's centre."""

    def __init__(self) -> None:
        self._logs: dict[Stream, Log] = {}

    def put(self, stream: Stream, item_id: str, data: Mapping[str, Any] | None = None) -> Change:
        """An item is there, or is another now."""
        return self._add(stream, ChangeOp.UPSERT, item_id, data or {})

    def remove(self, stream: Stream, item_id: str) -> Change:
        """An item is gone."""
        return self._add(stream, ChangeOp.DELETE, item_id, {})

    def renew(self, stream: Stream) -> None:
        """The log starts anew: versions do too, and every cursor is of another generation."""
        log = self._of(stream)
        log.generation += 1
        log.changes, log.first, log.version = [], 0, 0
        for name, change in log.now.items():
            log.version += 1
            log.now[name] = replace(change, version=log.version)

    def forget(self, stream: Stream) -> None:
        """What is older than the retention is dropped: cursors before now are gone (D3)."""
        log = self._of(stream)
        log.first = len(log.changes)

    def there(self, stream: Stream) -> dict[str, int]:
        """Versions of what is there now."""
        return {name: change.version for name, change in self._of(stream).now.items()}

    def generation(self, stream: Stream) -> str:
        """Name of the running generation."""
        return f"g{self._of(stream).generation}"

    def passed(self, stream: Stream, state: StreamState, rows: Mapping[str, Change]) -> str:
        """An item that a till's cursor is past and that the till has not (I12); empty when there is none.

        Args:
            stream: Which.
            state: How far the till says it is; a list on its way, or of another generation, says nothing.
            rows: What it has, tombstones too; a list it took whole has none.
        """
        log = self._of(stream)
        if state.cursor is None or state.snapshot or state.generation != self.generation(stream):
            return ""
        at = json.loads(state.cursor)["at"]
        gone_since = {change.id for change in log.changes[at:] if change.op is ChangeOp.DELETE}
        for name, told in {change.id: change for change in log.changes[:at]}.items():
            kept = rows.get(name)
            if kept is None and (told.op is ChangeOp.DELETE or name in gone_since):
                continue
            if kept is None or kept.version < told.version:
                return name
        return ""

    def page(self, stream: Stream, cursor: str | None, limit: int, server_time_ms: int) -> ChangePage | None:
        """One page, None for a cursor that is good for nothing."""
        log = self._of(stream)
        where: dict[str, Any] = {"g": log.generation, "at": len(log.changes), "key": ""}
        if cursor is not None:
            where = json.loads(cursor)
        if where["g"] != log.generation or where["at"] < log.first:
            return None
        if "key" in where:
            return self._snapshot(stream, log, where, limit, server_time_ms)
        end = min(len(log.changes), where["at"] + limit)
        part = log.changes[where["at"] : end]
        more = end < len(log.changes)
        return self._made(stream, log, part, {"g": log.generation, "at": end}, more, server_time_ms)

    def _snapshot(
        self, stream: Stream, log: Log, where: dict[str, Any], limit: int, server_time_ms: int
    ) -> ChangePage:
        left = sorted(name for name in log.now if name > where["key"])
        part = [log.now[name] for name in left[:limit]]
        digest = chain_digest(bytes.fromhex(where.get("d", SNAPSHOT_START.hex())), page_digest(part))
        rows, pages = where.get("rows", 0) + len(part), where.get("pages", 0) + 1
        if len(left) > limit:
            following = where | {"key": left[limit - 1], "d": digest.hex(), "rows": rows, "pages": pages}
            return self._made(stream, log, part, following, True, server_time_ms, whole=True)
        total = SnapshotTotal(rows, pages, digest.hex())
        end = {"g": log.generation, "at": where["at"]}
        return self._made(stream, log, part, end, False, server_time_ms, whole=True, total=total)

    def _made(
        self,
        stream: Stream,
        log: Log,
        part: Iterable[Change],
        following: dict[str, Any],
        more: bool,
        server_time_ms: int,
        *,
        whole: bool = False,
        total: SnapshotTotal | None = None,
    ) -> ChangePage:
        cursor = json.dumps(following)
        generation = f"g{log.generation}"
        return ChangePage(stream, generation, whole, server_time_ms, tuple(part), cursor, more, total)

    def _add(self, stream: Stream, op: ChangeOp, item_id: str, data: Mapping[str, Any]) -> Change:
        log = self._of(stream)
        log.version += 1
        change = Change(op, item_id, log.version, data)
        log.changes.append(change)
        if op is ChangeOp.UPSERT:
            log.now[item_id] = change
        else:
            log.now.pop(item_id, None)
        return change

    def _of(self, stream: Stream) -> Log:
        return self._logs.setdefault(stream, Log())


def page_to_wire(page: ChangePage) -> dict[str, Any]:
    """The page as the centre writes it (D1)."""
    total = page.snapshot_total
    return {
        "stream": str(page.stream),
        "generation": page.generation,
        "snapshot": page.snapshot,
        "server_time": format_time(datetime.fromtimestamp(page.server_time_ms / 1000, UTC)),
        "count": len(page.changes),
        "changes": [
            {"op": str(one.op), "id": one.id, "version": one.version}
            | ({"data": dict(one.data)} if one.op is ChangeOp.UPSERT else {})
            for one in page.changes
        ],
        "next_cursor": page.next_cursor,
        "has_more": page.has_more,
        "snapshot_total": None
        if total is None
        else {"rows": total.rows, "pages": total.pages, "sha256": total.sha256},
    }
