"""What people chose on the till outlives the program; a spoilt file changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.choices import FILE_NAME, keep_choices, with_choices
from app.config import TillConfig


def config(folder: Path) -> TillConfig:
    return TillConfig(folder, folder / "config", language="es", theme="light")


def test_what_was_chosen_outranks_the_settings(tmp_path: Path) -> None:
    keep_choices(tmp_path, "dark", "en")
    kept = with_choices(config(tmp_path))
    assert (kept.theme, kept.language) == ("dark", "en")


def test_the_last_choice_counts(tmp_path: Path) -> None:
    keep_choices(tmp_path, "dark", "en")
    keep_choices(tmp_path, "contrast", "es")
    kept = with_choices(config(tmp_path))
    assert (kept.theme, kept.language) == ("contrast", "es")


def test_nothing_chosen_leaves_the_settings(tmp_path: Path) -> None:
    assert with_choices(config(tmp_path / "absent")) == config(tmp_path / "absent")


@pytest.mark.parametrize("spoilt", [b"", b"theme=pink\nlanguage=fr\n", b"\xff\xfe", b"theme", b"x" * 5000])
def test_a_spoilt_file_leaves_the_settings(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(spoilt)
    assert with_choices(config(tmp_path)) == config(tmp_path)


def test_one_good_line_beside_a_spoilt_one_counts(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("theme=dark\nlanguage=fr\n")
    kept = with_choices(config(tmp_path))
    assert (kept.theme, kept.language) == ("dark", "es")
