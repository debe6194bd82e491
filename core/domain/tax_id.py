"""RUC and cédula: their forms and the check digits DV (domain.md section 6).

The DV is advice. Some published samples contradict the formula, so nothing here ever blocks a sale. The
taxpayer type decides the formula and is never guessed from the shape of the number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.domain.errors import DomainError

MAX_LENGTH: Final = 32
"""Longest text taken as a number: the longest known form has 20 characters."""


class TaxpayerType(StrEnum):
    """``tipoRuc`` of the e-invoice."""

    NATURAL = "1"
    LEGAL = "2"


@dataclass(frozen=True, slots=True)
class TaxId:
    """A number that was read.

    Attributes:
        text: Upper case, without blanks, as it is stored and printed.
        digits: What the DV is computed from, at most 20 digits; empty when no formula is known (letters SB
            and EE, property numbers, letters not known here).
        old: Whether it is an old company number, whose weights differ.
    """

    text: str
    digits: str
    old: bool = False


@dataclass(frozen=True, slots=True)
class DvAdvice:
    """What the formula says of a DV; ``match`` and ``expected`` are None when no formula is known."""

    match: bool | None
    expected: str | None

    @property
    def blocks_sale(self) -> bool:
        """Never: a wrong DV is a warning (domain.md section 1, rule 6)."""
        return False


_NATIONAL: Final = re.compile(r"(\d{1,2})-(\d{1,4})-(\d{1,9})")
_LETTER: Final = re.compile(r"(E|N|PE)-(\d{1,4})-(\d{1,9})")
_SUFFIX: Final = re.compile(r"(\d{1,2})(AV|PI)-(\d{1,4})-(\d{1,8})")
_NT: Final = re.compile(r"(\d{1,2})-NT-(\d{1,3})-(\d{1,7})")
_COMPANY: Final = re.compile(r"(\d{1,9})-(\d{1,4})-(\d{1,6})")
_PROPERTY: Final = re.compile(r"\d{1,10}-\d{1,4}")
_OTHER: Final = re.compile(r"(?=[0-9A-Z-]*[A-Z])(?=[0-9A-Z-]*[0-9])[0-9A-Z]+(?:-[0-9A-Z]+)+")
_KNOWN_LETTERS: Final = frozenset({"E", "N", "PE", "AV", "PI", "NT"})

_CODES: Final = {"E": "50", "N": "40", "PE": "75"}
_LONG_CODES: Final = {"E": "665", "N": "924", "PE": "8275"}
"""E, N, PE with a book (tomo) of four digits."""
_LONG_KEPT: Final = {"E": "6650", "N": "9240"}
"""The same with an entry (asiento) of six digits, which is kept whole."""
_SUFFIX_CODES: Final = {"AV": "15", "PI": "79"}
_PROVINCES: Final = range(1, 14)

_RUNS: Final = ((10, 18, 1), (19, 22, 1), (23, 25, 7), (26, 33, 2), (34, 42, 1), (43, 49, 1))
_CROSS_REFERENCE: Final = {
    f"{number:02d}": f"{start + number - first:02d}"
    for first, last, start in _RUNS
    for number in range(first, last + 1)
}
"""Two digits of an old company number and what stands for them; all others stand for themselves."""


def normalise(text: str) -> str:
    """Upper case without blanks of any kind, as numbers are compared, stored and printed."""
    return "".join(text.upper().split())


def parse_tax_id(text: str, taxpayer_type: TaxpayerType) -> TaxId:
    """Read a number as one of a natural person or of a company.

    Raises:
        DomainError: ``format``: neither a known form nor one without a formula.
    """
    plain = normalise(text)
    if len(plain) > MAX_LENGTH or not plain.isascii():
        raise DomainError("format")
    parsed = (_natural if taxpayer_type is TaxpayerType.NATURAL else _legal)(plain)
    if parsed is not None:
        return parsed
    if _PROPERTY.fullmatch(plain) or (_OTHER.fullmatch(plain) and not _has_known_letters(plain)):
        return TaxId(plain, "")
    raise DomainError("format")


def ruc_dv(text: str, taxpayer_type: TaxpayerType) -> str | None:
    """The two check digits of a number; None when no formula is known for its form.

    Raises:
        DomainError: ``format``.
    """
    parsed = parse_tax_id(text, taxpayer_type)
    if not parsed.digits:
        return None
    first = _digit(parsed.digits, old=parsed.old)
    return first + _digit(parsed.digits + first, old=parsed.old)


def ruc_dv_check(text: str, taxpayer_type: TaxpayerType, dv: str) -> DvAdvice:
    """Compare a DV with the formula.

    Raises:
        DomainError: ``format``: the number itself cannot be read.
    """
    expected = ruc_dv(text, taxpayer_type)
    return DvAdvice(None if expected is None else normalise(dv) == expected, expected)


def _has_known_letters(plain: str) -> bool:
    return not _KNOWN_LETTERS.isdisjoint(re.findall("[A-Z]+", plain))


def _province(digits: str) -> str:
    if int(digits) not in _PROVINCES:
        raise DomainError("format")
    return digits.zfill(2)


def _entry(digits: str, *, keep_six: bool = False) -> str:
    """Five digits of an entry; those forms that keep six keep exactly six."""
    return digits if keep_six and len(digits) == 6 else digits[:5].zfill(5)


def _natural(plain: str) -> TaxId | None:
    for pattern, digits in _NATURAL_FORMS:
        if match := pattern.fullmatch(plain):
            return TaxId(plain, "5" + digits(match))
    return None


def _national(match: re.Match[str]) -> str:
    return _province(match[1]) + "00" + match[2].zfill(3) + _entry(match[3])


def _lettered(match: re.Match[str]) -> str:
    letter, book, entry = match[1], match[2], match[3]
    kept = letter != "PE" and len(entry) == 6
    if len(book) < 4:
        return "00" + _CODES[letter] + book.zfill(3) + _entry(entry, keep_six=kept)
    return (_LONG_KEPT if kept else _LONG_CODES)[letter] + book + _entry(entry, keep_six=kept)


def _suffixed(match: re.Match[str]) -> str:
    province, letter, book = _province(match[1]), match[2], match[3]
    head = province + _SUFFIX_CODES[letter] + book.zfill(3) if len(book) < 4 else "9595" + book
    return head + _entry(match[4])


def _nt(match: re.Match[str]) -> str:
    return _province(match[1]) + "43" + match[2].zfill(3) + _entry(match[3], keep_six=True)


_NATURAL_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (_NATIONAL, _national),
    (_LETTER, _lettered),
    (_SUFFIX, _suffixed),
    (_NT, _nt),
)


def _legal(plain: str) -> TaxId | None:
    if match := _NT.fullmatch(plain):
        return TaxId(plain, _nt(match))
    match = _COMPANY.fullmatch(plain)
    if match is None:
        return None
    digits = match[1].zfill(10) + match[2].zfill(4) + match[3].zfill(6)
    old = digits[3:5] == "00" and digits[5] < "5"
    if old:
        digits = digits[:5] + _CROSS_REFERENCE.get(digits[5:7], digits[5:7]) + digits[7:]
    return TaxId(plain, digits, old)


def _digit(digits: str, *, old: bool) -> str:
    """Modulo 11 with weights 2, 3, 4 … from the right; an old number uses weight 11 twice."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        weight = place + 2
        total += int(digit) * (weight - 1 if old and weight > 11 else weight)
    rest = total % 11
    return str(11 - rest) if rest > 1 else "0"
