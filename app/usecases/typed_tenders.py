"""Yappy and bank transfers that a person types in: they count, and somebody confirms them later.

A confirmation code serves once: the same one again at this till is a screenshot shown twice (domain.md
section 9), and so are a transfer's bank and reference. What two tills took with one code the centre finds; no
sale is lost by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from app.usecases.open_sale import OpenSale
from app.usecases.ports import TillReader
from app.usecases.tenders_port import TillTenders
from core.domain.errors import DomainError
from core.domain.payment import CONFIRMED, UNCONFIRMED, YAPPY, Tender
from core.domain.transfer import transfer_details
from core.domain.yappy import yappy_details

TRANSFER: Final = "transfer"


class TypedTenders:
    """Checks what was typed against itself and against what this till took before."""

    def __init__(self, journal: TillTenders, reader: TillReader, open_sale: OpenSale) -> None:
        self._journal = journal
        self._reader = reader
        self._open = open_sale
        self._bank = ""

    @property
    def bank(self) -> str:
        """Bank of the last transfer of this start, empty before the first."""
        return self._bank

    def yappy(self, confirmation: str, amount: Decimal, payer: str = "") -> Tender:
        """A payment by the code on the customer's screen.

        Raises:
            DomainError: ``code_used`` (``code``), or as `core.domain.yappy.yappy_details`.
        """
        details = yappy_details(confirmation, payer)
        self.require_unused(YAPPY, details.confirmation_code or "")
        return Tender(YAPPY, amount, details, UNCONFIRMED)

    def require_unused(self, method: str, code: str) -> None:
        """Refuse a code that paid before: in a completed sale, in this one, or in one set aside.

        Raises:
            DomainError: ``code_used``.
        """
        held = {(tender.method, tender.details.confirmation_code) for tender in self._open.sale.tenders}
        if (method, code) in held or self._journal.code_used(method, code) or self._parked(method, code):
            raise DomainError("code_used", code=code)

    def _parked(self, method: str, code: str) -> bool:
        for draft in self._reader.parked():
            for tender in draft.header.get("tenders") or ():
                if (tender.get("method"), tender.get("confirmation_code")) == (method, code):
                    return True
        return False

    def transfer(
        self, bank: str, reference: str, amount: Decimal, payer: str = "", *, confirmed: bool = False
    ) -> Tender:
        """A transfer; ``confirmed`` when the money was seen on the shop's account.

        Raises:
            DomainError: ``code_used`` (``code``) when the reference paid before: in a completed sale, in this
                one, or in one set aside; as `core.domain.transfer.transfer_details`.
        """
        details = transfer_details(bank, reference, payer)
        if _slip(details.bank, details.reference) in self._transfers(details.reference or ""):
            raise DomainError("code_used", code=details.reference or "")
        return Tender(TRANSFER, amount, details, CONFIRMED if confirmed else UNCONFIRMED)

    def _transfers(self, reference: str) -> Iterator[tuple[str, str]]:
        for bank in self._journal.transfer_banks(reference):
            yield _slip(bank, reference)
        for tender in self._open.sale.tenders:
            if tender.method == TRANSFER:
                yield _slip(tender.details.bank, tender.details.reference)
        for draft in self._reader.parked():
            for kept in draft.header.get("tenders") or ():
                if kept.get("method") == TRANSFER:
                    yield _slip(kept.get("bank"), kept.get("reference"))

    def taken(self, tender: Tender) -> None:
        """The sale has it: the next transfer's bank stands as this one's."""
        if tender.method == TRANSFER:
            self._bank = tender.details.bank or ""


def _slip(bank: str | None, reference: str | None) -> tuple[str, str]:
    """What tells one transfer from another: a bank that is typed is the same in any case."""
    return (bank or "").casefold(), reference or ""
