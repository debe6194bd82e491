"""The scanner device: delivery, queue, refusals, bounces."""

from __future__ import annotations

import pytest

from core.ports.devices import (
    DataEvent,
    DeviceEvent,
    DeviceState,
    ErrorEvent,
    HealthLevel,
    NotOpenError,
    PowerState,
    Scanner,
    UnsupportedError,
)
from hardware.scanner.device import QUEUE_LIMIT, WedgeScanner
from hardware.scanner.keys import FocusKind, KeyStroke
from hardware.virtual.scanner import VirtualScanner

CODE = "7501031311309"


class Bench:
    def __init__(self) -> None:
        self.events: list[DeviceEvent] = []
        self.scanner = WedgeScanner(self.events.append)
        self.scanner.open()
        self.scanner.claim(0)
        self.scanner.enable()
        self.keys = VirtualScanner()

    def feed(self, strokes: list[KeyStroke]) -> None:
        for stroke in strokes:
            self.scanner.press(stroke)

    def data(self) -> list[str]:
        return [event.data for event in self.events if isinstance(event, DataEvent)]

    def errors(self) -> list[str]:
        return [event.code for event in self.events if isinstance(event, ErrorEvent)]


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_it_is_a_scanner_of_the_port(bench: Bench) -> None:
    scanner: Scanner = bench.scanner
    assert scanner.state is DeviceState.IDLE
    assert scanner.power_state is PowerState.UNKNOWN
    assert not scanner.check_health(HealthLevel.INTERNAL).ok
    with pytest.raises(UnsupportedError):
        scanner.check_health(HealthLevel.EXTERNAL)


def test_claim_before_enable_and_all_of_it_twice_is_fine() -> None:
    events: list[DeviceEvent] = []
    scanner = WedgeScanner(events.append)
    with pytest.raises(NotOpenError):
        scanner.claim(0)
    scanner.open()
    with pytest.raises(NotOpenError):
        scanner.enable()
    for _ in range(2):
        scanner.open()
        scanner.claim(0)
        scanner.enable()
    for _ in range(2):
        scanner.close()
    assert scanner.state is DeviceState.CLOSED


def test_a_disabled_scanner_lets_every_key_pass(bench: Bench) -> None:
    bench.scanner.disable()
    assert not any(bench.scanner.press(stroke).take for stroke in bench.keys.scan(CODE))
    assert bench.events == []


def test_a_scan_is_delivered_with_the_stamp_of_its_end(bench: Bench) -> None:
    strokes = bench.keys.scan(CODE)
    bench.feed(strokes)
    assert bench.events == [DataEvent("scanner", CODE, strokes[-1].timestamp_ms)]


def test_a_scan_never_enters_a_pin_field(bench: Bench) -> None:
    bench.keys.focus_kind = FocusKind.SECRET
    bench.feed(bench.keys.scan(CODE))
    assert (bench.data(), bench.errors()) == ([], ["scan_refused"])


def test_a_badge_the_screen_asks_for_comes_as_an_event(bench: Bench) -> None:
    bench.keys.focus_kind = FocusKind.SECRET
    bench.scanner.scan_wanted = True
    bench.feed(bench.keys.scan("CARD-0042"))
    assert bench.data() == ["CARD-0042"]


def test_logged_out_a_scan_beeps_and_is_dropped(bench: Bench) -> None:
    bench.scanner.refusing = True
    bench.feed(bench.keys.scan(CODE))
    assert (bench.data(), bench.errors()) == ([], ["scan_refused"])


def test_the_same_code_at_once_is_a_bounce_and_later_another_unit(bench: Bench) -> None:
    first = bench.keys.scan(CODE)
    bench.keys.now_ms = first[-1].timestamp_ms + 60
    bench.feed([*first, *bench.keys.scan(CODE)])
    assert bench.data() == [CODE]
    bench.keys.pause(400)
    bench.feed(bench.keys.scan(CODE))
    assert bench.data() == [CODE, CODE]


def test_the_bounce_window_can_be_switched_off() -> None:
    events: list[DeviceEvent] = []
    scanner = WedgeScanner(events.append, same_code_window_ms=0)
    scanner.open()
    scanner.claim(0)
    scanner.enable()
    keys = VirtualScanner(key_ms=2)
    for stroke in [*keys.scan(CODE), *keys.scan(CODE)]:
        scanner.press(stroke)
    assert len(events) == 2


def test_scans_wait_while_a_dialog_is_open_and_come_in_order(bench: Bench) -> None:
    bench.scanner.set_data_event_enabled(False)
    codes = [f"{n:08d}" for n in range(QUEUE_LIMIT + 1)]
    for code in codes:
        bench.feed(bench.keys.scan(code))
    assert bench.data() == []
    assert bench.scanner.data_count == QUEUE_LIMIT
    assert bench.errors() == ["queue_full"]
    bench.scanner.set_data_event_enabled(True)
    assert bench.data() == codes[:QUEUE_LIMIT]
    assert bench.scanner.data_count == 0


def test_auto_disable_delivers_one_at_a_time(bench: Bench) -> None:
    bench.scanner.auto_disable = True
    for code in ("11111111", "22222222"):
        bench.feed(bench.keys.scan(code))
    assert bench.data() == ["11111111"]
    assert not bench.scanner.data_event_enabled
    bench.scanner.set_data_event_enabled(True)
    assert bench.data() == ["11111111", "22222222"]


def test_clear_input_drops_what_waits(bench: Bench) -> None:
    bench.scanner.set_data_event_enabled(False)
    bench.feed(bench.keys.scan(CODE))
    bench.scanner.clear_input()
    bench.scanner.set_data_event_enabled(True)
    assert bench.data() == []


def test_judging_releases_what_was_held_too_long(bench: Bench) -> None:
    stroke = bench.keys.type("7")[0]
    assert bench.scanner.press(stroke).take
    assert bench.scanner.judge(stroke.arrival_ms + 10).release == ()
    assert bench.scanner.judge(stroke.arrival_ms + 50).release == (stroke,)
