"""A one-time code for an approval from afar: no supervisor on the floor, no network (docs/adr/0083).

The till shows a *challenge* of nine characters. The person who may allow the act reads it where they are
signed in, says what is asked and for how much, and gets an *answer* of eight digits, which the till checks
with a key that it and the centre have shared since enrolment. Challenge, right, amount and approver are all
inside the answer: one that was given for another amount, till or moment fits nothing.
"""

from __future__ import annotations

import hmac
from decimal import Decimal
from hashlib import sha256
from typing import Final

from core.domain.approval import Act
from core.domain.documents import money_text

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O and U."""
CHALLENGE_LIFE_MS: Final = 300_000
NONCE_BYTES: Final = 16
DATA_CHARS: Final = 8
ANSWER_DIGITS: Final = 8

_CHALLENGE_TAG: Final = b"cuadre-challenge-1"
_ANSWER_TAG: Final = b"cuadre-answer-1"
_ALIKE: Final = str.maketrans("OIL", "011")


def make_challenge(terminal_id: str, nonce: bytes, act: Act) -> str:
    """Nine characters: 40 bits of a hash over till, nonce and act, and a check character.

    Args:
        terminal_id: The till that asks.
        nonce: `NONCE_BYTES` fresh random bytes, so that no challenge comes twice.
        act: What is asked.
    """
    digest = _digest(_CHALLENGE_TAG, terminal_id.encode(), nonce, act.binding())
    number = int.from_bytes(digest[:5], "big")
    data = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return data + _check_character(data)


def grouped(text: str, size: int) -> str:
    """A challenge or an answer as people read it aloud: ``7KD-2M4-9QX``, ``4821-0937``."""
    return "-".join(text[at : at + size] for at in range(0, len(text), size))


def normalize_challenge(text: str) -> str | None:
    """A challenge as a person typed it: any case and separators, O for 0, I and L for 1.

    Returns:
        Nine characters, None when it is none or was mistyped.
    """
    kept = "".join(char for char in text.upper() if char not in " -·.").translate(_ALIKE)
    if len(kept) != DATA_CHARS + 1 or any(char not in ALPHABET for char in kept):
        return None
    return kept if _check_character(kept[:-1]) == kept[-1] else None


def answer_to(key: bytes, challenge: str, permission: str, amount: Decimal, approver_id: str) -> str:
    """The eight digits of one approver's yes: HMAC-SHA256 over all of it, its first 64 bits modulo 10^8.

    Args:
        key: The 32 bytes shared by this till and the centre.
        challenge: Nine characters without separators.
        permission: Right the act needs, e.g. ``pos:discount``: what the approver is told it is.
        amount: Balboas at stake, at most 2 decimals.
        approver_id: Staff id of who allows it.

    Raises:
        ValueError: the amount is finer than a cent.
    """
    parts = (challenge, permission, money_text(amount), approver_id)
    body = _framed(_ANSWER_TAG, *(part.encode("utf-8", "surrogatepass") for part in parts))
    number = int.from_bytes(hmac.new(key, body, sha256).digest()[:8], "big") % 10**ANSWER_DIGITS
    return f"{number:0{ANSWER_DIGITS}d}"


def answer_fits(key: bytes, challenge: str, act: Act, approver_id: str, answer: str) -> bool:
    """Whether an answer is this approver's yes to this challenge; in constant time."""
    wanted = answer_to(key, challenge, act.permission, act.amount, approver_id)
    return hmac.compare_digest(wanted.encode(), answer.encode("utf-8", "surrogatepass"))


def _check_character(data: str) -> str:
    """Luhn modulo 32: every single slip is seen, and nearly every swap of neighbours."""
    total = 0
    for place, char in enumerate(reversed(data)):
        product = ALPHABET.index(char) * (2 if place % 2 == 0 else 1)
        total += product // 32 + product % 32
    return ALPHABET[-total % 32]


def _framed(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _digest(*parts: bytes) -> bytes:
    return sha256(_framed(*parts)).digest()
