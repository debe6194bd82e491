"""One seed: build a shop, sell under faults, heal, check; the report says what was reached."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any, Final, Protocol
from unittest.mock import patch

from app.store.identity import Enrolment
from app.store.till import TillStore
from app.usecases.ports import Identity, SeriesGrant
from central.services.ports import IngestStore
from central.services.values import Principal, Tenant
from core.domain.ids import uuid7_from
from core.domain.journal.rows import unix_ms
from core.ports.faults import CrashPoint
from tests.longruns import memory_folder
from tests.simulation.cashier import PERSON, Cashier
from tests.simulation.centre import SimCentre
from tests.simulation.faults import CrashPoints, Fault, Plan
from tests.simulation.ingest_store import KnownTerminal, SimIngestStore
from tests.simulation.invariants import Database, Invariants, ViolationError
from tests.simulation.kernel import START, Kernel, SimClock, SimIds
from tests.simulation.network import Wire
from tests.simulation.till import DOWN_S, SETTINGS, SimTill

HOUR: Final = 3600.0
BIG_EVERY_S: Final = 600.0
HEAL_S: Final = 2 * HOUR
SALES_AN_HOUR: Final = 40
DRAIN_S: Final = 300.0
BISECT_S: Final = 60.0
"""To find one poisoned item, waits included."""
RTT_S: Final = 0.2
"""Of a healed network, generously; for the bound of I14."""
PROBES_S: Final = (2.5, 60.0, 60.0, 60.0)
"""Seconds between probes of the link, one drawn by seed: probes touch no row, and at 2.5 s they cost more
than all the rest."""
TENANT: Final = Tenant("0198f0c0-0000-7000-8000-0000000000b1", "0198f0c0-0000-7000-8000-0000000000a1")
JUMPS: Final = (timedelta(days=-1), timedelta(minutes=-10), timedelta(hours=1), timedelta(days=365))
MakeStore = Callable[[SimIds, CrashPoints], "CentreStore"]


class CentreStore(IngestStore, Protocol):
    """An ingest store that the simulation can fill, ask and run."""

    @property
    def database(self) -> Database:
        """For the invariants; they only read."""
        ...

    def enrol(self, known: KnownTerminal) -> None:
        """Know a till, its nonce and its series from now on."""
        ...

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """The result of a coroutine over this store."""
        ...

    def copy(self) -> Callable[[], None]:
        """Keep a copy of all there is; calling it puts that back."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


@dataclass(slots=True)
class Report:
    """What one seed came to.

    Attributes:
        terminal_hours: Hours of one till with at least 40 sales.
        struck: Faults by kind.
        seconds: Of processor time.
        drained_s: Seconds of the healed network until nothing was pending at any till.
        invariant: Which one was violated, ``program`` when the run itself failed, None when all is well.
    """

    seed: int
    terminal_hours: int = 0
    sales: int = 0
    events: int = 0
    requests: int = 0
    crashes: int = 0
    checks: int = 0
    drained_s: float = 0.0
    seconds: float = 0.0
    struck: dict[str, int] = field(default_factory=dict[str, int])
    reached: dict[str, int] = field(default_factory=dict[str, int])
    invariant: str | None = None
    violation: str | None = None
    trace: str = ""


class Simulation:
    """A shop of some tills with its centre, all from one seed."""

    def __init__(
        self, seed: int, folder: Path, plan: Plan, *, tills: int, hours: float, make_store: MakeStore
    ) -> None:
        self.seed, self._folder, self.hours, self.plan = seed, folder, hours, plan
        self.kernel = Kernel()
        self._chance = Random(f"{seed}/world")
        self._points = CrashPoints(plan, Fault.CENTRE_CRASH)
        ids = SimIds(SimClock(self.kernel), Random(f"{seed}/store"))
        self.ingest = make_store(ids, self._points)
        self.invariants = Invariants(self.ingest.database, TENANT.organization_id)
        self.centre = SimCentre(self.kernel, seed, self.ingest, plan, self.ingest.run)
        self.centre.watch = self.invariants.ingested
        self.invariants.poison = self.centre.poison
        self._backup: Callable[[], None] | None = None
        self._drained_at = 0.0
        self.tills = [self._till(number) for number in range(1, tills + 1)]
        self.cashiers = [Cashier(hours * HOUR) for _ in self.tills]

    def run(self, template: Path) -> None:
        """Sell, heal, check; tills start from copies of ``template``.

        Raises:
            ViolationError: an invariant does not hold.
        """
        for till, cashier in zip(self.tills, self.cashiers, strict=True):
            self.invariants.watch(till, cashier)
            till.install(template, self.invariants, cashier)
        for hour in range(1, int(self.hours) + 1):
            self.kernel.after(hour * HOUR, "watch", partial(self.invariants.hourly, hour, self.tills))
        self._plan_big()
        if Fault.FAILOVER in self.plan.rates:
            self._keep_copy()
        self.kernel.run_until(self.hours * HOUR)
        self._heal()
        self.kernel.run_until((self.hours * HOUR) + HEAL_S)
        self.invariants.ended(self.tills)

    def fill(self, report: Report) -> None:
        """Say what was reached."""
        counts = [count for cashier in self.cashiers for count in cashier.sales.values()]
        report.terminal_hours = sum(count >= SALES_AN_HOUR for count in counts)
        report.sales, report.events = sum(counts), self.kernel.events
        report.requests, report.checks = self.centre.requests, self.invariants.checks
        report.crashes = sum(till.crashes for till in self.tills)
        report.drained_s = self._drained_at
        report.struck = {str(kind): count for kind, count in self.plan.struck.items()}
        reached = sum((points.reached for points in self._all_points()), Counter[CrashPoint]())
        report.reached = {str(point): count for point, count in reached.items()}
        report.trace = self.kernel.trace

    def close(self) -> None:
        """Let go of everything."""
        for till in self.tills:
            if till.alive:
                till.abandon()
            if hasattr(till, "keeper"):
                till.keeper.close()
        self.ingest.close()

    def _all_points(self) -> list[CrashPoints]:
        return [self._points, *(till.points for till in self.tills)]

    def _till(self, number: int) -> SimTill:
        chance = Random(f"{self.seed}/enrol/{number}")
        terminal_id = uuid7_from(unix_ms(START), chance.randbytes(10))
        identity = Identity(
            terminal_id=terminal_id,
            organization_id=TENANT.organization_id,
            local_id=TENANT.local_id,
            terminal_name=f"caja-{number}",
            epoch=1,
            nonce=chance.randbytes(32),
            centre_url="",
        )
        series = {"sale": f"{number:04d}", "refund": f"R{number:04d}"}
        grants = tuple(SeriesGrant(doc_type, name, 1) for doc_type, name in series.items())
        self.ingest.enrol(KnownTerminal(TENANT, terminal_id, identity.nonce, series))
        self.centre.know(
            Principal(
                TENANT.organization_id,
                TENANT.local_id,
                PERSON.staff_id,
                frozenset({"pos:sync"}),
                terminal_id,
                1,
            )
        )
        wire = Wire(
            self.kernel, identity.terminal_name, self.centre, self.plan, Random(f"{self.seed}/wire/{number}")
        )
        enrolment = Enrolment(identity, grants, (PERSON,))
        folder = self._folder / identity.terminal_name
        log = self.centre.streams.log
        return SimTill(self.kernel, self.plan, self.seed, enrolment, folder, wire, log)

    # --- big faults ---

    def _plan_big(self) -> None:
        self.kernel.after(self._chance.expovariate(1 / BIG_EVERY_S), "fate", self._big)

    def _big(self) -> None:
        if not self.plan.active:
            return
        self._plan_big()
        kind, chance = self.plan.big(), self._chance
        till = chance.choice(self.tills)
        self.kernel.note("fate", f"{kind} {till.actor}")
        if kind is Fault.OUTAGE:
            self.centre.down(chance.uniform(60.0, 1800.0))
        elif kind is Fault.PARTITION:
            till.wire.cut_until = self.kernel.now + chance.uniform(60.0, 7200.0)
        elif kind is Fault.CLOCK_JUMP:
            till.clock.error = chance.choice(JUMPS)
        elif kind is Fault.RESTART and till.alive:
            till.restart()
        elif kind is Fault.FAILOVER:
            self._fail_over()

    def _keep_copy(self) -> None:
        """The replica is some minutes behind."""
        if self.plan.active:
            self._backup = self.ingest.copy()
            self.kernel.after(self._chance.uniform(120.0, 900.0), "replica", self._keep_copy)

    def _fail_over(self) -> None:
        """The replica takes over; what it had not yet is gone, acknowledged or not (faults.md 22)."""
        if self._backup is None:
            return
        before = {row[0] for row in self.ingest.database.execute("SELECT event_id FROM sync_inbox")}
        self._backup()
        after = {row[0] for row in self.ingest.database.execute("SELECT event_id FROM sync_inbox")}
        self.invariants.lost |= before - after

    # --- healing ---

    def _heal(self) -> None:
        self.plan.active = False
        self.kernel.note("fate", "heal")
        self.centre.down_until = 0.0
        self.centre.streams.changing = False
        for till in self.tills:
            till.wire.cut_until = 0.0
        self.kernel.after(DOWN_S[1] + 1.0, "fate", self._last_words)

    def _last_words(self) -> None:
        """Every till is up: the last Z of the day; who waits for a person gets one."""
        backlog = 0
        for till, cashier in zip(self.tills, self.cashiers, strict=True):
            cashier.close_day()
            backlog = max(backlog, till.store.outbox.status().pending)
            if till.worker.status.pause is not None:
                till.send_now()
        promised = max(0.0, *(till.wire.promised_until - self.kernel.now for till in self.tills))
        due = promised + DRAIN_S + backlog / 50 * RTT_S + len(self.centre.poison) * BISECT_S
        self._look(self.kernel.now, self.kernel.now + due)

    def _look(self, since: float, due: float) -> None:
        """I14: pending reaches 0 in time."""
        if not any(self.invariants.pending(till) for till in self.tills):
            self._drained_at = self.kernel.now - since
        elif self.kernel.now > due:
            raise ViolationError("I14", f"still pending {self.kernel.now - since:.0f} s after healing")
        else:
            self.kernel.after(5.0, "watch", lambda: self._look(since, due))


def simulate(
    seed: int,
    *,
    tills: int = 3,
    hours: float = 8.0,
    plan: Plan | None = None,
    make_store: MakeStore = SimIngestStore,
    root: Path | None = None,
    reraise: bool = False,
) -> Report:
    """Run one seed to its end or to its first violation.

    Args:
        seed: All that happens follows from it.
        tills: How many sell.
        hours: Virtual hours of selling, before two of healing.
        plan: Its faults, if not those of the seed.
        make_store: The centre's store.
        root: Where the databases lie; None for memory, gone with the process.
        reraise: Show where a run broke.
    """
    root = root or _own_root()
    report, began = Report(seed), time.process_time()
    folder = Path(tempfile.mkdtemp(dir=root))
    simulation = Simulation(
        seed, folder, plan or Plan.draw(seed), tills=tills, hours=hours, make_store=make_store
    )
    template = _template(root)
    pace = Random(f"{seed}/pace").choice(PROBES_S)
    try:
        with patch("sync.standing.PROBE_EVERY_S", pace):
            simulation.run(template)
    except ViolationError as error:
        report.invariant, report.violation = error.invariant, str(error)
    except Exception as error:
        report.invariant, report.violation = "program", f"{type(error).__name__}: {error}"
        if reraise:
            raise
    finally:
        simulation.fill(report)
        simulation.close()
        shutil.rmtree(folder, ignore_errors=True)
    report.seconds = time.process_time() - began
    return report


@cache
def _own_root() -> Path:
    root = memory_folder()
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


@cache
def _template(root: Path) -> Path:
    """A till's empty store, migrated once."""
    folder = Path(tempfile.mkdtemp(dir=root))
    clock = SimClock(Kernel())
    TillStore.open(folder, clock, SimIds(clock, Random(0)), SETTINGS, threaded=False).close()
    return folder
