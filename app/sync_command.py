"""``cuadre sync``: how it stands, told without touching anything, or all sent and asked for once (U12)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from app.config import TillConfig, read_config
from app.sync_words import words_of
from core.domain.ages import Freshness
from core.domain.changes import Stream
from core.domain.errors import DomainError

if TYPE_CHECKING:  # a command loads what it needs and nothing else
    from app.cli import Arguments
    from app.store.ages import StreamStanding
    from app.store.till import TillStore
    from app.usecases.sending import AsideItem, Waiting
    from core.domain.ages import StreamAge
    from core.domain.outbox import OutboxStatus
    from core.ports.changes import ChangeSink
    from core.ports.clock import Clock, IdSource
    from core.ports.secrets import SecretStore
    from sync.status import SyncStatus
    from sync.thread import SyncParts
    from sync.worker import SyncWorker

_WHOLE: Final = 2
_UNITS: Final = (("days", 86_400), ("hours", 3_600), ("minutes", 60))
"""Ages are told in the largest unit of which there are two."""
PULL_S: Final = 300.0
"""Most that is waited for what the centre tells; the till goes on where this ended."""
UNHEARD: Final = "unheard"
"""Why a stream brought nothing where none of its pages failed: the line or the time came to its end."""
SOON_S: Final = 0.05
"""A worker that wants to be called later than this has done what can be done now."""


class Exit(IntEnum):
    """Exit codes for scripts."""

    EMPTY = 0
    LEFT = 1
    USAGE = 2
    RESTS = 3
    OPEN = 4


@dataclass(frozen=True, slots=True)
class StreamTold:
    """One stream: what stands on disk, and its age now."""

    standing: StreamStanding
    age: StreamAge


@dataclass(frozen=True, slots=True)
class Told:
    """What one run has to say.

    Attributes:
        counts: Of the outbox; None, like ``waiting``, where nothing was read.
        line: Id of the words that come first, with ``values``; empty for none.
        sent: Events that left the till in this run, None when it only looked.
        missed: Why a stream is not as the centre has it now, of those that were asked for.
        streams: What the centre told, as it stands; empty where it was never asked.
    """

    code: Exit
    counts: OutboxStatus | None = None
    waiting: Waiting | None = None
    line: str = ""
    values: Mapping[str, object] = field(default_factory=dict[str, object])
    sent: int | None = None
    missed: Mapping[Stream, str] | None = None
    streams: tuple[StreamTold, ...] = ()


def run_sync(arguments: Arguments, say: Callable[[str], Any]) -> int:
    """Tell or send; 0 nothing is left, 1 something is, 2 wrong usage, 3 a person must act, 4 till open.

    ``--status`` asks nobody: of what makes sending rest it knows fenced events and a disabled till alone.
    """
    from platformdirs import user_config_path, user_data_path

    config_dir = user_config_path("cuadre", appauthor=False)
    try:
        config = read_config(config_dir, user_data_path("cuadre", appauthor=False))
    except DomainError as error:
        say(f"{error.code}: {dict(error.values)}")
        return Exit.USAGE
    told = tell(config, once=arguments.once)
    if arguments.as_json:
        say(json.dumps(_plain(told), ensure_ascii=False))
    else:
        for line in _lines(told, words_of(config.language)):
            say(line)
    return told.code


def tell(config: TillConfig, *, once: bool) -> Told:
    """What is the matter with the till of these settings, after sending and asking once if wanted."""
    from app.store.paths import StorePaths

    if not StorePaths.of(config.data_dir).database.exists():
        return Told(Exit.USAGE, line="no_till", values={"folder": str(config.data_dir)})
    return _send(config) if once else _look(config)


def _look(config: TillConfig) -> Told:
    from app.store.paths import StorePaths
    from app.store.sending import StoreWaiting
    from app.system import SystemClock

    reader = StoreWaiting(StorePaths.of(config.data_dir).database, SystemClock())
    try:
        counts, waiting = reader.counts(), reader.waiting()
    finally:
        reader.close()
    code = Exit.LEFT if counts.pending else Exit.EMPTY
    rests = bool(counts.fenced) or counts.grace_ms is not None
    return Told(Exit.RESTS if rests else code, counts, waiting, streams=_streams(config))


def _streams(config: TillConfig) -> tuple[StreamTold, ...]:
    """Ages by the till's clock, and by the last moment the centre named where that is later (K5)."""
    from app.compose.opening import CATALOGUE_FILE
    from app.store.ages import StoreAges
    from app.store.paths import StorePaths
    from app.system import SystemClock
    from core.domain.ages import Reached, age_of, time_known

    reader = StoreAges(StorePaths.of(config.data_dir).database, config.data_dir / CATALOGUE_FILE)
    try:
        found, server_at_ms = reader.standing(), reader.server_at_ms()
    finally:
        reader.close()
    wall_ms = int(SystemClock().now().timestamp() * 1000)
    time = time_known(wall_ms, 0, None, None if server_at_ms is None else Reached(server_at_ms, 0))
    return tuple(StreamTold(one, age_of(one.stream, one.fresh_at_ms, time)) for one in found)


def _send(config: TillConfig) -> Told:
    """The lock is the store's own: what an open till holds is not touched."""
    from app.compose.opening import open_store
    from app.compose.setup import open_secrets, shop_of
    from app.security.signing import signer_of
    from app.store.errors import AlreadyOpenError
    from app.system import SystemClock, SystemIds

    clock, ids = SystemClock(), SystemIds()
    secrets, setup = open_secrets(config, ids), shop_of(config)
    try:
        store = open_store(config.data_dir, setup, signer_of(secrets), clock, ids)
    except AlreadyOpenError:
        return Told(Exit.OPEN, line="open")
    except DomainError as error:
        return Told(Exit.LEFT, line="refused", values={"code": error.code})
    try:
        before = store.outbox.status().pending
        end = _exchange(config, store, setup.cites, secrets, clock, ids)
    except DomainError as error:  # of the catalogue, before anything was sent
        return Told(Exit.LEFT, line="refused", values={"code": error.code})
    finally:
        store.close()
    told = _look(config)
    left = 0 if told.counts is None else told.counts.pending
    ended = Exit.RESTS if end.line == "rests" else told.code
    return replace(
        told,
        code=ended,
        line=end.line,
        values={"code": end.code},
        sent=max(0, before - left),
        missed=end.missed,
    )


@dataclass(frozen=True, slots=True)
class _End:
    """How both halves ended: the words that say it, the code in them, and what was not told."""

    line: str = ""
    code: str = ""
    missed: Mapping[Stream, str] | None = None


def _exchange(
    config: TillConfig,
    store: TillStore,
    cites: Mapping[str, int],
    secrets: SecretStore,
    clock: Clock,
    ids: IdSource,
) -> _End:
    """Send until nothing can be sent now, then ask for everything until there is no more."""
    from app.compose.sinks import closed_till_sinks
    from sync.build import Centre, build_sync

    identity = store.identity
    if identity is None or identity.practice:
        return _End("practice" if identity else "no_centre")
    url = config.centre_url or identity.centre_url
    if not url:
        return _End("no_centre")
    centre = Centre(url, identity.terminal_id, identity.organization_id, identity.local_id)
    with closed_till_sinks(store, identity, config.data_dir, cites, secrets, clock, ids) as sinks:
        parts = build_sync(centre, store.outbox, secrets, clock, ids, sinks=sinks)
        try:
            drain(parts.worker, clock)
            missed = pull(parts, sinks, clock)
        finally:
            parts.transport.close()
    end = parts.worker.status
    if end.pause is not None:
        return _End("rests", str(end.pause), missed)
    return _End("failed", end.last_error, missed) if end.queued and end.last_error else _End(missed=missed)


def drain(worker: SyncWorker, clock: Clock) -> SyncStatus:
    """Step a worker until it has nothing to do at once: all is sent, it rests, or a wait is on."""
    while True:
        due = worker.step(clock.monotonic())
        status = worker.status
        if not status.queued or status.pause is not None or due > clock.monotonic() + SOON_S:
            return status


def pull(parts: SyncParts, sinks: Mapping[Stream, ChangeSink], clock: Clock) -> dict[Stream, str]:
    """Ask for every stream until the centre has no more of it, the line ends, or `PULL_S` are over.

    Returns:
        Why a stream is not fresh now: the code of its failure, ``held`` or `UNHEARD`.
    """
    before = {stream: sinks[stream].state(stream).fresh_at_ms for stream in sinks}
    parts.cycle.pull_now(before)
    ends, due = clock.monotonic() + PULL_S, clock.monotonic()
    while due <= clock.monotonic() + SOON_S and clock.monotonic() < ends:
        due = parts.cycle.step(clock.monotonic())
    told = parts.worker.status.streams
    return {
        one.stream: "held" if one.held else one.code or UNHEARD
        for one in told
        if one.held or one.code or one.snapshot or one.fresh_at_ms == before[one.stream]
    }


# ---------------------------------------------------------------------- telling


def _lines(told: Told, words: Mapping[str, str]) -> Iterator[str]:
    if told.line:
        yield words[told.line].format(**told.values)
    counts, waiting = told.counts, told.waiting
    if counts is None or waiting is None:
        return
    if told.sent:
        yield words["sent"].format(count=told.sent)
    if told.missed is not None:
        yield from _pulled(told.missed, words)
    if counts.grace_ms is not None:
        yield words["disabled"].format(hours=counts.grace_ms // 3_600_000)
    if counts.oldest_pending_at_ms is None:
        yield words["none"]
    else:
        yield words["waiting"].format(count=counts.pending, oldest=_local(counts.oldest_pending_at_ms))
    for sort, count in waiting.sorts.items():
        yield "  " + words[sort].format(count=count)
    for state, count in (
        ("review", counts.review),
        ("quarantined", counts.quarantined),
        ("fenced", counts.fenced),
    ):
        yield from _aside(words[state], count, [item for item in waiting.aside if item.state == state])
    if counts.last_acked_at_ms is None:
        yield words["never"]
    else:
        yield words["last"].format(at=_local(counts.last_acked_at_ms))
    yield from _ages(told.streams, words)


def _aside(words: str, count: int, items: Sequence[AsideItem]) -> Iterator[str]:
    if count:
        yield words.format(count=count)
    for item in items:
        yield f"  {_local(item.occurred_at_ms)}  {item.number or item.sort}  {item.code}".rstrip()


def _pulled(missed: Mapping[Stream, str], words: Mapping[str, str]) -> Iterator[str]:
    """What is held is said with its age."""
    failed = [stream for stream, code in missed.items() if code != "held"]
    if not missed:
        yield words["told_all"]
    if failed:
        yield words["not_told"].format(streams=", ".join(_name(stream, words) for stream in failed))


def _name(stream: Stream, words: Mapping[str, str]) -> str:
    return words["buyers" if stream is Stream.CUSTOMERS else stream]


def _ages(streams: Sequence[StreamTold], words: Mapping[str, str]) -> Iterator[str]:
    if streams:
        yield words["streams"]
    for stream in streams:
        yield f"  {_aged(stream, words)}"


def _aged(told: StreamTold, words: Mapping[str, str]) -> str:
    age_s, freshness, stream = told.age.age_s, told.age.freshness, told.standing.stream
    name = _name(stream, words)
    if age_s is None:
        line = words["untold"].format(stream=name)
    else:
        unit = next((one for one in _UNITS if age_s >= _WHOLE * one[1]), _UNITS[-1])
        line = words[unit[0]].format(stream=name, count=age_s // unit[1])
    said = [words[freshness]] if freshness in (Freshness.WARN, Freshness.HARD) else []
    said += [words["held"]] if told.standing.held else []
    return f"{line} ({', '.join(said)})" if said else line


def _plain(told: Told) -> dict[str, object]:
    """For scripts: names are stable, times are Unix milliseconds."""
    counts, waiting = told.counts, told.waiting
    body: dict[str, object] = {"exit": int(told.code), "said": told.line, **told.values}
    if told.sent is not None:
        body["sent"] = told.sent
    if told.missed is not None:
        body["missed"] = {str(stream): code for stream, code in told.missed.items()}
    if counts is None or waiting is None:
        return body
    return body | {
        "pending": counts.pending,
        "oldest_at_ms": counts.oldest_pending_at_ms,
        "last_acked_at_ms": counts.last_acked_at_ms,
        "review": counts.review,
        "quarantined": counts.quarantined,
        "fenced": counts.fenced,
        "grace_ms": counts.grace_ms,
        "sorts": dict(waiting.sorts),
        "aside": [
            {"event_id": item.event_id, "state": item.state, "number": item.number, "code": item.code}
            for item in waiting.aside
        ],
        "streams": {
            str(one.standing.stream): {
                "fresh_at_ms": one.standing.fresh_at_ms,
                "age_s": one.age.age_s,
                "freshness": str(one.age.freshness),
                "held": one.standing.held,
            }
            for one in told.streams
        },
    }


def _local(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC).astimezone():%Y-%m-%d %H:%M}"
