"""A copied till and the way out of it, over real stores, real HTTP and a real centre (sync.md C12)."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

from app.config import TillConfig
from app.demo.centre import DemoCentre
from app.demo.headless import HeadlessTill
from app.enrol_command import DONE, OPEN, REFUSED, run_enrol
from app.store.driver import connect_reader
from resources import demo
from sync.status import Pause
from tests.strictness import ExpectedLogs


def states(data: Path) -> Counter[str]:
    connection = connect_reader(data / "till.db")
    rows = connection.execute("SELECT state, count(*) FROM journal GROUP BY state").fetchall()
    connection.close()
    return Counter({str(state): int(count) for state, count in rows})


def push(till: HeadlessTill, steps: int = 8) -> None:
    till.sync.worker.send_now()
    for _ in range(steps):
        till.sync.worker.step(till.clock.monotonic())


def test_a_copied_till_is_fenced_and_the_true_one_sends_everything_once_it_is_enrolled_again(
    centre: DemoCentre, tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("sending to the centre rests: fenced")
    expected_logs.allow("sending to the centre rests: auth_refused")
    code = next(product.barcode for product in demo.load().products if product.barcode)
    true, copy = tmp_path / "true", tmp_path / "copy"
    till = HeadlessTill(true, centre.url, centre.pairing_code("Caja 31"))
    till.sign_in()
    till.open_shift()
    till.sell([code])
    till.send_all()
    till.close()
    shutil.copytree(true, copy)

    clone = HeadlessTill(copy, centre.url, "")
    clone.sign_in()
    clone.open_shift()
    clone.sell([code])
    clone.send_all()

    till = HeadlessTill(true, centre.url, "")
    till.sign_in()
    till.open_shift()
    till.sell([code])
    push(till)
    till.sell([code])
    push(till)
    assert till.sync.worker.status.pause is Pause.FENCED
    assert states(true)["fenced"] + states(true)["pending"] > 0
    config = TillConfig(true, true / "config", vault="machine-file", centre_url=centre.url)
    said: list[str] = []
    assert run_enrol("ABCD-EFGH", config, said.append) == OPEN
    till.close()

    assert run_enrol("ABCD-EFGH", config, said.append) == REFUSED
    before = states(true)
    assert run_enrol(centre.pairing_code("Caja 31"), config, said.append) == DONE
    assert states(true)["fenced"] == 0
    assert sum(states(true).values()) == sum(before.values()) + 1

    till = HeadlessTill(true, centre.url, "")
    till.sign_in()
    till.open_shift()
    till.sell([code])
    till.send_all()
    left = states(true)
    assert left["pending"] == left["fenced"] == left["quarantined"] == 0
    assert left["review"] > 0, "what the copy's events stand in the way of is asked of a person"
    till.close()

    clone.sell([code])
    push(clone)
    assert clone.sync.worker.status.pause in (Pause.FENCED, Pause.AUTH_REFUSED)
    assert states(copy)["pending"] + states(copy)["fenced"] > 0, "nothing of the copy is lost either"
    clone.close()
