"""Which scanned codes may be a person's badge."""

from __future__ import annotations

from typing import Final

from core.domain.errors import DomainError
from core.domain.scan import Opaque, parse_scan

SHORTEST: Final = 8
"""A badge's code is printed, never typed: it can be long, so that nobody guesses it."""
LONGEST: Final = 64


def badge_code(text: str) -> str | None:
    """The code of a badge without blanks and AIM prefix; None for what is none.

    Goods, labels and torn codes are no badges: scanned while one is wanted they are refused, and count as no
    try.
    """
    try:
        scan = parse_scan(text)
    except DomainError:
        return None
    if not isinstance(scan, Opaque) or not SHORTEST <= len(scan.text) <= LONGEST:
        return None
    return scan.text
