"""Hash chain of the journal (sync.md E5, vectors E6)."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

GENESIS_TAG: Final = b"cuadre-genesis-1"
HASH_BYTES: Final = 32


def genesis(terminal_id: str, epoch: int, nonce: bytes) -> bytes:
    """First ``prev_hash`` of an epoch.

    Args:
        terminal_id: Canonical UUID text of the till.
        epoch: Epoch number, 1 or more.
        nonce: The 32 raw bytes of the latest enrolment's ``enrolment_nonce``.

    Raises:
        ValueError: ``nonce`` is not 32 bytes long.
    """
    if len(nonce) != HASH_BYTES:
        raise ValueError("enrolment nonce must be 32 bytes")
    text = b"\0".join((GENESIS_TAG, terminal_id.encode("ascii"), str(epoch).encode("ascii")))
    return sha256(text + b"\0" + nonce).digest()


def payload_sha256(payload: bytes) -> bytes:
    """SHA-256 (32 bytes) of the stored payload bytes."""
    return sha256(payload).digest()


def link(prev_hash: bytes, payload_sha: bytes) -> bytes:
    """Hash of an event: ``SHA-256(prev_hash || payload_sha)``, 64 bytes in, 32 out.

    Raises:
        ValueError: one of the parts is not 32 bytes long.
    """
    if len(prev_hash) != HASH_BYTES or len(payload_sha) != HASH_BYTES:
        raise ValueError("hashes must be 32 bytes")
    return sha256(prev_hash + payload_sha).digest()


def receipt_mark(event_hash: bytes) -> str:
    """First 8 hex digits of an event's hash as printed on receipts, e.g. ``DE5D FA9A`` (sync.md A1)."""
    text = event_hash.hex()[:8].upper()
    return f"{text[:4]} {text[4:]}"
