"""A process that fetches the streams of a made-up centre until it is killed at one statement.

``python -m tests.app.store.catalog.sink.kill_child`` imports once and forks for each order on its standard
input: ``{"path": …, "kill_at": n or null}``. It answers the child's exit code and, of one that was not
killed, the statements it ran.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from app.store.catalog.sink import CatalogueSink, lane
from app.store.driver import Connection
from core.domain.changes import Change, ChangePage, Stream
from tests.app.store.catalog.sink.support import (
    NOON_MS,
    SEAL,
    Centre,
    DirectStore,
    TickingClock,
    delete,
    goods,
    price,
    rate,
    upsert,
    variant,
)

OLD: Final = range(1, 13)
NEW: Final = range(5, 19)
LAST_NAMES: Final = {n: f"Nuevo {n}" for n in NEW} | {6: "Cambiado 6", 19: "Nuevo 19"}
"""What every till ends with."""


def pages() -> dict[Stream, list[ChangePage]]:
    """All the centre has to say, the same every time: a list, changes to it, and another list."""
    told: dict[Stream, list[ChangePage]] = {}
    for stream, old, change, new in (
        (Stream.TAXES, [[rate("01", "7")]], [], [[rate("01", "7")]]),
        (Stream.PRODUCTS, _halves([goods(n, f"Viejo {n}", 2) for n in OLD]), _changed(), _halves(_new())),
        (
            Stream.PRICES,
            _halves([price(n, "1.00") for n in OLD]),
            [[price(2, "1.50", 2)]],
            _halves(_prices()),
        ),
        (
            Stream.CUSTOMERS,
            [[_person(1), _person(2)]],
            [[_person(1, 2), delete("c2", 2)]],
            [[_person(1), _person(3)]],
        ),
    ):
        centre = Centre(stream)
        told[stream] = [*centre.whole(*old), *centre.delta(*change)]
        centre.generation = "g2"
        told[stream] += centre.whole(*new)
        if stream is Stream.PRODUCTS:
            told[stream] += centre.delta(
                [goods(6, "Cambiado 6", 9), delete(variant(7), 9)], [goods(19, "Nuevo 19", 9)]
            )
        if stream is Stream.PRICES:
            told[stream] += centre.delta([price(19, "2.00", 9)])
    return told


def fetch(path: Path) -> None:
    """What a puller does: ask where the sink is, until it is at the end; the log begins anew in between."""
    clock = TickingClock()
    clock.tick = 0.0004
    sink = CatalogueSink.open(path, DirectStore(), clock, SEAL, pause=float)
    told = pages()
    for stream, known in told.items():
        second = next(n for n, page in enumerate(known) if page.generation == "g2")
        while (cursor := sink.state(stream).cursor) != known[-1].next_cursor:
            at = [n for n, page in enumerate(known) if page.next_cursor == cursor]
            following = at[0] + 1 if at else second if _had(path, stream) else 0
            if following == second and at:
                sink.restart(stream)
            sink.apply(known[following], NOON_MS)
        sink.apply(known[-1], NOON_MS)  # once more: it changes nothing, and what is left over goes
    sink.close()


def _had(path: Path, stream: Stream) -> bool:
    """Whether the till was at the end of the first log once."""
    from app.store.catalog.check import open_catalogue

    db = open_catalogue(path)
    row = db.execute(
        "SELECT 1 FROM stream WHERE name = ?1 AND fresh_at_ms IS NOT NULL", (stream.value,)
    ).fetchone()
    db.close()
    return row is not None


def _halves(changes: list[Change]) -> list[list[Change]]:
    return [changes[: len(changes) // 2], changes[len(changes) // 2 :]]


def _changed() -> list[list[Change]]:
    return [
        [goods(1, "Viejo uno", 5), goods(2, "Viejo dos", 5)],
        [goods(3, "Viejo tres", 5), delete(variant(4), 5)],
    ]


def _new() -> list[Change]:
    return [goods(n, f"Nuevo {n}", 3) for n in NEW]


def _prices() -> list[Change]:
    return [price(n, "2.00", 3) for n in NEW]


def _person(n: int, version: int = 1) -> Change:
    return upsert(f"c{n}", version, name=f"Ana {n}", cards=[f"LE-{n}"])


class Statements:
    """Counts what the writing connection runs, and dies at one of them."""

    def __init__(self, kill_at: int | None) -> None:
        self.seen: list[str] = []
        self._kill_at = kill_at

    def watch(self, opening: Callable[[Path], Connection]) -> Callable[[Path], Connection]:
        """An opener whose connections are counted."""

        def opened(path: Path) -> Connection:
            db = opening(path)
            db.set_trace_callback(self._run)  # type: ignore[attr-defined]
            return db

        return opened

    def _run(self, statement: str) -> None:
        if len(self.seen) == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.seen.append(statement[:60])


def perform(order: dict[str, Any], out: int) -> None:
    """One child's life."""
    statements = Statements(order["kill_at"])
    opened: Any = lane
    opened.open_for_writing = statements.watch(opened.open_for_writing)
    fetch(Path(order["path"]))
    os.write(out, json.dumps(statements.seen).encode())


def main() -> None:
    """Serve orders."""
    for line in sys.stdin:
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            try:
                perform(json.loads(line), write)
            except BaseException as error:  # noqa: BLE001 - told to the test
                os.write(write, json.dumps([f"FAILED {error!r}"]).encode())
                os._exit(1)
            os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            said = pipe.read().decode()
        _, status = os.waitpid(child, 0)
        print(json.dumps([os.waitstatus_to_exitcode(status), said]), flush=True)


if __name__ == "__main__":
    main()
