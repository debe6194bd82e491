import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible

from app.presenters.states import Act, BasketRow, RowKind
from app.ui.basket.geometry import RowGeometry
from tests.app.ui.conftest import Till
from tests.fakes import presenters as fake
from tests.screens import scenes


def tap_row(till: Till, row: int, x: int) -> None:
    table = till.window.floor.basket.table
    rect = table.visualRect(table.model().index(row, 0))
    till.hand.tap(table.viewport(), QPoint(x, rect.center().y()))


def test_a_row_is_appended_by_insertion_never_by_reset(till: Till) -> None:
    scenes.sale_normal(till.window)
    model = till.window.floor.basket.model
    resets: list[int] = []
    inserted: list[int] = []

    def was_reset() -> None:
        resets.append(1)

    def was_inserted(_parent: object, first: int, _last: int) -> None:
        inserted.append(first)

    model.modelReset.connect(was_reset)
    model.rowsInserted.connect(was_inserted)
    till.window.floor.append_row(fake.rows(9)[8])
    till.window.floor.insert_row(0, fake.rows(1)[0])
    assert (resets, inserted) == ([], [8, 0])


def test_a_tap_selects_and_the_stepper_of_the_selected_row_steps(till: Till) -> None:
    scenes.sale_normal(till.window)
    at = RowGeometry.of(till.window.floor.basket.table.viewport().width())
    tap_row(till, 3, 60)
    tap_row(till, 1, at.quantity + 30)
    tap_row(till, 1, at.quantity - 60)
    tap_row(till, 3, at.quantity + 30)
    assert till.calls == [
        ("select_row", 3),
        ("step_quantity", 1),
        ("step_quantity", -1),
        ("select_row", 3),
    ]


def test_the_stepper_answers_to_48_px(till: Till) -> None:
    scenes.sale_normal(till.window)
    at = RowGeometry.of(till.window.floor.basket.table.viewport().width())
    tap_row(till, 1, at.quantity + 13 - 4)
    tap_row(till, 1, at.quantity + 13 + 40 + 3)
    tap_row(till, 1, at.quantity + 13 + 40 + 5)
    assert till.calls == [("step_quantity", 1), ("step_quantity", 1), ("select_row", 1)]


def test_weighed_goods_have_no_stepper(till: Till) -> None:
    scenes.sale_normal(till.window)
    till.window.floor.select_row(2)
    at = RowGeometry.of(till.window.floor.basket.table.viewport().width())
    tap_row(till, 2, at.quantity + 30)
    assert till.calls == [("select_row", 2)]


def test_an_error_row_offers_search_and_removal(till: Till) -> None:
    scenes.sale_error(till.window)
    width = till.window.floor.basket.table.viewport().width()
    tap_row(till, 8, width - 60)
    tap_row(till, 8, width - 60 - 104)
    tap_row(till, 8, 100)
    assert till.calls == [("remove_row", 8), ("act", Act.SEARCH), ("select_row", 8)]


def test_a_drag_is_a_scroll_and_no_tap(till: Till) -> None:
    scenes.sale_long(till.window)
    table = till.window.floor.basket.table
    till.hand.drag(table.viewport(), QPoint(100, 300), QPoint(100, 120))
    assert till.calls == []


@pytest.mark.parametrize(("width", "two_lines"), [(759, True), (760, False), (604, True), (804, False)])
def test_a_basket_narrower_than_760_has_rows_of_two_lines(width: int, two_lines: bool) -> None:
    assert RowGeometry.of(width).two_lines is two_lines


def test_screen_readers_hear_rows_and_total(till: Till) -> None:
    scenes.sale_error(till.window)
    floor = till.window.floor
    model = floor.basket.model
    assert model.data(model.index(2, 0)) == "0.735 kg Queso blanco, 6.54"
    assert "Lectura incompleta" in (model.data(model.index(8, 0)) or "")
    assert floor.total.accessibleName() == "TOTAL B/. 42.53"
    interface = QAccessible.queryAccessibleInterface(floor.basket.table)
    assert interface.isValid()
    assert interface.text(QAccessible.Text.Name) == "Venta"


@pytest.mark.parametrize(
    "name", ["<b>Arroz</b> & Frijol", "Ñ\u202eabc\x1b[31m", "🍌" * 200, "שלום " * 60, ""]
)
def test_hostile_names_are_painted_as_text(till: Till, name: str) -> None:
    scenes.sale_empty(till.window)
    row = BasketRow(1, RowKind.ITEM, name, "1", "", "1.00", "7 %", "1.00")
    till.window.floor.append_row(row)
    till.window.floor.select_row(0)
    assert not till.window.grab().isNull()
    said = till.window.floor.basket.model.data(till.window.floor.basket.model.index(0, 0)) or ""
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_hundred_lines_keep_the_last_in_view(till: Till) -> None:
    scenes.sale_long(till.window)
    table = till.window.floor.basket.table
    till.window.floor.append_row(fake.rows(1)[0])
    last = table.visualRect(table.model().index(100, 0))
    assert table.viewport().rect().contains(last)
