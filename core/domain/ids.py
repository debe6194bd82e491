"""Identifiers: UUIDv7 built from a time and random bytes that come in through ports."""

from __future__ import annotations

import re

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def uuid7_from(unix_ms: int, random: bytes) -> str:
    """Return a UUIDv7 (RFC 9562, 5.7) as lower-case text.

    Args:
        unix_ms: Milliseconds since 1970-01-01 UTC, 0 to 2**48 - 1.
        random: Exactly 10 random bytes.

    Raises:
        ValueError: ``random`` is not 10 bytes long or ``unix_ms`` does not fit 48 bits.
    """
    if len(random) != 10:
        raise ValueError("uuid7 needs 10 random bytes")
    head = unix_ms.to_bytes(6, "big", signed=False) if 0 <= unix_ms < 1 << 48 else b""
    if not head:
        raise ValueError("time does not fit 48 bits")
    raw = bytearray(head + random)
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    text = raw.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def uuid7_ms(text: str) -> int:
    """Milliseconds since 1970-01-01 UTC at which a UUIDv7 was made, by the clock of whoever made it."""
    return int(text[:8] + text[9:13], 16)


def is_uuid(text: str) -> bool:
    """Whether ``text`` is a UUID in canonical lower-case form."""
    return _UUID.fullmatch(text) is not None
