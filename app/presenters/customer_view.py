"""What the parts of the floor may put before the customer: a code to pay with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DisplayQr:
    """A code to pay with: what it says, the amount it asks for, and how long it holds (``1:40``)."""

    data: str
    amount: str
    expires: str = ""


class CustomerView(Protocol):
    """What the parts of the floor may put before the customer; `DisplayFeed` implements it."""

    def show_qr(self, qr: DisplayQr | None) -> None:
        """Show a code to pay the open sale with, or take it away; it leaves by itself with its sale."""
        ...
