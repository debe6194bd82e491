"""Values as every back end keeps them: base64url without padding, at most 1,200 characters."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

MAX_VALUE_BYTES: Final = 900
MAX_ENCODED: Final = 1_200
"""Windows keeps 2,560 bytes of UTF-16; above it CredWrite fails with error 1783."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_.]{0,63}")


def encode_value(value: bytes) -> str:
    """The value as text.

    Raises:
        ValueError: longer than `MAX_VALUE_BYTES`.
    """
    if len(value) > MAX_VALUE_BYTES:
        raise ValueError("a secret has at most 900 bytes")
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")


def decode_value(text: str) -> bytes | None:
    """The value again; None when the text is none of ours."""
    if len(text) > MAX_ENCODED:
        return None
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None


def check_name(name: str) -> str:
    """The name, if it is one: lower-case letters, digits, dot and underscore.

    Raises:
        ValueError: anything else.
    """
    if _NAME.fullmatch(name) is None:
        raise ValueError("not the name of a secret")
    return name
