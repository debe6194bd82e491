"""Child processes of the demo: started with a cleaned environment, spoken to in lines of JSON."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from app.processes import own_environment

STOP_S: Final = 10.0
Answer = dict[str, Any]


class ChildError(Exception):
    """A child did not start, ended, or did not answer in time; the end of its log is in the text."""


class JsonChild:
    """A child whose stdout is lines of JSON and whose stderr goes to a log file."""

    def __init__(self, name: str, command: Sequence[str], log: Path, extra: Mapping[str, str]) -> None:
        self._name = name
        self._log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        environment = own_environment() | dict(extra)
        with log.open("ab") as stderr:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                env=environment,
            )
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name=f"{name}-out", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def send(self, request: Mapping[str, Any]) -> None:
        """One request line.

        Raises:
            ChildError: the child is gone.
        """
        stdin = self._process.stdin
        try:
            if stdin is None:
                raise BrokenPipeError
            stdin.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
            stdin.flush()
        except (BrokenPipeError, ValueError) as error:
            raise self._gone() from error

    def receive(self, timeout_s: float) -> Answer:
        """The next line.

        Raises:
            ChildError: nothing came in time, or the child ended.
        """
        try:
            answer = self._answers.get(timeout=timeout_s)
        except queue.Empty:
            raise ChildError(f"{self._name} did not answer within {timeout_s:g} s\n{self._tail()}") from None
        if answer is None:
            raise self._gone()
        return answer

    def kill(self) -> None:
        """End it as a power cut does, and wait until it is gone."""
        self._process.kill()
        self._process.wait(STOP_S)
        self._close()

    def stop(self) -> int:
        """Ask it to end: close its stdin, then SIGTERM; kill it if it does not. Returns the exit code."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(STOP_S)
        self._close()
        return self._process.returncode

    def _close(self) -> None:
        self._reader.join(STOP_S)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue

    def _read(self) -> None:
        stdout = self._process.stdout
        if stdout is not None:
            for line in stdout:
                try:
                    self._answers.put(json.loads(line))
                except ValueError:
                    with self._log.open("ab") as log:
                        log.write(b"stdout: " + line)
        self._answers.put(None)

    def _gone(self) -> ChildError:
        return ChildError(f"{self._name} ended with code {self._process.poll()}\n{self._tail()}")

    def _tail(self) -> str:
        try:
            return self._log.read_text(encoding="utf-8", errors="replace")[-2000:]
        except OSError:
            return ""
