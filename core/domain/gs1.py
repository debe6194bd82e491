"""GS1 element strings and Digital Links (domain.md section 13, hardware.md section 8).

Our own small parser over the identifiers a till needs; every other identifier is refused, never skipped,
because its length is unknown and what follows could be misread.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from core.domain.barcode import has_valid_check_digit, is_digits
from core.domain.errors import DomainError

GS: Final = "\x1d"
GS1_AIM: Final = frozenset({"]C1", "]e0", "]d2", "]Q3"})
"""AIM prefixes of symbols that carry element strings."""
_DATES: Final = frozenset({"11", "15", "17"})
_LINK_KEYS: Final = frozenset({"10", "21", "22"})
_LINK: Final = re.compile(r"https?://[^/?#\s]+/01/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Form of one identifier: its data length (fixed, or at most), digits only, implied decimals."""

    length: int
    fixed: bool = False
    numeric: bool = True
    exact: bool = False
    decimals: bool = False


_RULES: Final[Mapping[str, _Rule]] = {
    "01": _Rule(14, fixed=True),
    "10": _Rule(20, numeric=False),
    "11": _Rule(6, fixed=True),
    "15": _Rule(6, fixed=True),
    "17": _Rule(6, fixed=True),
    "21": _Rule(20, numeric=False),
    "22": _Rule(20, numeric=False),
    "30": _Rule(8),
    "37": _Rule(8),
    "310": _Rule(6, fixed=True, decimals=True),
    "320": _Rule(6, fixed=True, decimals=True),
    "392": _Rule(15, decimals=True),
    "393": _Rule(18, decimals=True),
    "395": _Rule(6, exact=True, decimals=True),
}
"""Key: the identifier, without its last digit where that is the number of decimals."""


@dataclass(frozen=True, slots=True)
class CurrencyAmount:
    """Value of 393n: ISO 4217 number and the amount."""

    currency: str
    amount: Decimal


Gs1Value: TypeAlias = str | Decimal | CurrencyAmount


@dataclass(frozen=True, slots=True)
class Gs1Data:
    """Identifiers of one symbol with their values: dates as ISO text, measures and prices as `Decimal`."""

    ai: Mapping[str, Gs1Value]

    @property
    def gtin(self) -> str | None:
        """GTIN-14 of AI 01."""
        return self._text("01")

    @property
    def lot(self) -> str | None:
        """Batch or lot, AI 10."""
        return self._text("10")

    @property
    def best_before(self) -> str | None:
        """ISO date of AI 15."""
        return self._text("15")

    @property
    def expiry(self) -> str | None:
        """ISO date of AI 17."""
        return self._text("17")

    @property
    def count(self) -> int | None:
        """Pieces, AI 30 (variable measure) or 37 (units contained)."""
        text = self._text("30") or self._text("37")
        return None if text is None else int(text)

    @property
    def weight_kg(self) -> Decimal | None:
        """Net weight in kilograms, AI 310n."""
        return self._number("310")

    @property
    def weight_lb(self) -> Decimal | None:
        """Net weight in pounds, AI 320n."""
        return self._number("320")

    @property
    def price(self) -> Decimal | None:
        """Price of the pack, AI 392n (393n carries its currency and is not taken for balboas here)."""
        return self._number("392")

    def _text(self, key: str) -> str | None:
        value = self.ai.get(key)
        return value if isinstance(value, str) else None

    def _number(self, key: str) -> Decimal | None:
        for identifier, value in self.ai.items():
            if identifier.startswith(key) and isinstance(value, Decimal):
                return value
        return None


def parse_elements(data: str) -> Gs1Data:
    """Read an element string, with or without its AIM prefix; GS (0x1D) ends variable fields.

    Raises:
        DomainError: ``unknown_ai``, ``length``, ``not_numeric``, ``check_digit``, ``date``,
            ``scan_unreadable`` (a lot or serial with other than printable ASCII).
    """
    return Gs1Data(dict(_elements(data[3:] if data[:3] in GS1_AIM else data)))


def parse_digital_link(url: str) -> Gs1Data | None:
    """Read ``https://host/01/{14 digits}`` with its path 10/21/22 and query; None for any other text.

    Query parameters that are no identifier known here are ignored.

    Raises:
        DomainError: as `parse_elements`.
    """
    if not _LINK.match(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise DomainError("length") from error
    segments = parts.path.strip("/").split("/")
    if len(segments) % 2:
        raise DomainError("length")
    ai: dict[str, Gs1Value] = {}
    for key, raw in zip(segments[::2], segments[1::2], strict=True):
        if key != "01" and key not in _LINK_KEYS:
            raise DomainError("unknown_ai", ai=key)
        ai[key] = _value(key, _RULES[key], unquote(raw))
    for key, raw in parse_qsl(parts.query):
        rule = _rule_of(key)
        if rule is not None:
            ai[key] = _value(key, rule, raw)
    return Gs1Data(ai)


def _elements(data: str) -> Iterator[tuple[str, Gs1Value]]:
    at = 0
    while at < len(data):
        if data[at] == GS:  # some labels end fixed fields too
            at += 1
            continue
        key = next((data[at : at + n] for n in (2, 4) if _rule_of(data[at : at + n]) is not None), None)
        if key is None:
            raise DomainError("unknown_ai", ai=data[at : at + 4])
        rule = _RULES[key[:3] if len(key) == 4 else key]
        at += len(key)
        end = at + rule.length if rule.fixed else data.find(GS, at)
        end = len(data) if end < 0 else end
        yield key, _value(key, rule, data[at:end])
        at = end


def _rule_of(key: str) -> _Rule | None:
    if len(key) == 4 and is_digits(key):
        rule = _RULES.get(key[:3])
        return rule if rule is not None and rule.decimals else None
    return _RULES.get(key) if len(key) == 2 else None


def _value(key: str, rule: _Rule, raw: str) -> Gs1Value:
    exact = rule.fixed or rule.exact
    if not raw or len(raw) > rule.length or (exact and len(raw) != rule.length):
        raise DomainError("length", ai=key)
    if rule.numeric and not is_digits(raw):
        raise DomainError("not_numeric", ai=key)
    if not (raw.isascii() and raw.isprintable()):
        raise DomainError("scan_unreadable", ai=key)
    if key == "01" and not has_valid_check_digit(raw):
        raise DomainError("check_digit", ai=key)
    if key in _DATES:
        return _date(key, raw)
    if not rule.decimals:
        return raw
    decimals = int(key[3])
    if key.startswith("393"):
        if len(raw) <= 3:
            raise DomainError("length", ai=key)
        return CurrencyAmount(raw[:3], Decimal(int(raw[3:])).scaleb(-decimals))
    return Decimal(int(raw)).scaleb(-decimals)


def _date(key: str, raw: str) -> str:
    """YYMMDD as an ISO date; two-digit years are 20yy, day 00 is the last of the month."""
    year, month, day = 2000 + int(raw[:2]), int(raw[2:4]), int(raw[4:])
    if not 1 <= month <= 12:
        raise DomainError("date", ai=key)
    last = calendar.monthrange(year, month)[1]
    if day > last:
        raise DomainError("date", ai=key)
    return f"{year}-{month:02d}-{day or last:02d}"
