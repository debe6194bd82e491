"""A till changes its key, over real stores, real HTTP and a real centre (central.md section 7.5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.compose.setup import open_secrets
from app.config import TillConfig
from app.demo.centre import DemoCentre
from app.demo.headless import HeadlessTill
from app.enrol_command import DONE, LEFT, OPEN, REFUSED, run_renew_key
from app.system import SystemIds
from core.ports.secrets import TERMINAL_KEY, Secret, SecretState
from core.ports.transport import Refresh
from resources import demo
from sync.tokens import NEXT_KEY, TerminalCredentials


def test_a_till_gets_a_new_key_and_a_crash_at_the_last_step_mends_itself(
    centre: DemoCentre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = next(product.barcode for product in demo.load().products if product.barcode)
    data, said = tmp_path / "till", list[str]()
    config = TillConfig(data, data / "config", vault="machine-file", centre_url=centre.url)
    assert run_renew_key(config, said.append) == REFUSED
    till = HeadlessTill(data, centre.url, centre.pairing_code("Caja 41"))
    assert run_renew_key(config, said.append) == OPEN
    till.sign_in()
    till.open_shift()
    till.sell([code])
    till.send_all()
    till.close()

    secrets = open_secrets(config, SystemIds())
    first = secrets.get(TERMINAL_KEY)
    assert run_renew_key(config, said.append) == DONE, said
    second = secrets.get(TERMINAL_KEY)
    assert isinstance(first, Secret)
    assert isinstance(second, Secret)
    assert first.value != second.value
    assert secrets.get(NEXT_KEY) is SecretState.MISSING

    def crash(self: TerminalCredentials) -> Refresh:
        whole(self)
        secrets.put(TERMINAL_KEY, second.value)  # as if this had never been written
        secrets.put(NEXT_KEY, offered[-1])
        raise KeyboardInterrupt

    whole, offered = TerminalCredentials.take_successor, list[bytes]()
    put = type(secrets).put

    def note(self: object, name: str, value: bytes) -> SecretState | None:
        if name == NEXT_KEY:
            offered.append(value)
        return put(secrets, name, value)

    with monkeypatch.context() as patched:
        patched.setattr(type(secrets), "put", note)
        patched.setattr(TerminalCredentials, "take_successor", crash)
        with pytest.raises(KeyboardInterrupt):
            run_renew_key(config, said.append)
    assert secrets.get(TERMINAL_KEY) == second

    till = HeadlessTill(data, centre.url, "")  # the centre knows the old key no more
    till.sign_in()
    till.open_shift()
    till.sell([code])
    till.send_all()
    till.close()
    assert secrets.get(TERMINAL_KEY) == Secret(offered[-1])
    assert secrets.get(NEXT_KEY) is SecretState.MISSING


def test_without_a_centre_the_till_keeps_its_key(centre: DemoCentre, tmp_path: Path) -> None:
    data, said = tmp_path / "till", list[str]()
    HeadlessTill(data, centre.url, centre.pairing_code("Caja 42")).close()
    config = TillConfig(data, data / "config", vault="machine-file", centre_url=centre.url)
    secrets = open_secrets(config, SystemIds())
    before = secrets.get(TERMINAL_KEY)
    centre.stop()
    assert run_renew_key(config, said.append) == LEFT
    assert secrets.get(TERMINAL_KEY) == before
