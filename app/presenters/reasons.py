"""Numbered reasons as chips: one digit, or one touch, answers why (ux.md section 1, principle 6)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.presenters.panels import Choice, Choices, Say
from app.presenters.wording import W
from core.domain.reasons import REASONS, ReasonFor

BLOCK: Final = "reason"
_WORDS: Final[Mapping[str, W]] = MappingProxyType(
    {
        "damaged": W.REASON_DAMAGED,
        "near_expiry": W.REASON_NEAR_EXPIRY,
        "courtesy": W.REASON_COURTESY,
        "agreed": W.REASON_AGREED,
        "precio_exhibido_menor": W.REASON_SHELF_PRICE,
        "wrong_price": W.REASON_WRONG_PRICE,
        "customer_left": W.REASON_CUSTOMER_LEFT,
        "wrong_goods": W.REASON_WRONG_GOODS,
        "no_money": W.REASON_NO_MONEY,
        "wrong_tender": W.REASON_WRONG_TENDER,
        "customer_regret": W.REASON_CUSTOMER_REGRET,
        "twice": W.REASON_TWICE,
        "not_suitable": W.REASON_NOT_SUITABLE,
        "expired": W.REASON_EXPIRED,
        "not_in_account": W.REASON_NOT_IN_ACCOUNT,
        "other_amount": W.REASON_OTHER_AMOUNT,
        "sent_back": W.REASON_SENT_BACK,
    }
)


def reason_words(code: str) -> Say | str:
    """Words of a reason; a code this version does not know is shown as it is."""
    words = _WORDS.get(code)
    return code if words is None else Say(words)


def reason_choices(asked: ReasonFor, selected: str = "") -> Choices:
    """The reasons for something, numbered from 1."""
    items = tuple(
        Choice(code, reason_words(code), key=str(number))
        for number, code in enumerate(REASONS[asked], start=1)
    )
    return Choices(BLOCK, Say(W.REASON_ASK), items, selected)
