"""Rows that look as before are copied, and look as if they were drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.presenters.states import BasketRow
from app.ui.basket import delegate
from app.ui.basket.pictures import MOST, RowPictures
from app.ui.main_window import MainWindow
from app.ui.theme.probe import Drawn
from app.ui.theme.tokens import ThemeName
from tests.app.ui.conftest import Till
from tests.fakes import presenters as fake
from tests.screens import scenes


class Deaf:
    """A probe is set while pictures are checked, and nothing is copied then."""

    def drawn(self, item: Drawn) -> None:
        del item


def grabbed(till: Till, *, drawn: bool) -> QImage:
    theme = till.window.theme
    theme.probe = Deaf() if drawn else None
    try:
        return till.window.floor.basket.grab().toImage()
    finally:
        theme.probe = None


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[BasketRow]:
    """Rows drawn from now on, a copied one not among them."""
    seen: list[BasketRow] = []
    draw = delegate._draw_item

    def noting(*args: object, row: BasketRow, **named: object) -> None:
        seen.append(row)
        draw(*args, row=row, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(delegate, "_draw_item", noting)
    return seen


def test_a_scan_draws_the_new_row_and_the_one_no_longer_selected(till: Till, drawn: list[BasketRow]) -> None:
    scenes.sale_long(till.window)
    floor = till.window.floor

    def scan() -> set[BasketRow]:
        """The rows that may look otherwise: the new one, and the one that was selected."""
        last = floor.basket.model.rowCount()
        drawn.clear()
        floor.append_row(fake.rows(1)[0])
        floor.select_row(last)
        grabbed(till, drawn=False)
        return {floor.basket.model.row_at(last - 1), floor.basket.model.row_at(last)}

    scan()
    changed = scan()
    assert drawn
    assert set(drawn) <= changed


def test_a_row_that_changed_is_drawn_anew(till: Till, drawn: list[BasketRow]) -> None:
    scenes.sale_normal(till.window)
    grabbed(till, drawn=False)
    drawn.clear()
    changed = fake.rows(9)[8]
    till.window.floor.update_row(1, changed)
    assert grabbed(till, drawn=False) == grabbed(till, drawn=True)
    assert drawn.count(changed) == 2


@pytest.mark.parametrize("scene", [scenes.sale_normal, scenes.sale_long, scenes.sale_error])
def test_copied_rows_look_as_drawn_ones_in_every_theme(
    till: Till, scene: Callable[[MainWindow], None]
) -> None:
    scene(till.window)
    grabbed(till, drawn=False)
    assert grabbed(till, drawn=False) == grabbed(till, drawn=True)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    light = till.window.theme.name
    till.window.theme.switch(app, ThemeName.DARK)
    try:
        assert grabbed(till, drawn=False) == grabbed(till, drawn=True)
    finally:
        till.window.theme.switch(app, light)


def test_as_many_pictures_are_kept_as_a_screen_shows(qapp: QApplication) -> None:
    del qapp
    pictures, seen = RowPictures(), list[int]()
    target = QPixmap(40, 20)

    def show(number: int, ratio: float = 1.0) -> None:
        target.setDevicePixelRatio(ratio)
        painter = QPainter(target)
        pictures.draw(painter, QRect(0, 0, 20, 10), QColor("white"), number, lambda *_: seen.append(number))
        painter.end()

    for number in (*range(MOST), 0, MOST, 0, 1):
        show(number)
    assert seen == [*range(MOST), MOST, 1]  # 1 was shown longest ago when one more came
    seen.clear()
    show(0, 2.0)
    show(0, 2.0)
    show(0, 1.5)
    show(0, 1.5)
    assert seen == [0, 0, 0]  # between two pixels nothing is copied
