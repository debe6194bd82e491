"""The command as other programs use it: started as a child, told when ready, ended with its parent."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from central.cli import run
from central.embedded.pg import running_port
from core.contract.tokens import public_jwk
from tests.central.embedded.test_pg import alive, on_linux, until

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="cuadre-cli-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


class Centre:
    """A running ``cuadre-central up``."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.log = (folder / "log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "central", "up", "--embedded", "--data", str(folder / "data"), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            cwd=REPOSITORY,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, (folder / "log").read_text()
        self.ready: dict[str, Any] = json.loads(line)
        runtime = json.loads((folder / "data" / "runtime.json").read_text())
        self.server_pid = int(runtime["pid"])

    def end(self) -> int:
        code = self.process.wait(10)
        for pipe in (self.process.stdin, self.process.stdout, self.log):
            if pipe is not None and not pipe.closed:
                pipe.close()
        return code


def admin(folder: Path, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "central", "admin", "--data", str(folder / "data"), *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    return dict(json.loads(done.stdout))


def admin_asks(folder: Path, typed: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "central", "admin", "--data", str(folder / "data"), *arguments]
    return subprocess.run(line, input=typed, capture_output=True, text=True, check=False, cwd=REPOSITORY)


def ended(folder: Path, *command: str) -> int:
    line = [sys.executable, "-m", "central", *command, "--data", str(folder / "data")]
    return subprocess.run(line, capture_output=True, check=False, cwd=REPOSITORY).returncode


def remote_refusal(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "central", "admin", "approval-code", *arguments]
    command += ["--data", str(folder / "data")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert done.returncode == 1
    return str(json.loads(done.stderr.splitlines()[-1])["kind"])


def refusal(folder: Path, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "central", "up", "--embedded", "--data", str(folder / "data"), *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr


@on_linux
def test_the_demo_centre_serves_pairs_and_ends_with_its_parent(folder: Path) -> None:
    centre = Centre(folder, "--port", "0", "--demo", "--stop-with-parent")
    assert centre.ready["ready"] is True
    url = centre.ready["url"]
    assert url == f"http://127.0.0.1:{centre.ready['port']}"
    paired = admin(folder, "pair", "--till", "Caja 1")
    assert len(paired["pairing_code"]) == 8
    token = admin(folder, "token", "--staff", "gerencia", "--minutes", "10")
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    listed = httpx.get(f"{url}/api/v1/pos/transactions", headers=headers)
    assert listed.json() == {"items": [], "next_cursor": None}
    assert ended(folder, "rotate-key") == 0
    renewed = admin(folder, "token", "--staff", "gerencia")
    for bearer in (token, renewed):  # the running service takes both: the old one until it ends
        headers = {"Authorization": f"Bearer {bearer['access_token']}"}
        assert httpx.get(f"{url}/api/v1/pos/transactions", headers=headers).status_code == 200
    assert len(httpx.get(f"{url}/.well-known/jwks.json").json()["keys"]) == 2
    assert ended(folder, "admin", "disable-till", "--till", "Caja 9") == 1
    for typed, code in (("4087\n", 0), ("1234\n", 1), ("", 1)):
        done = admin_asks(folder, typed, "set-pin", "--staff", "1")
        assert done.returncode == code, done.stderr
        assert not typed or typed.strip() not in done.stdout + done.stderr
    changed = admin(
        folder, "change-staff", "--staff", "5", "--role", "supervisor", "--limit", "void_amount=20"
    )
    assert (changed["role"], changed["active"]) == ("supervisor", True)
    assert ended(folder, "admin", "change-staff", "--staff", "5", "--limit", "wishes=3") == 1
    assert ended(folder, "rotate-key", "--bundle") == 0
    assert admin_asks(folder, "CARNE-0003-X3TB\n", "set-badge", "--staff", "1").returncode == 1  # Marta's
    changes = folder / "taxes.jsonl"
    changes.write_text('{"op":"upsert","id":"01","data":{"code":"01","rate":"8"}}\n')
    put = ("put", "taxes", str(changes), "--org", "demo")
    assert admin(folder, *put) == {"stream": "taxes", "written": 1, "removed": 0, "unchanged": 0}
    changes.write_text('{"op":"upsert","id":"01","data":{"code":"01"}}\n')
    done = admin_asks(folder, "", *put)
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads(done.stderr.splitlines()[-1])["event"] == "line 1: data.rate: Field required"
    assert admin(folder, "prune-changes") == {"forgotten": 0}
    assert admin(folder, "durable", "--verified-backup", "2026-11-01T03:00:00Z") == {"epochs": 0}
    assert ended(folder, "admin", "durable", "--verified-backup", "2126-11-01T03:00:00Z") == 1
    assert ended(folder, "admin", "durable", "--verified-backup", "2026-11-01T03:00:00") == 2
    assert "another process uses" in refusal(folder, "--port", "0")
    asked = ("--till", "Caja 1", "--challenge", "6P6-ZPC-F9S", "--action", "discount", "--amount", "1.63")
    assert remote_refusal(folder, *asked, "--staff", "3") == "UnknownTerminalError"
    assert remote_refusal(folder, *asked, "--staff", "1") == "NotAllowedError"
    assert centre.process.stdin is not None
    centre.process.stdin.close()
    assert centre.end() == 0
    assert not alive(centre.server_pid)
    assert running_port(folder / "data") is None
    # Without a running service a command starts the database for as long as it needs it.
    assert [shop["org"] for shop in admin(folder, "list")["shops"]] == ["demo"]


@on_linux
def test_signals_end_it_cleanly_and_a_kill_leaves_no_server_behind(folder: Path) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        centre = Centre(folder, "--port", "0")
        centre.process.send_signal(number)
        assert centre.end() == 0
        assert not alive(centre.server_pid)
    centre = Centre(folder, "--port", "0")
    os.kill(centre.process.pid, signal.SIGKILL)
    assert centre.end() == -signal.SIGKILL
    assert until(lambda: not alive(centre.server_pid))


@on_linux
@pytest.mark.parametrize(("options", "expected"), [([], 429), (["--behind-proxy"], 403)])
def test_only_behind_a_proxy_does_a_header_say_who_calls(
    folder: Path, options: list[str], expected: int
) -> None:
    centre = Centre(folder, "--port", "0", "--stop-with-parent", *options)
    body = {
        "pairing_code": "AAAA-AAAA",
        "public_key": public_jwk(bytes(32)),
        "boot_id": "0198f0c0-0000-7000-8000-000000000001",
        "app_version": "0.1.0",
        "os": "Debian 12",
    }
    with httpx.Client(base_url=centre.ready["url"]) as client:

        def enrol(headers: dict[str, str]) -> int:
            return client.post("/api/v1/pos/terminals/enrolments", json=body, headers=headers).status_code

        assert [enrol({}) for _ in range(6)] == [403] * 5 + [429]
        assert enrol({"X-Forwarded-For": "192.0.2.7"}) == expected
    assert centre.process.stdin is not None
    centre.process.stdin.close()
    assert centre.end() == 0


def test_another_address_than_loopback_needs_tls_or_a_proxy(folder: Path) -> None:
    assert "--behind-proxy" in refusal(folder, "--host", "0.0.0.0", "--port", "0")
    assert not (folder / "data").exists(), "refused before a database is made"


@pytest.mark.parametrize("arguments", [[], ["up"], ["serve", "--port", "x"], ["admin"], ["nonsense"]])
def test_wrong_usage_is_exit_code_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(arguments)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err
