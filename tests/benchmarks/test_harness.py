from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import run as runner
from tests.benchmarks.harness import (
    BenchContext,
    Result,
    as_json,
    fdatasync_ms,
    interleaved,
    quantile,
    skipped,
)
from tests.benchmarks.surroundings import environment

QUIET = {"load1": 0.1, "cores": 2}


@pytest.mark.parametrize(
    ("result", "ok", "ratio"),
    [
        (Result("a", 2.0, "ms", limit=1.0, target="ratio<=2"), True, 2.0),
        (Result("a", 2.1, "ms", limit=1.0, target="ratio<=2"), False, 2.1),
        (Result("a", 5.0, "ms", target="value<=4.5"), False, None),
        (Result("a", 5.0, "1/s", target="value>=5"), True, None),
        (Result("a", 1.0, "syncs", target="value==1"), True, None),
        (Result("a", 1.0, "ms", limit=2.0), None, 0.5),
        (Result("a", None, "ms", target="value<=1"), None, None),
        (Result("a", 1.0, "ms", target="ratio<=1"), False, None),
    ],
)
def test_a_target_is_judged(result: Result, ok: bool | None, ratio: float | None) -> None:
    line = result.line(QUIET)
    assert (line["ok"], line["ratio"]) == (ok, ratio)


@pytest.mark.parametrize("target", ["ratio<2", "value<=", "p99<=1", "ratio<=2 "])
def test_a_target_of_another_form_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="another form"):
        Result("a", 1.0, "ms", target=target)


def test_a_line_has_the_keys_of_the_schema_in_order() -> None:
    around = environment(0.2)
    line = json.loads(as_json([Result("a.p50", 0.79231, "ms", 0.2124, "ratio<=6", 300).line(around)]))
    assert list(line) == ["name", "value", "unit", "limit", "ratio", "target", "ok", "n", "environment"]
    assert (line["value"], line["limit"], line["ratio"], line["n"]) == (0.7923, 0.2124, 3.73, 300)
    wanted = {"commit", "python", "sqlite", "pyside6", "postgres", "os", "cores", "load1", "fdatasync_ms"}
    assert wanted | {"limit_is"} <= set(line["environment"])


def test_a_busy_machine_is_not_judged() -> None:
    line = Result("a", 9.0, "ms", target="value<=1").line({"load1": 3.1, "cores": 2})
    assert (line["ok"], line["environment"]["busy"]) == (None, True)


@pytest.mark.parametrize("unit", ["B", "MB", "syncs", "modules"])
def test_bytes_and_counts_are_judged_on_a_busy_machine_too(unit: str) -> None:
    line = Result("a", 9.0, unit, target="value<=1").line({"load1": 3.1, "cores": 2})
    assert line["ok"] is False


def test_what_could_not_run_says_why() -> None:
    line = skipped("a", "ms", "no screen", target="value<=1").line(QUIET)
    assert (line["value"], line["ok"], line["n"]) == (None, None, 0)
    assert line["environment"]["skipped"] == "no screen"


def test_quantiles_are_samples() -> None:
    values = [float(n) for n in range(1, 101)]
    assert (quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1.0)) == (50.0, 99.0, 100.0)
    assert quantile([7.0], 0.99) == 7.0
    with pytest.raises(ValueError, match="no values"):
        quantile([], 0.5)


def test_limit_and_candidate_take_turns_after_the_warm_up() -> None:
    calls: list[tuple[str, int]] = []
    samples = interleaved(
        {"limit": lambda n: calls.append(("limit", n)), "ours": lambda n: calls.append(("ours", n))}, 5
    )
    assert [len(values) for values in samples.values()] == [5, 5]
    assert calls[:2] == [("limit", -10), ("ours", -10)]
    assert calls[-2:] == [("limit", 4), ("ours", 4)]
    assert len(calls) == 30


def test_the_disk_is_probed_and_left_clean(tmp_path: Path) -> None:
    assert fdatasync_ms(tmp_path, 20) > 0
    assert list(tmp_path.iterdir()) == []


class Script:
    """A benchmark whose runs give prepared results."""

    def __init__(self, *attempts: list[Result] | Exception) -> None:
        self.attempts = list(attempts)

    def run(self, context: BenchContext) -> Iterator[Result]:
        assert context.work.is_dir()
        attempt = self.attempts.pop(0)
        if isinstance(attempt, Exception):
            raise attempt
        yield from attempt


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("tests.benchmarks.run.load1", lambda: 0.0)
    monkeypatch.setattr("tests.benchmarks.surroundings.load1", lambda: 0.0)
    yield tmp_path
    assert list(tmp_path.glob("work-*")) == []


def lines_of(script: Script, cache: Path) -> list[runner.Line]:
    return runner.measure(runner.Entry("script", script.run, per_size=False), "10k", 0.2, cache)


def test_only_the_missed_line_is_taken_from_the_second_run(measured: Path) -> None:
    first = [Result("a", 1.0, "ms", target="value<=2"), Result("b", 9.0, "ms", target="value<=2")]
    second = [Result("a", 1.5, "ms", target="value<=2"), Result("b", 2.0, "ms", target="value<=2")]
    lines = lines_of(Script(first, second), measured)
    assert [(line["name"], line["value"], line["ok"]) for line in lines] == [
        ("a", 1.0, True),
        ("b", 2.0, True),
    ]
    assert runner.exit_code(lines) == 0


def test_a_target_missed_twice_counts(measured: Path) -> None:
    slow = [Result("b", 9.0, "ms", target="value<=2")]
    lines = lines_of(Script(slow, slow), measured)
    assert runner.exit_code(lines) == 1


def test_a_broken_benchmark_is_reported_and_counts(
    measured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = lines_of(Script(RuntimeError("no centre")), measured)
    assert lines[0]["environment"]["error"] == "RuntimeError: no centre"
    assert runner.exit_code(lines) == 1
    assert "no centre" in runner.readable(lines[0])
    assert "Traceback" in capsys.readouterr().err


def test_nothing_that_could_run_is_exit_code_2(measured: Path) -> None:
    assert runner.exit_code(lines_of(Script([skipped("a", "ms", "no screen")]), measured)) == 2
    assert runner.exit_code([]) == 2


def test_an_unknown_benchmark_is_named() -> None:
    with pytest.raises(SystemExit, match=r"no benchmark nothing; there are: .*search"):
        runner.discover(["nothing"])


def test_every_benchmark_file_can_be_found() -> None:
    entries = runner.discover(["bench_search"])
    assert [(entry.name, entry.per_size) for entry in entries] == [("search", True)]


def test_all_sizes_are_measured_where_size_matters() -> None:
    script = Script()
    per_size, other = runner.Entry("a", script.run, True), runner.Entry("b", script.run, False)
    plan = [(entry.name, size) for entry, size in runner._plan([per_size, other], "all")]
    assert plan == [("a", "10k"), ("a", "100k"), ("a", "1m"), ("b", "100k")]


def test_lines_go_to_stdout_and_to_the_file(
    measured: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(measured)
    script = Script([Result("a", 1.0, "ms", target="value<=2")])
    monkeypatch.setattr(runner, "discover", lambda names: [runner.Entry("script", script.run, False)])
    assert runner.main(["--size", "10k"]) == 0
    printed = capsys.readouterr()
    assert printed.out == Path("build/bench.json").read_text(encoding="utf-8")
    assert json.loads(printed.out)["name"] == "a"
    assert "value<=2" in printed.err
