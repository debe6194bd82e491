"""The report of the smoke test tells what failed and hides nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from app.smoke.report import Report, must


def test_a_check_that_returns_holds_and_keeps_its_detail() -> None:
    report = Report()
    report.check("one", lambda: "117 authorities")
    report.check("two", lambda: None)
    assert [(e["name"], e["ok"], e["detail"]) for e in report.checks] == [
        ("one", True, "117 authorities"),
        ("two", True, ""),
    ]
    assert report.ok


def test_a_check_that_does_not_hold_says_what_was_found() -> None:
    report = Report()
    report.check("one", lambda: must(holds=False, found=(1, 2)))
    assert not report.ok
    assert report.checks[0]["detail"] == "(1, 2)"
    assert "trace" not in report.checks[0]


def test_an_exception_fails_its_check_alone_and_leaves_its_trace() -> None:
    report = Report()
    report.check("one", lambda: sys.modules["no.such.module"])
    report.check("two", lambda: "fine")
    assert [e["ok"] for e in report.checks] == [False, True]
    assert "KeyError" in report.checks[0]["detail"]
    assert "Traceback" in report.checks[0]["trace"]


def test_a_report_without_checks_is_not_right() -> None:
    assert not Report().ok


def test_a_failure_found_elsewhere_counts() -> None:
    report = Report()
    report.check("one", lambda: "fine")
    report.fail("two", "too late")
    assert not report.ok


def test_it_goes_to_a_file_or_to_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = Report(facts={"place": "Peñón"})
    report.check("one", lambda: "ñ")
    report.write(tmp_path / "report.json")
    report.write(None)
    written = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert written == json.loads(capsys.readouterr().out)
    assert (written["ok"], written["frozen"], written["facts"]) == (True, False, {"place": "Peñón"})
