"""Charges by a QR code of their own: a durable intent first, then the question (hardware.md section 12).

The tender stands in the sale as *unknown* before the gateway hears of it, so a crash at any moment leaves a
sale that cannot complete and knows what to ask. One question is on its way at a time; an answer about a sale
that is no longer open changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from app.usecases.open_sale import OpenSale
from app.usecases.proving import Background
from core.domain.charge import ChargeReport, unknown_charge
from core.domain.documents import TenderDetails
from core.domain.payment import UNKNOWN, YAPPY, Tender
from core.domain.yappy import DYNAMIC_QR, qr_details
from core.ports.clock import IdSource
from core.ports.eft import EFTPOS

TIMEOUT_S: Final = 6.0
"""Longest wait for one answer."""

Told = Callable[[ChargeReport], Any]
_Call = Callable[[str, Decimal, float], ChargeReport]


@dataclass(frozen=True, slots=True)
class Pending:
    """The charge of the open sale whose outcome is not known, with its place among the tenders."""

    index: int
    order: str
    amount: Decimal
    details: TenderDetails

    @property
    def was_paid(self) -> bool:
        """Whether it counted as paid before, by machine or person: then no person can say that it is not."""
        return bool(self.details.confirmation_code) or self.was_approved

    @property
    def was_approved(self) -> bool:
        """Whether the machine itself said so."""
        return bool(self.details.trace)


class QrCharges:
    """Asks a gateway, off the GUI thread.

    Args:
        gateway: None on a till without one.
    """

    def __init__(
        self, gateway: EFTPOS | None, background: Background, open_sale: OpenSale, ids: IdSource
    ) -> None:
        self._gateway = gateway
        self._background = background
        self._open = open_sale
        self._ids = ids
        self._asking = False

    @property
    def available(self) -> bool:
        """Whether this till has a gateway."""
        return self._gateway is not None

    @property
    def asking(self) -> bool:
        """Whether an answer is awaited."""
        return self._asking

    def intent(self, amount: Decimal) -> Tender:
        """The tender of a new charge; nothing else is taken until its outcome is known."""
        return Tender(YAPPY, amount, qr_details(self._ids.uuid7()), UNKNOWN)

    def pending(self) -> Pending | None:
        """The open sale's charge without an outcome, also one from before a crash."""
        for index, tender in enumerate(self._open.sale.tenders):
            if tender.state == UNKNOWN and tender.details.mode == DYNAMIC_QR:
                return Pending(index, tender.details.reference or "", tender.amount, tender.details)
        return None

    def counts(self, index: int) -> bool:
        """Whether this tender is a charge that counts, by the gateway's word or by a code a person saw."""
        tender = self._open.sale.tenders[index]
        return tender.state != UNKNOWN and tender.details.mode == DYNAMIC_QR

    def start(self, told: Told, failed: Callable[[Exception], Any]) -> None:
        """Ask for the charge once its intent is on the disk.

        Args:
            told: Receives the answer.
            failed: The intent could not be stored: nothing was asked, and the tender may be dropped.
        """
        self._open.keep_surely(lambda: self._ask(_sale, told), failed)

    def query(self, told: Told) -> None:
        """Ask what became of it; changes nothing."""
        self._ask(_query, told)

    def withdraw(self, told: Told) -> None:
        """Take the question back; a charge that was paid meanwhile is reported as paid."""
        self._ask(_void, told)

    def take_back(self, told: Told, failed: Callable[[Exception], Any]) -> None:
        """Ask for the money of a charge that counts once the disk knows that its outcome is open again.

        Args:
            told: Receives the answer.
            failed: That could not be stored: nothing was asked.
        """
        self._open.keep_surely(lambda: self._ask(_void, told), failed)

    def _ask(self, call: Callable[[EFTPOS], _Call], told: Told) -> None:
        pending, gateway = self.pending(), self._gateway
        if pending is None or self._asking:
            return
        if gateway is None:
            told(unknown_charge(pending.order, pending.amount, "no_hardware"))
            return
        self._asking = True

        def answered(report: ChargeReport) -> None:
            self._asking = False
            now = self.pending()
            if now is not None and now.order == report.sequence:
                told(report)

        def broke(error: Exception) -> None:
            self._asking = False
            told(unknown_charge(pending.order, pending.amount, type(error).__name__))

        asked = call(gateway)
        self._background.run(lambda: asked(pending.order, pending.amount, TIMEOUT_S), answered, broke)


def _sale(gateway: EFTPOS) -> _Call:
    return gateway.authorize_sales


def _query(gateway: EFTPOS) -> _Call:
    return gateway.query


def _void(gateway: EFTPOS) -> _Call:
    return gateway.authorize_void
