"""Guard against card numbers in free text (domain.md section 9, PAN guard).

Run on payment, note and customer fields, never on bar codes or search: about one EAN-13 in ten is valid
by Luhn's formula.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from core.domain.errors import DomainError

_CHAIN: Final = re.compile(r"[0-9]+(?:[ -][0-9]+)*")
_SHORTEST: Final = 13
_LONGEST: Final = 19


def contains_pan(text: str) -> bool:
    """Whether a text holds what may be a card number.

    Groups of digits joined by single blanks or hyphens; any run of consecutive whole groups with 13 to 19
    digits that passes Luhn. Digits and blanks of other scripts count as their plain forms.
    """
    plain = unicodedata.normalize("NFKC", text)
    return any(_chain_has_pan(re.split("[ -]", chain)) for chain in _CHAIN.findall(plain))


def refuse_pan(field: str, text: str) -> None:
    """Refuse a text that holds what may be a card number.

    Args:
        field: Name of the field, for the words.
        text: What was typed; it appears in no error and no log.

    Raises:
        DomainError: ``pan_refused`` with the field's name.
    """
    if contains_pan(text):
        raise DomainError("pan_refused", field=field)


def luhn(digits: str) -> bool:
    """Whether a text of ASCII digits passes Luhn's formula."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit)
        if index % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


def _chain_has_pan(groups: list[str]) -> bool:
    for start in range(len(groups)):
        run = ""
        for group in groups[start:]:
            run += group
            if len(run) > _LONGEST:
                break
            if len(run) >= _SHORTEST and luhn(run):
                return True
    return False
