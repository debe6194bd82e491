"""All promotions of a basket worked out at once, from nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from core.domain.promotion.apply import LineState, apply_promotion
from core.domain.promotion.book import RuleBook
from core.domain.promotion.lines import Evaluation, PromoLine
from core.domain.promotion.rules import Level


def evaluate(
    lines: Iterable[PromoLine], book: RuleBook, moment: datetime, customer_groups: Collection[str] = ()
) -> Evaluation:
    """Evaluate a basket; its order is that of the keys, however the lines come.

    Args:
        lines: Each key once.
        book: Promotions to choose from.
        moment: Aware; which promotions hold then.
        customer_groups: Groups of the customer of the sale.

    Raises:
        ValueError: two lines have one key, or the moment has no offset.
    """
    ordered = sorted(lines, key=lambda line: line.key)
    states = {line.key: LineState(line) for line in ordered}
    if len(states) < len(ordered):
        raise ValueError("two lines have one key")
    touched = touched_by(states.values(), {line.key: book.ranks(line) for line in ordered})
    off = {Level.ITEM: 0, Level.ORDER: 0}
    for rank, taking in touched:
        rule = book[rank]
        if rule.active(moment, customer_groups):
            off[rule.level] += apply_promotion(rule, taking)
    applied = {key: state.applied for key, state in states.items()}
    return Evaluation(applied, off[Level.ITEM], off[Level.ORDER])


def touched_by(
    states: Iterable[LineState], ranks: Mapping[int, Iterable[int]]
) -> list[tuple[int, list[LineState]]]:
    """Ranks in their order, each with the states of the lines that may take part, in the order given.

    Args:
        states: Lines in basket order.
        ranks: Ranks of each line by its key.
    """
    taking: dict[int, list[LineState]] = {}
    for state in states:
        for rank in ranks[state.line.key]:
            taking.setdefault(rank, []).append(state)
    return sorted(taking.items(), key=lambda item: item[0])
