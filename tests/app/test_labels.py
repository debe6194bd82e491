"""Layouts learnt at a till, kept beside its data."""

from __future__ import annotations

from pathlib import Path

from app.labels import FILE_NAME, keep_learnt, with_learnt
from core.domain.embedded import parse_template

PRICE, WEIGHT = parse_template("21 IIIII PPPPP C"), parse_template("21 IIIII WWWWW C")
OTHER = parse_template("20 IIIII PPPPP C")


def test_without_a_file_the_installers_layouts_hold(tmp_path: Path) -> None:
    assert with_learnt(tmp_path, (PRICE,)) == (PRICE,)


def test_what_was_learnt_outranks_its_prefix_and_the_last_word_counts(tmp_path: Path) -> None:
    keep_learnt(tmp_path, PRICE)
    keep_learnt(tmp_path, OTHER)
    keep_learnt(tmp_path, WEIGHT)
    assert (tmp_path / FILE_NAME).read_text(encoding="ascii") == "20 IIIII PPPPP C\n21 IIIII WWWWW C\n"
    assert with_learnt(tmp_path, (PRICE,)) == (OTHER, WEIGHT)


def test_lines_that_are_no_layout_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"nonsense\n21 IIIII WWWWW C\n\x00\n")
    assert with_learnt(tmp_path, (PRICE,)) == (WEIGHT,)
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe")
    assert with_learnt(tmp_path, (PRICE,)) == (PRICE,)
