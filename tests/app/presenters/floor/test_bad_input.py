"""What people and scanners get wrong, on the selling floor: refused with words, and nothing changes."""

from __future__ import annotations

import pytest

from app.presenters.floor.sale_rows import MOST_ERRORS
from app.presenters.messages import M
from app.presenters.states import Act, RowKind, Sound
from core.domain.journal.events import EventKind
from tests.app.presenters.floor.conftest import Floor
from tests.app.presenters.floor.keys import Keys

RICE_CODE = "7450000000013"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("-5", M.QUANTITY_NOT_POSITIVE),
        ("0", M.QUANTITY_NOT_POSITIVE),
        ("0.000", M.QUANTITY_NOT_POSITIVE),
        ("1234567890", M.QUANTITY_IS_CODE),
        ("00000000001", M.QUANTITY_IS_CODE),
        ("1e3", M.QUANTITY_NOT_NUMBER),
        ("٣", M.QUANTITY_NOT_NUMBER),
        ("1,2,3", M.QUANTITY_NOT_NUMBER),
        ("∞", M.QUANTITY_NOT_NUMBER),
    ],
)
def test_a_quantity_that_is_none_changes_nothing_and_says_why(floor: Floor, typed: str, message: M) -> None:
    floor.scan(RICE_CODE)
    floor.presenter.act(Act.QUANTITY)
    floor.enter_text(typed)
    shown = floor.view.message
    assert shown is not None
    assert shown.id is message
    assert floor.view.rows[0].quantity == "1"
    assert floor.view.sounds[-1] is Sound.ERROR


@pytest.mark.parametrize(
    ("times", "message"),
    [
        ("0*", M.QUANTITY_NOT_POSITIVE),
        ("1234567890*", M.QUANTITY_IS_CODE),
        ("1.5*", M.QUANTITY_NOT_WHOLE),
    ],
)
def test_a_count_before_a_scan_that_is_none_adds_nothing(floor: Floor, times: str, message: M) -> None:
    floor.type(times)
    floor.presenter.scanned(RICE_CODE)
    shown = floor.view.message
    assert shown is not None
    assert shown.id is message
    assert floor.open_sale.sale.is_empty


FRAMES = {
    "bad check digit": "7501031311300",
    "wrong layout": "'C17501031311309",
    "half of a code": "750103131",
    "two glued": "74500000000137450000000020",
    "seven kilobytes": "x" * 7_000,
    "a script": "javascript:alert(document.cookie)",
    "a statement": "'; DROP TABLE sale; --",
    "a path": "../../../etc/passwd",
    "separator inside": "745000000\x1d0013",
    "nul inside": "7450000\x00000013",
    "high bytes": "\udcff\udcfe7450000000013",
    "direction marks": "\u202e7450000000013\u202c",
    "markup": "<b>7450000000013</b>",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_frame_that_is_no_goods_is_one_row_with_its_text_and_types_nothing(
    floor: Floor, frame: str
) -> None:
    floor.scan(RICE_CODE)
    floor.presenter.scanned(frame)
    assert floor.open_sale.sale.line_count == 1
    assert [row.kind for row in floor.view.rows] == [RowKind.ITEM, RowKind.ERROR]
    shown = floor.view.rows[-1]
    assert shown.message is not None
    assert shown.message.id in (M.BAD_SCAN, M.UNKNOWN_CODE)
    assert len(shown.name) <= 41
    assert all(char.isprintable() for char in shown.name)
    assert floor.view.command == ""
    assert floor.view.sounds[-1] is Sound.ERROR
    floor.scan(RICE_CODE)
    assert floor.open_sale.sale.line_at(-1).quantity == 2, "the next scan is as if nothing had been"


@pytest.mark.parametrize("end", ["", "\r", "\n", "\r\n", "\t"])
def test_the_end_of_a_frame_is_no_part_of_its_code(floor: Floor, end: str) -> None:
    floor.presenter.scanned(RICE_CODE + end)
    assert [row.name for row in floor.view.rows] == ["Arroz blanco 5 lb"]


def test_a_scanner_gone_wild_fills_neither_screen_nor_memory(floor: Floor) -> None:
    floor.scan(RICE_CODE)
    for number in range(1_000):
        floor.presenter.scanned(f"JUNK-{number}")
    kinds = [row.kind for row in floor.view.rows]
    assert (kinds.count(RowKind.ITEM), kinds.count(RowKind.ERROR)) == (1, MOST_ERRORS)
    assert floor.view.rows[-1].name == "JUNK-999"
    assert floor.open_sale.sale.line_count == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Panadería 🥖 Él & Ella", "Panadería 🥖 Él & Ella"),
        ("شركة الأمل", "شركة الأمل"),
        ("Ana\u202eSolís\u202c", "AnaSolís"),
        ("<b>Ana</b>'; --", "<b>Ana</b>'; --"),
    ],
)
def test_a_customers_name_of_any_script_is_kept_clean(
    floor: Floor, keys: Keys, typed: str, kept: str
) -> None:
    _new_customer(keys, typed)
    assert floor.view.customer.name == kept
    (event,) = [e.event for e in floor.store.events if e.event.kind == EventKind.CUSTOMER_CREATED]
    assert event.data["name"] == kept


def test_a_name_of_five_hundred_characters_is_refused_with_words(floor: Floor, keys: Keys) -> None:
    _new_customer(keys, "ñ" * 500)
    assert keys.message is M.NAME_TOO_LONG
    assert floor.store.events == []


@pytest.fixture
def keys(floor: Floor) -> Keys:
    return Keys(floor)


def _new_customer(keys: Keys, name: str) -> None:
    keys.act(Act.CUSTOMER)
    keys.desk.press("new")
    keys.desk.choose("consent", "yes")
    keys.desk.edited("name", name)
    keys.desk.enter()
