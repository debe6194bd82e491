"""Code pages of receipt printers: one per receipt, chosen by the profile (hardware.md section 4).

Every character is encoded on its own; what a page lacks is written out or loses its accent, and what is
left over becomes ``*``. Text bytes are never below 0x20 and never 0x7F, so data is never a command.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

CHAIN: Final = ("cp858", "cp1252", "cp850", "cp437")
"""Order of preference among the pages a profile lists."""

WRITTEN_OUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "€": "EUR",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "´": "'",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "…": "...",
        "•": "*",
        "·": ".",
        "×": "x",
        "÷": "/",
        "º": "o",
        "ª": "a",
        "°": "o",
        "ß": "ss",
        "Æ": "AE",
        "æ": "ae",
        "Œ": "OE",
        "œ": "oe",
        "Ø": "O",
        "ø": "o",
        "Ł": "L",
        "ł": "l",
        "™": "TM",
        "®": "(R)",
        "©": "(C)",
        "½": "1/2",
        "¼": "1/4",
        "¾": "3/4",
        "¿": "?",
        "¡": "!",
    }
)

_ASCII: Final = {chr(code): code for code in range(0x20, 0x7F)}


@lru_cache(maxsize=16)
def table(page: str) -> Mapping[str, int]:
    """Characters of ``page`` and their bytes, printable ones only.

    Raises:
        LookupError: Python knows no such page.
    """
    found = dict(_ASCII)
    for code in range(0x80, 0x100):
        try:
            char = bytes((code,)).decode(page)
        except UnicodeDecodeError:
            continue
        if char.isprintable():
            found.setdefault(char, code)
    return MappingProxyType(found)


def choose(pages: Mapping[str, int], wanted: str | None = None) -> str:
    """Page to print with: the one the installer chose, else the first of `CHAIN` the profile lists.

    Args:
        pages: Page name to ``ESC t`` slot.
        wanted: The installer's choice.

    Raises:
        ValueError: ``wanted`` is not listed, or none of the chain is.
    """
    if wanted is not None:
        if wanted not in pages:
            raise ValueError(f"code page {wanted} is not in the profile")
        return wanted
    for page in CHAIN:
        if page in pages:
            return page
    raise ValueError("the profile lists no code page of the chain")


def to_page(text: str, page: str) -> str:
    """Rewrite clean text with the characters of ``page`` alone (see `sanitise`); never shorter by a letter.

    The result may be longer than the text (``€`` becomes ``EUR``): apply it before the layout.
    """
    known = table(page)
    return "".join(char if char in known else _substitute(char, known) for char in text)


def encode_cells(text: str, page: str) -> bytes:
    """Exactly one byte per character: text already laid out must keep its columns."""
    known = table(page)
    return bytes(known[char if char in known else _substitute(char, known)[0]] for char in text)


def _substitute(char: str, known: Mapping[str, int]) -> str:
    written = WRITTEN_OUT.get(char)
    if written is not None and all(part in known for part in written):
        return written
    plain = unicodedata.normalize("NFD", char)[0]
    return plain if plain in known else "*"
