"""The sealed file's bytes, CUADRE-SEAL-1 (packaging.md section 7): pure but for the cipher.

``CUADRE-SEAL-1`` 00, 12 random bytes of nonce, AES-256-GCM over compact UTF-8 JSON of name to value; the
additional data are the tag, 00 and the installation id in ASCII, so a file moved to another installation
does not open.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

TAG: Final = b"CUADRE-SEAL-1\0"
NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32


class SealError(Exception):
    """Torn, changed, or sealed with another key or for another installation."""


def seal(key: bytes, nonce: bytes, installation_id: str, values: Mapping[str, str]) -> bytes:
    """The file's bytes; a nonce is never used twice with one key.

    Raises:
        ValueError: key or nonce of a wrong length.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(key) != KEY_BYTES or len(nonce) != NONCE_BYTES:
        raise ValueError("a seal needs a key of 32 and a nonce of 12 bytes")
    plain = json.dumps(dict(values), ensure_ascii=False, separators=(",", ":")).encode()
    return TAG + nonce + AESGCM(key).encrypt(nonce, plain, _associated(installation_id))


def unseal(key: bytes, installation_id: str, sealed: bytes) -> dict[str, str]:
    """The values again.

    Raises:
        SealError: not a sealed file, or not one that this key opens.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    start = len(TAG) + NONCE_BYTES
    if len(key) != KEY_BYTES or not sealed.startswith(TAG) or len(sealed) < start + 16:
        raise SealError("not a sealed file")
    try:
        plain = AESGCM(key).decrypt(sealed[len(TAG) : start], sealed[start:], _associated(installation_id))
        values: Any = json.loads(plain)
    except (InvalidTag, ValueError) as error:
        raise SealError("the seal does not open") from error
    if not isinstance(values, dict):
        raise SealError("the seal holds no object")
    return {str(name): str(value) for name, value in values.items()}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _associated(installation_id: str) -> bytes:
    return TAG + installation_id.encode("ascii")
