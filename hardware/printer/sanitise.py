"""The driver's own last guard over text, whoever made it (hardware.md section 4, "Sanitise").

`core.domain.text` cleans data when it enters; this one keeps indents and works on laid-out text. Why twice:
a product named ``Coca<1B 70 00 19 19>Cola`` opened the drawer through a library. Data is never a command.
"""

from __future__ import annotations

import unicodedata

_BLANKS = frozenset("\t\n\r\v\f")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Mn", "Me"})


def sanitise(text: str) -> str:
    """Visible characters only: no lone surrogates, NFC, blanks plain, nothing of zero width or control."""
    if text.isascii() and text.isprintable():
        return text
    whole = "".join(char for char in text if not 0xD800 <= ord(char) <= 0xDFFF)
    return "".join(_clean(char) for char in unicodedata.normalize("NFC", whole))


def _clean(char: str) -> str:
    category = unicodedata.category(char)
    if char in _BLANKS or category == "Zs":
        return " "
    return "" if category in _DROPPED else char
