"""Bank transfers (domain.md section 9): bank, reference and payer; the till cannot see the money arrive."""

from __future__ import annotations

import re
from typing import Final

from core.domain.documents import TenderDetails
from core.domain.errors import DomainError
from core.domain.pan import refuse_pan
from core.domain.text import sanitise

MAX_BANK: Final = 60
MAX_PAYER: Final = 120
_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{2,34}")


def transfer_details(bank: str, reference: str, payer: str = "") -> TenderDetails:
    """Check what identifies a transfer; it stands as unconfirmed until somebody saw the money.

    Args:
        bank: Bank it comes from.
        reference: Reference of the bank's receipt, 3 to 35 characters.
        payer: Name of who paid, empty when it is not known.

    Raises:
        DomainError: ``bank_missing``, ``reference_invalid``, ``pan_refused``.
    """
    clean_bank, clean_payer = sanitise(bank, MAX_BANK), sanitise(payer, MAX_PAYER)
    clean_reference = sanitise(reference)
    for field, text in (("bank", bank), ("reference", reference), ("payer", payer)):
        refuse_pan(field, sanitise(text))
    if not clean_bank:
        raise DomainError("bank_missing")
    if _REFERENCE.fullmatch(clean_reference) is None:
        raise DomainError("reference_invalid")
    return TenderDetails(bank=clean_bank, reference=clean_reference.upper(), payer=clean_payer or None)
