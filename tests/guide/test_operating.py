"""The pages for installers and administrators name commands that exist, the same in both languages."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from app.cli import parse
from central import cli
from tests.guide.pages import GUIDE

OPERATING = GUIDE.parent / "operating"
PAGES = sorted(path.name for path in (OPERATING / "en").glob("*.md"))


def commands(page: Path) -> list[list[str]]:
    """Lines of code of a page, as a shell splits them."""
    lines = page.read_text(encoding="utf-8").splitlines()
    return [shlex.split(line) for line in lines if line.startswith("    cuadre")]


def test_both_languages_have_the_same_pages() -> None:
    assert PAGES == ["centre.md", "till.md"]
    assert sorted(path.name for path in (OPERATING / "es").glob("*.md")) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_name_the_same_commands(page: str) -> None:
    assert commands(OPERATING / "es" / page) == commands(OPERATING / "en" / page)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_one_the_programs_take(page: str) -> None:
    named = commands(OPERATING / "en" / page)
    assert named
    for program, *arguments in named:
        if program == "cuadre":
            assert parse(arguments).command == arguments[0]
        else:
            assert cli._parser().parse_args(arguments).command == arguments[0]
