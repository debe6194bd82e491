"""Text from outside made safe to show, print and store (hardware.md section 4, "Sanitise").

The order matters: lone surrogates out, NFC, blanks to one space, then control, bidi and zero-width
characters out. Encoding for a printer's code page comes after, in the driver.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_BLANKS: Final = re.compile(r"\s+")
"""Tab, newlines and every Unicode space; also the C0 separators 1C–1F, which `str.isspace` counts."""
_DROPPED: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, invisible letters
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"  # zero width, bidi, separators
    "\U000e0000-\U000e0fff]"  # tags and variation selectors
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def sanitise(text: str, limit: int | None = None) -> str:
    """One clean line of visible text: NFC, single spaces, no control, bidi or zero-width character.

    Args:
        text: Anything: product names, notes, raw device text.
        limit: Longest result in characters, None for any length. A cut ends with ``…``.
    """
    if text.isascii() and text.isprintable() and "  " not in text and text.strip() == text:
        clean = text  # the usual name: nothing below would change it, at a tenth of the time
    else:
        clean = _cleaned(text)
    if limit is not None and len(clean) > limit:
        clean = clean[: max(0, limit - 1)].rstrip() + "…"
    return clean


def _cleaned(text: str) -> str:
    clean = unicodedata.normalize("NFC", _SURROGATES.sub("", text))
    clean = _DROPPED.sub("", _BLANKS.sub(" ", clean))
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", clean).strip())  # what stood between may compose


def is_clean(text: str) -> bool:
    """Whether `sanitise` would leave the text as it is."""
    return sanitise(text) == text


def mask_tail(text: str, visible: int = 4) -> str:
    """All but the last ``visible`` characters as ``*``; short texts vanish wholly.

    ``8-442-445`` → ``*****-445``: the length stays, so a person recognises the document without reading it.
    """
    if len(text) <= visible:
        return "*" * len(text)
    return "*" * (len(text) - visible) + text[len(text) - visible :]
