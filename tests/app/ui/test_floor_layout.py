import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from app.ui.floor_layout import FloorLayout, floor_layout, rows_that_fit
from app.ui.theme.metrics import GAP, STRIP, TARGET

ALWAYS = ("command", "left", "actions", "total", "switch", "pad", "pay")


def rects(layout: FloorLayout) -> dict[str, QRect]:
    return {
        field.name: getattr(layout, field.name)
        for field in dataclasses.fields(layout)
        if isinstance(getattr(layout, field.name), QRect)
    }


@pytest.mark.parametrize(
    ("width", "height", "basket", "right", "rows", "key"),
    [
        (1024, 768, 604, 384, 11, 72),
        (1366, 768, 804, 526, 11, 72),
        (1280, 720, 860, 384, 10, 60),
        (1920, 1080, 984, 388, 17, 88),
    ],
)
def test_a_landscape_class_has_the_measures_of_the_design(
    width: int, height: int, basket: int, right: int, rows: int, key: int
) -> None:
    layout = floor_layout(width, height)
    assert layout.left.width() == layout.command.width() == layout.actions.width() == basket
    assert layout.pay.width() == layout.total.width() == right
    assert layout.pay.height() == 80
    assert layout.command.height() == 56
    assert layout.actions.height() == 64
    assert rows_that_fit(layout) == rows
    assert (layout.pad.height() - 3 * GAP) // 4 == key


def test_class_m_splits_its_right_side_into_pad_and_tiles() -> None:
    layout = floor_layout(1366, 768)
    assert (layout.pad.width(), layout.tiles.width()) == (264, 254)
    assert layout.tiles.x() == layout.pad.right() + 1 + GAP
    assert layout.total.height() == 144


def test_portrait_shows_six_rows_and_an_area_of_320() -> None:
    layout = floor_layout(768, 1024)
    assert rows_that_fit(layout) == 6
    assert 300 <= layout.pad.bottom() - layout.switch.y() <= 320
    assert layout.total.y() < layout.command.y() < layout.left.y() < layout.pad.y() < layout.pay.y()


def test_both_columns_end_on_the_same_line() -> None:
    for size in ((1024, 768), (1366, 768), (1920, 1080), (1280, 720)):
        layout = floor_layout(*size)
        assert layout.pay.bottom() == layout.actions.bottom()
        assert layout.command.y() == layout.total.y()


@given(st.integers(1024, 3840), st.integers(720, 2160))
def test_nothing_leaves_the_window_or_lies_over_another(width: int, height: int) -> None:
    layout = floor_layout(width, height)
    room = QRect(0, 0, width, height - STRIP)
    placed = {name: rect for name, rect in rects(layout).items() if not rect.isEmpty()}
    for name, rect in placed.items():
        assert room.contains(rect), name
        assert rect.height() >= TARGET, name
    names = [name for name in ALWAYS if name in placed]
    for at, one in enumerate(names):
        for two in names[at + 1 :]:
            assert not placed[one].intersects(placed[two]), (one, two)
    assert (layout.pad.height() - 3 * GAP) // 4 >= TARGET
