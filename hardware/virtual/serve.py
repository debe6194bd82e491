"""Entries of ``cuadre virtual``: a virtual printer with its control channel, a virtual payment gateway."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

from hardware.virtual.control import ControlServer
from hardware.virtual.eft import VirtualEft
from hardware.virtual.printer import VirtualPrinter


def serve(
    *,
    say: Callable[[str], None],
    host: str = "127.0.0.1",
    port: int = 0,
    control_port: int = 0,
    columns: int = 48,
) -> int:
    """Run until the control channel says ``stop`` or the person presses Ctrl-C.

    Args:
        say: Takes one line of JSON once both ports are open: ``{"address": …, "control_port": …}``.
        host: Loopback address.
        port: TCP port of the printer, 0 for a free one.
        control_port: TCP port of the control channel, 0 for a free one.
        columns: Width of the paper in characters: 32, 42 or 48.

    Returns:
        Exit code 0.

    Raises:
        OSError: a port is taken.
    """
    with (
        VirtualPrinter(host=host, port=port, columns=columns) as printer,
        ControlServer(printer, host=host, port=control_port) as control,
    ):
        say(json.dumps({"address": printer.address, "control_port": control.port}))
        try:
            while not control.stop_asked.wait(1.0):  # a short wait lets Ctrl-C through on Windows
                pass
        except KeyboardInterrupt:
            pass
    return 0


def serve_eft(
    *, say: Callable[[str], None], pays_after_s: float, host: str = "127.0.0.1", port: int = 0
) -> int:
    """Run a payment gateway whose customers pay by themselves, until the person presses Ctrl-C.

    Args:
        say: Takes one line of JSON once the port is open: ``{"address": …}``.
        pays_after_s: Seconds a customer takes.
        host: Loopback address.
        port: TCP port, 0 for a free one.

    Returns:
        Exit code 0.

    Raises:
        OSError: the port is taken.
    """
    with VirtualEft(host, port, pays_after_s=pays_after_s) as gateway:
        say(json.dumps({"address": gateway.address}))
        never = threading.Event()
        try:
            while not never.wait(1.0):  # a short wait lets Ctrl-C through on Windows
                pass
        except KeyboardInterrupt:
            pass
    return 0
