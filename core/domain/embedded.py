"""Labels of weighed goods: price or weight inside the code (domain.md section 13).

The layouts belong to the retailer: templates such as ``20 IIIII PPPPP C`` are configuration. Letters: I
item, P price in minor units, W weight in grams, V price verifier, C check digit; blanks are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.domain.barcode import has_valid_check_digit, is_digits
from core.domain.errors import DomainError
from core.domain.money import from_cents, from_millis

_SHAPE: Final = re.compile(r"(\d+)(I+)(?:(V)?(P+)|(W+))C")
_LENGTH: Final = 13
_MINUS_2: Final = "0246891357"
_THREE: Final = "0369258147"
_PLUS_5: Final = "0516273849"
_MINUS_5: Final = "0594837261"
_FOUR: Final = (_MINUS_2, _MINUS_2, _THREE, _MINUS_5)
_FIVE: Final = (_PLUS_5, _MINUS_2, _MINUS_5, _PLUS_5, _MINUS_2)


@dataclass(frozen=True, slots=True)
class LabelTemplate:
    """A parsed layout of 13 digits: literal prefix, item, optional verifier, price or weight, check digit."""

    prefix: str
    item_digits: int
    verifier: bool
    value_digits: int
    is_price: bool

    @property
    def text(self) -> str:
        """As people write it and `parse_template` reads it: ``22 IIIII V PPPP C``."""
        value = ("P" if self.is_price else "W") * self.value_digits
        parts = (self.prefix, "I" * self.item_digits, "V" * self.verifier, value, "C")
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says: the item and its price (tax included: the line amount) or its weight in kg."""

    item: str
    price: Decimal | None = None
    weight: Decimal | None = None


def parted(template: LabelTemplate, code: str) -> str:
    """A label's digits as its layout parts them: ``21 00042 01235 6``."""
    parts: list[str] = []
    for run in template.text.split():
        parts.append(code[: len(run)])
        code = code[len(run) :]
    return " ".join(parts)


def parse_template(text: str) -> LabelTemplate:
    """Read a layout such as ``22 IIIII V PPPP C``.

    Raises:
        DomainError: ``template_invalid``: other letters, wrong order, not 13 digits, or a verifier for a
            price that is not of 4 or 5 digits.
    """
    shape = _SHAPE.fullmatch(text.replace(" ", ""))
    if shape is None or len(shape.group()) != _LENGTH:
        raise DomainError("template_invalid", template=text)
    prefix, item, verifier, price, weight = shape.groups()
    if verifier and len(price) not in (len(_FOUR), len(_FIVE)):
        raise DomainError("template_invalid", template=text)
    return LabelTemplate(prefix, len(item), bool(verifier), len(price or weight), is_price=bool(price))


def price_verifier(price_digits: str) -> str:
    """Price verifier digit for four or five price digits (GS1 General Specifications 7.9).

    Raises:
        DomainError: ``length`` or ``not_numeric``.
    """
    if len(price_digits) not in (len(_FOUR), len(_FIVE)):
        raise DomainError("length")
    if not is_digits(price_digits):
        raise DomainError("not_numeric")
    tables = _FOUR if len(price_digits) == len(_FOUR) else _FIVE
    total = sum(int(table[int(digit)]) for table, digit in zip(tables, price_digits, strict=True))
    if tables is _FOUR:
        return str(3 * total % 10)
    return str(_MINUS_5.index(str(-total % 10)))


def claims(template: LabelTemplate, code: str) -> bool:
    """Whether a code has the template's length and prefix."""
    return len(code) == _LENGTH and is_digits(code) and code.startswith(template.prefix)


def find_template(templates: Iterable[LabelTemplate], code: str) -> LabelTemplate | None:
    """The template with the longest prefix that claims a code, None when no one does."""
    return max(
        (template for template in templates if claims(template, code)),
        key=lambda template: len(template.prefix),
        default=None,
    )


def read_label(template: LabelTemplate, code: str) -> Label:
    """Take a claimed code apart.

    Raises:
        DomainError: ``length``, ``not_numeric``, ``template_mismatch`` (another prefix), ``check_digit``,
            ``price_verifier``.
    """
    if len(code) != _LENGTH:
        raise DomainError("length", text=code)
    if not is_digits(code):
        raise DomainError("not_numeric", text=code)
    if not code.startswith(template.prefix):
        raise DomainError("template_mismatch", text=code)
    if not has_valid_check_digit(code):
        raise DomainError("check_digit", text=code)
    start = len(template.prefix)
    item = code[start : start + template.item_digits]
    value = code[_LENGTH - 1 - template.value_digits : _LENGTH - 1]
    if template.verifier and code[start + template.item_digits] != price_verifier(value):
        raise DomainError("price_verifier", text=code)
    if template.is_price:
        return Label(item, price=from_cents(int(value)))
    return Label(item, weight=from_millis(int(value)))
