"""Cards taken on a stand-alone terminal (domain.md section 9): their kinds and the minimum the law allows."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum


class CardType(StrEnum):
    """Which side of the account a card draws on."""

    CREDIT = "credit"
    DEBIT = "debit"


def card_minimum(card_type: CardType, amount: Decimal, debit_minimum: Decimal | None) -> bool:
    """Whether a card may pay ``amount``: never a minimum on credit, on debit only the announced one.

    Args:
        card_type: Credit or debit.
        amount: Balboas to charge.
        debit_minimum: The minimum that a notice at the till announces; None when there is none.
    """
    return card_type is CardType.CREDIT or debit_minimum is None or amount >= debit_minimum
