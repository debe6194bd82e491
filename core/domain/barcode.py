"""GTINs: check digit and the 14-digit form by which products are looked up (domain.md section 13)."""

from __future__ import annotations

from typing import Final

GTIN_LENGTHS: Final = frozenset({8, 12, 13, 14})


def is_digits(text: str) -> bool:
    """Whether a text is one or more ASCII digits."""
    return text.isascii() and text.isdigit()


def check_digit(body: str) -> str:
    """Check digit for the digits before it: weights 3, 1, 3 … from the right.

    Raises:
        ValueError: ``body`` is not ASCII digits.
    """
    if not is_digits(body):
        raise ValueError("check digits are for digits")
    total = sum(map(int, body[::-2])) * 3 + sum(map(int, body[-2::-2]))
    return str(-total % 10)


def has_valid_check_digit(code: str) -> bool:
    """Whether the last digit of an all-digit code is its check digit."""
    return len(code) > 1 and is_digits(code) and check_digit(code[:-1]) == code[-1]


def gtin14(code: str) -> str | None:
    """The 14-digit form of a GTIN-8, -12, -13 or -14, None when it is none or does not check.

    UPC-A 036000291452 and EAN-13 0036000291452 give the same text: they are one product.
    """
    if len(code) not in GTIN_LENGTHS or not has_valid_check_digit(code):
        return None
    return code.zfill(14)
