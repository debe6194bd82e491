"""People on disk: limits, badges, and tries that are counted whatever happens in between."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config

import app.store
from app.security.pin import CredentialVerifier, make_badge
from app.store.driver import dbapi2
from app.store.engine import Writer
from app.usecases.approvals import Answer, Outcome, Request
from app.usecases.authorising import CODE_COUNTER, Authoriser
from app.usecases.ports import StaffRecord
from app.usecases.proving import Proving
from app.usecases.state import TillState
from core.domain.approval import Act
from core.domain.staff import ROLE_LIMITS, Limits, Role
from tests.fakes.people import ANA, MARTA, InstantBackground, PlainCheck
from tests.fakes.store import ManualClock, SeededIds, identity, open_till, sell
from tests.strictness import ExpectedLogs

PEPPER = bytes(range(32))
ACT = Act("sale.cancel", "pos:cancel", "sale-1", Decimal("18.54"), "changed_mind")


def test_limits_and_badges_are_read_back_and_no_code_is_in_the_file(tmp_path: Path) -> None:
    badge = make_badge("CARNE-0003-X3TB", "p1", PEPPER)
    people = (
        StaffRecord("a", 1, "Ana", "cashier", frozenset(), True, None, ROLE_LIMITS[Role.CASHIER], badge),
        StaffRecord("b", 2, "Marta", "supervisor", frozenset(), False, None, Limits()),
    )
    store = open_till(tmp_path)
    store.runner.run(lambda unit: unit.replace_staff(people))
    assert store.runner.run(lambda unit: unit.people()) == people
    reader = store.reader()
    assert reader.people() == people[:1]
    assert "sha256" not in repr(reader.people())
    reader.close()
    store.close()
    assert b"X3TB" not in (tmp_path / "till.db").read_bytes()
    verifier = CredentialVerifier({"p1": PEPPER})
    assert verifier.badge(badge, "CARNE-0003-X3TB")
    assert not verifier.badge(badge, "CARNE-0003-X3TC")
    assert not CredentialVerifier({"p1": bytes(32)}).badge(badge, "CARNE-0003-X3TB")


def test_people_of_the_first_schema_have_the_limits_of_their_role(tmp_path: Path) -> None:
    _first_schema(tmp_path / "till.db")
    store = open_till(tmp_path, enrolled=False)
    [person] = store.runner.run(lambda unit: unit.people())
    assert (person.name, person.limits, person.badge) == ("Ana", ROLE_LIMITS[Role.CASHIER], None)
    assert store.report.migrated_copy is not None
    store.close()


def test_people_of_a_damaged_file_of_the_first_schema_are_saved(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("rebuilding the database: rows")
    store = open_till(tmp_path)
    store.runner.run(lambda unit: unit.replace_staff((ANA,)))
    store.runner.run(partial(sell, basket="0198f0c0-1111-7000-8000-000000000001"))
    store.close()
    connection = dbapi2.connect(str(tmp_path / "till.db"), isolation_level=None)
    for column in ("limits", "badge_pepper_id", "badge_sha256"):
        connection.execute(f"ALTER TABLE staff DROP COLUMN {column}")
    connection.execute("DELETE FROM payment")
    connection.close()
    store = open_till(tmp_path, 2)
    [person] = store.runner.run(lambda unit: unit.people())
    assert (person.staff_id, person.limits) == (ANA.staff_id, ROLE_LIMITS[Role.CASHIER])
    store.close()


class Floor:
    """An authoriser over a real store, opened on the same folder again and again."""

    def __init__(self, folder: Path, clock: ManualClock, seed: int) -> None:
        self.store = open_till(folder, seed, clock=clock)
        self.store.runner.run(lambda unit: unit.replace_staff((ANA, MARTA)))
        state = TillState(identity(), self.store.boot_id, clock, clock.monotonic(), person=ANA)
        self.check = PlainCheck()
        self.background = InstantBackground()
        runner: Any = self.store.runner
        proving = Proving(runner, self.background, self.check)
        self.reader = self.store.reader()
        self.authoriser = Authoriser(state, self.reader, runner, proving, SeededIds(seed), bytes(32))
        self.request: Request = self.authoriser.request(ACT)
        self.outcomes: list[Outcome] = []
        self.errors: list[Exception] = []

    def pin(self, pin: str) -> Outcome:
        self.begin(pin)
        return self.outcomes[-1]

    def begin(self, pin: str) -> None:
        self.authoriser.approve_by_pin(self.request, "marta", pin, self.outcomes.append, self.errors.append)
        self._settle()

    def code(self, answer: str) -> Outcome:
        challenge = self.authoriser.challenge(self.request)
        self.authoriser.approve_by_code(challenge, answer, self.outcomes.append, self.errors.append)
        self._settle()
        return self.outcomes[-1]

    def _settle(self) -> None:
        for _ in range(4):
            self.store.runner.step()
        assert self.errors == []

    def close(self) -> None:
        self.reader.close()
        self.store.close()


def test_a_wait_of_an_approver_survives_restarts(tmp_path: Path) -> None:
    clock = ManualClock()
    floor = Floor(tmp_path, clock, 1)
    assert [floor.pin("000000").answer for _ in range(5)] == [Answer.WRONG] * 4 + [Answer.WAIT]
    floor.close()
    clock.advance(3600)
    floor = Floor(tmp_path, clock, 2)
    assert floor.pin("582947").answer is Answer.WAIT
    assert floor.check.checks == 0
    for _ in range(61):
        clock.advance(1)
        floor.store.runner.step()
    floor.request = floor.authoriser.request(ACT)
    assert floor.pin("582947").answer is Answer.GRANTED
    floor.close()


def test_a_till_cut_off_while_a_pin_is_checked_has_counted_it(tmp_path: Path) -> None:
    floor = Floor(tmp_path, ManualClock(), 1)
    floor.background.held = True
    floor.begin("582947")
    assert floor.outcomes == []
    floor.close()
    floor = Floor(tmp_path, ManualClock(), 2)
    assert floor.store.runner.run(lambda unit: unit.pin_failures("marta")).failures == 1
    floor.close()


def test_guesses_at_remote_codes_are_counted_over_restarts(tmp_path: Path) -> None:
    floor = Floor(tmp_path, ManualClock(), 1)
    for _ in range(3):
        floor.code("00000000")
    floor.close()
    floor = Floor(tmp_path, ManualClock(), 2)
    assert floor.store.runner.run(lambda unit: unit.pin_failures(CODE_COUNTER)).failures == 3
    assert [floor.code("00000000").answer for _ in range(2)] == [Answer.WRONG, Answer.WAIT]
    floor.close()


def _first_schema(path: Path) -> None:
    writer = Writer(path)
    config = Config()
    config.set_main_option("script_location", str(Path(app.store.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = writer.connection
    with writer.begin():
        command.upgrade(config, "0001")
    writer.driver.execute(
        "INSERT INTO staff(staff_id, number, name, role, permissions, active)"
        " VALUES('a', 1, 'Ana', 'cashier', '[]', 1)"
    )
    writer.close()
