"""A sink that tells what it kept and does what a person decided, on the thread that keeps its pages."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from core.domain.changes import ChangePage, Stream
from core.ports.changes import Applied, ChangeSink, StreamState


class Watched:
    """A `ChangeSink` around another, for one thread at a time; `decide_soon` is for any.

    Whoever keeps or decides while another thread is at work waits for it: a sync thread built anew after a
    mistake, for the page its predecessor left to the keeper. How far a stream is can be asked meanwhile.

    Args:
        sink: Keeps the pages.
        heard: Told of each stream of which something new is in use, held or refused; from that thread.
    """

    def __init__(self, sink: ChangeSink, heard: Callable[[Stream], Any]) -> None:
        self._sink = sink
        self._heard = heard
        self._decisions: dict[Stream, bool] = {}
        self._lock = threading.Lock()
        self._turn = threading.RLock()
        self._settled: set[Stream] = set()

    def decide_soon(self, stream: Stream, *, take: bool) -> None:
        """What a person decided; from any thread. It happens when the stream is looked at next.

        What fails then is tried again with the next look, unless they have decided anew.
        """
        with self._lock:
            self._decisions[stream] = take

    def state(self, stream: Stream) -> StreamState:
        """See `ChangeSink`; what was decided meanwhile is done first."""
        with self._lock:
            take = self._decisions.pop(stream, None)
        if take is not None:
            try:
                self.decide(stream, take=take)
            except Exception:
                with self._lock:
                    self._decisions.setdefault(stream, take)
                raise
        return self._sink.state(stream)

    def apply(self, page: ChangePage, fetched_at_ms: int) -> Applied:
        """See `ChangeSink`."""
        with self._turn:
            # What ended in the middle, in this run or the one before, is finished by whatever page is next.
            owed = page.stream not in self._settled
            self._settled.discard(page.stream)
            applied = self._sink.apply(page, fetched_at_ms)
            self._settled.add(page.stream)
        if owed or page.changes or applied is not Applied.KEPT:
            self._heard(page.stream)
        return applied

    def restart(self, stream: Stream) -> None:
        """See `ChangeSink`."""
        with self._turn:
            self._sink.restart(stream)

    def decide(self, stream: Stream, *, take: bool) -> None:
        """See `ChangeSink`."""
        with self._turn:
            self._settled.discard(stream)
            self._sink.decide(stream, take=take)
        self._heard(stream)
