"""``cuadre sync`` as a script meets it: real processes on real data, a centre over real HTTP."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.compose.enrol import CentreAccess
from app.compose.opening import CATALOGUE_FILE, FirstDay, open_till
from app.demo.shop import demo_staff
from app.smoke.shop import smoke_launch
from app.store.driver import connect_reader, connect_writer
from app.store.lock import DataLock
from app.store.paths import StorePaths
from app.sync_command import Exit
from app.system import SystemClock, SystemIds
from core.domain.changes import Stream
from resources.demo.loader import staff
from tests.fakes.centre import FakeCentre, page, problem
from tests.fakes.token_desk import TokenDesk

CODE = "K7QF2M9X"
ROOT = Path(__file__).resolve().parents[2]


class Machine:
    """One user of a computer whose till may not be open."""

    def __init__(self, folder: Path) -> None:
        self.config, self.data = folder / "config" / "cuadre", folder / "data" / "cuadre"
        self._environment = os.environ | {
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
        }

    def settings(self, url: str, language: str = "es") -> None:
        self.config.mkdir(parents=True, exist_ok=True)
        text = (
            f'[till]\nlanguage = "{language}"\n[secrets]\nbackend = "machine-file"\n[centre]\nurl = "{url}"\n'
        )
        (self.config / "cuadre.toml").write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "app", "sync", *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout

    def json(self, what: str) -> dict[str, Any]:
        code, said = self.run(what, "--json")
        told: dict[str, Any] = json.loads(said)
        assert told["exit"] == code
        return told


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TokenDesk]:
    """A till that has sent nothing yet, and what its centre knows of it."""
    folder, centre = tmp_path_factory.mktemp("enrolled"), FakeCentre()
    centre.tokens.codes[CODE] = None
    day = FirstDay(CentreAccess(centre.url, CODE), "Caja 01", partial(demo_staff, staff()[:1]))
    launch = replace(smoke_launch(folder, ""), enrol_here=None, first_day=lambda: day)
    open_till(launch, SystemClock(), SystemIds()).store.close()
    centre.close()
    return folder, centre.tokens


@pytest.fixture
def centre(enrolled: tuple[Path, TokenDesk]) -> Iterator[FakeCentre]:
    fake = FakeCentre(tokens_needed=True)
    fake.tokens = deepcopy(enrolled[1])
    yield fake
    fake.close()


@pytest.fixture
def machine(enrolled: tuple[Path, TokenDesk], tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    shutil.copytree(enrolled[0] / "data", made.data)
    shutil.copytree(enrolled[0] / "config", made.config)
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_what_waits_is_told_in_words_and_nothing_is_touched(machine: Machine) -> None:
    machine.settings("")
    before = files(machine.data)
    code, said = machine.run("--status")
    assert code == Exit.LEFT
    assert "por enviar" in said
    assert "La central aún no ha recibido nada" in said
    after = files(machine.data)
    assert after["till.db"] == before["till.db"]
    machine.settings("", "en")
    assert "to send" in machine.run("--status")[1]


def test_the_status_needs_no_lock(machine: Machine) -> None:
    machine.settings("")
    held = DataLock(StorePaths.of(machine.data).lock)
    try:
        told = machine.json("--status")
    finally:
        held.release()
    assert told["exit"] == Exit.LEFT
    assert told["pending"] > 0
    assert sum(told["sorts"].values()) == told["pending"]


def test_an_open_till_sends_by_itself(machine: Machine, centre: FakeCentre) -> None:
    machine.settings(centre.url)
    held = DataLock(StorePaths.of(machine.data).lock)
    try:
        code, said = machine.run("--once")
    finally:
        held.release()
    assert code == Exit.OPEN
    assert "envía sola" in said
    assert not centre.requests


def test_once_sends_everything_and_the_status_agrees(machine: Machine, centre: FakeCentre) -> None:
    machine.settings(centre.url)
    waiting = machine.json("--status")["pending"]
    told = machine.json("--once")
    assert (told["exit"], told["pending"], told["sent"]) == (Exit.EMPTY, 0, waiting)
    assert len(centre.events) == waiting
    code, said = machine.run("--status")
    assert code == Exit.EMPTY
    assert "Todo está enviado" in said


def test_once_asks_for_everything_too_and_the_status_tells_its_age(
    machine: Machine, centre: FakeCentre
) -> None:
    machine.settings(centre.url)
    (machine.data / CATALOGUE_FILE).unlink()
    for n in range(250):
        data = {"quantity": "1", "as_of": centre.now(), "counted": None}
        centre.changes.put(Stream.STOCK, f"0190a000-0000-7000-8000-{n:012}", data)
    told = machine.json("--once")
    assert (told["exit"], told["pending"], told["missed"]) == (Exit.EMPTY, 0, {})
    assert {asked.stream for asked in centre.asked} == set(Stream)
    assert [asked.stream for asked in centre.asked].count(Stream.STOCK) > 1, "to the last page"
    assert {one["freshness"] for one in told["streams"].values()} == {"fresh"}
    said = machine.run("--once")[1]
    assert "Lo que dijo la central está aquí completo" in said
    assert "existencias: hace 0 min" in said


def test_what_the_centre_does_not_give_is_named_and_changes_no_exit_code(
    machine: Machine, centre: FakeCentre
) -> None:
    machine.settings(centre.url)
    (machine.data / CATALOGUE_FILE).unlink()
    busy = problem(503, "RETRY", **{"Retry-After": "60"})
    centre.change_reactions.append(busy)
    code, said = machine.run("--once")
    assert code == Exit.EMPTY
    assert "No llegaron ahora: personal." in said
    machine.settings(centre.url, "en")
    centre.change_reactions.append(busy)
    told = machine.json("--once")
    assert (told["exit"], list(told["missed"])) == (Exit.EMPTY, ["staff"])
    assert told["streams"]["prices"]["freshness"] == "fresh"


def test_what_would_take_away_too_much_waits_for_a_person(machine: Machine, centre: FakeCentre) -> None:
    machine.settings(centre.url)
    told = machine.json("--once")
    assert told["exit"] == Exit.EMPTY
    assert told["missed"]["products"] == "held", "a centre without goods empties no shop by night"
    assert "productos: todavía no (antes se pregunta a una persona)" in machine.run("--status")[1]


def test_fault_8_a_portal_in_between_leaves_everything_and_says_so(
    machine: Machine, centre: FakeCentre
) -> None:
    machine.settings(centre.url)
    centre.reactions.append(page(200))
    centre.live = False
    told = machine.json("--once")
    assert told["exit"] == Exit.LEFT
    assert told["said"] == "failed"
    assert told["sent"] == 0
    assert told["pending"] > 0


def test_nobody_answers(machine: Machine, centre: FakeCentre) -> None:
    machine.settings(centre.url)
    centre.close()
    told = machine.json("--once")
    assert (told["exit"], told["said"]) == (Exit.LEFT, "failed")


def test_a_till_the_centre_refuses_needs_a_person(machine: Machine, centre: FakeCentre) -> None:
    machine.settings(centre.url)
    centre.tokens.revoked = True
    told = machine.json("--once")
    assert (told["exit"], told["said"]) == (Exit.RESTS, "rests")
    assert told["pending"] > 0


def test_fenced_events_need_a_person_and_are_named(machine: Machine, centre: FakeCentre) -> None:
    machine.settings(centre.url)
    database = connect_reader(machine.data / "till.db")
    ((event,),) = database.execute("SELECT event_id FROM journal ORDER BY pos LIMIT 1").fetchall()
    database.close()
    centre.verdicts[event] = {"status": "fenced", "code": "EPOCH_STALE"}
    assert machine.json("--once")["exit"] == Exit.RESTS
    told = machine.json("--status")
    assert told["exit"] == Exit.RESTS
    assert [item["event_id"] for item in told["aside"]] == [event]
    assert "se inscriba otra vez" in machine.run("--status")[1]


def test_a_till_without_a_centre_sends_nothing(tmp_path: Path) -> None:
    open_till(smoke_launch(tmp_path / "made", ""), SystemClock(), SystemIds()).store.close()
    machine = Machine(tmp_path)
    shutil.copytree(tmp_path / "made" / "data", machine.data)
    shutil.copytree(tmp_path / "made" / "config", machine.config)
    machine.settings("")
    told = machine.json("--once")
    assert (told["exit"], told["said"], told["sent"]) == (Exit.LEFT, "no_centre", 0)


@pytest.mark.parametrize("arguments", [(), ("--status", "--once"), ("--never",)])
def test_wrong_usage_is_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert Machine(tmp_path).run(*arguments)[0] == Exit.USAGE


def test_where_there_is_no_till_none_is_made(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.settings("")
    for what in ("--status", "--once"):
        assert machine.run(what)[0] == Exit.USAGE
    assert not machine.data.exists()


def written(database: Path, sql: str, *rows: tuple[str | int | None, ...]) -> None:
    connection = connect_writer(database)
    for row in rows:
        connection.execute(sql, row)
    connection.close()


def test_how_old_is_what_the_centre_told_is_said_with_the_rest(machine: Machine) -> None:
    machine.settings("")
    database, now = StorePaths.of(machine.data).database, int(time.time() * 1000)
    written(
        database,
        "INSERT INTO stream(stream, fresh_at_ms) VALUES(?, ?)",
        ("staff", now),
        ("config", now - 30_000),
        ("reviews", None),
    )
    written(database, "UPDATE sync_state SET server_at_ms=?", (now + 80 * 3_600_000,))  # the clock went back
    written(
        machine.data / CATALOGUE_FILE,
        "INSERT OR REPLACE INTO stream(name, fresh_at_ms, snapshot, since_ms, rows, pages, digest, verdict)"
        " VALUES(?, ?, 0, 0, 0, 0, x'00', 'held')",
        ("prices", now - 7_300_000),
    )
    said = machine.run("--status")[1]
    for line in (
        "precios: hace 2 h (antes se pregunta a una persona)",
        "personal: hace 3 d (ya no vale)",
        "configuración: hace 0 min",
        "revisiones: todavía no",
    ):
        assert line in said
    told = machine.json("--status")["streams"]
    assert [name for name in told if name != "prices"][-3:] == ["staff", "config", "reviews"]
    assert (told["staff"]["freshness"], told["prices"]["held"]) == ("hard", True)
    assert (told["config"]["freshness"], told["reviews"]["age_s"]) == ("fresh", None)
