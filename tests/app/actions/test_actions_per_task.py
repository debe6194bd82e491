"""What each task costs on the real window, by keys alone and by touch alone, against ux.md section 6."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app.actions.table import PROPERTY, WAYS, lines
from tests.app.actions.task import Limit, Task, written
from tests.app.actions.tasks import TASKS
from tests.app.actions.till import ByKeys, ByTouch, Count, Till, opened_till, until

KEYS, TAPS = WAYS


@pytest.fixture(scope="module", params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """By keys or by touch."""
    return str(request.param)


@pytest.fixture(scope="module")
def opened(way: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    """A new till for each way, Ana before its float: the first thing done at it is to open the shift."""
    with opened_till(tmp_path_factory.mktemp(way)) as till:
        yield till


@pytest.fixture
def till(opened: Till, qtbot: QtBot) -> Till:
    """The till with Ana before an empty basket; before her float as long as there is no shift."""
    del qtbot  # fails the test on what goes wrong in a slot
    opened.main.activateWindow()
    until(opened.main.isActiveWindow)
    if opened.running.state.shift is None:
        opened.sign_in()
    else:
        opened.at_rest()
    return opened


@pytest.mark.parametrize("kind", TASKS, ids=lambda kind: str(kind.__name__))
def test_it_costs_no_more_than_the_table_says(
    kind: type[Task], way: str, till: Till, record_property: Callable[[str, object], None]
) -> None:
    task = kind()
    task.before(till)
    till.stored()
    count, figure = _by_keys(task, till) if way == KEYS else _by_touch(task, till)
    record_property(PROPERTY, [task.name, way, written(count), figure])
    until(lambda: task.done(till))
    assert Limit.read(figure).allows(count), f"{written(count)} {way}, not {figure}"


def _by_keys(task: Task, till: Till) -> tuple[Count, str]:
    cashier = ByKeys(till)
    task.by_keys(cashier)
    return cashier.count, task.keys


def _by_touch(task: Task, till: Till) -> tuple[Count, str]:
    cashier = ByTouch(till)
    task.by_touch(cashier)
    return cashier.count, task.taps


@pytest.mark.parametrize(
    ("figure", "count", "allowed"),
    [
        ("2", Count(2, 0), True),
        ("2", Count(3, 0), False),
        ("2", Count(2, 1), False),
        ("2+d", Count(2, 9), True),
        ("2+d", Count(3, 9), False),
    ],
)
def test_one_act_more_or_data_where_none_is_needed_is_too_much(
    figure: str, count: Count, *, allowed: bool
) -> None:
    assert Limit.read(figure).allows(count) is allowed


def test_a_finger_reaches_nothing_that_lies_under_something_else(till: Till) -> None:
    till.at_rest()
    ByTouch(till).tap("strip.menu")
    with pytest.raises(AssertionError, match="0 widgets"):
        ByTouch(till).tap("act.pay")
    till.hand.press(Qt.Key.Key_Escape)


def test_the_table_is_written_a_line_a_task() -> None:
    written_lines: list[str] = []
    figures = {"park": {KEYS: ("1", "1"), TAPS: ("2", "1")}, "undo": {KEYS: ("2", "2")}}
    lines(figures, written_lines.append, written_lines.append)
    assert [line.split() for line in written_lines] == [
        PROPERTY.split(),
        ["task", "keys", "limit", "taps", "limit"],
        ["park", "1", "1", "2", "1"],
        ["undo", "2", "2"],
    ]
