"""Promotions: rule values, their evaluation on a basket, and the same kept up to date while it grows.

- `core.domain.promotion.rules.Promotion` is one rule; `core.domain.promotion.data` is its form as JSON.
- `core.domain.promotion.book.RuleBook` indexes rules, so that a line finds its own by dictionary lookups.
- `core.domain.promotion.evaluate.evaluate` works out a whole basket at once: what a centre checks with.
- `core.domain.promotion.promoter.Promoter` keeps the same result for an open basket, change by change.
- `core.domain.promotion.explain.explain` says of one line which promotion took how much ("why 1.80?").

Amounts are integer cents, quantities thousandths, percents thousandths of a percent. A promotion never
changes a price: it takes an amount off a line, and id, version and amount are stored with the line.
Decisions: ADR 0080.
"""
