"""Slips of parked sales, as the till prints them."""

from __future__ import annotations

from app.usecases.state import TillState
from core.domain.receipt.parked_slip import parked_slip
from core.domain.receipt.refund_receipt import Letterhead
from core.domain.receipt.words import ReceiptWords
from core.domain.sale import Sale
from core.domain.shop import Shop


class ParkedSlips:
    """Makes the slip's document.

    Args:
        state: The till.
        shop: Whose.
        words: The language of paper.
        printer: Which printer takes it.
        demo: Whether this is the demonstration shop.
    """

    def __init__(
        self, state: TillState, shop: Shop, words: ReceiptWords, printer: str, *, demo: bool
    ) -> None:
        self._state = state
        self._shop = shop
        self._words = words
        self.printer = printer
        self._demo = demo

    def slip(self, sale: Sale, label: str) -> str:
        """Canonical JSON of the slip of a sale that is set aside now."""
        person = self._state.person
        paper = Letterhead(
            self._shop,
            self._state.identity.terminal_name,
            person.name if person else "",
            self._state.local_time(),
            self._demo,
            self._words,
        )
        return parked_slip(sale, label, paper).to_json()
