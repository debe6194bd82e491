"""The sum of all order promotions without sharing it over the lines: a till shows it after each scan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.promotion.amount_terms import AmountTerms
from core.domain.promotion.apply import UNTOUCHED, Marks
from core.domain.promotion.book import RuleBook
from core.domain.promotion.rules import Promotion

Signature = tuple[int, ...]
"""Ranks of the order promotions that a line is open to after its item promotions."""


@dataclass(slots=True)
class _Block:
    """Signatures whose lines share what was taken: only the sum of the block is known."""

    marks: dict[Signature, Marks]
    net_cents: int


class OrderSums:
    """Running sums of lines that are alike to order promotions."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._net: dict[Signature, int] = {}
        self._lines: dict[Signature, int] = {}

    def add(self, signature: Signature, net_cents: int) -> None:
        """Count a line in, with what item promotions left of it; a line open to none is not counted."""
        if not signature:
            return
        self._net[signature] = self._net.get(signature, 0) + net_cents
        self._lines[signature] = self._lines.get(signature, 0) + 1

    def remove(self, signature: Signature, net_cents: int) -> None:
        """Count a line out, as it was counted in."""
        if not signature:
            return
        self._net[signature] -= net_cents
        self._lines[signature] -= 1
        if not self._lines[signature]:
            del self._net[signature], self._lines[signature]

    def common(self, lines: int) -> Signature | None:
        """The signature of all lines of a basket of so many, None where they are not alike."""
        if len(self._lines) != 1:
            return None
        ((signature, counted),) = self._lines.items()
        return signature if counted == lines else None

    def off(self, active: Callable[[int], bool]) -> int | None:
        """Cents that the active order promotions take together.

        Returns:
            None when a promotion takes a part of what an earlier one had taken from as a whole: then the
            lines decide, and the sum is only known by sharing.
        """
        blocks = [_Block({signature: UNTOUCHED}, net) for signature, net in self._net.items()]
        off = 0
        for rank in sorted({rank for signature in self._net for rank in signature}):
            if not active(rank):
                continue
            rule = self._book[rank]
            taking = _taking(rule, rank, blocks)
            if taking is None:
                return None
            base = sum(block.net_cents for block in taking)
            cents = rule.terms.off(base) if isinstance(rule.terms, AmountTerms) else 0
            if cents:
                off += cents
                marks = {s: m.after(rule) for block in taking for s, m in block.marks.items()}
                taken = {id(block) for block in taking}
                blocks = [block for block in blocks if id(block) not in taken]
                blocks.append(_Block(marks, base - cents))
        return off


def _taking(rule: Promotion, rank: int, blocks: list[_Block]) -> list[_Block] | None:
    """Blocks open to a promotion; None when only a part of one is."""
    taking: list[_Block] = []
    for block in blocks:
        part = sum(rank in signature and marks.open_to(rule) for signature, marks in block.marks.items())
        if part and part < len(block.marks):
            return None
        if part:
            taking.append(block)
    return taking
