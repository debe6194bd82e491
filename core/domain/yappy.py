"""Yappy: what is kept of a payment, its fee, the sum its charge must satisfy (domain.md section 9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.domain.documents import TenderDetails
from core.domain.errors import DomainError
from core.domain.money import from_scaled, to_scaled
from core.domain.pan import refuse_pan
from core.domain.text import mask_tail, sanitise

MANUAL: Final = "manual"
"""Mode of a payment whose code a person read from the customer's screen; it stays unconfirmed."""
DYNAMIC_QR: Final = "dynamic_qr"
"""Mode of a payment by a code that the bank made for this charge and reported on."""
_CODE: Final = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{2,30})[A-Z0-9]")
_MAX_PAYER: Final = 60
_MAX_CODE: Final = 32
_MAX_TRANSACTION: Final = 40


@dataclass(frozen=True, slots=True)
class YappyTariff:
    """What the bank charges the shop: percent of the amount plus its ITBMS, within bounds in balboas.

    The figures are those of the tariff of 2020; a shop's configuration replaces them.
    """

    percent: Decimal = Decimal(1)
    tax_percent: Decimal = Decimal(7)
    minimum: Decimal = Decimal("0.02")
    maximum: Decimal = Decimal("10.70")


TARIFF_2020: Final = YappyTariff()


@dataclass(frozen=True, slots=True)
class YappyCharge:
    """The five amounts of a charge, balboas with 2 decimals; ``sub_total`` is without tax."""

    sub_total: Decimal
    tax: Decimal
    tip: Decimal
    discount: Decimal
    total: Decimal

    @property
    def adds_up(self) -> bool:
        """Whether ``sub_total + tax + tip − discount = total``; else the bank answers YP-0405."""
        return self.sub_total + self.tax + self.tip - self.discount == self.total


def yappy_fee(amount: Decimal, tariff: YappyTariff = TARIFF_2020) -> Decimal:
    """What a payment of ``amount`` costs the shop, rounded once to the cent."""
    exact = amount * tariff.percent * (100 + tariff.tax_percent)
    fee = from_scaled(to_scaled(exact.scaleb(-4), 2), 2)
    return min(max(fee, tariff.minimum), tariff.maximum)


def yappy_details(confirmation: str, payer: str = "") -> TenderDetails:
    """Check a confirmation code typed by hand; the payment stands as unconfirmed until reconciled.

    Args:
        confirmation: The code on the customer's screen, with or without ``#``.
        payer: Alias of who paid, e.g. a telephone number; only its last four characters are kept.

    The same code twice for one merchant is a screenshot shown twice: the till that remembers refuses it, so
    the code is kept in upper case and without blanks.

    Raises:
        DomainError: ``confirmation_invalid``, ``pan_refused``.
    """
    clean = sanitise(confirmation)
    refuse_pan("confirmation", clean)
    code = clean.replace(" ", "").lstrip("#").upper()
    if _CODE.fullmatch(code) is None:
        raise DomainError("confirmation_invalid")
    alias = sanitise(payer, _MAX_PAYER)
    refuse_pan("payer", alias)
    return TenderDetails(confirmation_code=code, payer=mask_tail(alias) if alias else None, mode=MANUAL)


def qr_details(order: str, transaction: str = "", confirmation: str = "", payer: str = "") -> TenderDetails:
    """What is kept of a charge by its own QR code; without a confirmation while its outcome is not known.

    Args:
        order: Our number of the charge, by which the bank is asked about it.
        transaction: The bank's number of it.
        confirmation: Code the bank gave; it names the payment.
        payer: Alias of who paid; only its last four characters are kept.
    """
    alias = sanitise(payer, _MAX_PAYER)
    return TenderDetails(
        reference=order,
        trace=sanitise(transaction, _MAX_TRANSACTION) or None,
        confirmation_code=sanitise(confirmation, _MAX_CODE).upper() or None,
        payer=mask_tail(alias) if alias else None,
        mode=DYNAMIC_QR,
    )
