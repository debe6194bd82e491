"""How old the centre's data is, said once; what waits for a person is decided by one who may, on record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.presenters.messages import M
from app.presenters.states import Act
from app.presenters.wording import W
from core.domain.changes import Stream
from core.domain.journal.events import EventKind
from tests.app.presenters.floor.paying import build_payment
from tests.fakes.centre_data import NOTE, Till
from tests.fakes.people import MARTA


@pytest.fixture
def till() -> Till:
    return Till(build_payment())


def test_each_stream_shows_its_age(till: Till) -> None:
    till.hear(prices=2, promotions=5, staff=0.5, stock=30)
    till.open()
    assert till.rows == {
        "prices": ("2 h 00", None),
        "promotions": ("5 h 00", W.DATA_OLD),
        "stock": ("30 h 00", W.DATA_OLD),
        "staff": ("30 min", None),
    }
    till.payment.floor.clock.advance(7200)
    till.hear(prices=0.01)
    assert till.rows["prices"][0] == "36 s"


def test_old_data_is_said_once_the_weightiest_first_until_it_is_fresh(till: Till) -> None:
    till.hear(prices=25, promotions=25)
    assert till.said() == [M.PRICES_AGED]
    assert till.told[0].values == {"as_of": "23/11 09:02"}
    till.hear(prices=26, promotions=26)
    assert till.said() == [M.PRICES_AGED]
    till.hear()
    till.hear(promotions=25)
    assert till.said() == [M.PRICES_AGED, M.PROMOTIONS_AGED]


def test_nothing_is_said_to_nobody(till: Till) -> None:
    state = till.payment.floor.state
    person, state.person = state.person, None
    till.hear(prices=25)
    assert till.said() == []
    state.person = person
    till.payment.floor.clock.advance(61)
    till.desk.beat()
    assert till.said() == [M.PRICES_AGED]


def test_data_grows_old_without_any_news(till: Till) -> None:
    till.hear(staff=11.9)
    assert till.said() == []
    till.payment.floor.clock.advance(3600)
    till.desk.beat()
    assert till.said() == [M.STAFF_AGED]


def test_prices_of_a_week_ago_are_authorised_once_a_shift_and_never_stop_a_sale(till: Till) -> None:
    till.hear(prices=24 * 7)
    assert till.said() == [M.PRICES_EXPIRED]
    assert till.told[0].action == Act.CENTRE_DATA
    till.payment.fill()
    till.payment.floor.presenter.act(Act.EXACT)
    assert till.payment.floor.store.kinds()[-1] == EventKind.SALE_COMPLETED
    till.payment.floor.presenter.act(Act.BACK)
    till.open()
    assert till.note_of("prices") is W.DATA_TO_AUTHORISE
    till.enter()
    till.allow()
    granted, changed = till.payment.floor.store.events[-2:]
    assert granted.event.kind == EventKind.OVERRIDE_GRANTED
    assert changed.event.kind == EventKind.CONFIG_CHANGED
    assert changed.event.context.approver_id == MARTA.staff_id
    assert changed.event.data["after"] == "accepted"
    assert till.note_of("prices") is W.DATA_OLD
    till.desk.beat()
    assert till.said() == [M.PRICES_EXPIRED]
    state = till.payment.floor.state
    assert state.shift is not None
    state.shift = replace(state.shift, shift_id="another")
    till.hear(prices=24 * 7)
    assert till.said() == [M.PRICES_EXPIRED] * 2


@pytest.mark.parametrize("take", [True, False])
def test_what_is_held_is_taken_or_dropped_by_who_may_and_is_on_record(till: Till, take: bool) -> None:
    till.note = NOTE
    till.hear(Stream.PRICES)
    assert till.said() == [M.STREAM_HELD]
    till.open()
    assert till.note_of("prices") is W.DATA_HELD
    till.enter()
    assert till.remark().id is W.DATA_HELD_PRICES
    assert till.remark().values["repriced"] == "40"
    assert list(till.rows) == ["Arroz blanco 5 lb", "Leche entera 1 L"]
    if take:
        till.payment.floor.presenter.desk.choose("answer", "take")
    till.enter()
    till.allow()
    assert till.decided == [(Stream.PRICES, take)]
    data = till.payment.floor.store.events[-1].event.data
    assert (data["setting"], data["before"], data["after"]) == (
        "stream.prices",
        "held",
        "taken" if take else "dropped",
    )
    assert till.remark().id is W.DATA_DECIDED


def test_a_supervisor_at_the_till_decides_alone(till: Till) -> None:
    till.payment.floor.state.person = MARTA
    till.note = replace(NOTE, stream=Stream.STOCK)
    till.hear(Stream.STOCK)
    till.open()
    till.enter()
    assert till.remark().id is W.DATA_HELD_GONE
    till.enter()
    assert till.decided == [(Stream.STOCK, False)]
    assert till.payment.floor.store.kinds() == [EventKind.CONFIG_CHANGED]


def test_the_way_back_decides_nothing(till: Till) -> None:
    till.note = NOTE
    till.hear(Stream.PRICES)
    till.open()
    till.enter()
    till.payment.floor.presenter.act(Act.BACK)
    till.payment.floor.presenter.act(Act.BACK)
    assert till.payment.floor.view.panel is None
    assert till.decided == []
    assert till.payment.floor.store.kinds() == []


def test_a_till_without_a_centre_lists_nothing(till: Till) -> None:
    till.open()
    assert till.rows == {}
    till.enter()
    assert till.payment.floor.store.kinds() == []
