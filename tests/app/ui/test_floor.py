import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.presenters.messages import M, Message, Tone
from app.presenters.states import Act, FloorMode
from app.ui.main_window import Screen
from app.ui.theme import metrics
from app.ui.theme.metrics import Type, Weight
from app.ui.widgets.actions_panel import MARGIN
from app.ui.widgets.button import TileButton
from app.ui.widgets.tiles import TIGHT, TabButton
from tests.app.ui.conftest import Till
from tests.fakes import presenters as fake
from tests.screens import scenes
from tests.screens.actions import sale_actions_many


def place(till: Till, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(till.window, QPoint(0, 0)), widget.size())


def still(till: Till) -> list[QRect]:
    floor = till.window.floor
    kept: list[QWidget] = [till.window.strip, floor.command, floor.total, floor.side.pad, floor.pay]
    return [place(till, widget) for widget in kept]


def test_what_stays_in_place_stays_in_every_mode(till: Till) -> None:
    scenes.sale_normal(till.window)
    before = still(till)
    for build in (
        scenes.pay_partial,
        scenes.change_normal,
        scenes.receipt_normal,
        scenes.search_normal,
        scenes.sale_error,
        scenes.sale_notice,
    ):
        build(till.window)
        assert still(till) == before, build


def button(till: Till, name: str) -> QAbstractButton:
    found = till.window.floor.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def test_taps_ask_for_what_the_words_say(till: Till) -> None:
    scenes.sale_normal(till.window)
    bar = (Act.QUANTITY, Act.DISCOUNT, Act.REMOVE, Act.UNDO, Act.PARK, Act.RETURN, Act.PRICE_CHECK)
    acts = (*bar, Act.CUSTOMER, Act.PAY)
    for act in acts:
        till.hand.tap(button(till, f"act.{act.value}"))
    assert till.calls == [("act", act) for act in acts]
    assert QApplication.focusWidget() is till.window.floor.command.edit


def test_the_pad_types_into_the_command_line(till: Till) -> None:
    scenes.sale_normal(till.window)
    for key in ("1", "2", "times", "00", ".", "back"):
        till.hand.tap(button(till, f"pad.{key}"))
    assert till.window.floor.command.text() == "12*00"
    till.hand.tap(button(till, "pad.enter"))
    assert till.calls[-1] == ("enter",)


def test_the_pad_s_plus_pays_on_an_empty_line(till: Till) -> None:
    scenes.sale_normal(till.window)
    till.hand.tap(button(till, "pad.plus"))
    assert till.calls == [("plus",)]


def test_tabs_and_tiles_hand_on_what_was_touched(till: Till) -> None:
    scenes.sale_normal(till.window)
    till.hand.tap(button(till, "tab.2"))
    till.hand.tap(button(till, "tile.4"))
    assert till.calls == [("pick_tab", 2), ("pick_tile", "v4")]


@pytest.mark.parametrize("width", [1024, 1366])
def test_no_tab_of_the_tiles_is_cut(till: Till, width: int) -> None:
    till.window.resize(width, 768)
    scenes.sale_products(till.window)
    letters = QFontMetrics(till.window.theme.font(Type.BODY, Weight.SEMI))
    tabs = [tab for tab in till.window.floor.findChildren(TabButton) if tab.isVisible()]
    assert tabs
    for tab in tabs:
        assert letters.horizontalAdvance(tab.words) <= tab.width() - 2 * TIGHT, tab.words


def test_a_long_name_on_a_tile_stands_on_two_lines_and_tells_two_kinds_apart(till: Till) -> None:
    scenes.sale_bakery(till.window)
    tiles = {tile.words: tile for tile in till.window.floor.findChildren(TileButton) if tile.words}
    letters = {"Dona": 40, "Dona de": 60, "Dona glaseada": 100, "Dona de chocolate": 120}

    def measure(text: str, size: Type, weight: Weight) -> int:
        del size, weight
        return letters.get(text, 200)

    assert tiles["Dona glaseada"].lines_of(measure, 99) == ("Dona", "glaseada")
    assert tiles["Dona de chocolate con maní"].lines_of(measure, 99) == ("Dona de", "chocolate con maní")
    assert tiles["Mogolla"].lines_of(measure, 99) == ("Mogolla", "")


@pytest.mark.parametrize("width", [1024, 1366])
def test_the_list_of_actions_leaves_air_around_itself(till: Till, width: int) -> None:
    till.window.resize(width, 768)
    scenes.sale_actions(till.window)
    lines = [
        place(till, line)
        for line in till.window.findChildren(QAbstractButton)
        if line.objectName().startswith("list.") and line.isVisible()
    ]
    assert min(line.top() for line in lines) > metrics.STRIP + MARGIN
    assert max(line.bottom() for line in lines) < 768 - MARGIN


def listed(till: Till) -> list[str]:
    """Lines of the list of actions that show, without its own two buttons."""
    names = [line.objectName() for line in till.window.findChildren(QAbstractButton) if line.isVisible()]
    return [name for name in names if name.startswith("list.") and name not in ("list.close", "list.more")]


@pytest.mark.parametrize("size", [(1024, 768), (1280, 720)])
def test_a_list_of_actions_longer_than_the_window_has_pages_for_keys_touch_and_wheel(
    till: Till, size: tuple[int, int]
) -> None:
    till.window.resize(*size)
    sale_actions_many(till.window)
    first = listed(till)
    more = line_of(till, "list.more")
    till.hand.tap(more)
    second = listed(till)
    assert second
    assert not set(first) & set(second)
    for line in till.window.findChildren(QAbstractButton):
        if line.objectName().startswith("list.") and line.isVisible():
            assert line.height() >= metrics.TARGET
            assert place(till, line).top() > MARGIN
            assert place(till, line).bottom() < size[1] - MARGIN
    till.hand.press(Qt.Key.Key_PageUp)
    assert listed(till) == first
    till.hand.press(Qt.Key.Key_PageUp)
    assert listed(till) == second, "round at the ends"
    turn_wheel(till, 120)
    assert listed(till) == first
    turn_wheel(till, 120)
    assert listed(till) == first, "a wheel stops at the first"
    turn_wheel(till, -120)
    till.hand.tap(line_of(till, second[-1]))
    assert not more.isVisible(), "a line of the last page does what it says and closes the list"


def line_of(till: Till, name: str) -> QAbstractButton:
    found = till.window.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def turn_wheel(till: Till, eighths: int) -> None:
    shown = line_of(till, "list.more").parentWidget()
    assert shown is not None
    at = shown.rect().center()
    event = QWheelEvent(
        at.toPointF(),
        shown.mapToGlobal(at).toPointF(),
        QPoint(0, 0),
        QPoint(0, eighths),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(shown, event)


def test_notes_tenders_and_the_primary_button_of_payment(till: Till) -> None:
    scenes.pay_partial(till.window)
    till.hand.tap(button(till, "note.20"))
    till.hand.tap(button(till, "tender.remove.0"))
    till.hand.tap(button(till, "act.pay"))
    till.hand.tap(button(till, "act.back"))
    assert till.calls == [("note", "20"), ("remove_tender", 0), ("enter",), ("act", Act.BACK)]


def test_a_second_tap_within_250_ms_on_pay_is_ignored(till: Till) -> None:
    scenes.sale_normal(till.window)
    pay = button(till, "act.pay")
    tap_at(till, pay, 10_000)
    tap_at(till, pay, 10_000 + metrics.DOUBLE_TAP_MS - 1)
    assert till.calls == [("act", Act.PAY)]
    tap_at(till, pay, 10_000 + metrics.DOUBLE_TAP_MS)
    assert len(till.calls) == 2


def test_a_second_tap_on_a_note_is_ignored_but_another_note_counts(till: Till) -> None:
    scenes.pay_nothing(till.window)
    tap_at(till, button(till, "note.20"), 5_000)
    tap_at(till, button(till, "note.20"), 5_100)
    tap_at(till, button(till, "note.5"), 5_150)
    assert till.calls == [("note", "20"), ("note", "5")]


def tap_at(till: Till, target: QWidget, stamp: int) -> None:
    from app.ui.input_driver import PAUSE_MS, Hand

    Hand(till.window, first_stamp=stamp - PAUSE_MS).tap(target)


def test_pay_says_what_enter_does(till: Till) -> None:
    floor = till.window.floor
    scenes.sale_normal(till.window)
    assert (floor.pay.words, floor.pay.amount, floor.pay.key) == ("COBRAR", "42.53", "F10")
    scenes.pay_partial(till.window)
    assert (floor.pay.words, floor.pay.amount, floor.pay.key) == ("EXACTO", "23.00", "Enter")
    scenes.change_normal(till.window)
    assert floor.pay.idle


def test_an_idle_pay_still_answers_so_that_the_press_explains_itself(till: Till) -> None:
    scenes.sale_empty(till.window)
    assert till.window.floor.pay.idle
    till.hand.tap(button(till, "act.pay"))
    assert till.calls == [("act", Act.PAY)]


def test_a_passing_message_leaves_after_six_seconds_and_a_lasting_one_stays(till: Till, qtbot: QtBot) -> None:
    scenes.sale_normal(till.window)
    notice = till.window.floor.notice
    till.window.floor.notify(Message(M.LINE_REMOVED, values={"name": "Duro"}))
    timer = notice.timer
    assert timer.isActive()
    assert timer.interval() == metrics.TOAST_MS
    timer.start(1)
    qtbot.waitUntil(notice.isHidden)
    till.window.floor.notify(Message(M.RECEIPT_WAITING, Tone.WARN, {"number": "1"}, lasting=True))
    assert not timer.isActive()
    assert notice.isVisible()


def test_a_message_s_button_is_its_action(till: Till) -> None:
    scenes.sale_notice(till.window)
    till.hand.tap(button(till, "notice.button"))
    assert till.calls == [("act", Act.UNDO)]


def test_change_offers_two_quiet_buttons_and_no_filled_one(till: Till) -> None:
    scenes.change_normal(till.window)
    till.hand.tap(button(till, "change.reprint"))
    till.hand.tap(button(till, "change.view"))
    assert till.calls == [("act", Act.REPRINT), ("act", Act.VIEW_RECEIPT)]
    assert till.window.floor.pay.idle


def test_a_receipt_in_doubt_asks_a_person(till: Till) -> None:
    scenes.change_error(till.window)
    till.hand.tap(button(till, "change.printed"))
    assert till.calls == [("act", Act.PRINTED_YES)]


def test_change_due_stands_in_full_again_after_a_sale_whose_change_was_folded(till: Till) -> None:
    scenes.change_normal(till.window)
    floor = till.window.floor
    whole = floor.change.geometry()
    scenes.change_folded(till.window)
    assert floor.change.height() < whole.height()
    floor.show_change(None)
    scenes.change_normal(till.window)
    assert floor.change.geometry() == whole


def test_the_folded_change_opens_the_receipt(till: Till) -> None:
    scenes.change_folded(till.window)
    floor = till.window.floor
    assert floor.basket.isVisible()
    till.hand.tap(floor.change)
    assert till.calls == [("act", Act.VIEW_RECEIPT)]


def test_a_hit_is_added_by_a_tap(till: Till) -> None:
    scenes.search_normal(till.window)
    table = till.window.floor.search.table
    till.hand.tap(table.viewport(), QPoint(100, 52 * 2 + 20))
    assert till.calls == [("pick_hit", 2)]


def test_hits_are_read_out_with_their_stock_and_similar_ones_as_such(till: Till) -> None:
    scenes.search_normal(till.window)
    table = till.window.floor.search.table
    read = [str(table.model().index(row, 0).data()) for row in range(table.model().rowCount())]
    assert read[0] == "Café Istmo molido 425 g, 5.35, Existencias: 38"
    assert read[-1] == "Café recién molido, 1.25"
    assert table.accessibleName() == "6 resultados"
    scenes.search_similar(till.window)
    assert table.accessibleName() == "2 parecidos"


def test_the_switch_of_class_s_swaps_pad_and_products(till: Till) -> None:
    till.window.resize(1024, 768)
    scenes.sale_normal(till.window)
    floor = till.window.floor
    assert floor.side.pad.isVisible()
    till.hand.tap(button(till, "switch.tiles"))
    assert not floor.side.pad.isVisible()
    assert floor.side.tiles.isVisible()
    floor.show_mode(FloorMode.PAYMENT)
    floor.show_payment(fake.payment())
    assert floor.side.pad.isVisible()


def test_a_scan_outside_the_floor_is_refused_aloud(till: Till) -> None:
    scenes.shift_fixed(till.window)
    till.window.scanned("7501031311309")
    assert till.calls == []
    assert len(till.sounds) == 1
    till.window.show_screen(Screen.FLOOR)
    till.window.scanned("7501031311309")
    assert till.calls == [("scanned", "7501031311309")]


def test_theme_and_language_are_changed_from_the_list_of_actions(till: Till) -> None:
    from PySide6.QtGui import QPalette

    from app.ui.theme.tokens import DARK, LIGHT, Ink, ThemeName

    scenes.sale_actions(till.window)
    listed = till.window.findChild(QAbstractButton, "list.theme")
    assert isinstance(listed, QAbstractButton)
    listed.click()
    QCoreApplication.sendPostedEvents()
    assert till.window.theme.name is ThemeName.DARK
    assert till.window.palette().color(QPalette.ColorRole.Window).name().upper() == DARK[Ink.BG]
    listed.click()
    listed.click()
    assert till.window.theme.color(Ink.BG).name().upper() == LIGHT[Ink.BG]
    language = till.window.findChild(QAbstractButton, "list.language")
    assert isinstance(language, QAbstractButton)
    language.click()
    assert till.calls == [("language", "en")]


def test_who_is_here_is_touched_to_lock_the_till(till: Till) -> None:
    scenes.sale_normal(till.window)
    person = till.window.strip.person
    till.hand.tap(person)
    assert till.calls == [("act", Act.LOCK)]
    assert person.accessibleName() == "Bloquear"
    assert person.accessibleDescription().endswith(fake.strip().person)


def test_before_the_floor_nobody_is_there_to_lock(till: Till) -> None:
    till.window.strip.show_strip(fake.strip())
    till.window.show_screen(Screen.SIGN_IN)
    assert not till.window.strip.person.isVisible()
    scenes.sale_normal(till.window)
    assert till.window.strip.person.isVisible()
    till.window.strip.show_strip(fake.strip(place="", shift="", person=""))
    assert not till.window.strip.person.isVisible()
