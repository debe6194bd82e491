"""How old what the centre told is, and what of it waits for a person (sync.md D4, D8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from app.usecases.approvals import Override
from app.usecases.ports import StoreRunner, WriteUnit
from app.usecases.state import TillState
from core.domain.ages import Freshness, StreamAge, age_of
from core.domain.approval import Act
from core.domain.changes import Stream
from core.domain.journal.events import EventKind, JsonObject
from core.domain.staff import Permission

Done = Callable[[], Any]
Failed = Callable[[Exception], Any]
_NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class StreamNews:
    """What the puller says of a stream.

    Attributes:
        fresh_at_ms: The centre's clock (Unix ms) when it last said that there is no more.
        held: Whether what came waits for a person.
    """

    stream: Stream
    fresh_at_ms: int | None = None
    held: bool = False


class CentreNews:
    """The last word on every stream; GUI thread."""

    def __init__(self, state: TillState) -> None:
        self._state = state
        self._news: Mapping[Stream, StreamNews] = {}
        self._accepted: str | None = None

    def hear(self, news: Iterable[StreamNews]) -> None:
        """The puller has told something new."""
        self._news = {one.stream: one for one in news}

    def ages(self) -> tuple[StreamAge, ...]:
        """How old each stream is now; none where nothing is asked for."""
        time = self._state.time_known()
        return tuple(age_of(one.stream, one.fresh_at_ms, time) for one in self._news.values())

    def held(self) -> tuple[Stream, ...]:
        """Streams that wait for a person."""
        return tuple(one.stream for one in self._news.values() if one.held)

    def told_at(self, stream: Stream) -> datetime | None:
        """When the centre last said that there is no more; None if it never did."""
        news = self._news.get(stream)
        at_ms = None if news is None else news.fresh_at_ms
        return None if at_ms is None else datetime.fromtimestamp(at_ms / 1000, UTC)

    def prices_wait(self) -> bool:
        """Whether somebody should say that these prices may go on, which is asked once a shift."""
        shift = self._state.shift
        hard = any(one.stream is Stream.PRICES and one.freshness is Freshness.HARD for one in self.ages())
        return hard and shift is not None and self._accepted != shift.shift_id

    def prices_accepted(self) -> None:
        """Somebody has, for this shift."""
        self._accepted = None if self._state.shift is None else self._state.shift.shift_id


def prices_act(told_at: datetime | None) -> Act:
    """Going on with prices this old, for the rest of the shift."""
    before = "" if told_at is None else told_at.isoformat()
    return Act("prices.aged", Permission.PRICE, "", _NOTHING, "no_centre", before=before)


def held_act(stream: Stream, *, take: bool, reason: str) -> Act:
    """Taking or dropping what the centre sent."""
    after = "taken" if take else "dropped"
    return Act(f"{stream}.held", Permission.PRICE, "", _NOTHING, reason, before="held", after=after)


class CentreDecisions:
    """What a person decides about data of the centre; each on record before it happens.

    Args:
        decide: Hands a decision to whoever owns the stream; returns at once.
    """

    def __init__(
        self, state: TillState, runner: StoreRunner, news: CentreNews, decide: Callable[[Stream, bool], Any]
    ) -> None:
        self._state, self._runner, self._news, self._decide = state, runner, news, decide

    def accept_prices(self, override: Override | None, done: Done, failed: Failed) -> None:
        """Go on with old prices until the shift ends."""
        told = self._news.told_at(Stream.PRICES)
        data: JsonObject = {
            "setting": "prices.aged",
            "before": None if told is None else told.isoformat(),
            "after": "accepted",
            "reason": "no_centre",
        }

        def stored(_: None) -> None:
            self._news.prices_accepted()
            done()

        self._record(data, override, stored, failed)

    def settle(
        self,
        stream: Stream,
        *,
        take: bool,
        reason: str,
        override: Override | None,
        done: Done,
        failed: Failed,
    ) -> None:
        """Put what was held in use, or drop it and fetch the whole list later."""
        after = "taken" if take else "dropped"
        data: JsonObject = {
            "setting": f"stream.{stream}",
            "before": "held",
            "after": after,
            "reason": reason,
        }

        def stored(_: None) -> None:
            self._decide(stream, take)
            done()

        self._record(data, override, stored, failed)

    def _record(
        self, data: JsonObject, override: Override | None, stored: Callable[[None], Any], failed: Failed
    ) -> None:
        context = self._state.context()
        if override is not None:
            context = override.context(context)

        def operation(unit: WriteUnit) -> None:
            if override is not None:
                override.record(unit, context)
            unit.append(EventKind.CONFIG_CHANGED, data, context)

        self._runner.submit(operation, stored, failed)
