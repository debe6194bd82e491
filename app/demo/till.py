"""The demo's till as the director sees it: a child process driven through its own window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from app.demo.children import ChildError, JsonChild
from app.processes import python_command

READY_S: Final = 60.0
STEP_S: Final = 60.0


class RefusedError(ChildError):
    """The till could not do what was asked; the text says what stood on the screen."""


class DemoTill:
    """Started, driven, killed and started again on the same data."""

    def __init__(self, data_dir: Path, log: Path, printer: str, gateway: str) -> None:
        self._data_dir = data_dir
        self._log = log
        self._printer = printer
        self._gateway = gateway
        self._child: JsonChild | None = None

    def start(self, centre_url: str, pairing_code: str) -> dict[str, Any]:
        """Start the real program, offscreen, and wait until its first screen can be used.

        Args:
            centre_url: Where the centre is.
            pairing_code: Used only on the first start, when the data directory is empty.
        """
        command = python_command(
            "app",
            "demo",
            "--driven",
            "--data",
            str(self._data_dir),
            "--centre",
            centre_url,
            "--pairing",
            pairing_code,
            "--printer",
            self._printer,
            "--gateway",
            self._gateway,
        )
        self._child = JsonChild("till", command, self._log, {"QT_QPA_PLATFORM": "offscreen"})
        return self._answer(READY_S)

    def do(self, what: str, **values: Any) -> dict[str, Any]:
        """Ask for one act and wait until the screen shows its outcome.

        Raises:
            RefusedError: the screen did not come to that.
            ChildError: the till is gone.
        """
        self.begin(what, **values)
        return self._answer(float(values.get("timeout_s", 0)) + STEP_S)

    def begin(self, what: str, **values: Any) -> None:
        """Ask for one act and do not wait (before a kill)."""
        self._running().send({"do": what, **values})

    def sign_in(self, number: int, pin: str) -> None:
        """Pick the person by key and type the PIN."""
        self.do("sign_in", number=number, pin=pin)

    def open_shift(self) -> None:
        """The fixed float, in one Enter."""
        self.do("open_shift")

    def sell(self, codes: Sequence[str], cash: str) -> dict[str, Any]:
        """Scan, pay in cash, hand back the change."""
        return self.do("sell", codes=list(codes), cash=cash)

    def shot(self, path: Path) -> None:
        """A picture of the window as it stands."""
        self.do("shot", path=str(path))

    def state(self) -> dict[str, Any]:
        """What strip and screens show, and the sizes of the batches sent in this run."""
        return self.do("state")

    def wait_for_link(self, link: str, timeout_s: float) -> dict[str, Any]:
        """Until the strip shows ``online`` or ``offline``."""
        return self.do("await_link", link=link, timeout_s=timeout_s)

    def wait_until_sent(self, timeout_s: float) -> dict[str, Any]:
        """Until the strip shows 0 to send."""
        return self.do("await_sent", timeout_s=timeout_s)

    def kill(self) -> None:
        """As a power cut does."""
        self._running().kill()
        self._child = None

    def stop(self) -> int:
        """Close the window; exit code of the program."""
        child, self._child = self._child, None
        return 0 if child is None else child.stop()

    def _running(self) -> JsonChild:
        if self._child is None:
            raise ChildError("till is not running")
        return self._child

    def _answer(self, timeout_s: float) -> dict[str, Any]:
        answer = self._running().receive(timeout_s)
        if answer.get("ok") is not True:
            raise RefusedError(f"till: {answer.get('error', answer)}")
        return answer
