"""What the till's journal knows of earlier tenders, as the taking of money asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from core.domain.documents import TenderDetails


class TillTenders(Protocol):
    """Reads of at most 1 ms over the till's own journal."""

    def last_card(self) -> TenderDetails | None:
        """Slip of the latest card payment among the last sales: its brand, terminal and batch come again."""
        ...

    def code_used(self, method: str, code: str) -> bool:
        """Whether a completed sale of this till was paid with this confirmation code."""
        ...

    def transfer_banks(self, reference: str) -> Sequence[str]:
        """Banks of the transfers with this reference that completed sales of this till were paid with."""
        ...
