"""A scan is whole or nothing, and a person's keys stay a person's (hardware.md section 8)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.scanner.keys import ENTER, GS, FocusKind, KeyStroke, Modifiers, gap_ms
from hardware.scanner.wedge import Decision, Frame, Refusal, WedgeMachine, WedgeSettings
from hardware.virtual.scanner import VirtualScanner

CODE = "7501031311309"


@dataclass
class Desk:
    """The screen around the machine: a queue of key events, a GUI thread that stalls, one text field."""

    machine: WedgeMachine = field(default_factory=WedgeMachine)
    field_text: list[str] = field(default_factory=list)
    passed_keys: list[KeyStroke] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    restores: int = 0
    before: list[str] = field(default_factory=list)
    now: int = 0
    due: int | None = None

    def run(self, strokes: list[KeyStroke], stalls: dict[int, int] | None = None) -> None:
        """Handle strokes at their time, or later where the thread stalls; then let all timers fire."""
        stalls = stalls or {}
        queue = list(strokes)
        at = 0
        while at < len(queue):
            stamp = queue[at].timestamp_ms
            if self.due is not None and max(self.due, self.now) < stamp:
                self._timer()
                continue
            self.now = max(self.now, stamp) + stalls.get(at, 0)
            self._apply(self.machine.press(replace(queue[at], arrival_ms=self.now)), queue[at])
            at += 1
        while self.due is not None:
            self._timer()

    def _timer(self) -> None:
        assert self.due is not None
        self.now = max(self.now, self.due)
        self._apply(self.machine.judge(self.now), None)

    def _apply(self, decision: Decision, stroke: KeyStroke | None) -> None:
        if decision.restore:
            self.restores += 1
            self.field_text = list(self.before)
        if decision.begins_run:
            self.before = list(self.field_text)
        self.field_text += [key.text for key in decision.release]
        if stroke is not None and not decision.take:
            self.passed_keys.append(stroke)
            if stroke.text.isprintable():
                self.field_text.append(stroke.text)
        for result in decision.results:
            if isinstance(result, Frame):
                self.frames.append(result)
            else:
                self.refusals.append(result.code)
        self.due = None if decision.judge_in_ms is None else self.now + decision.judge_in_ms

    @property
    def text(self) -> str:
        return "".join(self.field_text)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_scan_becomes_one_frame_and_reaches_no_field(desk: Desk) -> None:
    desk.run(VirtualScanner().scan(CODE))
    assert [frame.text for frame in desk.frames] == [CODE]
    assert (desk.text, desk.passed_keys, desk.refusals) == ("", [], [])


def test_the_terminator_presses_no_button(desk: Desk) -> None:
    desk.run(VirtualScanner(focus_kind=FocusKind.NONE).scan("1234"))
    assert desk.passed_keys == []
    assert len(desk.frames) == 1


def test_tab_ends_a_scan_too(desk: Desk) -> None:
    desk.run(VirtualScanner(suffix="Tab").scan(CODE))
    assert desk.frames[0].text == CODE


def test_a_person_types_and_enter_passes(desk: Desk) -> None:
    desk.run(VirtualScanner().type("10.00\n"))
    assert desk.text == "10.00"
    assert [key.key for key in desk.passed_keys] == [ENTER]
    assert desk.frames == []


def test_a_pin_typed_by_a_person_reaches_its_field(desk: Desk) -> None:
    desk.run(VirtualScanner(focus_kind=FocusKind.SECRET).type("4821\n", key_ms=60))
    assert desk.text == "4821"
    assert desk.frames == []


def test_a_scan_over_a_pin_field_is_marked_and_leaves_nothing_there(desk: Desk) -> None:
    desk.run(VirtualScanner(focus_kind=FocusKind.SECRET).scan(CODE))
    assert desk.text == ""
    assert desk.frames[0].secret


def test_three_quick_keys_and_enter_are_typing(desk: Desk) -> None:
    desk.run(VirtualScanner().scan("123"))
    assert desk.text == "123"
    assert [key.key for key in desk.passed_keys] == [ENTER]


def test_a_stall_of_the_screen_does_not_split_a_scan(desk: Desk) -> None:
    desk.run(VirtualScanner().scan(CODE), stalls={0: 250, 5: 80})
    assert [frame.text for frame in desk.frames] == [CODE]
    assert desk.text == ""


def test_the_second_half_of_a_torn_scan_is_thrown_away_and_the_field_restored(desk: Desk) -> None:
    scanner = VirtualScanner()
    desk.run(scanner.type("12"))
    scanner.pause(500)
    strokes = scanner.scan(CODE)
    for stroke in strokes[:3]:  # the system handed each key over so late that the timer had let it go
        desk.now = stroke.timestamp_ms
        desk._apply(desk.machine.press(replace(stroke, arrival_ms=desk.now)), stroke)
        desk.now += 60
        desk._apply(desk.machine.judge(desk.now), None)
    assert desk.text == "12" + CODE[:3]
    desk.run([replace(stroke, arrival_ms=desk.now) for stroke in strokes[3:]])
    assert desk.frames == []
    assert desk.refusals == ["torn_scan"]
    assert desk.restores == 1
    assert desk.text == "12"
    assert desk.passed_keys == []


def test_a_scan_whose_cable_was_pulled_is_refused_whole(desk: Desk) -> None:
    desk.run(VirtualScanner().scan(CODE, torn_after=7))
    assert (desk.text, desk.frames, desk.refusals) == ("", [], ["scan_without_end"])


def test_two_scans_glued_together_are_two_scans(desk: Desk) -> None:
    scanner = VirtualScanner()
    first = scanner.scan(CODE)
    scanner.now_ms = first[-1].timestamp_ms
    desk.run([*first, *scanner.scan("96385074")])
    assert [frame.text for frame in desk.frames] == [CODE, "96385074"]


def test_a_chord_inside_a_burst_refuses_it_whole(desk: Desk) -> None:
    strokes = VirtualScanner().scan("12345678")
    strokes[6] = replace(strokes[6], modifiers=Modifiers.CONTROL, text="\x07")
    desk.run(strokes)
    assert desk.frames == []
    assert desk.refusals[0] == "scan_refused"
    assert desk.text in {"", "8"}


def test_a_shortcut_by_a_person_passes_after_what_was_held(desk: Desk) -> None:
    typed = VirtualScanner().type("ab")
    chord = KeyStroke(typed[-1].timestamp_ms + 20, "S", "\x13", Modifiers.CONTROL)
    desk.run([*typed, chord])
    assert [stroke.key for stroke in desk.passed_keys] == ["S"]
    assert desk.text.startswith("ab")


def test_a_held_key_repeats_into_its_field(desk: Desk) -> None:
    first = VirtualScanner().type("0")[0]
    repeats = [
        replace(first, timestamp_ms=first.timestamp_ms + 30 * n, auto_repeat=True) for n in range(1, 9)
    ]
    desk.run([first, *repeats])
    assert desk.text == "0" * 9
    assert desk.frames == []


def test_shift_inside_a_scan_breaks_nothing(desk: Desk) -> None:
    strokes: list[KeyStroke] = []
    for stroke in VirtualScanner().scan("AB-12cd"):
        if stroke.modifiers & Modifiers.SHIFT:
            strokes.append(KeyStroke(stroke.timestamp_ms - 1, "Shift", "", Modifiers.SHIFT))
        strokes.append(stroke)
    desk.run(strokes)
    assert [frame.text for frame in desk.frames] == ["AB-12cd"]


def test_a_group_separator_stays_in_the_frame(desk: Desk) -> None:
    strokes = VirtualScanner().scan("0107501031311309x10L42")
    at = next(i for i, stroke in enumerate(strokes) if stroke.text == "x")
    strokes[at] = replace(strokes[at], key="BracketRight", text=GS, modifiers=Modifiers.CONTROL)
    desk.run(strokes)
    assert desk.frames[0].text == f"0107501031311309{GS}10L42"


def test_a_scan_without_stamps_is_judged_by_arrival() -> None:
    machine = WedgeMachine()
    results: list[Frame | Refusal] = []
    for n, stroke in enumerate(VirtualScanner().scan(CODE)):
        decision = machine.press(replace(stroke, timestamp_ms=0, arrival_ms=100 + 5 * n))
        results += decision.results
    assert [result.text for result in results if isinstance(result, Frame)] == [CODE]


def test_stamps_that_begin_anew_do_not_split_a_scan(desk: Desk) -> None:
    scanner = VirtualScanner(now_ms=(1 << 32) - 30)
    strokes = [replace(s, timestamp_ms=s.timestamp_ms % (1 << 32) or 1) for s in scanner.scan(CODE)]
    machine = WedgeMachine()
    results = [result for stroke in strokes for result in machine.press(stroke).results]
    assert [type(result) for result in results] == [Frame]


def test_caps_lock_and_layout_do_not_matter_when_read_by_scan_code() -> None:
    machine = WedgeMachine(WedgeSettings(us_layout=True, scan_code_offset=8))
    text = "]C1Ab-/:?=9"
    results: list[Frame | Refusal] = []
    for stroke in VirtualScanner().scan(text):
        wrong = replace(
            stroke,
            text=stroke.text.swapcase() if stroke.text.isalpha() else ("ñ" if stroke.text != "\r" else "\r"),
            native_scan_code=stroke.native_scan_code + 8,
        )
        results += machine.press(wrong).results
    assert [result.text for result in results if isinstance(result, Frame)] == [text]


def test_a_prefix_begins_a_frame_of_any_length() -> None:
    desk = Desk(WedgeMachine(WedgeSettings(gap_ms=100, prefix="F13")))
    scanner = VirtualScanner(key_ms=90)
    strokes = scanner.scan("12")
    desk.run([KeyStroke(strokes[0].timestamp_ms - 90, "F13", ""), *strokes])
    assert [frame.text for frame in desk.frames] == ["12"]
    assert desk.text == ""


@pytest.mark.parametrize(("gap", "prefix"), [(29, ""), (51, ""), (101, "F13")])
def test_a_gap_that_takes_typists_for_scanners_is_refused(gap: int, prefix: str) -> None:
    with pytest.raises(ValueError, match="gap"):
        WedgeSettings(gap_ms=gap, prefix=prefix)


def test_an_endless_scan_stays_bounded_and_is_refused(desk: Desk) -> None:
    desk.run(VirtualScanner(key_ms=1).scan("9" * 7000))
    assert desk.frames == []
    assert desk.refusals == ["scan_too_long"]
    assert desk.text == ""


def test_a_key_never_shows_in_a_log() -> None:
    assert "4" not in repr(KeyStroke(1, "4", "4", native_scan_code=5)).replace("timestamp_ms=1", "")
    assert "4821" not in repr(Frame("4821", 1, secret=True))


@pytest.mark.parametrize(
    "code", ["javascript:alert(1)", "'; DROP TABLE sale;--", "../../etc/passwd", "a b\\c"]
)
def test_hostile_text_is_one_frame_like_any_other(desk: Desk, code: str) -> None:
    desk.run(VirtualScanner().scan(code))
    assert [frame.text for frame in desk.frames] == [code]
    assert desk.text == ""


@pytest.mark.no_cover
def test_ten_thousand_scans_under_stalls_are_neither_lost_nor_split_nor_leaked() -> None:
    chance = random.Random(20261124)
    desk = Desk()
    scanner = VirtualScanner()
    sent: list[str] = []
    for _ in range(10_000):
        scanner.key_ms = chance.randint(2, 30)
        code = str(chance.randrange(10**7, 10**13))
        sent.append(code)
        strokes = scanner.scan(code)
        desk.run(strokes, {chance.randrange(len(strokes)): chance.randint(0, 300)})
    assert [frame.text for frame in desk.frames] == sent
    assert (desk.text, desk.passed_keys, desk.refusals) == ("", [], [])


@pytest.mark.no_cover
def test_ten_thousand_human_keys_make_no_scan_and_keep_their_order() -> None:
    chance = random.Random(7)
    desk = Desk()
    scanner = VirtualScanner()
    typed: list[str] = []
    strokes: list[KeyStroke] = []
    stalls: dict[int, int] = {}
    for n in range(10_000):
        char = chance.choice("0123456789.\n")
        typed.append(char)
        strokes += scanner.type(char, key_ms=chance.randint(60, 200))
        if chance.random() < 0.02:
            stalls[n] = chance.randint(50, 300)
    desk.run(strokes, stalls)
    assert desk.text == "".join(char for char in typed if char != "\n")
    assert len(desk.passed_keys) == typed.count("\n")
    assert (desk.frames, desk.refusals) == ([], [])


@given(
    st.lists(
        st.tuples(
            st.integers(1, 120),
            st.sampled_from(["1", "a", "\r", "\t", "\x00", "ñ", ""]),
            st.booleans(),
        ),
        max_size=60,
    )
)
def test_every_key_is_either_kept_in_order_or_thrown_away(keys: list[tuple[int, str, bool]]) -> None:
    machine = WedgeMachine()
    now = 0
    seen: list[KeyStroke] = []
    strokes: list[KeyStroke] = []
    taken = 0
    for gap, text, judge in keys:
        now += gap
        name = {"\r": "Enter", "\t": "Tab"}.get(text, text or "F1")
        stroke = KeyStroke(now, name, text, arrival_ms=now)
        strokes.append(stroke)
        decision = machine.press(stroke)
        seen += decision.release
        if not decision.take:
            seen.append(stroke)
        judged = machine.judge(now + 200) if judge else Decision(take=False)
        seen += judged.release
        taken += len(decision.results) + len(judged.results)
    judged = machine.judge(now + 1000)
    seen += judged.release
    taken += len(judged.results)
    positions = [strokes.index(stroke) for stroke in seen]
    assert positions == sorted(positions)
    assert len(set(positions)) == len(positions)
    if taken == 0:
        assert [s for s in strokes if s not in seen] == []


def test_the_gap_is_taken_from_stamps_when_both_have_one() -> None:
    one, two = KeyStroke(10, "1", "1", arrival_ms=0), KeyStroke(15, "2", "2", arrival_ms=300)
    assert gap_ms(one, two) == 5
    assert gap_ms(replace(one, timestamp_ms=0), two) == 300
