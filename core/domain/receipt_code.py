"""The signed code of a receipt: all that another till needs to take goods back without a network (ADR 85).

It is one text of capitals and digits, which no keyboard layout changes: `MAGIC`, then base 32 (RFC 4648, no
padding) of a body (`core.domain.receipt_code_body`) and its Ed25519 signature (64 bytes).
"""

from __future__ import annotations

from base64 import b32decode, b32encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.domain.errors import DomainError
from core.domain.receipt_code_body import VERSIONS, decode, encode
from core.domain.receipt_facts import ReceiptCode
from core.domain.till_keys import KEY_ID_BYTES, TillKey

MAGIC: Final = "CUADRE"
MAX_CHARS: Final = 1264
"""What a QR code of version 29 holds at level M, byte by byte: the largest at 4 dots a module on 576 dots."""
SIGNATURE_BYTES: Final = 64
_LEAST_BYTES: Final = 2 + KEY_ID_BYTES + SIGNATURE_BYTES
_PURPOSE: Final = b"cuadre-receipt-code\x00"
"""Signed in front of the body: the till's key signs other things too, and none may pass for a receipt."""

FindKey = Callable[[str], TillKey | None]
"""`core.ports.signing.KeyRing.find`."""
Verify = Callable[[TillKey, bytes, bytes], bool]
"""`core.ports.signing.KeyRing.verify`: (key, signature, data)."""


@dataclass(frozen=True, slots=True)
class VerifiedReceipt:
    """A code whose signature holds, and the key it holds under."""

    code: ReceiptCode
    key: TillKey


def seal(code: ReceiptCode, key_id: str, sign: Callable[[bytes], bytes]) -> str | None:
    """The signed text for a receipt's QR code.

    Args:
        code: What it says.
        key_id: Twelve hex digits of the signer's key.
        sign: Ed25519 signature of bytes by that key.

    Returns:
        The text; None when the lines do not fit, or cannot be said in a code: then a return at another till
        waits for the network.
    """
    try:
        body = encode(code, key_id)
    except ValueError:
        return None
    if (len(body) + SIGNATURE_BYTES) * 8 > (MAX_CHARS - len(MAGIC)) * 5:
        return None
    return MAGIC + b32encode(body + sign(_PURPOSE + body)).decode("ascii").rstrip("=")


def is_code(text: str) -> bool:
    """Whether a scanned text claims to be such a code; capitals may have been lost on the way."""
    return len(text) >= len(MAGIC) + _LEAST_BYTES * 8 // 5 and text[: len(MAGIC)].upper() == MAGIC


def read(text: str, find: FindKey, verify: Verify) -> VerifiedReceipt:
    """What a scanned code says, once its signature holds.

    Raises:
        DomainError: ``receipt_code_invalid`` (no such form), ``receipt_code_version`` (of a later program),
            ``receipt_code_key_unknown`` (no till of this shop that this one knows, or one given up by then),
            ``receipt_code_signature`` (not what the till signed).
    """
    data = _bytes_of(text)
    if data[0] not in VERSIONS:
        raise DomainError("receipt_code_version", version=str(data[0]))
    body, signature = data[:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
    key = find(body[2 : 2 + KEY_ID_BYTES].hex())
    if key is None:
        raise DomainError("receipt_code_key_unknown")
    if not verify(key, signature, _PURPOSE + body):
        raise DomainError("receipt_code_signature")
    try:
        code = decode(body)
    except (ValueError, OverflowError) as error:
        raise DomainError("receipt_code_invalid") from error
    if not key.covers(code.sold_at):
        raise DomainError("receipt_code_key_unknown", till=key.terminal_name)
    return VerifiedReceipt(code, key)


def _bytes_of(text: str) -> bytes:
    code = text.upper()
    if not text.isascii() or not is_code(code) or len(code) > MAX_CHARS:
        raise DomainError("receipt_code_invalid")
    letters = code[len(MAGIC) :]
    try:
        data = b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError as error:
        raise DomainError("receipt_code_invalid") from error
    if b32encode(data).decode("ascii").rstrip("=") != letters:  # one text for one code
        raise DomainError("receipt_code_invalid")
    return data
