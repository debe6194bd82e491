from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks import table
from tests.benchmarks.harness import Result, as_json, skipped
from tests.benchmarks.run import discover

AROUND = {
    "commit": "abc1234",
    "python": "3.11.7",
    "sqlite": "3.53.4",
    "pyside6": "6.11.1",
    "postgres": None,
    "os": "Linux 6.18",
    "cores": 2,
    "load1": 0.3,
    "limit_is": None,
}


def made(*results: Result) -> str:
    return table.table([json.loads(as_json([result.line(AROUND)])) for result in results])


def test_a_row_says_value_yardstick_target_and_verdict() -> None:
    rows = made(
        Result("a.p50", 2.0, "ms", 1.0, "ratio<=4", 300, {"limit_is": "one fdatasync"}),
        Result("b.p99", 9.0, "ms", target="value<=5", n=300),
        skipped("c.p50", "ms", "no rules yet"),
    ).splitlines()
    assert "commit abc1234; Linux, 2 cores" in rows[0]
    assert rows[4] == "| `a.p50` |  | 2 ms | 1 ms (one fdatasync) | 2 | ratio<=4 | met | 0.3 |"
    assert rows[5].endswith("| value<=5 | **missed** | 0.3 |")
    assert "no rules yet" in rows[6]


def test_the_later_of_two_runs_stands() -> None:
    assert "| 2 ms |" not in made(Result("a", 2.0, "ms"), Result("a", 3.0, "ms"))


def test_the_table_replaces_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    table.DOCUMENT.write_text(f"head\n{table.BEGIN}\nold\n{table.END}\ntail\n", encoding="utf-8")
    Path("lines.json").write_text(as_json([Result("a", 2.0, "ms").line(AROUND)]), encoding="utf-8")
    for _ in range(2):
        assert table.main(["lines.json"]) == 0
    text = table.DOCUMENT.read_text(encoding="utf-8")
    assert text.startswith("head\n")
    assert text.endswith("\ntail\n")
    assert text.count("| `a` |") == 1
    assert "old" not in text


def test_the_document_speaks_of_every_benchmark() -> None:
    text = (Path(__file__).parents[2] / table.DOCUMENT).read_text(encoding="utf-8")
    assert [entry.name for entry in discover([]) if f"`{entry.name}`" not in text] == []
