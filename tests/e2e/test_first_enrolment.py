"""A machine that is no till becomes one by a code alone, over the real centre (packaging.md section 8)."""

from __future__ import annotations

from pathlib import Path

from app.config import TillConfig
from app.demo.centre import DemoCentre
from app.demo.headless import HeadlessTill
from app.enrol_command import DONE, REFUSED, run_enrol
from app.usecases.proving import Verdict
from resources import demo


def test_a_code_makes_a_till_that_has_its_people_and_goods_and_sells(
    centre: DemoCentre, tmp_path: Path
) -> None:
    said: list[str] = []
    data = tmp_path / "till"
    config = TillConfig(data, data / "config", vault="machine-file")
    assert run_enrol(centre.pairing_code("Caja 41"), config, said.append) == REFUSED
    assert "centre_unknown" in said[-1]
    assert run_enrol("AAAAAAAA", config, said.append, at=centre.url) == REFUSED
    assert run_enrol(centre.pairing_code("Caja 41"), config, said.append, at=centre.url) == DONE
    assert said[-2:] == [
        f"This machine is Caja 41 of the centre at {centre.url}.",
        "Its people and goods are here. Open it with cuadre.",
    ]
    till = HeadlessTill(tmp_path / "till", centre.url, "")
    assert till.opened.identity.terminal_name == "Caja 41"
    assert till.sign_in().verdict is Verdict.OK
    till.open_shift()
    code = next(
        product.barcode for product in demo.load().products if product.barcode and not product.measured
    )
    till.sell([code])
    till.send_all()
    assert till.opened.store.outbox.status().pending == 0
    till.close()
