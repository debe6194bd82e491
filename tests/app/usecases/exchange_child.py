"""A process that is killed while it stores an exchange (faults.md section 5).

Each line of its standard input is the folder of a till whose ticket is paid, and a crash point; one child is
forked for each, so that several kills pay for one import. The exit code of each is printed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from app.usecases.paper import PrinterSetup
from app.usecases.receipts import ReceiptMaker
from app.usecases.returns import Returns
from app.usecases.tender import Checkout, CompletedRecord
from core.domain.receipt.words_es import SPANISH
from core.ports.faults import CrashPoint
from tests.app.usecases.selling import SHOP, reopened
from tests.fakes.store import SeededIds


class KillOnceArmed:
    """Ends the process at a crash point, after everything before the exchange is done."""

    def __init__(self, point: str) -> None:
        self._point = point
        self.armed = False

    def reach(self, point: CrashPoint) -> None:
        if self.armed and point == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


def exchange(folder: Path, faults: KillOnceArmed) -> None:
    till = reopened(folder, faults)
    draft = till.reader.draft()
    assert draft is not None
    till.open_sale.restore(draft)
    receipts = ReceiptMaker(till.state, SHOP, SPANISH, till.signer, demo=False)
    returns = Returns(till.state, till.store.runner, receipts, PrinterSetup(), SeededIds(5))
    checkout = Checkout(till.state, till.reader, till.store.runner, receipts, PrinterSetup(), None, returns)
    done: list[CompletedRecord] = []
    faults.armed = True
    checkout.complete(till.open_sale, done.append, till.failures.append)
    till.store.runner.drain()


def main() -> None:
    for line in sys.stdin:
        folder, point = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                exchange(Path(folder), KillOnceArmed(point))
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
