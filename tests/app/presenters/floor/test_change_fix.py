"""Shift+F4 on the change screen: another sum was handed over, so another change goes back; the sale stays."""

from __future__ import annotations

import pytest

from app.compose.payment_tasks import plug_corrections
from app.presenters.messages import M
from app.presenters.states import Act, FloorMode
from app.store.errors import StoreUnavailableError
from app.usecases.change_corrections import ChangeCorrections
from core.domain.journal.events import EventKind
from tests.app.presenters.floor.conftest import Floor, build_floor

RICE_CODE = "7450000000013"
CORRECTED = EventKind.CHANGE_CORRECTED


@pytest.fixture
def sold() -> Floor:
    """6.50 paid with what was taken for a note of 20."""
    floor = build_floor()
    plug_corrections(floor.presenter, floor.after, ChangeCorrections(floor.state, floor.runner))
    floor.presenter.open()
    floor.scan(RICE_CODE, RICE_CODE)
    floor.presenter.act(Act.PAY)
    floor.presenter.note("20")
    assert shown(floor) == ("20.00", "13.50")
    return floor


def shown(floor: Floor) -> tuple[str, str]:
    """Received and change."""
    change = floor.view.change
    assert change is not None
    return change.received, change.change


def typed(floor: Floor, text: str) -> None:
    floor.presenter.act(Act.CORRECT_CHANGE)
    floor.presenter.desk.edited("received", text)
    floor.presenter.enter()


def said(floor: Floor) -> M | None:
    panel = floor.view.panel
    message = floor.view.message if panel is None else panel.message
    return None if message is None else message.id


def records(floor: Floor) -> list[dict[str, dict[str, str]]]:
    return [s.event.data for s in floor.store.events if s.event.kind == CORRECTED]


def test_the_true_amount_works_out_anew_what_to_hand_back_and_is_on_record(sold: Floor) -> None:
    receipts = len(sold.store.jobs)
    typed(sold, "50")
    assert shown(sold) == ("50.00", "43.50")
    assert sold.view.change is not None
    assert [(piece.value, piece.count) for piece in sold.view.change.pieces] == [
        ("20", 2),
        ("1.00", 3),
        ("0.50", 1),
    ]
    assert (said(sold), sold.shows(FloorMode.CHANGE)) == (M.CHANGE_CORRECTED, True)
    (record,) = records(sold)
    assert (record["before"], record["after"]) == (
        {"received": "20.00", "change": "13.50"},
        {"received": "50.00", "change": "43.50"},
    )
    sale, event = (stored.event for stored in sold.store.events[-2:])
    assert (event.cause_id, sale.data["change_due"]) == (sale.event_id, "13.50")
    assert len(sold.store.jobs) == receipts, "no new receipt"


def test_it_may_be_corrected_again_from_what_stands_now(sold: Floor) -> None:
    typed(sold, "50")
    typed(sold, "10")
    assert shown(sold) == ("10.00", "3.50")
    assert [one["before"]["received"] for one in records(sold)] == ["20.00", "50.00"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("6", M.CHANGE_BELOW_KEPT),
        ("20", M.CHANGE_SAME),
        ("1,234", M.AMOUNT_AMBIGUOUS),
        ("x", M.AMOUNT_NOT_NUMBER),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(sold: Floor, text: str, why: M) -> None:
    typed(sold, text)
    assert (said(sold), records(sold), shown(sold)) == (why, [], ("20.00", "13.50"))


def test_leaving_corrects_nothing(sold: Floor) -> None:
    sold.presenter.act(Act.CORRECT_CHANGE)
    sold.presenter.desk.edited("received", "50")
    sold.presenter.act(Act.BACK)
    assert (records(sold), shown(sold), sold.shows(FloorMode.CHANGE)) == ([], ("20.00", "13.50"), True)


def test_once_the_next_sale_began_it_is_too_late(sold: Floor) -> None:
    sold.scan(RICE_CODE)
    sold.presenter.act(Act.CORRECT_CHANGE)
    assert (said(sold), sold.view.panel) == (M.CHANGE_GONE, None)


def test_what_cannot_be_stored_was_not_corrected(sold: Floor) -> None:
    sold.store.fail_with = StoreUnavailableError("disk")
    typed(sold, "50")
    assert (records(sold), shown(sold)) == ([], ("20.00", "13.50"))
    sold.store.fail_with = None
    sold.presenter.enter()
    assert shown(sold) == ("50.00", "43.50")
