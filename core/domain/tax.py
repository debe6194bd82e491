"""ITBMS of one amount, tax inside the price or on top of it (domain.md section 3).

Integers in and out: cents for amounts, thousandths of a percent for rates (7 % = 7000), millionths of a
balboa for ``tax6``. The `Decimal` functions at the end are for people and tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from core.domain.money import div_half_up, exact_scaled, from_cents, from_micros, share_units, to_cents


class TaxRounding(StrEnum):
    """How a receipt's ITBMS is rounded; stored with each sale and never recomputed later."""

    LINE6 = "line6"
    LINE2 = "line2"


@lru_cache(maxsize=256)
def rate_units(percent: Decimal) -> int:
    """A percent as thousandths of a percent: 7 → 7000.

    Raises:
        ValueError: negative or finer than a thousandth.
    """
    units = exact_scaled(percent, 3)
    if units < 0:
        raise ValueError(f"tax rate {percent} is negative")
    return units


def tax6_units(net_cents: int, rate: int, *, inside: bool) -> int:
    """Tax of a line amount in millionths: ``q6(g·r/(100+r))`` inside, ``q6(g·r/100)`` on top."""
    if inside:
        return div_half_up(net_cents * 10_000 * rate, 100_000 + rate)
    return div_half_up(net_cents * rate, 10)


def tax6_sum(nets: Sequence[int], rates: Sequence[int], *, inside: bool) -> int:
    """Sum of `tax6_units` over lines whose amounts are zero or more; a basket asks for it after each scan."""
    by_rate: dict[int, list[int]] = {}
    for net, rate in zip(nets, rates, strict=True):
        if rate:
            by_rate.setdefault(rate, []).append(net)
    total = 0
    for rate, parts in by_rate.items():
        # div_half_up of each, its constants worked out once
        times, half, by = (20_000 * rate, 100_000 + rate, 200_000 + 2 * rate) if inside else (rate, 5, 10)
        total += sum([(times * net + half) // by for net in parts])
    return total


def tax2_cents(net_cents: int, rate: int, *, inside: bool) -> int:
    """Tax of a line amount rounded once to cents (policy ``line2``)."""
    return div_half_up(net_cents * rate, 100_000 + rate if inside else 100_000)


def gross_cents(quantity_millis: int, unit_price_cents: int) -> int:
    """``q2(quantity × unit_price)`` in cents."""
    return div_half_up(quantity_millis * unit_price_cents, 1000)


def micros_to_cents(micros: int) -> int:
    """Millionths of a balboa rounded HALF_UP to cents."""
    return div_half_up(micros, 10_000)


def line_taxes(
    net: Sequence[int], rates: Sequence[int], tax6: Sequence[int], policy: str, *, inside: bool
) -> tuple[int, dict[int, int], list[int]]:
    """ITBMS of a receipt under a policy, in cents (table of domain.md section 3).

    Args:
        net: Line amounts after discounts, cents.
        rates: Thousandths of a percent per line.
        tax6: Line tax in millionths.
        policy: ``line6`` or ``line2``.
        inside: Whether prices include tax.

    Returns:
        (receipt ITBMS, ITBMS per rate above zero with rates ascending, ``line_itbms`` per line).
    """
    groups: dict[int, list[int]] = {}
    for index, rate in enumerate(rates):
        if rate > 0:
            groups.setdefault(rate, []).append(index)
    taxed = sorted(groups)
    tax = [0] * len(net)
    if policy == TaxRounding.LINE2:
        for rate in taxed:
            for index in groups[rate]:
                tax[index] = tax2_cents(net[index], rate, inside=inside)
        by_rate = {rate: sum(tax[index] for index in groups[rate]) for rate in taxed}
        return sum(tax), by_rate, tax
    parts = {rate: [tax6[index] for index in groups[rate]] for rate in taxed}
    sums = [sum(part) for part in parts.values()]
    itbms = micros_to_cents(sum(sums))
    by_rate = dict(zip(taxed, share_units(itbms, sums), strict=True))
    for rate, part in parts.items():
        for index, share in zip(groups[rate], share_units(by_rate[rate], part), strict=True):
            tax[index] = share
    return itbms, by_rate, tax


def rate_text(rate: int) -> str:
    """Thousandths of a percent as text without trailing zeros: 7000 → ``7``, 7500 → ``7.5``."""
    whole, rest = divmod(rate, 1000)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)


@dataclass(frozen=True, slots=True)
class TaxSplit:
    """One final amount taken apart: base and tax at 6 decimals, ``neto`` and ``itbms`` at 2."""

    base6: Decimal
    tax6: Decimal
    neto: Decimal
    itbms: Decimal


def tax_inside(final: Decimal, percent: Decimal) -> TaxSplit:
    """Take the tax out of a final (tax-included) amount; ``neto + itbms = final``.

    Raises:
        ValueError: ``final`` is finer than a cent or the rate is not a rate.
    """
    cents = to_cents(final)
    tax6 = tax6_units(cents, rate_units(percent), inside=True)
    itbms = micros_to_cents(tax6)
    return TaxSplit(
        base6=from_micros(cents * 10_000 - tax6),
        tax6=from_micros(tax6),
        neto=from_cents(cents - itbms),
        itbms=from_cents(itbms),
    )


def tax_on_top(price: Decimal, percent: Decimal) -> tuple[Decimal, Decimal]:
    """ITBMS of a net price and the total with it: (itbms, total), 2 decimals.

    Raises:
        ValueError: ``price`` is finer than a cent or the rate is not a rate.
    """
    cents = to_cents(price)
    itbms = tax2_cents(cents, rate_units(percent), inside=False)
    return from_cents(itbms), from_cents(cents + itbms)
