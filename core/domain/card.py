"""Cards taken on a stand-alone terminal (domain.md section 9): what is kept of them, and their minimum.

Kept are brand, type, last four digits, approval code and the terminal's own references. A card number is
refused in every field and appears in no error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from core.domain.documents import TenderDetails
from core.domain.errors import DomainError
from core.domain.pan import refuse_pan
from core.domain.text import sanitise


class CardType(StrEnum):
    """Which side of the account a card draws on."""

    CREDIT = "credit"
    DEBIT = "debit"


class CardBrand(StrEnum):
    """Brands as the terminal's slip names them; Clave is Panama's own debit network."""

    CLAVE = "clave"
    VISA = "visa"
    MASTERCARD = "mastercard"
    AMEX = "amex"
    OTHER = "other"


_LAST4: Final = re.compile(r"[0-9]{4}")
_AUTHORIZATION: Final = re.compile(r"[A-Za-z0-9_-]{1,12}")
_TERMINAL: Final = re.compile(r"[A-Za-z0-9_-]{1,20}")
_BATCH: Final = re.compile(r"[A-Za-z0-9-]{1,12}")


@dataclass(frozen=True, slots=True)
class CardEntry:
    """A slip as typed or taken over from the last one; an empty text is nothing.

    Attributes:
        last4: Last four digits of the card.
        authorization: Approval code (N.º de aprobación).
        terminal: Terminal or merchant id.
        batch: Lote; may stay empty, as may ``trace``.
    """

    brand: CardBrand
    card_type: CardType
    last4: str
    authorization: str
    terminal: str = ""
    batch: str = ""
    trace: str = ""


def card_details(entry: CardEntry) -> TenderDetails:
    """Check a slip and give what is stored of it.

    Raises:
        DomainError: ``pan_refused`` (its value ``field`` names the field), ``last4_invalid``,
            ``authorization_invalid``, ``terminal_invalid``, ``batch_invalid``, ``trace_invalid``.
    """
    return TenderDetails(
        card_brand=entry.brand.value,
        card_type=entry.card_type.value,
        card_last4=_field("last4", entry.last4, _LAST4),
        authorization_code=_field("authorization", entry.authorization, _AUTHORIZATION),
        terminal_reference=_optional("terminal", entry.terminal, _TERMINAL),
        batch=_optional("batch", entry.batch, _BATCH),
        trace=_optional("trace", entry.trace, _BATCH),
    )


def same_charge(details: TenderDetails, amount: Decimal) -> tuple[str, ...]:
    """What two tenders share when one slip was entered twice: terminal, batch, approval code, amount.

    A till warns of the second one and takes it when a person says so: batches restart and codes come again.
    """
    parts = (details.terminal_reference, details.batch, details.authorization_code)
    return (*(part or "" for part in parts), str(amount))


def card_minimum(card_type: CardType, amount: Decimal, debit_minimum: Decimal | None) -> bool:
    """Whether a card may pay ``amount``: never a minimum on credit, on debit only the announced one.

    Args:
        card_type: Credit or debit.
        amount: Balboas to charge.
        debit_minimum: The minimum that a notice at the till announces; None when there is none.
    """
    return card_type is CardType.CREDIT or debit_minimum is None or amount >= debit_minimum


def _optional(field: str, text: str, pattern: re.Pattern[str]) -> str | None:
    return _field(field, text, pattern) if sanitise(text) else None


def _field(field: str, text: str, pattern: re.Pattern[str]) -> str:
    clean = sanitise(text)
    refuse_pan(field, clean)
    if pattern.fullmatch(clean) is None:
        raise DomainError(f"{field}_invalid")
    return clean
