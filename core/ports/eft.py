"""Electronic payments in UnifiedPOS words (hardware.md 2 and 12). Implementations: ``hardware.eft``."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from core.domain.charge import ChargeReport


class EFTPOS(Protocol):
    """A machine that charges. Calls may wait, never longer than ``timeout_s``, so no GUI thread makes one.

    They raise nothing: what went wrong is a report too. A charge has one sequence number for its whole
    life; asking again with it never charges twice.
    """

    def authorize_sales(self, sequence_number: str, amount: Decimal, timeout_s: float) -> ChargeReport:
        """Ask for a charge.

        ``NONE`` only when the request certainly never left; anything less certain is ``UNKNOWN``.
        """
        ...

    def query(self, sequence_number: str, amount: Decimal, timeout_s: float) -> ChargeReport:
        """What became of a charge; changes nothing."""
        ...

    def authorize_void(self, sequence_number: str, amount: Decimal, timeout_s: float) -> ChargeReport:
        """Take a charge back: one that waits lapses, one that was paid is given back where that can be done.

        ``CANCELLED`` only when nobody paid and nobody will, or the money went back; a charge that stays paid
        is reported so.
        """
        ...
