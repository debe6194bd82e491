"""Which promotion took how much off a line: the answer to "why 1.80?"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.promotion.book import RuleBook
from core.domain.promotion.kinds import Kind
from core.domain.promotion.lines import Applied, PromoLine


@dataclass(frozen=True, slots=True)
class Reason:
    """One step from the shelf price to what is paid.

    Attributes:
        name: The promotion's name; its id when the book has it no longer.
        kind: Its kind; None when the book has it no longer.
        version: Version that was applied.
        amount_cents: What it took off.
        left_cents: What was left to pay for the line after it.
    """

    name: str
    kind: Kind | None
    version: int
    amount_cents: int
    left_cents: int


def explain(line: PromoLine, applied: Iterable[Applied], book: RuleBook) -> list[Reason]:
    """The steps of one line, in the order in which they were taken."""
    left = line.gross_cents
    reasons: list[Reason] = []
    for step in applied:
        left -= step.amount_cents
        rule = book.find(step.promotion_id)
        name, kind = (step.promotion_id, None) if rule is None else (rule.name, rule.kind)
        reasons.append(Reason(name, kind, step.version, step.amount_cents, left))
    return reasons
