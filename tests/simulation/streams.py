"""What the simulated centre tells its tills: a log that changes at random, and what each till made of it."""

from __future__ import annotations

import hashlib
import json
from random import Random
from typing import Final
from urllib.parse import parse_qs, urlsplit

from core.contract.changes import DIGEST_HEADER
from core.domain.changes import Stream
from core.domain.journal.rows import unix_ms
from core.ports.faults import Faults
from sync.transport.changes import CHANGES_PATH
from sync.transport.exchange import Answer
from tests.fakes.change_log import ChangeLog, page_to_wire
from tests.fakes.change_sink import MemoryChangeSink
from tests.simulation.kernel import Kernel, SimClock

STREAMS: Final = (Stream.PRICES, Stream.STAFF)
"""One of each kind; the rules are the same for all."""
ITEMS: Final = 15
"""Fewer than the sanity valve looks at."""
EVERY_S: Final = 120.0
PAGE: Final = 4
"""Pages as small as this make long lists of short ones."""


class SimStreams:
    """The log, and the change that somebody makes at the centre every few minutes."""

    def __init__(self, kernel: Kernel, seed: int) -> None:
        self._kernel, self._clock = kernel, SimClock(kernel)
        self._chance = Random(f"{seed}/streams")
        self.log = ChangeLog()
        for stream in STREAMS:
            for n in range(ITEMS):
                self.log.put(stream, f"item-{n}")
        self.changing = True
        self._next()

    def answer(self, path: str) -> Answer | None:
        """A page, None for a cursor that is gone."""
        parts = urlsplit(path)
        query = parse_qs(parts.query)
        stream = Stream(parts.path.removeprefix(f"{CHANGES_PATH}/"))
        limit, cursor = min(PAGE, int(query["limit"][0])), query.get("cursor", [None])[0]
        page = self.log.page(stream, cursor, limit, unix_ms(self._clock.now()))
        if page is None:
            return None
        body = json.dumps(page_to_wire(page)).encode()
        headers = {
            "content-type": "application/json",
            DIGEST_HEADER.lower(): hashlib.sha256(body).hexdigest(),
        }
        return Answer(200, headers, body)

    def _next(self) -> None:
        self._kernel.after(self._chance.expovariate(1 / EVERY_S), "office", self._change)

    def _change(self) -> None:
        """Mostly a version more; now and then something goes, the log is cut, or it starts anew."""
        if not self.changing:
            return
        self._next()
        stream, item = self._chance.choice(STREAMS), f"item-{self._chance.randrange(ITEMS)}"
        match self._chance.random():
            case share if share < 0.75:
                self.log.put(stream, item)
            case share if share < 0.92:
                self.log.remove(stream, item)
            case share if share < 0.97:
                self.log.forget(stream)
            case _:
                self.log.renew(stream)


class SimSink(MemoryChangeSink):
    """A till's streams on a disk that outlives its crashes; every commit is held against the log.

    Attributes:
        passed: What its cursor has passed without its being there (I12), empty while all is well.
    """

    def __init__(self, log: ChangeLog, faults: Faults) -> None:
        super().__init__(faults, self._check)
        self._log = log
        self.passed = ""

    def missing(self) -> str:
        """What this till has otherwise than the centre."""
        wrong = [stream for stream in STREAMS if self.in_use(stream) != self._log.there(stream)]
        return ", ".join(map(str, wrong))

    def _check(self, stream: Stream) -> None:
        if name := self._log.passed(stream, self.state(stream), self.rows(stream)):
            self.passed = f"{name} of {stream}"
