"""How much one basket may hold, so that its document always fits into one event (sync.md E2).

A payload over `core.domain.journal.events.MAX_PAYLOAD_BYTES` (448 KiB) cannot be stored. That must never come
up at payment, with the goods on the belt: the basket refuses the line that would be one too many.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.domain.catalog import Product

MAX_NAME: Final = 120
"""Characters of a product's name in a line and its document; no label or receipt shows more."""

_FRAME: Final = 287
"""Bytes of an item of ``sale.completed`` without its texts, every amount at its longest (`tests` hold it)."""


PROMOTION_BYTES: Final = 112
"""Bytes of one applied promotion: its id (a UUID), version and amount at their longest."""
_FIELD: Final = 24
"""Bytes of an optional field's name and marks beside its value."""
_DISCOUNT: Final = 190
"""Bytes of a line's own discount beside its texts."""


@dataclass(frozen=True, slots=True)
class BasketLimit:
    """Most lines of a basket and most bytes of their items in the payload.

    The default leaves as much again for everything else: header, totals, tenders (about 90 bytes each), and
    what promotions and a customer's percent take off lines that are in the basket already (some 120 bytes
    each).
    Ordinary goods reach the lines first, goods with the longest names the bytes.
    """

    lines: int = 500
    payload_bytes: int = 224 * 1024

    def allows(self, lines: int, payload_bytes: int) -> bool:
        """Whether a basket of this size may be."""
        return lines <= self.lines and payload_bytes <= self.payload_bytes


def item_bytes(
    product: Product, code: str, said: Sequence[str] = (), promotions: int = 0, discounts: int = 0
) -> int:
    """Upper bound of what a line adds to its sale's payload: bytes of UTF-8 JSON, the comma included.

    It depends on the texts and on what is taken off alone, so no quantity ever changes it.

    Args:
        product: With its name as `clip_name` leaves it.
        code: What was scanned.
        said: Further texts of the line: note, lot, reasons, approvers.
        promotions: How many promotions take something off it.
        discounts: How many discounts of its own it has.
    """
    texts = (product.variant_id, product.sku, code, product.name, product.unit, product.tax_code)
    text = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    size = _FRAME + len(text.encode(errors="surrogatepass"))
    for word in said:
        size += _FIELD + len(json.dumps(word, ensure_ascii=False).encode(errors="surrogatepass"))
    return size + promotions * PROMOTION_BYTES + discounts * _DISCOUNT


def clip_name(name: str) -> str:
    """A name of at most `MAX_NAME` characters; a cut ends with ``…``."""
    return name if len(name) <= MAX_NAME else name[: MAX_NAME - 1].rstrip() + "…"
