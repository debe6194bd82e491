"""Yappy: its fee and the sum its charge must satisfy (domain.md section 9)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.domain.money import from_scaled, to_scaled


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
