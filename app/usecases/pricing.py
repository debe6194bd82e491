"""The promotions a basket is sold under: read once from the local catalogue, and again when it changes."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Sequence
from typing import Protocol

from app.usecases.state import TillState
from core.domain.errors import DomainError
from core.domain.promotion.book import RuleBook
from core.domain.promotion.data import promotion_from_data
from core.domain.promotion.promoter import Promoter
from core.domain.promotion.rules import Promotion

log = logging.getLogger(__name__)


class PromotionSource(Protocol):
    """Where promotions lie; the catalogue's reader implements it."""

    def promotions(self) -> tuple[str, ...]:
        """Every promotion the shop has or will have, as JSON texts."""
        ...


def read_book(texts: Sequence[str]) -> RuleBook:
    """Promotions from their JSON texts; one that cannot be read is left out and logged, never guessed."""
    rules: list[Promotion] = []
    for text in texts:
        try:
            rules.append(promotion_from_data(json.loads(text)))
        except (DomainError, ValueError) as error:
            log.error("a promotion cannot be read and is not applied: %s", error)
    return RuleBook(rules)


class PromotionShelf:
    """Makes a promoter for each sale from the promotions in force."""

    def __init__(self, state: TillState, book: RuleBook) -> None:
        self._state = state
        self.book = book

    def replace(self, book: RuleBook) -> None:
        """Sales opened from now on are sold under these; open ones keep theirs (sync.md D6)."""
        self.book = book

    def promoter(self, customer_groups: Collection[str] = ()) -> Promoter:
        """An empty promoter as of now."""
        return Promoter(self.book, self._state.clock.now(), customer_groups)
