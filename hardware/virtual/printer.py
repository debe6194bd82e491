"""The virtual printer on TCP: one thread, one client at a time, as a small network printer has it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections import deque
from collections.abc import Callable, Generator

from hardware.virtual.faults import Fault, Trap
from hardware.virtual.machine import Machine
from hardware.virtual.sockets import accept, close, listen, readable
from hardware.waiter import Waiter


class VirtualPrinter:
    """Started with `start`, ended with `close`; every method may be called from any thread."""

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0, columns: int = 48) -> None:
        """Prepare; nothing is opened yet.

        Args:
            host: Loopback address to listen on.
            port: TCP port, 0 for a free one.
            columns: Width of the paper in characters.
        """
        self._host, self._port = host, port
        self._machine = Machine(columns=columns)
        self._changed = threading.Condition()
        self._waiter = Waiter()
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None
        self._orders: deque[Callable[[], None]] = deque()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="virtual-printer", daemon=True)

    # --- life ----------------------------------------------------------------------------------------

    def start(self) -> None:
        """Listen and work.

        Raises:
            OSError: the port is taken.
        """
        self._switch_on()
        self._thread.start()

    def close(self) -> None:
        """End; joins its thread."""
        self._stopping = True
        self._waiter.wake()
        if self._thread.is_alive():
            self._thread.join(2)
        self._shut()
        self._waiter.close()

    def __enter__(self) -> VirtualPrinter:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def address(self) -> str:
        """``tcp://host:port`` for the till's configuration."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"tcp://{host}:{self._port}"

    @property
    def port(self) -> int:
        """TCP port of the printer."""
        return self._port

    # --- buttons -------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def machine(self) -> Generator[Machine]:
        """The machine, held still; what was changed takes effect at the end."""
        with self._changed:
            yield self._machine
            self._machine.run()
            self._changed.notify_all()
        self._waiter.wake()

    def fault(self, fault: Fault, *, on: bool = True) -> None:
        """Put a fault on or take it off."""
        with self.machine() as machine:
            machine.set_fault(fault, on=on)

    def trap(self, trap: Trap) -> None:
        """Let something happen in the middle of a job."""
        with self.machine() as machine:
            machine.traps.append(trap)

    def power(self, *, on: bool) -> None:
        """The switch: off drops the connection and the buffer.

        Raises:
            OSError: the port was taken meanwhile.
        """
        self._order(self._switch_on if on else self._switch_off)

    def unplug(self) -> None:
        """Cut the connection of now with a reset; the buffer prints on and a new client may come."""
        self._order(lambda: self._hang_up(reset=True))

    @property
    def powered(self) -> bool:
        """Where the switch stands."""
        return self._listener is not None

    @property
    def connected(self) -> bool:
        """Whether a client is there."""
        return self._client is not None

    def wait_for(self, condition: Callable[[Machine], bool], timeout_s: float = 5.0) -> bool:
        """Wait until ``condition`` holds of the machine; False when it never did."""
        with self._changed:
            return self._changed.wait_for(lambda: condition(self._machine), timeout_s)

    # --- the thread ----------------------------------------------------------------------------------

    def _order(self, order: Callable[[], None]) -> None:
        """Let the owner of the sockets do it, and wait until it is done."""
        if not self._thread.is_alive():
            order()
            return
        done = threading.Event()
        failed: list[OSError] = []

        def carry_out() -> None:
            try:
                order()
            except OSError as error:
                failed.append(error)
            done.set()

        self._orders.append(carry_out)
        self._waiter.wake()
        done.wait(2)
        if failed:
            raise failed[0]

    def _run(self) -> None:
        while not self._stopping:
            with self._changed:
                readers, writers = self._interest()
            self._waiter.wait(readers, writers, 1.0)
            with self._changed:
                while self._orders:
                    self._orders.popleft()()
                self._read()
                self._accept()
                self._port_actions()
                self._answer()
                self._changed.notify_all()

    def _interest(self) -> tuple[list[int], list[int]]:
        readers = [] if self._listener is None else [self._listener.fileno()]
        if self._client is None:
            return readers, []
        if self._machine.room:
            readers.append(self._client.fileno())
        return readers, [self._client.fileno()] if self._machine.replies else []

    def _accept(self) -> None:
        made = None if self._listener is None else accept(self._listener)
        if made is None:
            return
        if self._client is not None or Fault.REFUSE in self._machine.faults:
            close(made, reset=True)
            return
        made.setblocking(False)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._client = made

    def _read(self) -> None:
        """Take all that is there, the end of the connection too: a new client may wait at the door."""
        while self._client is not None and self._machine.room and readable(self._client):
            try:
                data = self._client.recv(min(self._machine.room, 4096))
            except OSError:
                data = b""
            if not data:
                self._hang_up()
                return
            self._machine.receive(data)
            self._port_actions()

    def _port_actions(self) -> None:
        actions, self._machine.port_actions = self._machine.port_actions, []
        for action in actions:
            if action == "power_off":
                self._switch_off()
            else:
                self._hang_up(reset=True)

    def _answer(self) -> None:
        if self._client is None or not self._machine.replies:
            return
        try:
            sent = self._client.send(self._machine.replies)
        except BlockingIOError:
            return
        except OSError:
            self._hang_up()
            return
        del self._machine.replies[:sent]

    # --- sockets -------------------------------------------------------------------------------------

    def _switch_on(self) -> None:
        if self._listener is None:
            self._listener = listen(self._host, self._port)
            self._port = self._listener.getsockname()[1]

    def _switch_off(self) -> None:
        self._shut(reset=True)
        self._machine.power_cycle()

    def _hang_up(self, *, reset: bool = False) -> None:
        if self._client is not None:
            close(self._client, reset=reset)
            self._client = None
        self._machine.disconnected()

    def _shut(self, *, reset: bool = False) -> None:
        self._hang_up(reset=reset)
        if self._listener is not None:
            self._listener.close()
            self._listener = None
