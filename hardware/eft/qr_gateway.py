"""Driver of a QR payment gateway on the LAN, tier ``virtual``: one connection for each question.

Nothing is ever sent twice: what was sent may have been acted on (hardware.md, rule 3).
"""

from __future__ import annotations

import contextlib
import logging
import socket
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from core.domain.charge import ChargeReport, ChargeState, unknown_charge
from hardware.eft.frames import END, LONGEST, read_reply, request

CONNECT_S: Final = 2.0
log = logging.getLogger(__name__)


class QrGateway:
    """An `EFTPOS` behind a host and port.

    Args:
        monotonic: Seconds; the deadline of a call is kept on it.
    """

    def __init__(self, host: str, port: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._address = (host, port)
        self._monotonic = monotonic
        self._lost = False

    def authorize_sales(self, sequence_number: str, amount: Decimal, timeout_s: float) -> ChargeReport:
        """See `EFTPOS`: without a connection nothing left, and nothing can be charged."""
        report = self._ask("sale", sequence_number, amount, timeout_s)
        if report.reason == "no_hardware":
            return ChargeReport(sequence_number, amount, ChargeState.NONE, reason=report.reason)
        return report

    def query(self, sequence_number: str, amount: Decimal, timeout_s: float) -> ChargeReport:
        """See `EFTPOS`."""
        return self._ask("query", sequence_number, amount, timeout_s)

    def authorize_void(self, sequence_number: str, amount: Decimal, timeout_s: float) -> ChargeReport:
        """See `EFTPOS`."""
        return self._ask("void", sequence_number, amount, timeout_s)

    def _ask(self, action: str, sequence: str, amount: Decimal, timeout_s: float) -> ChargeReport:
        deadline = self._monotonic() + timeout_s
        try:
            link = socket.create_connection(self._address, min(CONNECT_S, timeout_s))
        except OSError as error:
            self._note(lost=True, error=error)
            return unknown_charge(sequence, amount, "no_hardware")
        with contextlib.closing(link):
            try:
                link.settimeout(max(0.01, deadline - self._monotonic()))
                link.sendall(request(action, sequence, amount))
                line = self._line(link, deadline)
            except OSError as error:
                self._note(lost=True, error=error)
                return unknown_charge(sequence, amount, "silent")
        if line is None:
            return unknown_charge(sequence, amount, "silent")
        self._note(lost=False)
        return read_reply(line, sequence, amount)

    def _line(self, link: socket.socket, deadline: float) -> bytes | None:
        """One frame, None when it does not come whole in time."""
        held = bytearray()
        while END not in held:
            left = deadline - self._monotonic()
            if left <= 0 or len(held) > LONGEST:
                return None
            link.settimeout(left)
            piece = link.recv(LONGEST)
            if not piece:
                return None
            held += piece
        return bytes(held.partition(END)[0])

    def _note(self, *, lost: bool, error: OSError | None = None) -> None:
        """Log once on loss and once on recovery."""
        if lost and not self._lost:
            log.info("payment gateway does not answer: %s", error)
        elif not lost and self._lost:
            log.info("payment gateway answers again")
        self._lost = lost
