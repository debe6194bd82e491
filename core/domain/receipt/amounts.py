"""Amounts as paper says them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from core.domain.documents import money_text


@lru_cache(maxsize=8192)
def display_money(amount: Decimal) -> str:
    """Amount as people read it: thousands grouped, ``1,204.10``."""
    text = money_text(amount)
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, cents = digits.partition(".")
    return f"{sign}{int(whole):,}.{cents}"
