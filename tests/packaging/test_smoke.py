"""The smoke test from outside, tried on the program as it runs from source."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import smoke

PROGRAM = [sys.executable, "-m", "app"]


@pytest.fixture(scope="module")
def odd_place(tmp_path_factory: pytest.TempPathFactory) -> smoke.Place:
    folder = tmp_path_factory.mktemp("smoke")
    return next(place for place in smoke.places(folder) if "ñ" in place.name)


@pytest.fixture(scope="module")
def outcome(odd_place: smoke.Place) -> tuple[list[str], dict[str, Any]]:
    return smoke.try_in(PROGRAM, odd_place)


def test_the_program_sells_and_checks_itself_from_source(outcome: tuple[list[str], dict[str, Any]]) -> None:
    wrong, body = outcome
    assert wrong == []
    assert body["ok"] is True
    assert body["frozen"] is False


def test_exactly_the_expected_checks_ran(outcome: tuple[list[str], dict[str, Any]]) -> None:
    """A new check joins the list, so that it can never vanish unseen."""
    _, body = outcome
    names = [entry["name"] for entry in body["checks"]]
    assert sorted(names) == sorted(smoke.EXPECTED)


def test_it_leaves_nothing_but_report_and_picture(
    odd_place: smoke.Place, outcome: tuple[list[str], dict[str, Any]]
) -> None:
    del outcome
    left = {path.name for path in odd_place.folder.iterdir() if not path.name.startswith(".")}
    assert left == {"report.json", "shot.png"}


def test_the_places_are_what_they_say(tmp_path: Path) -> None:
    found = {place.name: place for place in smoke.places(tmp_path)}
    odd = str(found["a space and an ñ in the path"].folder)
    assert " " in odd
    assert "ñ" in odd
    assert not Path(found["no home to write to"].environment["HOME"]).is_dir()
    assert all(place.environment["QT_QPA_PLATFORM"] == "offscreen" for place in found.values())
    assert all("PYTHONPATH" not in place.environment for place in found.values())


# --- judging ----------------------------------------------------------------------------------------------


def body(**changed: object) -> dict[str, Any]:
    checks = [{"name": name, "ok": True, "detail": ""} for name in sorted(smoke.EXPECTED)]
    return {"ok": True, "checks": checks} | changed


def test_a_report_with_every_check_is_right() -> None:
    assert smoke.judge(body()) == []


def test_a_check_that_fails_is_named() -> None:
    wrong = body()
    wrong["checks"][0] |= {"ok": False, "detail": "why"}
    assert smoke.judge(wrong) == [f"{sorted(smoke.EXPECTED)[0]}: why"]


def test_a_check_that_did_not_run_is_named() -> None:
    wrong = body()
    gone = wrong["checks"].pop()["name"]
    assert smoke.judge(wrong) == [f"{gone}: did not run"]


def test_an_empty_report_is_wrong() -> None:
    assert len(smoke.judge({"ok": True})) == len(smoke.EXPECTED)


def test_a_report_that_says_no_is_wrong_whatever_else_it_says() -> None:
    assert smoke.judge(body(ok=False)) == ["the report says no and names nothing"]


def pretender(tmp_path: Path, code: str) -> list[str]:
    """A program that pretends to be ours."""
    script = tmp_path / "pretender.py"
    script.write_text(f"import sys, json\nreport, shot = sys.argv[3], sys.argv[5]\n{code}", encoding="utf-8")
    return [sys.executable, str(script)]


GOOD = f"open(report, 'w').write({json.dumps(body())!r}); open(shot, 'wb').write(b'\\x89PNG')\n"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (GOOD, []),
        (GOOD + "sys.exit(1)", ["exit code 1"]),
        (GOOD + "sys.stderr.write('oh\\n')", ["said on stderr: oh"]),
        ("open(shot, 'wb').write(b'\\x89PNG')", ["no report"]),
        (GOOD + "open(shot, 'wb').write(b'')", ["no picture"]),
    ],
)
def test_what_is_seen_from_outside_counts_too(tmp_path: Path, code: str, said: list[str]) -> None:
    (tmp_path / "places").mkdir()
    place = next(smoke.places(tmp_path / "places"))
    assert smoke.try_in(pretender(tmp_path, code), place)[0] == said


def test_without_a_package_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(smoke, "ROOT", tmp_path)
    monkeypatch.setattr(smoke, "BUNDLE", tmp_path / "dist" / "cuadre")
    assert smoke.main([]) == 2
    assert "make package" in capsys.readouterr().err
