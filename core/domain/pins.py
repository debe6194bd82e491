"""PINs and badges: how they are hashed and which are refused (sync.md X1). The slow hash is the caller's.

A PIN is HMAC-SHA256(pepper, PIN), then Argon2id with the cost below; a badge, whose code is long and random,
HMAC-SHA256 alone. The pepper makes a stolen database worthless: without it all 4-digit PINs fall in minutes.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from itertools import pairwise
from typing import Final

from core.domain.staff import Role

MEMORY_KIB: Final = 46 * 1024
TIME_COST: Final = 1
PARALLELISM: Final = 1
HASH_BYTES: Final = 32
SALT_BYTES: Final = 16
"""Cost and sizes of Argon2id: about 70 ms."""
SHORTEST_CASHIER: Final = 4
SHORTEST_OTHERS: Final = 6
LONGEST: Final = 12
"""Digits of a PIN."""
_BADGE_TAG: Final = b"cuadre-badge-1\0"

_COMMON: Final = frozenset(
    (
        *("1004", "2580", "0852", "1379", "9731", "0007", "5683", "4200", "1122", "2211", "1221", "2112"),
        *("159753", "147258", "258456", "147896", "456852", "852456", "789456", "456789", "112233", "223344"),
        *("332211", "123321", "321123", "102030", "142536", "246810", "135790", "1478963", "12344321"),
    )
)
"""Those people take most often that no rule below finds."""


def pin_secret(pepper: bytes, pin: str) -> bytes:
    """What goes into Argon2id (32 bytes)."""
    return hmac.new(pepper, pin.encode(), sha256).digest()


def badge_digest(pepper: bytes, code: str) -> bytes:
    """What is stored of a badge's code (32 bytes)."""
    return hmac.new(pepper, _BADGE_TAG + code.encode(), sha256).digest()


def shortest_pin(role: str) -> int:
    """Fewest digits of a PIN of somebody in this role."""
    return SHORTEST_CASHIER if role == Role.CASHIER else SHORTEST_OTHERS


def pin_refusal(pin: str, role: str) -> str | None:
    """Why a PIN may not be somebody's: ``pin_digits``, ``pin_short``, ``pin_long`` or ``pin_common``.

    Common are runs (``3456``, ``9876``), one digit or a short pattern over and over (``7777``, ``1212``),
    years, and a list of what people take most.
    """
    if not (pin.isascii() and pin.isdecimal()):
        return "pin_digits"
    if len(pin) < shortest_pin(role):
        return "pin_short"
    if len(pin) > LONGEST:
        return "pin_long"
    return "pin_common" if _is_common(pin) else None


def _is_common(pin: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    run = len(steps) == 1 and steps <= {0, 1, 9}
    pattern = any(len(pin) % n == 0 and pin == pin[:n] * (len(pin) // n) for n in range(1, len(pin) // 2 + 1))
    year = len(pin) == 4 and pin[:2] in {"19", "20"}
    return run or pattern or year or pin in _COMMON
