"""Which faults a seed switches on and how often they strike (faults.md section 2), crash points included."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Final

from core.ports.faults import CrashPoint


class Fault(StrEnum):
    """Kinds of fault; the numbers are those of faults.md section 3."""

    REQUEST_LOST = "request_lost"  # 2, 7
    REPLY_LOST = "reply_lost"  # 3
    DOUBLED = "doubled"  # 5, 6: the second copy comes later, after newer batches
    SLOW = "slow"  # 11
    PORTAL = "portal"  # 8
    TRUNCATED = "truncated"  # 10
    SERVER_ERROR = "server_error"  # 14
    UNAVAILABLE = "unavailable"  # 17
    TOO_MANY = "too_many"  # 18
    POISON = "poison"  # 20: for good, of an event
    UNAUTHENTICATED = "unauthenticated"  # 53
    TILL_CRASH = "till_crash"  # 30 to 34
    TORN_JOURNAL = "torn_journal"  # 31
    CENTRE_CRASH = "centre_crash"  # 15, 16
    OUTAGE = "outage"  # 1
    PARTITION = "partition"  # 1
    CLOCK_JUMP = "clock_jump"  # 51
    RESTART = "restart"
    FAILOVER = "failover"  # 22


RATES: Final = {
    Fault.REQUEST_LOST: 0.05,
    Fault.REPLY_LOST: 0.05,
    Fault.DOUBLED: 0.03,
    Fault.SLOW: 0.05,
    Fault.PORTAL: 0.01,
    Fault.TRUNCATED: 0.01,
    Fault.SERVER_ERROR: 0.02,
    Fault.UNAVAILABLE: 0.02,
    Fault.TOO_MANY: 0.01,
    Fault.POISON: 0.003,
    Fault.UNAUTHENTICATED: 0.02,
    Fault.TILL_CRASH: 0.004,
    Fault.TORN_JOURNAL: 0.004,
    Fault.CENTRE_CRASH: 0.01,
}
"""Chance at each place where the kind can strike."""
BIG: Final = (Fault.OUTAGE, Fault.PARTITION, Fault.CLOCK_JUMP, Fault.RESTART, Fault.FAILOVER)
"""One of those switched on strikes every ten minutes or so."""
TILL_POINTS: Final = frozenset(CrashPoint) - {
    point for point in CrashPoint if "ingest" in point or point is CrashPoint.IN_MIGRATION
}


class Crash(BaseException):
    """The process ended here; nothing of the program may catch it."""


@dataclass(slots=True)
class Plan:
    """The faults of one run.

    Attributes:
        rates: Chance by kind; a kind that is not here never strikes.
        struck: How often each has.
        active: False once the run heals.
    """

    chance: Random
    rates: dict[Fault, float]
    struck: Counter[Fault] = field(default_factory=Counter[Fault])
    active: bool = True

    @classmethod
    def draw(cls, seed: int, without: frozenset[Fault] = frozenset()) -> Plan:
        """The plan of a seed: a random subset of the kinds, each at a third to three times its rate."""
        chance = Random(f"{seed}/plan")
        share = chance.choice((0.3, 0.6, 0.9))
        rates: dict[Fault, float] = {}
        for kind in Fault:
            on, scale = chance.random() < share, chance.choice((1 / 3, 1.0, 3.0))
            if on and kind not in without:
                rates[kind] = min(0.5, RATES.get(kind, 0.5) * scale)
        return cls(Random(f"{seed}/faults"), rates)

    @classmethod
    def only(cls, seed: int, **rates: float) -> Plan:
        """These kinds at these rates; without any, nothing goes wrong."""
        return cls(Random(f"{seed}/faults"), {Fault(kind): rate for kind, rate in rates.items()})

    @classmethod
    def hostile(cls, seed: int) -> Plan:
        """Every kind of fault at three times its rate; nothing that cuts the till off for long."""
        kinds = [kind for kind in Fault if kind not in (Fault.OUTAGE, Fault.PARTITION)]
        return cls(Random(f"{seed}/faults"), {kind: min(0.5, RATES.get(kind, 0.5) * 3) for kind in kinds})

    def strikes(self, kind: Fault) -> bool:
        """Whether a fault of this kind happens here and now."""
        rate = self.rates.get(kind, 0.0)
        if not self.active or not rate or self.chance.random() >= rate:
            return False
        self.struck[kind] += 1
        return True

    def big(self) -> Fault | None:
        """The big fault of this moment, if any is switched on."""
        kinds = [kind for kind in BIG if kind in self.rates]
        if not self.active or not kinds:
            return None
        kind = self.chance.choice(kinds)
        self.struck[kind] += 1
        return kind


class CrashPoints:
    """`core.ports.faults.Faults` of one process: ends it at a crash point now and then."""

    def __init__(self, plan: Plan, kind: Fault) -> None:
        self._plan, self._kind = plan, kind
        self.reached: Counter[CrashPoint] = Counter()

    def reach(self, point: CrashPoint) -> None:
        """See `Faults`."""
        self.reached[point] += 1
        if self._plan.strikes(self._kind):
            raise Crash(point)
