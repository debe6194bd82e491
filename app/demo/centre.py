"""The demo's centre: a child process over its own PostgreSQL. The till's program never imports it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Final

from app.demo.children import ChildError, JsonChild
from app.processes import own_environment, python_command

READY_S: Final = 60.0
ADMIN_S: Final = 60.0
MANAGER: Final = "gerencia"
"""Code of the demo shop's manager at the centre."""


class DemoCentre:
    """Started, stopped and started again at the same address."""

    def __init__(self, data_dir: Path, log: Path) -> None:
        self._data_dir = data_dir
        self._log = log
        self._port = 0
        self._child: JsonChild | None = None
        self.url = ""

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            ChildError: it did not become ready.
        """
        command = python_command(
            "central",
            "up",
            "--embedded",
            "--demo",
            "--data",
            str(self._data_dir),
            "--port",
            str(self._port),
            "--stop-with-parent",
        )
        self._child = JsonChild("centre", command, self._log, {})
        ready = self._child.receive(READY_S)
        if ready.get("ready") is not True:
            raise ChildError(f"centre said {ready}")
        self._port = int(ready["port"])
        self.url = str(ready["url"])

    def stop(self) -> None:
        """End it in order; nothing happens when it is down."""
        child, self._child = self._child, None
        if child is not None:
            child.stop()

    @property
    def running(self) -> bool:
        """Whether it is up."""
        return self._child is not None and self._child.alive

    def pairing_code(self, till: str) -> str:
        """A fresh code for a till of the demo shop."""
        return str(self._admin("pair", "--till", till)["pairing_code"])

    def put(self, stream: str, file: Path) -> None:
        """Let the administrator put changes of a stream in, one JSON object a line."""
        self._admin("put", stream, str(file))

    def retire(self, code: str) -> None:
        """Somebody no longer works here."""
        self._admin("change-staff", "--staff", code, "--inactive")

    def manager_token(self) -> str:
        """An access token of the demo's manager, for reading what the centre holds."""
        return self.person_token(MANAGER)

    def person_token(self, code: str) -> str:
        """An access token of one of the demo's people, as signing in at the centre would give."""
        return str(self._admin("token", "--staff", code, "--minutes", "15")["access_token"])

    def _admin(self, *arguments: str) -> dict[str, Any]:
        command = python_command("central", "admin", *arguments, "--data", str(self._data_dir))
        done = subprocess.run(
            command,
            env=own_environment(),
            capture_output=True,
            timeout=ADMIN_S,
            check=False,
        )
        if done.returncode != 0:
            raise ChildError(f"centre admin {arguments[0]}: {done.stderr.decode(errors='replace')[-1000:]}")
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer
