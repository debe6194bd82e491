"""A payment machine in memory, as the real driver behaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from core.domain.charge import ChargeReport, ChargeState, unknown_charge


@dataclass
class MemoryEft:
    """An `EFTPOS` that a test decides for; ``silent`` acts and says nothing, ``away`` is not there.

    ``keeps`` takes no charge back: one that waits can still be paid; ``returns`` gives back what was paid.
    """

    charges: dict[str, tuple[Decimal, ChargeState]] = field(default_factory=dict)
    silent: bool = False
    away: bool = False
    keeps: bool = False
    returns: bool = False
    questions: list[str] = field(default_factory=list)

    def decide(self, state: str) -> None:
        for sequence, (amount, now) in self.charges.items():
            if now is ChargeState.WAITING:
                self.charges[sequence] = (amount, ChargeState(state))

    def authorize_sales(self, sequence_number: str, amount: Decimal, timeout_s: float) -> ChargeReport:
        if self.away:
            return ChargeReport(sequence_number, amount, ChargeState.NONE, reason="no_hardware")
        self.charges.setdefault(sequence_number, (amount, ChargeState.WAITING))
        return self._report("sale", sequence_number, amount)

    def query(self, sequence_number: str, amount: Decimal, timeout_s: float) -> ChargeReport:
        return self._report("query", sequence_number, amount)

    def authorize_void(self, sequence_number: str, amount: Decimal, timeout_s: float) -> ChargeReport:
        held = self.charges.get(sequence_number)
        able = {ChargeState.WAITING: not self.keeps, ChargeState.APPROVED: self.returns}
        if held is not None and able.get(held[1]) and not self.away:
            self.charges[sequence_number] = (held[0], ChargeState.CANCELLED)
        return self._report("void", sequence_number, amount)

    def _report(self, question: str, sequence: str, amount: Decimal) -> ChargeReport:
        self.questions.append(question)
        if self.away or self.silent:
            return unknown_charge(sequence, amount, "no_hardware" if self.away else "silent")
        held = self.charges.get(sequence)
        if held is None:
            return ChargeReport(sequence, amount, ChargeState.NONE)
        if held[0] != amount:
            return unknown_charge(sequence, amount, "bad_reply")
        waits, paid = held[1] is ChargeState.WAITING, held[1] is ChargeState.APPROVED
        return ChargeReport(
            sequence,
            amount,
            held[1],
            qr=f"yappy://pay/{sequence}" if waits else "",
            transaction="T000001",
            confirmation=f"YP-{sequence[-8:]}".upper() if paid else "",
            payer="6612-3456" if paid else "",
            expires_s=100 if waits else 0,
        )
