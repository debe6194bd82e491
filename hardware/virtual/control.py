"""The control channel of a virtual printer: one JSON object per line each way, on loopback.

So another process (the demo's director, the panel on the screen) can press buttons and read the roll.

| request | does |
|---|---|
| ``{"do": "state"}`` | power, faults, drawer, counts |
| ``{"do": "roll", "from": n}`` | lines from number ``n`` on, and ``next`` |
| ``{"do": "fault", "name": "paper_out", "on": true}`` | puts a fault on or takes it off |
| ``{"do": "allow", "bytes": 100}`` | takes so many more bytes only; ``null``: without limit |
| ``{"do": "power", "on": false}`` ``{"do": "unplug"}`` | the switch, the cable |
| ``{"do": "drawer", "act": "close"}`` | ``close``, ``open`` (by key), ``stick``, ``free`` |
| ``{"do": "copies"}`` | tickets per receipt number |
| ``{"do": "stop"}`` | ends the printer |

Each answer has ``ok``; a refusal has ``error`` (a message id).
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from typing import Any, Final

from hardware.virtual.faults import Fault
from hardware.virtual.printer import VirtualPrinter
from hardware.virtual.sockets import accept, close, listen, readable
from hardware.waiter import Waiter

MAX_LINE: Final = 64 * 1024

Answer = dict[str, Any]


class Requests:
    """What each request does."""

    def __init__(self, printer: VirtualPrinter, stop: Callable[[], None]) -> None:
        self._printer = printer
        self._stop = stop
        self._do: dict[str, Callable[[Answer], Answer]] = {
            "state": lambda _: self.state(),
            "roll": self._roll,
            "fault": self._fault,
            "allow": self._allow,
            "power": self._power,
            "unplug": self._unplug,
            "drawer": self._drawer,
            "copies": self._copies,
            "stop": self._end,
        }

    def answer(self, line: bytes) -> Answer:
        """Carry out one request line."""
        try:
            request: Any = json.loads(line)
            return {"ok": True} | self._do[request["do"]](request)
        except (KeyError, TypeError, ValueError):
            return {"ok": False, "error": "bad_request"}
        except OSError:
            return {"ok": False, "error": "port_taken"}

    def state(self) -> Answer:
        """Everything but the paper."""
        with self._printer.machine() as machine:
            return {
                "powered": self._printer.powered,
                "connected": self._printer.connected,
                "faults": sorted(machine.faults),
                "drawer_open": machine.drawer.opened,
                "drawer_kicks": machine.drawer.kicks,
                "lines": len(machine.roll.lines),
                "tickets": len(machine.roll.tickets()),
                "columns": machine.columns,
                "address": self._printer.address,
            }

    def _roll(self, request: Answer) -> Answer:
        start = int(request.get("from", 0))
        with self._printer.machine() as machine:
            lines = machine.roll.lines[max(0, start) : max(0, start) + 1000]
            return {"lines": [line.to_json() for line in lines], "next": max(0, start) + len(lines)}

    def _fault(self, request: Answer) -> Answer:
        self._printer.fault(Fault(request["name"]), on=request.get("on", True) is True)
        return {}

    def _allow(self, request: Answer) -> Answer:
        count = request["bytes"]
        with self._printer.machine() as machine:
            machine.allowance = None if count is None else int(count)
        return {}

    def _power(self, request: Answer) -> Answer:
        self._printer.power(on=request["on"] is True)
        return {}

    def _unplug(self, _request: Answer) -> Answer:
        self._printer.unplug()
        return {}

    def _drawer(self, request: Answer) -> Answer:
        with self._printer.machine() as machine:
            drawer = machine.drawer
            match request["act"]:
                case "close":
                    drawer.close()
                case "open":
                    drawer.open_by_key()
                case "stick" | "free" as act:
                    drawer.stuck = act == "stick"
                case act:
                    raise ValueError(act)
        return {}

    def _copies(self, _request: Answer) -> Answer:
        with self._printer.machine() as machine:
            return {"copies": dict(machine.roll.copies())}

    def _end(self, _request: Answer) -> Answer:
        self._stop()
        return {}


class ControlServer:
    """Serves any number of clients on a thread of its own."""

    def __init__(self, printer: VirtualPrinter, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.stop_asked = threading.Event()
        self._requests = Requests(printer, self.stop_asked.set)
        self._waiter = Waiter()
        self._listener = listen(host, port)
        self.port: int = self._listener.getsockname()[1]
        self._clients: dict[socket.socket, bytearray] = {}
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="virtual-control", daemon=True)

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def close(self) -> None:
        """End; joins the thread."""
        self._stopping = True
        self._waiter.wake()
        if self._thread.is_alive():
            self._thread.join(2)
        for sock in [self._listener, *self._clients]:
            close(sock)
        self._waiter.close()

    def __enter__(self) -> ControlServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self) -> None:
        while not self._stopping:
            sockets = [self._listener, *self._clients]
            self._waiter.wait([sock.fileno() for sock in sockets], [], 1.0)
            made = accept(self._listener)
            if made is not None:
                made.settimeout(2)
                self._clients[made] = bytearray()
            for client in [sock for sock in self._clients if readable(sock)]:
                if not self._served(client):
                    del self._clients[client]
                    close(client)

    def _served(self, client: socket.socket) -> bool:
        """Answer whole lines; False when the client left, or sent something that never ends."""
        try:
            data = client.recv(65536)
            if not data:
                return False
            rest = self._clients[client]
            rest += data
            while (end := rest.find(b"\n")) >= 0:
                line = bytes(rest[:end])
                del rest[: end + 1]
                answer = json.dumps(self._requests.answer(line), ensure_ascii=False)
                client.sendall(answer.encode() + b"\n")
            return len(rest) <= MAX_LINE
        except OSError:
            return False


class ControlError(Exception):
    """The printer refused a request, or is gone; ``code`` is a message id."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ControlClient:
    """Talks to a `ControlServer` of another process; used by one thread."""

    def __init__(self, port: int, *, host: str = "127.0.0.1", timeout_s: float = 2.0) -> None:
        """Connect.

        Raises:
            ControlError: nobody listens there.
        """
        try:
            self._socket = socket.create_connection((host, port), timeout=timeout_s)
        except OSError as error:
            raise ControlError("unreachable") from error
        self._rest = bytearray()

    def ask(self, do: str, **values: object) -> Answer:
        """Send one request and return its answer.

        Raises:
            ControlError: refused, or the connection broke.
        """
        try:
            self._socket.sendall(json.dumps({"do": do, **values}).encode() + b"\n")
            while (end := self._rest.find(b"\n")) < 0:
                data = self._socket.recv(65536)
                if not data:
                    raise ControlError("closed")
                self._rest += data
        except OSError as error:
            raise ControlError("unreachable") from error
        line = bytes(self._rest[:end])
        del self._rest[: end + 1]
        answer: Answer = json.loads(line)
        if not answer.get("ok"):
            raise ControlError(str(answer.get("error", "bad_answer")))
        return answer

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def __enter__(self) -> ControlClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
