"""Money and quantities: one rounding rule and exact integers (domain.md sections 1 and 2).

Amounts are balboas (PAB) as `Decimal`; inside sums they are integers: cents, millionths of a balboa for
``tax6`` and thousandths for quantities. Rounding is HALF_UP and symmetric (−0.125 → −0.13), so a refund
mirrors its sale, and zero is never negative.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final

CENT: Final = Decimal("0.01")
MAX_AMOUNT: Final = Decimal("9999999.99")
"""Largest amount a till takes for a line or a tender; a bar code typed as money is beyond it."""
MAX_QUANTITY: Final = Decimal("9999999.999")
"""Largest quantity of a line: seven whole digits, eight are a code (ux.md section 4)."""


def div_half_up(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` rounded half away from zero, exactly.

    Args:
        numerator: Any integer.
        denominator: Above zero.
    """
    if numerator < 0:
        return -((-2 * numerator + denominator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def to_scaled(value: Decimal, places: int) -> int:
    """``value`` × 10^places rounded HALF_UP to an integer; exact whatever the precision of the context."""
    numerator, denominator = value.as_integer_ratio()
    scale: int = 10**places
    return div_half_up(numerator * scale, denominator)


def exact_scaled(value: Decimal, places: int) -> int:
    """``value`` × 10^places as an integer.

    Raises:
        ValueError: ``value`` is finer than ``places`` decimals (nothing is rounded silently).
    """
    return _exact(value, 10**places)


def from_scaled(units: int, places: int) -> Decimal:
    """Integer units of 10^-places as a Decimal with exactly ``places`` decimals; never negative zero.

    Exact up to 28 digits, the precision of the default context; amounts of a till have 12.
    """
    return Decimal(units).scaleb(-places)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """``value`` rounded HALF_UP to ``places`` decimals, with exactly that scale."""
    return from_scaled(to_scaled(value, places), places)


def q2(value: Decimal) -> Decimal:
    """Round to cents."""
    return round_half_up(value, 2)


def q3(value: Decimal) -> Decimal:
    """Round to thousandths (quantities)."""
    return round_half_up(value, 3)


def q6(value: Decimal) -> Decimal:
    """Round to millionths (base and tax of a line)."""
    return round_half_up(value, 6)


def to_cents(amount: Decimal) -> int:
    """Cents of an amount.

    Raises:
        ValueError: finer than a cent.
    """
    return _exact(amount, 100)


def from_cents(cents: int) -> Decimal:
    """Amount with 2 decimals."""
    return from_scaled(cents, 2)


def to_millis(quantity: Decimal) -> int:
    """Thousandths of a quantity.

    Raises:
        ValueError: finer than a thousandth.
    """
    return _exact(quantity, 1000)


def from_millis(millis: int) -> Decimal:
    """Quantity with 3 decimals."""
    return from_scaled(millis, 3)


def to_micros(tax6: Decimal) -> int:
    """Millionths of a 6-decimal amount.

    Raises:
        ValueError: finer than a millionth.
    """
    return _exact(tax6, 1_000_000)


def from_micros(micros: int) -> Decimal:
    """Amount with 6 decimals."""
    return from_scaled(micros, 6)


def to_units(values: Iterable[Decimal], scale: int) -> list[int]:
    """Each value × ``scale`` as an integer; one loop, for the centre's check of each sale.

    Raises:
        ValueError: a value is finer than 1/``scale``.
    """
    units: list[int] = []
    for value in values:
        numerator, denominator = value.as_integer_ratio()
        factor, rest = divmod(scale, denominator)
        if rest:
            raise ValueError(f"{value} is finer than 1/{scale}")
        units.append(numerator * factor)
    return units


def share_units(total: int, weights: Sequence[int]) -> list[int]:
    """Largest remainder: ``total`` units shared over ``weights`` (domain.md section 2).

    Each exact share is floored; the units left go to the largest remainders, ties to the bigger weight,
    then to the lower index. All weights zero means equal weights. A negative total mirrors the positive
    one. The sum of the result is always ``total``.

    Raises:
        ValueError: a weight is negative, or there is something to share and no part.
    """
    if not weights:
        if total:
            raise ValueError("nothing to share over")
        return []
    if min(weights) < 0:
        raise ValueError("weights must not be negative")
    if total < 0:
        return [-share for share in share_units(-total, weights)]
    if len(weights) == 1 or total == 0:
        return [total] + [0] * (len(weights) - 1)
    whole = sum(weights)
    if whole == 0:
        weights = [1] * len(weights)
        whole = len(weights)
    if total * max(weights) < whole:  # below one unit each: the remainders lie as the weights do
        shares = [0] * len(weights)
        taking = _largest(total, weights, weights)
    else:
        parts = [total * weight for weight in weights]
        shares = [part // whole for part in parts]
        rests = [part - share * whole for part, share in zip(parts, shares, strict=True)]
        taking = _largest(total - sum(shares), rests, weights)
    for place in taking:
        shares[place] += 1
    return shares


def left_of(off: Callable[[int], int], amounts: list[int], places: Sequence[int] | None = None) -> list[int]:
    """What is left of amounts once something is taken off and shared over them with `share_units`.

    Args:
        off: What is taken of their sum, at most all of it.
        amounts: Zero or more each; may be changed, and is then the result.
        places: Of those that bear it, ascending; None for all.
    """
    weights = amounts if places is None else [amounts[place] for place in places]
    whole = sum(weights)
    units = off(whole)
    if not units:
        return amounts
    if units * max(weights) < whole:  # as a small amount off many lines: most bear none of it
        for place in _largest(units, weights, weights):
            amounts[place if places is None else places[place]] -= 1
        return amounts
    shares = share_units(units, weights)
    if places is None:
        return [amount - share for amount, share in zip(amounts, shares, strict=True)]
    for place, share in zip(places, shares, strict=True):
        amounts[place] -= share
    return amounts


def _largest(count: int, rests: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Places of the ``count`` largest of ``rests``; ties go to the bigger weight, then to the lower place."""
    if not count:
        return []
    least = sorted(rests)[-count]
    taking = [place for place, rest in enumerate(rests) if rest >= least]
    if len(taking) > count:  # more are alike than there is room for
        tied = [place for place in taking if rests[place] == least]
        tied.sort(key=weights.__getitem__, reverse=True)  # keeps the lower place first
        taking = [place for place in taking if rests[place] > least]
        taking += tied[: count - len(taking)]
    return taking


def largest_remainder(total: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """`share_units` in balboas: ``total`` in whole cents, weights of any scale.

    Raises:
        ValueError: ``total`` is finer than a cent, a weight is negative, or there is no part.
    """
    ratios = [weight.as_integer_ratio() for weight in weights]
    scale = math.lcm(*(denominator for _, denominator in ratios))
    units = [numerator * (scale // denominator) for numerator, denominator in ratios]
    return tuple(from_cents(share) for share in share_units(to_cents(total), units))


def _exact(value: Decimal, scale: int) -> int:
    numerator, denominator = value.as_integer_ratio()  # exact, and half the time of Decimal arithmetic
    if denominator == 1:
        return numerator * scale
    factor, rest = divmod(scale, denominator)
    if rest:
        raise ValueError(f"{value} is finer than 1/{scale}")
    return numerator * factor
