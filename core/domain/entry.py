"""Numbers as people type them: amounts and quantities (ux.md section 4, decimals and quantity rules).

Comma and dot both serve as decimal separator, always. What could be read two ways is refused, never guessed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from core.domain.documents import money_text, quantity_text
from core.domain.errors import DomainError
from core.domain.money import MAX_AMOUNT, MAX_QUANTITY, exact_scaled, from_cents, from_millis, to_cents

UNUSUAL_QUANTITY: Final = Decimal("999")
"""Above this a person is asked once whether the quantity is meant."""
OPEN_PRICE_LIMIT: Final = Decimal("1000.00")
"""Most that goods without a list price cost: whatever is dearer belongs into the catalogue."""
CODE_DIGITS: Final = 8
_LONGEST: Final = 40


def parse_amount(text: str) -> Decimal:
    """An amount of money, 0 or more, with 2 decimals: ``12``, ``12,5``, ``1,234.50``, ``1.234,50``.

    Raises:
        DomainError: ``amount_not_number`` (letters, nothing, groups not of three), ``amount_not_positive``
            (a minus sign), ``amount_ambiguous`` (one separator and exactly three digits after it; values
            ``whole`` and ``decimal`` hold the two readings), ``amount_too_fine``, ``amount_too_large``.
    """
    entry = text.strip()
    if entry.startswith("-") and _split(entry[1:]) is not None:
        raise DomainError("amount_not_positive")
    parts = _split(entry)
    if parts is None:
        raise DomainError("amount_not_number")
    whole, decimals, certain = parts
    if len(decimals) == 3 and not certain:
        raise DomainError(
            "amount_ambiguous", whole=whole + decimals, decimal=f"{whole or '0'}.{decimals[:2]}"
        )
    amount = Decimal(f"{whole or '0'}.{decimals or '0'}")
    if amount > MAX_AMOUNT:
        raise DomainError("amount_too_large", limit=money_text(MAX_AMOUNT))
    try:
        return from_cents(to_cents(amount))
    except ValueError as error:
        raise DomainError("amount_too_fine") from error


def check_open_price(price: Decimal) -> Decimal:
    """The price of goods whose price is asked for at each sale.

    Raises:
        DomainError: ``amount_not_positive``; ``open_price_too_high`` with the ``limit``.
    """
    if price <= 0:
        raise DomainError("amount_not_positive")
    if price > OPEN_PRICE_LIMIT:
        raise DomainError("open_price_too_high", limit=money_text(OPEN_PRICE_LIMIT))
    return price


def parse_percent(text: str) -> Decimal:
    """A percent above zero, at most 100, with up to 2 decimals; one separator is always the decimal one.

    Raises:
        DomainError: ``percent_not_number``, ``amount_not_positive``, ``discount_over_100``.
    """
    entry = text.strip().removesuffix("%").strip()
    if entry.startswith("-") and _split(entry[1:]) is not None:
        raise DomainError("amount_not_positive")
    parts = _split(entry)
    if parts is None or len(parts[1]) > 2:
        raise DomainError("percent_not_number")
    percent = Decimal(f"{parts[0] or '0'}.{parts[1] or '0'}")
    if percent <= 0:
        raise DomainError("amount_not_positive")
    if percent > 100:
        raise DomainError("discount_over_100")
    return percent.normalize() + 0 if percent != percent.to_integral_value() else percent.to_integral_value()


def parse_quantity(text: str, *, measured: bool) -> Decimal:
    """A quantity above zero with up to 3 decimals; one separator is always the decimal one (1,234 = 1.234).

    Args:
        text: What was typed.
        measured: Whether the goods are sold by measure, so that decimals are allowed.

    Raises:
        DomainError: ``quantity_not_number``, or as `check_quantity`.
    """
    entry = text.strip()
    if entry.startswith("-") and _split(entry[1:]) is not None:
        raise DomainError("quantity_not_positive")
    parts = _split(entry)
    if parts is None:
        raise DomainError("quantity_not_number")
    whole, decimals, _ = parts
    if len(whole) >= CODE_DIGITS:
        raise DomainError("quantity_is_code")
    return check_quantity(Decimal(f"{whole or '0'}.{decimals or '0'}"), measured=measured)


def check_quantity(quantity: Decimal, *, measured: bool) -> Decimal:
    """The quantity in its canonical scale: whole for pieces, 3 decimals for goods by measure.

    Raises:
        DomainError: ``quantity_not_positive``, ``quantity_is_code`` (eight digits or more),
            ``quantity_not_whole`` (decimals of goods by the piece), ``quantity_too_fine``.
    """
    if quantity <= 0:
        raise DomainError("quantity_not_positive")
    if quantity > MAX_QUANTITY:
        raise DomainError("quantity_is_code")
    try:
        millis = exact_scaled(quantity, 3)
    except ValueError as error:
        raise DomainError("quantity_too_fine" if measured else "quantity_not_whole") from error
    if measured:
        return from_millis(millis)
    if millis % 1000:
        raise DomainError("quantity_not_whole", quantity=quantity_text(quantity))
    return Decimal(millis // 1000)


def is_unusual(quantity: Decimal) -> bool:
    """Whether a person should be asked once if this quantity is meant (above 999)."""
    return quantity > UNUSUAL_QUANTITY


def _split(entry: str) -> tuple[str, str, bool] | None:
    """Whole digits, decimal digits, and whether the decimal separator is certain; None when not a number."""
    digits = entry.replace(",", "").replace(".", "")
    if not digits or not digits.isascii() or not digits.isdigit() or len(entry) > _LONGEST:
        return None
    if "," in entry and "." in entry:
        decimal_mark = max(entry, key=lambda mark: entry.rfind(mark) if mark in ",." else -1)
        group_mark = "." if decimal_mark == "," else ","
        whole, _, decimals = entry.rpartition(decimal_mark)
        return (whole.replace(group_mark, ""), decimals, True) if _grouped(whole, group_mark) else None
    mark = "," if "," in entry else "."
    if entry.count(mark) > 1:
        return (digits, "", True) if _grouped(entry, mark) else None
    whole, _, decimals = entry.partition(mark)
    return whole, decimals, False


def _grouped(whole: str, mark: str) -> bool:
    """Whether ``whole`` is digits grouped by threes with ``mark``: ``1,234,567``."""
    first, *rest = whole.split(mark)
    return first.isdigit() and 1 <= len(first) <= 3 and all(len(g) == 3 and g.isdigit() for g in rest)
