"""What a scanned text is: the parse order of hardware.md section 8.

A text that a step claims but that fails there is refused whole, with its text in the error; it never falls
through to a partial match. Only an exact match of the whole text in the catalogue saves it, which is the
caller's question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from core.domain.barcode import GTIN_LENGTHS, gtin14, is_digits
from core.domain.embedded import Label, LabelTemplate, find_template, read_label
from core.domain.errors import DomainError
from core.domain.gs1 import GS, GS1_AIM, Gs1Data, parse_digital_link, parse_elements
from core.domain.numbering import SUFFIX
from core.domain.receipt_code import MAX_CHARS, is_code

MAX_SCAN: Final = 512
"""Longest text taken for a code; longer ones are no product (a signed code of a receipt may be)."""
RECEIPT_NUMBER: Final = re.compile(
    rf"(?P<series>(?P<sale>[0-9]{{4}}(?:{SUFFIX})?)|R[0-9]{{4}}(?:{SUFFIX})?)-(?P<number>[0-9]{{6,10}})"
)
"""A receipt number as printed: of a sale, or with R of a return (sync.md N1, N4), of a renewed series too."""
_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_ADD_ON_AIM: Final = "]E3"
_ADD_ON_LENGTHS: Final = frozenset({15, 18})
_RESTRICTED: Final = re.compile(r"02|2\d")
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Gtin:
    """A trade item; look it up by ``gtin14``."""

    text: str
    gtin14: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """A label of weighed goods; look its item up by the shop's own code."""

    text: str
    label: Label


@dataclass(frozen=True, slots=True)
class Gs1:
    """A GS1 element string or Digital Link."""

    text: str
    data: Gs1Data


@dataclass(frozen=True, slots=True)
class ReceiptScan:
    """A receipt: its signed code, or its number (bar code or typed), which an SKU may look like too."""

    text: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Opaque:
    """Any other code: SKU, badge, loyalty card."""

    text: str


Scan: TypeAlias = Gtin | Embedded | Gs1 | ReceiptScan | Opaque


def parse_scan(text: str, templates: Sequence[LabelTemplate] = ()) -> Scan:
    """Tell what a scanned or typed code is; ``text`` of the result is the code without its AIM prefix.

    Args:
        text: The whole frame, blanks around it ignored.
        templates: Layouts of the shop's price and weight labels.

    Raises:
        DomainError: ``scan_empty``, ``scan_unreadable`` (control characters or too long), ``check_digit``,
            ``price_verifier``, ``unknown_ai``, ``length``, ``not_numeric``, ``date``; ``text`` in its values
            is what was read, cut at 40 characters and free of control characters.
    """
    code, aim = _strip_aim(text.strip(" \t\r\n"))
    if not code:
        raise DomainError("scan_empty")
    if is_code(code) and len(code) <= MAX_CHARS:
        return ReceiptScan(code, signed=True)
    if len(code) > MAX_SCAN or any(not char.isprintable() and char != GS for char in code):
        raise DomainError("scan_unreadable", text=_shown(code))
    try:
        return _parse(code, aim, templates)
    except DomainError as error:
        raise DomainError(error.code, **{**error.values, "text": _shown(code)}) from error


def _strip_aim(text: str) -> tuple[str, str]:
    found = _AIM.match(text)
    return (text[found.end() :], found.group()) if found else (text, "")


def _parse(code: str, aim: str, templates: Sequence[LabelTemplate]) -> Scan:
    if RECEIPT_NUMBER.fullmatch(code) is not None:
        return ReceiptScan(code, signed=False)
    link = parse_digital_link(code)
    if link is not None:
        return Gs1(code, link)
    if aim == _ADD_ON_AIM and len(code) in _ADD_ON_LENGTHS:
        code = code[:13]  # EAN-13 followed by its two- or five-digit add-on
    if aim in GS1_AIM or GS in code or (code.startswith("01") and len(code) > max(GTIN_LENGTHS)):
        return Gs1(code, parse_elements(code))
    if _RESTRICTED.match(code):
        return _embedded(code, templates) or _gtin(code) or Opaque(code)
    return _gtin(code) or _embedded(code, templates) or Opaque(code)


def _gtin(code: str) -> Gtin | None:
    if len(code) not in GTIN_LENGTHS or not is_digits(code):
        return None
    form = gtin14(code)
    if form is None:
        raise DomainError("check_digit")
    return Gtin(code, form)


def _embedded(code: str, templates: Sequence[LabelTemplate]) -> Embedded | None:
    template = find_template(templates, code)
    return None if template is None else Embedded(code, read_label(template, code))


def _shown(code: str) -> str:
    return "".join(char if char.isprintable() else "\u00b7" for char in code[:_SHOWN])
