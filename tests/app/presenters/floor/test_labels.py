"""The label wizard: one scan teaches a layout; a person picks, confirms, and whoever may allows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from app.presenters.floor.labels import LabelWizard
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Choices, Facts, Remark, Say
from app.presenters.states import Act, FloorMode
from app.presenters.wording import W
from app.usecases.labels import Labels
from core.domain.barcode import check_digit
from core.domain.embedded import LabelTemplate, parse_template
from core.domain.journal.events import EventKind
from core.domain.staff import Role
from tests.app.presenters.floor.tasks import Tasks, build_tasks
from tests.fakes.catalogue import CHEESE, SmallCatalogue
from tests.fakes.people import ANA, person

LABEL = "2100042012356"
WEIGHT, PRICE = parse_template("21 IIIII WWWWW C"), parse_template("21 IIIII PPPPP C")
INSTALLER = replace(
    person("luis", 9, "Luis Pinto", Role.CASHIER, "731964"), permissions=frozenset({"pos:admin"})
)
T = TypeVar("T")


@pytest.fixture
def tasks() -> Tasks:
    """At the panel of the wizard, on a till that reads no label yet."""
    built = build_tasks()
    built.floor.goods.templates = ()
    built.labels.open()
    return built


def admin(tasks: Tasks) -> None:
    tasks.floor.state.person = replace(ANA, permissions=ANA.permissions | {"pos:admin"})


def pick(tasks: Tasks, number: str) -> None:
    tasks.floor.presenter.panel_actions.choose("proposal", number)


def enter(tasks: Tasks) -> None:
    tasks.floor.presenter.panel_actions.enter()


def test_one_scan_and_two_keys_teach_a_layout_that_the_next_scan_uses(tasks: Tasks) -> None:
    admin(tasks)
    tasks.floor.presenter.scanned(LABEL)
    (block,) = tasks.panel.blocks
    assert isinstance(block, Choices)
    assert [(item.key, item.words, item.note) for item in block.items] == [
        (
            "1",
            CHEESE.name,
            Say(W.LABELS_AS_PRICE, {"item": "00042", "quantity": "1.388 kg", "amount": "12.35"}),
        ),
        (
            "2",
            CHEESE.name,
            Say(W.LABELS_AS_WEIGHT, {"item": "00042", "quantity": "1.235 kg", "amount": "10.99"}),
        ),
    ]
    pick(tasks, "2")
    facts = tasks.panel.blocks[0]
    assert isinstance(facts, Facts)
    assert [value for _, value in facts.rows] == ["21 00042 01235 6", CHEESE.name, "1.235 kg", "10.99"]
    enter(tasks)
    assert tasks.floor.shows(FloorMode.SALE)
    values = {"prefix": "21", "layout": WEIGHT.text}
    assert tasks.floor.view.message == Message(M.LABEL_LEARNT, Tone.OK, values)
    assert tasks.kept == [WEIGHT]
    (event,) = tasks.events(EventKind.CONFIG_CHANGED)
    assert event == {"setting": "scanner.label_templates", "before": [], "after": [WEIGHT.text]}
    tasks.floor.presenter.scanned(LABEL)
    assert (str(tasks.line.quantity), str(tasks.line.net)) == ("1.235", "10.99")


def test_a_layout_of_the_same_first_digits_is_replaced_and_that_is_said(tasks: Tasks) -> None:
    admin(tasks)
    tasks.floor.goods.templates = (PRICE, parse_template("20 IIIII PPPPP C"))
    tasks.floor.presenter.scanned(LABEL)
    pick(tasks, "2")
    assert Remark(Say(W.LABELS_REPLACES, {"old": PRICE.text}), Tone.WARN) in tasks.panel.blocks
    enter(tasks)
    assert tasks.floor.goods.templates == (parse_template("20 IIIII PPPPP C"), WEIGHT)


def test_who_may_not_set_the_till_up_asks_somebody_who_may(tasks: Tasks) -> None:
    tasks.floor.store.people["luis"] = INSTALLER
    tasks.floor.presenter.scanned(LABEL)
    pick(tasks, "2")
    enter(tasks)
    assert tasks.kept == []
    tasks.allow("1", "731964")
    assert tasks.kept == [WEIGHT]
    (granted,) = tasks.events(EventKind.OVERRIDE_GRANTED)
    assert (granted["action"], granted["after"]) == ("labels.learn", WEIGHT.text)
    changed = [e for e in tasks.floor.store.events if e.event.kind == EventKind.CONFIG_CHANGED]
    assert changed[0].event.context.approver_id == "luis"


def test_without_anybody_who_may_nothing_changes(tasks: Tasks) -> None:
    tasks.floor.presenter.scanned(LABEL)
    pick(tasks, "2")
    enter(tasks)
    assert tasks.floor.view.message == Message(M.NO_APPROVER, Tone.WARN, lasting=True)
    assert (tasks.kept, tasks.floor.goods.templates) == ([], ())


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("7501031311309", M.LABEL_NOT_OWN),
        ("219999901235" + check_digit("219999901235"), M.LABEL_UNKNOWN),
        ("2100042012357", M.BAD_SCAN),
        ("<b>\x00'; DROP", M.LABEL_NOT_OWN),
    ],
)
def test_what_teaches_nothing_says_why_and_changes_nothing(tasks: Tasks, code: str, message: M) -> None:
    admin(tasks)
    tasks.floor.presenter.scanned(code)
    shown = tasks.panel.message
    assert shown is not None
    assert shown.id is message
    enter(tasks)
    assert tasks.kept == []


def test_digits_may_be_typed_and_back_goes_one_step_at_a_time(tasks: Tasks) -> None:
    admin(tasks)
    tasks.floor.presenter.panel_actions.edited("code", LABEL)
    enter(tasks)
    assert tasks.panel.subtitle == LABEL
    pick(tasks, "1")
    for steps in ("proposals", "asking"):
        tasks.floor.presenter.act(Act.BACK)
        assert isinstance(tasks.panel.blocks[0], Choices if steps == "proposals" else Remark)
    tasks.floor.presenter.act(Act.BACK)
    assert tasks.floor.shows(FloorMode.SALE)
    assert tasks.kept == []


class _Refusing:
    """A disk that takes nothing."""

    def run(
        self, work: Callable[[], T], done: Callable[[T], Any], failed: Callable[[Exception], Any]
    ) -> None:
        try:
            result = work()
        except OSError as error:
            failed(error)
        else:
            done(result)


def test_a_disk_that_takes_nothing_leaves_it_in_use_until_the_till_closes(tasks: Tasks) -> None:
    admin(tasks)

    def full(template: LabelTemplate) -> None:
        raise OSError(28, "no space", str(template))

    floor = tasks.floor
    catalogue = SmallCatalogue((CHEESE,))
    labels = Labels(floor.state, floor.runner, _Refusing(), catalogue, floor.goods, full)
    floor.presenter.act(Act.BACK)
    LabelWizard(floor.presenter.desk, floor.state, labels, tasks.modal).open()
    floor.presenter.scanned(LABEL)
    pick(tasks, "2")
    enter(tasks)
    message = tasks.panel.message
    assert message is not None
    assert message.id is M.LABEL_NOT_KEPT
    assert floor.goods.templates == (WEIGHT,)
