"""Identifiers of the demo shop: the same on every machine, because they depend on names alone."""

from __future__ import annotations

import hashlib
from typing import Final

from core.domain.barcode import check_digit

_NAMESPACE: Final = bytes.fromhex("6f1d2c7e8b4a5f0e9c3d4b5a69788796")
GS1_PREFIX: Final = "745"
"""GS1 Panama (unverified, domain.md section 13)."""


def stable_uuid(kind: str, name: str) -> str:
    """UUIDv5 (RFC 9562, 5.5) of a kind and a name in the demo shop's namespace, lower-case."""
    digest = hashlib.sha1(_NAMESPACE + f"{kind}:{name}".encode(), usedforsecurity=False).digest()
    raw = bytearray(digest[:16])
    raw[6] = 0x50 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    text = raw.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


class BarcodeBook:
    """Gives each article of a maker an EAN-13 that does not move when the tables grow.

    The item reference comes from the article's name; of two articles that meet, the later takes the next
    free reference.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def assign(self, maker: int, name: str) -> str:
        """EAN-13 with prefix 745 for an article.

        Args:
            maker: Company number, 0 to 9999.
            name: The article's name.
        """
        seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")
        while True:
            body = f"{GS1_PREFIX}{maker:04d}{seed % 100_000:05d}"
            if body not in self._taken:
                self._taken.add(body)
                return body + check_digit(body)
            seed += 1
