"""``cuadre powercut-demo``: real processes are ended while they sell, and what is said of it."""

from __future__ import annotations

import json
import string
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from app.cli import Arguments, parse
from app.config import TillConfig
from app.powercut import command, words
from app.powercut.command import Exit, Tally, run_powercut
from tests.counts import COUNTED


@pytest.fixture
def said(tmp_path: Path) -> Callable[..., tuple[int, list[str]]]:
    """Run the command in a folder of the test; its code and lines."""

    def run(*options: str) -> tuple[int, list[str]]:
        lines: list[str] = []
        code = run_powercut(parse(["powercut-demo", "--folder", str(tmp_path), *options]), lines.append)
        return code, lines

    return run


def test_a_till_cut_off_while_it_sells_keeps_every_sale_and_its_folder_goes(
    tmp_path: Path,
    said: Callable[..., tuple[int, list[str]]],
    record_property: Callable[[str, object], None],
) -> None:
    code, lines = said("--seconds", "3", "--json")
    tally = json.loads(lines[-1])
    assert (code, tally["lost"], tally["problems"]) == (Exit.SOUND, 0, [])
    assert tally["kills"] >= 1
    assert tally["acked"] >= 1
    assert list(tmp_path.iterdir()) == []
    record_property(f"{COUNTED}kills of till", tally["kills"])


@pytest.mark.parametrize(("language", "table"), [("es", words.SPANISH), ("en", words.ENGLISH)])
def test_the_verdict_is_plain_words_in_the_language_of_the_till(
    monkeypatch: pytest.MonkeyPatch,
    said: Callable[..., tuple[int, list[str]]],
    tmp_path: Path,
    language: str,
    table: Mapping[str, str],
) -> None:
    monkeypatch.setattr(command, "till_config", partial(TillConfig, tmp_path, tmp_path, language))
    monkeypatch.setattr(command, "cut_again_and_again", _counting(Tally(10, 200, 0, 3, 1)))
    code, lines = said()
    assert code == Exit.SOUND
    assert table["acked"].format(acked=200, lost=0) in lines
    assert table["held"] in lines
    assert table["limit"] in lines
    assert str(tmp_path) in lines[0]


def test_what_was_lost_is_said_and_kept(
    monkeypatch: pytest.MonkeyPatch, said: Callable[..., tuple[int, list[str]]], tmp_path: Path
) -> None:
    monkeypatch.setattr(
        command, "cut_again_and_again", _counting(Tally(10, 200, 1, 0, 0, ("lost", "journals")))
    )
    code, lines = said()
    (kept,) = tmp_path.iterdir()
    assert code == Exit.FAILED
    assert (
        words.SPANISH["failed"].format(problems=f"{words.SPANISH['lost']}, {words.SPANISH['journals']}")
        in lines
    )
    assert lines[-1] == words.SPANISH["stop"].format(folder=kept)


def test_without_a_sale_nothing_is_claimed(
    monkeypatch: pytest.MonkeyPatch, said: Callable[..., tuple[int, list[str]]]
) -> None:
    monkeypatch.setattr(command, "cut_again_and_again", _counting(Tally(3)))
    code, lines = said()
    assert code == Exit.NOT_RUN
    assert words.SPANISH["nothing"] in lines


def test_a_till_that_ends_by_itself_is_no_result(
    monkeypatch: pytest.MonkeyPatch, said: Callable[..., tuple[int, list[str]]], tmp_path: Path
) -> None:
    monkeypatch.setattr(
        command, "python_command", lambda *_: [sys.executable, "-c", "raise SystemExit('no disk')"]
    )
    code, lines = said("--seconds", "1")
    assert code == Exit.NOT_RUN
    assert "no disk" in lines[-1]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said() -> None:
    lines: list[str] = []
    assert (
        run_powercut(Arguments("powercut-demo", folder=Path("/nowhere/at/all")), lines.append) == Exit.NOT_RUN
    )
    assert lines[0].startswith("No se pudo probar")


def test_both_languages_say_the_same_things() -> None:
    def fields(table: Mapping[str, str]) -> dict[str, set[str]]:
        return {
            name: {field for _, field, _, _ in string.Formatter().parse(text) if field}
            for name, text in table.items()
        }

    assert fields(words.SPANISH) == fields(words.ENGLISH)


def _counting(tally: Tally) -> Callable[..., Tally]:
    def cut(place: Path, seconds: float, told: Callable[[Tally], object]) -> Tally:
        assert place.is_dir()
        assert seconds == Arguments("powercut-demo").seconds
        told(tally)
        return tally

    return cut
