"""Kinds of effects that a consumer of this program carries out."""

from __future__ import annotations

from typing import Final

OVER_RETURN: Final = "over_return"
"""Count what came back of a sale over all tills."""
CONFIRMATION_CODE: Final = "confirmation_code"
"""Find the sales that name one payment's code a second time."""
