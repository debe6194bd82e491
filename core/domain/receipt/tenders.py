"""How a sale was paid, on paper: what tells one card or transfer from another, never more of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from core.domain.card import CardBrand
from core.domain.documents import SalePayment
from core.domain.receipt.amounts import display_money
from core.domain.receipt.document import Block, row, text_line
from core.domain.receipt.words import ReceiptWords
from core.domain.text import sanitise

_LIMIT: Final = 40


def tender_rows(payments: Sequence[SalePayment], words: ReceiptWords) -> Iterator[Block]:
    """One row each, and below it what the bank knows the payment by.

    A payment that nobody has confirmed says so: the paper is no proof of it.
    """
    for payment in payments:
        yield row(_name(payment, words), display_money(payment.received or payment.amount))
        known = " · ".join(_known_by(payment, words))
        if known:
            yield text_line(f"  {known}")
        if payment.state == "unconfirmed":
            yield text_line(f"  {words.unconfirmed}")


def _name(payment: SalePayment, words: ReceiptWords) -> str:
    name = words.methods.get(payment.method, payment.method)
    if payment.received is not None:
        return f"{name} ({words.received.lower()})"
    details = payment.details
    if details.card_last4 is not None:
        brand = details.card_brand or CardBrand.OTHER
        known = "" if brand == CardBrand.OTHER else f" {brand.upper()}"
        return f"{name}{known} ****{details.card_last4}"
    return f"{name} {sanitise(details.bank, _LIMIT)}" if details.bank else name


def _known_by(payment: SalePayment, words: ReceiptWords) -> Iterator[str]:
    details = payment.details
    if details.authorization_code:
        yield f"{words.authorization} {sanitise(details.authorization_code, _LIMIT)}"
    if details.confirmation_code:
        yield f"{words.confirmation} {sanitise(details.confirmation_code, _LIMIT)}"
    if details.reference:
        yield f"{words.reference} {sanitise(details.reference, _LIMIT)}"
