"""A virtual QR payment gateway on loopback: real bytes, scripted customers and faults; own parsing."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Any, Final

from hardware.virtual.sockets import listen

WAITS_S: Final = 120
_POLL_S: Final = 0.1
_READ: Final = 4096


class EftFault(StrEnum):
    """What may go wrong between till and gateway.

    ``DROP`` acts and then cuts the line: approved, and nobody was told.
    """

    SILENT = "silent"
    GARBAGE = "garbage"
    DROP = "drop"
    OTHER_AMOUNT = "other_amount"
    OTHER_ORDER = "other_order"
    TORN = "torn"


@dataclass(slots=True)
class Charge:
    """One charge as the gateway holds it."""

    order: str
    cents: int
    asked_s: float
    state: str = "waiting"
    number: int = 0


class VirtualEft:
    """Serves one till at a time, as a box on the counter does.

    Args:
        pays_after_s: The customer pays by themselves so many seconds after they were asked (the demo shop);
            None waits to be told.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        pays_after_s: float | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._listener = listen(host, port)
        self._listener.settimeout(_POLL_S)
        self._monotonic = monotonic
        self._pays_after_s = pays_after_s
        self._lock = threading.Lock()
        self._charges: dict[str, Charge] = {}
        self.faults: set[EftFault] = set()
        self.questions: list[str] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="virtual-eft", daemon=True)

    def start(self) -> None:
        """Serve."""
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        self._listener.close()

    def __enter__(self) -> VirtualEft:
        """Serve."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving."""
        self.close()

    @property
    def address(self) -> str:
        """``tcp://127.0.0.1:port``, as a till's configuration names it."""
        return f"tcp://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """TCP port."""
        return int(self._listener.getsockname()[1])

    @property
    def charges(self) -> list[Charge]:
        """All charges, oldest first."""
        with self._lock:
            return list(self._charges.values())

    def decide(self, state: str) -> None:
        """The customer, or the bank, decides all that waits: ``approved``, ``declined``, ``expired``."""
        with self._lock:
            for charge in self._charges.values():
                if charge.state == "waiting":
                    charge.state = state

    # ------------------------------------------------------------------ serving

    def _run(self) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                client, _ = self._listener.accept()
                with contextlib.closing(client), contextlib.suppress(OSError):
                    self._serve(client)

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(1.0)
        asked: dict[str, Any] = json.loads(client.makefile("rb").readline(_READ))
        with self._lock:
            self.questions.append(asked["do"])
            reply = self._answer(asked)
            faults = frozenset(self.faults)
        if EftFault.SILENT in faults:
            self._stop.wait(0.3)
        elif EftFault.DROP not in faults:
            client.sendall(_bytes(reply, faults))

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        order, cents = asked["order"], asked["cents"]
        charge = self._charges.get(order)
        if charge is None:
            if asked["do"] != "sale":
                return {"order": order, "state": "none"}
            charge = Charge(order, cents, self._monotonic(), number=len(self._charges) + 1)
            self._charges[order] = charge
        self._pass_time(charge)
        if asked["do"] == "void" and charge.state == "waiting":
            charge.state = "cancelled"
        return self._reply(charge)

    def _pass_time(self, charge: Charge) -> None:
        waited = self._monotonic() - charge.asked_s
        if charge.state != "waiting":
            return
        if self._pays_after_s is not None and waited >= self._pays_after_s:
            charge.state = "approved"
        elif waited >= WAITS_S:
            charge.state = "expired"

    def _reply(self, charge: Charge) -> dict[str, Any]:
        reply: dict[str, Any] = {
            "order": charge.order,
            "cents": charge.cents,
            "state": charge.state,
            "transaction": f"T{charge.number:06d}",
        }
        if charge.state == "waiting":
            left = WAITS_S - (self._monotonic() - charge.asked_s)
            reply |= {"qr": f"yappy://pay/{charge.order}?c={charge.cents}", "expires_s": int(left)}
        elif charge.state == "approved":
            reply |= {"confirmation": f"YP-{charge.order[-8:]}".upper(), "payer": "6612-3456"}
        return reply


def _bytes(reply: dict[str, Any], faults: frozenset[EftFault]) -> bytes:
    if EftFault.OTHER_AMOUNT in faults:
        reply = {**reply, "cents": reply.get("cents", 0) + 1}
    if EftFault.OTHER_ORDER in faults:
        reply = {**reply, "order": "another"}
    frame = json.dumps(reply).encode()
    if EftFault.GARBAGE in faults:
        return b"\x02\xff\x00OK\x03\n"
    return frame[: len(frame) // 2] if EftFault.TORN in faults else frame + b"\n"
