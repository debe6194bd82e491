"""The catalogue's `ChangeSink`: pages of changes become rows, a snapshot takes the place of all of them.

It runs on the sync thread, which reads, decodes and seals; only ready rows reach the store thread, in slices
that wait behind every sale (`app.store.catalog.sink.lane`). Decision 114.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, Self

from app.store.catalog.check import open_catalogue
from app.store.catalog.customer_rows import CustomerSeal
from app.store.catalog.schema import CUSTOMER_KEY, NEXT_KEY, OLD, SHADOW, fts_merge
from app.store.catalog.sink import meta, ranking, shadow, tombs, valve
from app.store.catalog.sink.in_time import PRICES, TAXES, InTimeKind
from app.store.catalog.sink.keyed import PROMOTIONS, STOCK
from app.store.catalog.sink.kinds import Kind
from app.store.catalog.sink.lane import Job, Lane, Pace, StoreThread
from app.store.catalog.sink.people import Customers
from app.store.catalog.sink.place import Place, Verdict, read_places
from app.store.catalog.sink.pulled import PulledPages, add, clear, remove
from app.store.catalog.sink.rolling import Rolling, roll_all
from app.store.catalog.tabs import Tab, write_tabs
from app.store.driver import Connection
from app.usecases.held_changes import HeldNote
from core.domain.changes import SNAPSHOT_START, ChangePage, Stream, chain_digest, page_digest
from core.domain.journal.rows import unix_ms
from core.ports.changes import Applied, StreamState
from core.ports.clock import Clock

_log = logging.getLogger(__name__)


class CatalogueSink:
    """`ChangeSink` of the streams of ``catalog.db``, and the one writer of that file.

    Of the sync thread, but for `state` and `held_note`, which any thread may ask.
    """

    def __init__(self, path: Path, lane: Lane, clock: Clock, seal: CustomerSeal) -> None:
        """Use `open`."""
        self._path: Final = path
        self._lane: Final = lane
        self._clock: Final = clock
        self._seal: Final = seal
        self._pages: Final = PulledPages(seal)
        kinds: tuple[Kind, ...] = (TAXES, ranking.Products(), PRICES, PROMOTIONS, Customers(seal), STOCK)
        self._kinds: Final = {kind.stream: kind for kind in kinds}
        self._places: dict[Stream, Place] = {}
        self._reading: Connection | None = None
        self._rolling: Final = Rolling(lane.transact, self._now_ms)
        self._tidied: set[Stream] = set()
        self._detach: Callable[[], None] | None = None

    @classmethod
    def open(
        cls,
        path: Path,
        store: StoreThread,
        clock: Clock,
        seal: CustomerSeal,
        pace: Pace | None = None,
        pause: Callable[[float], object] | None = None,
    ) -> Self:
        """Open the catalogue for writing; what began or ended meanwhile is in force when this returns.

        Args:
            path: An existing catalogue of this form.
            store: The store thread, on which every write happens.
            clock: Time.
            seal: Seals the customers. With another key than before, all of them are fetched anew.
            pace: Size of slices.
            pause: See `Lane`.

        Raises:
            CatalogueUnusableError: see `app.store.catalog.check.open_catalogue`.
            StoreError: disk or lock.
        """
        sink = cls(path, Lane(path, store, clock, pace or Pace(), pause), clock, seal)
        try:
            sink._places = sink._lane.at_once(sink._ready)
        except BaseException:
            sink.close()
            raise
        sink._detach = store.attend(sink._rolling.step)
        return sink

    def close(self) -> None:
        """Let go of the file; before the store closes, and never from its thread."""
        if self._detach is not None:
            self._detach()
        self._lane.close()
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def state(self, stream: Stream) -> StreamState:
        """See `ChangeSink`."""
        return self._place(stream).state

    def held_note(self, stream: Stream) -> HeldNote | None:
        """See `app.usecases.held_changes.HeldChanges`."""
        note = self._place(stream).note
        return None if note is None else valve.from_text(note)

    def set_tabs(self, tabs: Iterable[Tab]) -> None:
        """Put these tabs of quick tiles in place of all others; goods not known yet appear when they come.

        Raises:
            StoreError: disk or lock; the old ones stay.
        """
        self._lane.run([partial(write_tabs, tabs=list(tabs))])

    def apply(self, page: ChangePage, fetched_at_ms: int) -> Applied:
        """See `ChangeSink`; returns when the page is kept, however long the cashier's work comes first.

        Raises:
            StoreError: disk, lock or damage, or the till closes; the page is asked for again.
        """
        kind = self._kinds[page.stream]
        place = self._place(page.stream)
        if place.verdict is Verdict.TAKEN:  # the program ended in the middle
            place = self._take(kind, place)
        if place.verdict is Verdict.HELD:
            return Applied.HELD
        if kind.stream not in self._tidied and not place.snapshot:
            self._tidy(kind)
        if page.snapshot:
            return self._snapshot(kind, place, page, fetched_at_ms)
        if place.cursor is None or place.snapshot or page.generation != place.generation:
            return self._refused(page, "it belongs to another list")
        return self._delta(kind, place, page, fetched_at_ms)

    def restart(self, stream: Stream) -> None:
        """See `ChangeSink`.

        Raises:
            StoreError: disk or lock; nothing is forgotten.
        """
        place = self._place(stream)
        self._move(place.anew(), partial(clear, stream))

    def decide(self, stream: Stream, *, take: bool) -> None:
        """See `ChangeSink`; nothing happens to a stream that is not held.

        Raises:
            StoreError: disk or lock; it is still held.
        """
        kind, place = self._kinds[stream], self._place(stream)
        if place.verdict is not Verdict.HELD:
            return
        if not take:
            self.restart(stream)
        elif place.snapshot:
            came_ms = meta.held_at(self._reader(), stream) or place.since_ms
            self._swap(kind, replace(place, fresh_at_ms=came_ms), came_ms)
        else:
            taken = replace(place, verdict=Verdict.TAKEN, note=None)
            self._move(taken)
            self._take(kind, taken)

    # ------------------------------------------------------------------ what changed

    def _delta(self, kind: Kind, place: Place, page: ChangePage, fetched_at_ms: int) -> Applied:
        keep = partial(add, self._pages.encode(page, fetched_at_ms), page.stream)
        if page.has_more:
            if page.next_cursor != place.cursor:
                self._move(replace(place, cursor=page.next_cursor), keep)
            return Applied.KEPT
        earlier = (one.page.changes for one in self._pages.read(self._reader(), page.stream))
        note = valve.of_pull(self._reader(), kind, chain(earlier, (page.changes,)), self._now_ms())
        moved = replace(place, cursor=page.next_cursor)
        if note is not None:
            self._move(replace(moved, verdict=Verdict.HELD, note=valve.to_text(note)), keep)
            return Applied.HELD
        if next(self._pages.read(self._reader(), page.stream), None) is None:
            self._use(kind, page, replace(moved, fresh_at_ms=fetched_at_ms))
            return Applied.KEPT
        taken = replace(moved, verdict=Verdict.TAKEN)
        self._move(taken, keep)
        self._take(kind, taken)
        return Applied.KEPT

    def _take(self, kind: Kind, place: Place) -> Place:
        """Put the kept pages in use, one after another; a page leaves with its last slice."""
        for kept in self._pages.read(self._reader(), kind.stream):
            last = not kept.page.has_more
            done = replace(place, verdict=Verdict.OPEN, fresh_at_ms=kept.fetched_at_ms) if last else place
            self._use(kind, kept.page, done, partial(remove, kept.number, kind.stream))
            if last:
                return done
        self.restart(kind.stream)  # sealed with a key that is gone: fetched anew
        return self._place(kind.stream)

    def _use(self, kind: Kind, page: ChangePage, place: Place, also: Job | None = None) -> None:
        jobs = kind.jobs(self._reader(), self._lane.spread(page.changes), "", self._now_ms())

        def last(db: Connection) -> None:
            if page.changes:
                meta.cite(db, page.stream, max(change.version for change in page.changes))
            if not page.has_more:
                meta.read_at(db, page.stream, page.server_time_ms)
                tombs.forget_old(db, self._now_ms())
            if isinstance(kind, InTimeKind):
                self._rolling.changed()
            if also is not None:
                also(db)
            place.save(db)

        self._lane.run(jobs, last, fts_merge() if kind.stream is Stream.PRODUCTS and jobs else ())
        self._places[place.stream] = place

    # ------------------------------------------------------------------ a whole list

    def _snapshot(self, kind: Kind, place: Place, page: ChangePage, fetched_at_ms: int) -> Applied:
        if page.next_cursor == place.cursor:
            return Applied.KEPT
        same = page.generation == place.generation
        if same != place.snapshot and place.cursor is not None:
            return self._refused(page, "it is of another list than the one being fetched")
        if not place.snapshot or place.cursor is None:
            place = self._begin(kind, place, page)
        moved = replace(
            place,
            cursor=page.next_cursor,
            rows=place.rows + len(page.changes),
            pages=place.pages + 1,
            digest=chain_digest(place.digest, page_digest(page.changes)),
        )
        jobs = kind.jobs(self._reader(), self._lane.spread(page.changes), SHADOW, self._now_ms())
        if page.has_more:
            self._lane.run(jobs, moved.save)
            self._places[page.stream] = moved
            return Applied.KEPT
        if not _adds_up(page, moved):
            return self._refused(page, "the list does not add up")
        self._lane.run(jobs)
        note = valve.of_snapshot(self._reader(), kind, self._now_ms())
        if note is not None:
            held = replace(moved, verdict=Verdict.HELD, note=valve.to_text(note))
            self._move(held, partial(meta.note_held, kind.stream, fetched_at_ms))
            return Applied.HELD
        self._swap(kind, replace(moved, fresh_at_ms=fetched_at_ms), page.server_time_ms)
        return Applied.SWAPPED

    def _begin(self, kind: Kind, place: Place, page: ChangePage) -> Place:
        """An empty place for the whole list; what an earlier try left is freed table by table."""
        self._tidy(kind)
        begun = replace(
            place, cursor=None, generation=page.generation, snapshot=True, since_ms=self._now_ms()
        )
        begun = replace(begun, rows=0, pages=0, digest=SNAPSHOT_START)

        def make(db: Connection) -> None:
            meta.unmark(kind.stream, db)
            if page.generation != place.generation:
                tombs.clear(db, kind.stream)
            if kind.stream is Stream.CUSTOMERS:
                meta.write_meta(db, NEXT_KEY, self._seal.key_id)
            if kind.stream is Stream.PRODUCTS:
                ranking.make(db)
            else:
                shadow.make(db, kind.tables)

        self._move(begun, make)
        return begun

    def _swap(self, kind: Kind, place: Place, server_time_ms: int) -> None:
        """The list is whole: in use from one commit on."""
        if kind.stream is Stream.PRODUCTS:
            ranking.build(self._lane, self._reader())
        if isinstance(kind, InTimeKind):
            now = self._now_ms()
            keys = kind.boundaries(self._reader(), SHADOW, place.since_ms, now)
            self._lane.run([partial(kind.settle, key=key, prefix=SHADOW, now_ms=now) for key in keys])
        done = replace(
            place, snapshot=False, rows=0, pages=0, digest=SNAPSHOT_START, verdict=Verdict.OPEN, note=None
        )

        def swap(db: Connection) -> None:
            shadow.swap(db, kind.tables)
            meta.cite_highest(db, kind.stream, kind.tables[0])
            meta.read_at(db, kind.stream, server_time_ms)
            if kind.stream is Stream.CUSTOMERS:
                meta.write_meta(db, CUSTOMER_KEY, self._seal.key_id)
            if isinstance(kind, InTimeKind):
                self._rolling.changed()

        self._move(done, swap)
        self._tidy(kind)

    # ------------------------------------------------------------------ small things

    def _tidy(self, kind: Kind) -> None:
        """Free what a list left behind, also one that was cut short, table by table."""
        tables = (*kind.tables, *([ranking.COLLECTED] if kind.stream is Stream.PRODUCTS else []))
        self._lane.run_each(shadow.leftovers(self._reader(), tables, (OLD, SHADOW)))
        self._tidied.add(kind.stream)

    def _refused(self, page: ChangePage, why: str) -> Applied:
        _log.info("a page of %s is refused: %s", page.stream, why)
        self.restart(page.stream)
        return Applied.REFUSED

    def _move(self, place: Place, job: Job | None = None) -> None:
        """Write where a stream is, and what goes with it, in one transaction."""
        self._lane.run([] if job is None else [job], place.save)
        self._places[place.stream] = place

    def _ready(self, db: Connection) -> dict[Stream, Place]:
        now = self._now_ms()
        roll_all(db, now)
        tombs.forget_old(db, now)
        places = read_places(db)
        for place in [place for place in places.values() if meta.unread_before(db, place.stream)]:
            clear(place.stream, db)
            meta.unmark(place.stream, db)
            places[place.stream] = place.anew()
            places[place.stream].save(db)
        customers = places.get(Stream.CUSTOMERS)
        key = NEXT_KEY if customers is not None and customers.snapshot else CUSTOMER_KEY
        if customers is not None and meta.read_meta(db, key) != self._seal.key_id:
            clear(Stream.CUSTOMERS, db)
            places[Stream.CUSTOMERS] = Place(Stream.CUSTOMERS, fresh_at_ms=customers.fresh_at_ms)
            places[Stream.CUSTOMERS].save(db)
        return places

    def _place(self, stream: Stream) -> Place:
        return self._places.get(stream) or Place(stream)

    def _reader(self) -> Connection:
        if self._reading is None:
            self._reading = open_catalogue(self._path)
        return self._reading

    def _now_ms(self) -> int:
        return unix_ms(self._clock.now())


def _adds_up(page: ChangePage, place: Place) -> bool:
    total = page.snapshot_total
    return total is not None and (total.rows, total.pages, total.sha256) == (
        place.rows,
        place.pages,
        place.digest.hex(),
    )
