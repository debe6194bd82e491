"""What is kept of a picture, and when it is taken anew."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from tests.guide.pictures import COLOURS, keep


def screen(path: Path, *marks: QRect) -> Path:
    image = QImage(1024, 768, QImage.Format.Format_RGB32)
    image.fill(QColor("#F3F5F8"))
    painter = QPainter(image)
    for mark in marks:
        painter.fillRect(mark, QColor("#14202E"))
    painter.end()
    image.save(str(path))
    return path


def test_a_picture_is_kept_with_few_colours_and_looks_the_same(tmp_path: Path) -> None:
    source = screen(tmp_path / "new.png", QRect(100, 100, 200, 50))
    kept = tmp_path / "kept.png"
    assert keep(source, kept)
    image = QImage(str(kept))
    assert image.colorCount() <= COLOURS
    assert image.convertToFormat(QImage.Format.Format_RGB32) == QImage(str(source))


def test_another_clock_is_no_reason_to_take_a_picture_anew_but_another_word_is(tmp_path: Path) -> None:
    kept, new = tmp_path / "kept.png", tmp_path / "new.png"
    assert keep(screen(new, QRect(100, 100, 200, 50)), kept)
    before = kept.read_bytes()
    clock, number = QRect(800, 10, 60, 20), QRect(400, 300, 18, 18)
    assert keep(screen(new, clock, number, QRect(100, 100, 200, 50)), kept)
    assert kept.read_bytes() == before
    assert keep(screen(new, clock, number, QRect(100, 100, 260, 50)), kept)
    assert kept.read_bytes() != before


def test_a_picture_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert not keep(tmp_path / "none.png", tmp_path / "kept.png")
