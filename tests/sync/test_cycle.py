"""Both halves on one line: what goes first, and what holds which half up (sync.md U1, U6, D7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.ages import Freshness
from core.domain.changes import AGES, Stream
from core.domain.outbox import ItemResult, ItemStatus
from core.ports.changes import Fetched, FetchKind
from core.ports.transport import AuthState, Outcome, OutcomeKind, Refresh
from sync.cycle import AHEAD, HINTED, SyncCycle
from sync.link import LinkState
from sync.pull.puller import ORDER, SPREAD_S, Puller
from sync.status import Pause, StreamStatus
from tests.fakes.change_log import ChangeLog
from tests.fakes.change_sink import MemoryChangeSink
from tests.fakes.change_source import LogSource
from tests.strictness import ExpectedLogs
from tests.sync.support import Rig, accepted, failure

STAFF, STOCK, PRICES = Stream.STAFF, Stream.STOCK, Stream.PRICES
DISABLED = Fetched(FetchKind.FORBIDDEN, code="TERMINAL_DISABLED")
LOST = Fetched(FetchKind.UNKNOWN, code="reset")


class CycleRig(Rig):
    """A worker and a puller with all their neighbours in virtual time."""

    def __init__(self, *streams: Stream) -> None:
        super().__init__()
        self.log, self.sink = ChangeLog(), MemoryChangeSink()
        self.source = LogSource(self.log, lambda: int(self.clock.now().timestamp() * 1000))
        self.source.before = self._takes_time
        self.ask_times: list[float] = []
        self.streams: tuple[Stream, ...] = streams or ORDER
        self.begin()

    def begin(self) -> None:
        """A new process."""
        self.worker = self.new_worker()
        standing = self.worker.standing
        self.puller = Puller(
            dict.fromkeys(self.streams, self.sink),
            self.source,
            self.credentials,
            standing,
            self.clock,
            self.ids,
            standing.server_clock.now_ms,
        )
        self.cycle = SyncCycle(self.worker, self.puller, self.clock)
        self.due = self.clock.monotonic()

    def step(self) -> None:
        self.clock.advance_to(self.due)
        self.due = self.cycle.step(self.clock.monotonic())

    def _takes_time(self, _: Stream) -> None:
        self.ask_times.append(self.clock.monotonic())
        self.clock.advance(0.01)

    def _work(self) -> tuple[int, int, float]:
        batches, probes, now = super()._work()
        return batches + len(self.ask_times), probes, now

    def pulls_in(self, seconds: float) -> list[Stream]:
        """What is asked for in a span of time."""
        self.source.streams()
        self.run_for(seconds)
        return self.source.streams()

    def stream(self, stream: Stream) -> StreamStatus:
        """What was told of a stream last."""
        return next(one for one in self.status.streams if one.stream is stream)


@pytest.fixture
def rig() -> CycleRig:
    return CycleRig()


def test_everything_comes_down_soon_after_the_start(rig: CycleRig) -> None:
    for stream in ORDER:
        rig.log.put(stream, "one")
    assert rig.pulls_in(SPREAD_S + 1) == list(ORDER)
    assert all(rig.sink.in_use(stream) == rig.log.there(stream) for stream in ORDER)
    assert {one.freshness for one in rig.status.streams} == {Freshness.FRESH}


def test_what_is_to_be_sent_goes_before_what_comes_down(rig: CycleRig) -> None:
    rig.append(200)
    rig.run_for(SPREAD_S + 1)
    assert len(rig.transport.batches) == 4
    assert max(rig.transport.push_times) < min(rig.ask_times)


def test_a_long_backlog_lets_a_page_through_after_every_eighth_batch(rig: CycleRig) -> None:
    rig.run_for(SPREAD_S + 1)
    rig.append(20 * 50)
    for n in range(600):
        rig.log.put(PRICES, f"item-{n:04}")
    rig.puller.pull_now([STAFF, PRICES])
    asked, sent = len(rig.ask_times), len(rig.transport.batches)
    while rig.outbox.status().pending:
        rig.step()
    assert len(rig.transport.batches) - sent == 20
    assert len(rig.ask_times) - asked == 20 // AHEAD
    assert rig.source.streams()[-2:] == [STAFF, PRICES]
    rig.run_for(1)
    assert rig.sink.in_use(PRICES) == rig.log.there(PRICES)


def test_a_sale_in_the_middle_of_a_long_list_goes_at_once(rig: CycleRig) -> None:
    for n in range(1_000):
        rig.log.put(PRICES, f"item-{n:04}")
    rig.run_for(SPREAD_S)
    rig.puller.pull_now([PRICES])
    rig.sink.restart(PRICES)
    asked = len(rig.ask_times)
    rig.step()
    rig.append()
    for _ in range(2):
        rig.step()
    assert len(rig.transport.batches) == 1
    assert len(rig.ask_times) - asked <= 2
    rig.run_for(1)
    assert rig.sink.in_use(PRICES) == rig.log.there(PRICES)


def test_fault_13_a_pull_that_fails_holds_no_sale_up_and_opens_no_breaker(rig: CycleRig) -> None:
    for stream in ORDER:
        rig.source.says(stream, *[LOST] * 200)
    rig.run_for(60)
    assert len(rig.ask_times) > 5
    for _ in range(5):
        rig.append()
        rig.run_for(1)
    assert rig.status.queued == 0
    assert rig.status.pause is None


def test_nothing_is_asked_for_while_the_breaker_is_open(rig: CycleRig) -> None:
    rig.run_for(SPREAD_S + 1)
    rig.transport.script.extend([failure()] * 5)
    rig.append()
    for _ in range(4):
        rig.hurry()
        rig.run_for(0.1)
    rig.hurry()
    rig.step()
    opened = rig.clock.monotonic()
    rig.puller.pull_now([STAFF])
    assert rig.pulls_in(58) == []
    assert STAFF in rig.pulls_in(opened + 300 - rig.clock.monotonic())


def test_nothing_is_asked_for_without_a_link_and_all_of_it_afterwards(rig: CycleRig) -> None:
    rig.run_for(SPREAD_S + 1)
    rig.transport.alive = False
    rig.run_for(6)
    assert rig.status.link is LinkState.OFFLINE
    rig.puller.pull_now(ORDER)
    assert rig.pulls_in(600) == []
    rig.transport.alive = True
    assert set(rig.pulls_in(120)) == set(ORDER)


def test_a_lost_answer_makes_the_link_look_at_itself_at_once(rig: CycleRig) -> None:
    rig.run_for(SPREAD_S + 1)
    rig.source.says(STAFF, LOST)
    rig.puller.pull_now([STAFF])
    rig.transport.alive = False
    rig.due = rig.clock.monotonic()
    rig.run_for(0.5)
    assert rig.status.link is LinkState.OFFLINE


@pytest.mark.parametrize("pause", [Pause.FENCED, Pause.UPGRADE_REQUIRED])
def test_what_the_centre_has_against_events_stops_no_changes(
    rig: CycleRig, pause: Pause, expected_logs: ExpectedLogs
) -> None:
    """Fault 25 too: a program too old for the centre only sends nothing."""
    expected_logs.expect(f"sending to the centre rests: {pause}")
    rig.run_for(SPREAD_S + 1)
    if pause is Pause.FENCED:
        rig.transport.script.append(
            lambda batch: accepted(
                batch, results=tuple(ItemResult(one.event_id, ItemStatus.FENCED) for one in batch.items)
            )
        )
    else:
        rig.transport.script.append(Outcome(OutcomeKind.UPGRADE, code="UPGRADE_REQUIRED"))
    rig.append()
    rig.run_for(1)
    assert rig.status.pause is pause
    assert STAFF in rig.pulls_in(AGES[STAFF].soft_s)
    assert rig.status.pause is pause


def test_a_refused_token_stops_both_halves_for_an_hour(rig: CycleRig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("sending to the centre rests: auth_refused")
    rig.run_for(SPREAD_S + 1)
    rig.credentials.have = False
    rig.credentials.answers.append(Refresh(AuthState.REFUSED, "INVALID_GRANT"))
    rig.puller.pull_now([STAFF])
    rig.due = rig.clock.monotonic()
    rig.run_for(1)
    assert (rig.status.pause, rig.status.last_error) == (Pause.AUTH_REFUSED, "INVALID_GRANT")
    assert rig.pulls_in(3_500) == []
    rig.append()
    rig.run_for(1)
    assert rig.transport.batches == []
    rig.run_for(200)
    assert rig.status.pause is None
    assert rig.status.queued == 0


def test_a_till_that_sells_nothing_learns_by_the_pull_that_it_is_disabled_and_that_it_no_longer_is(
    rig: CycleRig, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("sending to the centre rests: terminal_disabled")
    rig.run_for(SPREAD_S + 1)
    rig.source.says(STAFF, DISABLED)
    rig.puller.pull_now([STAFF])
    rig.due = rig.clock.monotonic()
    rig.run_for(1)
    assert rig.status.pause is Pause.TERMINAL_DISABLED
    assert rig.status.grace_ms is not None
    rig.run_for(3_700)
    served = rig.status
    assert (served.pause, served.grace_ms, served.last_error) == (None, None, "")


def test_a_configuration_that_moved_on_is_fetched_and_the_same_one_is_not(rig: CycleRig) -> None:
    rig.run_for(SPREAD_S + 1)
    rig.transport.default = lambda batch: accepted(batch, config_version=7)
    rig.append()
    assert rig.pulls_in(2) == list(HINTED)
    rig.append()
    assert rig.pulls_in(2) == []
    rig.transport.default = lambda batch: accepted(batch, config_version=8)
    rig.append()
    assert rig.pulls_in(2) == list(HINTED)


def test_an_idle_till_asks_for_each_stream_by_its_age_and_no_more(rig: CycleRig) -> None:
    rig.run_for(SPREAD_S + 1)
    told = len(rig.told)
    asked = rig.pulls_in(3_600)
    for stream in ORDER:
        soft = AGES[stream].soft_s
        assert 3_600 // soft - 1 <= asked.count(stream) <= 3_600 / (0.8 * soft)
    assert len(rig.told) - told <= 4 * len(asked), "told without news"


def test_who_is_shown_what_is_told_when_an_age_passes_a_limit(rig: CycleRig) -> None:
    rig.run_for(SPREAD_S + 1)
    rig.transport.alive = False
    rig.run_for(AGES[STOCK].soft_s)
    assert rig.stream(STOCK).freshness is Freshness.STALE
    assert rig.stream(PRICES).freshness is Freshness.FRESH
    rig.run_for(3_600)
    assert rig.stream(STOCK).freshness is Freshness.WARN
    assert rig.stream(PRICES).freshness is Freshness.STALE


def test_a_stream_is_shown_while_it_is_pulled(rig: CycleRig) -> None:
    rig.run_for(SPREAD_S + 1)
    shown = [status.pulling for status in rig.told]
    assert [one for one in shown if one is not None] == list(ORDER)
    assert rig.status.pulling is None


def test_a_failure_is_shown_with_its_stream_until_it_is_over(rig: CycleRig) -> None:
    rig.source.says(PRICES, LOST)
    rig.run_for(SPREAD_S)
    told = [next(one for one in status.streams if one.stream is PRICES) for status in rig.told]
    assert "reset" in {one.code for one in told}
    rig.run_for(60)
    assert rig.stream(PRICES).code == ""
    assert rig.status.last_error == "", "what failed was no batch"


def refused_alarms(rig: CycleRig) -> list[bool]:
    """How the alarm went on and off as the screens were told."""
    shown = [status.tls_alarm for status in rig.told]
    return [now for before, now in zip([False, *shown], shown, strict=False) if now is not before]


def test_fault_9_a_certificate_refused_while_pulling_alarms_as_while_sending_once(
    rig: CycleRig, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("identity could not be verified: tls")
    rig.run_for(SPREAD_S + 1)
    rig.source.says(PRICES, Fetched(FetchKind.UNKNOWN, code="tls"))
    rig.transport.alive, rig.transport.live_code = False, "tls"
    rig.transport.default = Outcome(OutcomeKind.NOT_OURS, code="tls")
    rig.puller.pull_now((PRICES,))
    rig.due = rig.clock.monotonic()
    rig.run_for(1)
    assert rig.status.tls_alarm
    rig.append()
    rig.worker.wake()
    rig.due = rig.clock.monotonic()
    rig.run_for(20)
    assert refused_alarms(rig) == [True], "probe, pull and upload are one alarm"
    rig.transport.alive, rig.transport.live_code, rig.transport.default = True, "", accepted
    rig.run_for(400)
    assert refused_alarms(rig) == [True, False]


def test_fault_9_an_idle_till_alarms_by_its_probe(rig: CycleRig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("identity could not be verified: tls")
    rig.run_for(SPREAD_S + 1)
    rig.transport.alive, rig.transport.live_code = False, "tls"
    rig.run_for(5)
    assert rig.status.tls_alarm
    assert rig.status.link is LinkState.OFFLINE


def test_a_clock_turned_back_before_a_start_without_a_link_makes_nothing_younger(rig: CycleRig) -> None:
    rig.run_for(SPREAD_S + 1)
    fresh = rig.stream(STAFF).fresh_at_ms
    assert fresh is not None
    rig.transport.alive = False
    rig.clock.wall_error = timedelta(days=-5)
    rig.begin()
    rig.run_for(5)
    rig.clock.advance(73 * 3_600)
    rig.due = rig.clock.monotonic()
    rig.run_for(5)
    assert rig.stream(STAFF).freshness is Freshness.HARD
    assert rig.status.reached is not None
    assert rig.status.reached.at_ms >= fresh


def test_stop_stops_both_halves(rig: CycleRig) -> None:
    rig.cycle.stop()
    rig.puller.pull_now(ORDER)
    rig.due = 0.0
    for _ in range(3):
        rig.step()
    assert rig.ask_times == []


def test_without_sinks_nothing_is_asked_for() -> None:
    rig = CycleRig()
    rig.streams = ()
    rig.begin()
    assert rig.pulls_in(3_600) == []
    assert rig.status.streams == ()
