"""Tenders as the payment screen shows them: what each is known by, in a few characters."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from app.presenters import format as fmt
from app.presenters.states import TenderRow
from core.domain.card import CardBrand
from core.domain.documents import TenderDetails
from core.domain.payment import Tender
from core.domain.yappy import DYNAMIC_QR

BRANDS: Final = MappingProxyType(
    {
        CardBrand.CLAVE: "Clave",
        CardBrand.VISA: "Visa",
        CardBrand.MASTERCARD: "Mastercard",
        CardBrand.AMEX: "Amex",
    }
)
"""Names of brands are the same in every language; one that is none of them has no name of its own."""


def tender_row(tender: Tender, time: str) -> TenderRow:
    """A tender with the time it was taken at."""
    return TenderRow(
        tender.method, fmt.money(tender.amount), time, tender_detail(tender.details), tender.state
    )


def tender_detail(details: TenderDetails) -> str:
    """Brand and last digits of a card, code of a Yappy payment, bank and reference of a transfer."""
    brands = {brand.value: name for brand, name in BRANDS.items()}
    if details.card_last4 is not None:
        return f"{brands.get(details.card_brand or '', '')} ···{details.card_last4}".strip()
    if details.confirmation_code is not None:
        return details.confirmation_code
    if details.mode == DYNAMIC_QR:
        return ""  # our own number of the charge says nothing to anybody
    return " · ".join(part for part in (details.bank, details.reference) if part)
