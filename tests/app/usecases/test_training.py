"""Who may begin PRÁCTICA, and that its beginning is on record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.usecases.ports import StaffRecord
from app.usecases.state import TillState
from app.usecases.training import NOT_ALLOWED, Training
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind
from core.domain.staff import ROLE_PERMISSIONS, Permission, Role
from tests.fakes.clock import ManualClock
from tests.fakes.till import IDENTITY, InstantRunner, MemoryStore

RIGHTS = frozenset(str(one) for one in ROLE_PERMISSIONS[Role.CASHIER])
ANA = StaffRecord("ana", 1, "Ana Morales", "cashier", RIGHTS, active=True, pin=None)


@pytest.mark.parametrize(
    ("person", "refused"),
    [
        (ANA, []),
        (None, [NOT_ALLOWED]),
        (replace(ANA, permissions=RIGHTS - {Permission.TRAINING}), [NOT_ALLOWED]),
    ],
    ids=["a cashier", "nobody", "without the right"],
)
def test_who_stands_at_the_till_needs_the_right_to_practise(
    person: StaffRecord | None, refused: list[str]
) -> None:
    store, clock = MemoryStore(), ManualClock()
    state = TillState(IDENTITY, "boot", clock, 0.0)
    state.person = person
    begun: list[None] = []
    errors: list[Exception] = []
    Training(state, InstantRunner(store)).begin(begun.append, errors.append)
    assert [error.code for error in errors if isinstance(error, DomainError)] == refused
    assert len(begun) == 1 - len(refused)
    assert store.kinds() == [EventKind.TRAINING_CHANGED] * len(begun)
