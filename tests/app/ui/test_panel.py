"""What the one widget of panels shows and what touches on it ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Choice, Choices, Field, FieldKind, Panel, PanelButton, RowItem, Rows
from app.presenters.states import Act, CustomerTile, FloorMode
from app.ui.widgets.button import Button
from app.ui.widgets.panel.rows import ROW_HEIGHT, RowsView
from tests.app.ui.conftest import Till
from tests.app.ui.test_floor import button, still
from tests.fakes import panels
from tests.fakes import presenters as fake
from tests.screens import scenes

K = Qt.Key


def show(till: Till, panel: Panel) -> None:
    scenes.sale_normal(till.window)
    till.window.floor.show_mode(FloorMode.PANEL)
    till.window.floor.show_panel(panel)
    till.calls.clear()


def edit(till: Till, name: str) -> QLineEdit:
    found = till.window.floor.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit), name
    return found


def test_nothing_else_moves_and_the_card_lies_over_command_line_and_basket(till: Till) -> None:
    scenes.sale_normal(till.window)
    floor = till.window.floor
    kept = still(till)
    covered = floor.command.geometry().adjusted(3, 3, -3, -3).united(floor.basket.geometry())
    actions = floor.actions_bar.geometry()
    show(till, panels.form())
    assert still(till)[2:] == kept[2:]
    assert floor.panel.geometry() == covered
    assert floor.foot.geometry() == actions
    for hidden in (floor.command, floor.basket, floor.actions_bar):
        assert not hidden.isVisible()
    floor.show_mode(FloorMode.SALE)
    floor.show_panel(None)
    for shown in (floor.command, floor.basket, floor.actions_bar):
        assert shown.isVisible()
    assert QApplication.focusWidget() is floor.command.edit


def test_touches_ask_for_what_they_touch(till: Till) -> None:
    show(till, panels.decision())
    till.hand.tap(button(till, "panel.decision.choice.person.s4"))
    till.hand.tap(button(till, "panel.decision.remote"))
    till.hand.tap(button(till, "panel.decision.back"))
    till.hand.tap(button(till, "act.pay"))
    assert till.calls == [
        ("panel.choose", "person", "s4"),
        ("panel.press", "remote"),
        ("panel.back",),
        ("enter",),
    ]


def test_pay_s_place_says_the_next_step_or_is_idle(till: Till) -> None:
    pay = till.window.floor.pay
    show(till, panels.lines())
    assert (pay.words, pay.amount, pay.key, pay.idle) == ("Agregar a la venta", "1.79", "Enter", False)
    show(till, panels.form(busy=True))
    assert (pay.words, pay.idle) == ("Un momento…", True)
    show(till, panels.empty_list())
    assert (pay.words, pay.amount, pay.idle) == ("COBRAR", "", True)
    till.window.floor.show_mode(FloorMode.SALE)
    assert (pay.words, pay.amount, pay.idle) == ("COBRAR", fake.totals().total, False)


def test_typing_goes_to_the_active_field_with_its_accents(till: Till) -> None:
    show(till, panels.form())
    name = edit(till, "panel.form.field.name")
    assert QApplication.focusWidget() is name
    till.hand.type("s")
    composed = QInputMethodEvent()
    composed.setCommitString("é")
    QCoreApplication.sendEvent(name, composed)
    assert till.calls[-1] == ("panel.edited", "name", "María José Peñalbasé")


def test_drawing_anew_leaves_text_cursor_and_widget_as_they_are(till: Till) -> None:
    show(till, panels.form())
    name = edit(till, "panel.form.field.name")
    name.setCursorPosition(5)
    till.hand.type("n")
    text = str(till.calls[-1][2])
    assert text == "Marían José Peñalba"
    form = panels.form()
    field = form.blocks[0]
    assert isinstance(field, Field)
    till.window.floor.show_panel(replace(form, blocks=(replace(field, text=text), *form.blocks[1:])))
    assert edit(till, "panel.form.field.name") is name
    assert (name.text(), name.cursorPosition(), name.hasFocus()) == (text, 6, True)


def test_a_field_touched_is_told_and_gets_the_keyboard_when_it_is_active(till: Till) -> None:
    show(till, panels.form())
    till.hand.tap(edit(till, "panel.form.field.credit"))
    assert till.calls == [("panel.focus", "credit")]
    form = panels.form()
    blocks = tuple(
        replace(block, active=block.id == "credit") if isinstance(block, Field) else block
        for block in form.blocks
    )
    till.window.floor.show_panel(replace(form, blocks=blocks))
    assert QApplication.focusWidget() is edit(till, "panel.form.field.credit")
    assert till.calls == [("panel.focus", "credit")]


def test_the_pad_types_into_the_active_field(till: Till) -> None:
    show(till, one_field(FieldKind.AMOUNT))
    for key in ("1", "2", ".", "times", "00", "back"):
        till.hand.tap(button(till, f"pad.{key}"))
    till.hand.tap(button(till, "pad.enter"))
    assert till.calls[-2:] == [("panel.edited", "f", "12.0"), ("enter",)]


def test_the_pad_s_digits_of_a_pin_go_on_one_by_one(till: Till) -> None:
    show(till, panels.decision())
    for key in ("7", "00", ".", "times", "back"):
        till.hand.tap(button(till, f"pad.{key}"))
    assert till.calls == [("panel.digit", "7"), ("panel.digit", "0"), ("panel.digit", "0"), ("panel.erase",)]


def test_the_pad_picks_numbered_answers_where_no_field_is_active(till: Till) -> None:
    show(till, panels.lines())
    for key in ("4", "9", "plus"):
        till.hand.tap(button(till, f"pad.{key}"))
    assert till.calls == [
        ("panel.choose", "reason", panels.REASONS.items[3].id),
        ("panel.step", "lines", 0, 1),
    ]


def one_field(kind: FieldKind, text: str = "") -> Panel:
    return Panel("one", "cash", "Uno", (Field("f", "Campo", kind, text, active=True),))


def rows_of(till: Till) -> RowsView:
    rows = till.window.floor.panel.body.rows
    assert rows is not None
    return rows


def tap_row(till: Till, row: int, x: int) -> None:
    table = rows_of(till).table
    till.hand.tap(table.viewport(), QPoint(x, row * ROW_HEIGHT + ROW_HEIGHT // 2))


def test_a_row_is_selected_ticked_or_stepped_by_where_it_is_touched(till: Till) -> None:
    show(till, panels.lines())
    places = rows_of(till).places()
    tap_row(till, 1, 30)
    tap_row(till, 1, 200)
    tap_row(till, 2, places.minus + 20)
    tap_row(till, 2, places.plus + 20)
    tap_row(till, 1, places.plus + 20)
    assert till.calls == [
        ("panel.mark", "lines", 1),
        ("panel.select", "lines", 1),
        ("panel.step", "lines", 2, -1),
        ("panel.step", "lines", 2, 1),
        ("panel.select", "lines", 1),
    ]


def test_the_selected_row_of_a_long_list_is_in_view(till: Till) -> None:
    panel = panels.long_list()
    show(till, panel)
    rows = panel.blocks[1]
    assert isinstance(rows, Rows)
    table = rows_of(till).table
    till.window.floor.show_panel(replace(panel, blocks=(panel.blocks[0], replace(rows, selected=13))))
    shown = table.visualRect(table.model().index(13, 0))
    assert table.viewport().rect().contains(shown)


def test_a_refusal_stands_over_the_foot_and_the_active_field_stays_in_view(till: Till) -> None:
    till.window.resize(1280, 720)
    show(till, panels.decision())
    floor = till.window.floor
    floor.show_panel(replace(panels.decision(), message=panels.refused()))
    assert floor.panel.notice.isVisible()
    assert not floor.panel.notice.timer.isActive()
    field = floor.panel.active
    assert field is not None
    area = QRect(field.mapTo(floor.panel, QPoint(0, 0)), field.size())
    assert not area.intersects(floor.panel.notice.geometry())
    assert floor.panel.area.geometry().contains(area)
    floor.show_panel(panels.decision())
    assert not floor.panel.notice.isVisible()


def test_news_from_elsewhere_is_shown_on_the_panel_and_stays_for_the_sale(till: Till) -> None:
    show(till, panels.form())
    floor = till.window.floor
    news = Message(M.RECEIPT_UNCERTAIN, Tone.WARN, {"number": "1"}, action="printed_yes", lasting=True)
    floor.notify(news)
    assert not floor.notice.isVisible()
    assert floor.panel.notice.message == news
    till.hand.tap(button(till, "panel.notice.button"))
    assert till.calls == [("act", Act.PRINTED_YES)]
    floor.show_panel(panels.form(message=panels.refused()))
    own = floor.panel.notice.message
    assert own is not None
    assert own.id is M.AMOUNT_AMBIGUOUS
    floor.show_mode(FloorMode.SALE)
    floor.show_panel(None)
    assert floor.notice.isVisible()
    assert floor.notice.message == news


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080), (768, 1024), (1280, 720)])
def test_every_panel_fits_every_size(till: Till, size: tuple[int, int]) -> None:
    till.window.resize(*size)
    for panel in (panels.decision(), panels.lines(), panels.long_list(), panels.code(), panels.form()):
        show(till, panel)
        floor = till.window.floor
        assert (till.window.width(), till.window.height()) == size
        assert floor.rect().contains(floor.panel.geometry())
        assert floor.panel.rect().contains(floor.panel.area.geometry())
        for choices in floor.panel.body.choices:
            assert all(min(b.width(), b.height()) >= 48 for b in choices.buttons)
        foot = [floor.foot.back, *floor.foot.buttons]
        assert all(b.width() >= 48 and floor.foot.rect().contains(b.geometry()) for b in foot)


def test_what_sells_stops_calling_while_a_panel_is_open(till: Till) -> None:
    show(till, panels.form())
    side = till.window.floor.side
    assert side.customer.idle
    assert button_of(side.tiles, "tile.0").idle
    till.window.floor.show_mode(FloorMode.SALE)
    assert not side.customer.idle


def test_products_wait_while_a_panel_is_open_and_the_pad_is_there(till: Till) -> None:
    till.window.resize(1024, 768)
    scenes.sale_products(till.window)
    floor = till.window.floor
    floor.show_mode(FloorMode.PANEL)
    floor.show_panel(panels.form())
    assert floor.side.pad.isVisible()
    assert not floor.side.tiles.isVisible()
    till.hand.tap(button(till, "switch.tiles"))
    assert floor.side.pad.isVisible()
    assert till.calls[-1] == ("act", Act.SEARCH)
    floor.show_mode(FloorMode.SALE)
    assert floor.side.tiles.isVisible()


def button_of(parent: QWidget, name: str) -> Button:
    found = parent.findChild(QAbstractButton, name)
    assert isinstance(found, Button)
    return found


def test_the_customer_stands_above_the_pad(till: Till) -> None:
    scenes.sale_normal(till.window)
    floor = till.window.floor
    assert floor.side.customer.words == "Consumidor final"
    floor.show_customer(CustomerTile("Rosa Him", "8-442-445 · 214 puntos"))
    assert floor.side.customer.words == "Rosa Him"
    till.hand.tap(button(till, "act.customer"))
    assert till.calls == [("act", Act.CUSTOMER)]
    till.switch("en")
    floor.show_customer(CustomerTile())
    assert floor.side.customer.words == "Walk-in customer"


def test_without_customers_the_last_receipt_stands_there(till: Till) -> None:
    scenes.sale_normal(till.window)
    floor = till.window.floor
    floor.show_acts(frozenset({Act.LAST_RECEIPT, Act.PAY, Act.QUANTITY}))
    assert not floor.side.customer.isVisible()
    till.hand.tap(button(till, "act.last_receipt"))
    assert till.calls == [("act", Act.LAST_RECEIPT)]


def lines_of_the_list(till: Till) -> list[QAbstractButton]:
    return [
        entry
        for entry in till.window.findChildren(QAbstractButton)
        if entry.isVisible() and entry.objectName().startswith("list.")
    ]


@pytest.mark.parametrize("height", [720, 768])
def test_a_long_list_of_actions_stays_inside_the_window_and_for_fingers(till: Till, height: int) -> None:
    scenes.sale_normal(till.window)
    till.window.floor.show_acts(
        frozenset(Act) - {Act.LEAVE_PRACTICE}
    )  # the way in or the way out, never both
    till.window.resize(1024, height)
    till.window.toggle_actions()
    listed = lines_of_the_list(till)
    till.hand.press(Qt.Key.Key_PageDown)
    assert len({*listed, *lines_of_the_list(till)}) > 27, "on both pages together"
    till.hand.press(Qt.Key.Key_PageUp)
    for entry in listed:
        bottom = entry.mapTo(till.window, entry.rect().bottomLeft()).y()
        assert bottom < height
        assert entry.height() >= 48


def test_only_actions_that_exist_are_offered(till: Till) -> None:
    scenes.sale_normal(till.window)
    floor = till.window.floor
    floor.show_acts(frozenset({Act.QUANTITY, Act.REMOVE, Act.UNDO, Act.PAY}))
    shown = {b.objectName() for b in floor.actions_bar.findChildren(QAbstractButton) if b.isVisible()}
    assert shown == {"act.quantity", "act.remove", "act.undo"}
    till.window.toggle_actions()
    listed = {
        b.objectName()
        for b in till.window.findChildren(QAbstractButton)
        if b.isVisible() and b.objectName().startswith("list.")
    }
    assert listed == {
        "list.quantity",
        "list.remove",
        "list.undo",
        "list.pay",
        "list.theme",
        "list.language",
        "list.close",
    }


def test_answers_keep_their_words_whole_when_they_need_more_columns(till: Till) -> None:
    many = tuple(Choice(str(at), f"Un motivo bastante largo {at}", str(at)) for at in range(1, 7))
    show(till, Panel("many", "info", "Muchos", (Choices("c", "Motivo", many),)))
    buttons = till.window.floor.panel.body.choices[0].buttons
    assert len(buttons) == 6
    assert min(b.width() for b in buttons) >= max(b.wish() for b in buttons)


def test_one_long_answer_does_not_make_a_column_of_all(till: Till) -> None:
    till.window.resize(1024, 768)
    words = ("Sí", "No", "Un motivo que no cabe en media fila de la caja", "Tal vez")
    items = tuple(Choice(name, name, str(at)) for at, name in enumerate(words, start=1))
    show(till, Panel("uneven", "info", "x", (Choices("c", "", items),)))
    buttons = till.window.floor.panel.body.choices[0].buttons
    assert [b.y() for b in buttons].count(0) == 2
    assert len({b.y() for b in buttons}) == 3
    assert all(b.width() >= b.wish() for b in buttons)
    rights = {b.geometry().right() for b in (buttons[1], buttons[2], buttons[3])}
    assert len(rights) == 1


def test_a_list_that_shrinks_forgets_its_rows(till: Till) -> None:
    show(till, panels.long_list())
    panel = panels.long_list()
    few = Rows("parked", (RowItem("only", "Una sola"),), 0)
    till.window.floor.show_panel(replace(panel, blocks=(panel.blocks[0], few)))
    assert rows_of(till).table.model().rowCount() == 1


def test_a_long_next_step_is_written_smaller_and_not_cut(till: Till) -> None:
    till.window.resize(1024, 768)
    words = "Autorizar y agregar a la venta"
    show(till, Panel("long", "shield", "x", (), primary=PanelButton("p", words, amount="1,234.56")))
    assert till.window.floor.pay.words == words


def test_a_percentage_wears_no_sign_of_money(till: Till) -> None:
    money = Field("how_much", "Cuánto", FieldKind.AMOUNT, "5")
    lefts: list[int] = []
    for field in (money, replace(money, trailing="%"), replace(money, kind=FieldKind.CODE)):
        show(till, replace(panels.form(), blocks=(field,)))
        lefts.append(edit(till, "panel.form.field.how_much").x())
    assert lefts[0] > lefts[1] == lefts[2]


def test_a_window_that_changes_its_size_under_a_panel_keeps_every_thing_in_its_place(till: Till) -> None:
    show(till, panels.form())
    till.window.resize(1366, 768)
    till.window.resize(1024, 768)
    after = still(till)
    till.window.floor.show_mode(FloorMode.SALE)
    till.window.floor.show_mode(FloorMode.PANEL)
    assert after == still(till)
    side = till.window.floor.side
    right = side.pad.geometry().right()
    for part in (side.customer, side.to_pad, side.to_tiles):
        assert part.isVisible()
        assert part.geometry().right() <= right
