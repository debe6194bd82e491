"""Goods that a promotion names."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.promotion.kinds import invalid


@dataclass(frozen=True, slots=True)
class Targets:
    """Goods a promotion is for: named variants, whole categories, or everything."""

    variants: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    everything: bool = False

    def __post_init__(self) -> None:
        """Refuse names that name nothing.

        Raises:
            DomainError: ``promotion_invalid`` (field ``targets``).
        """
        if "" in self.variants or "" in self.categories:
            raise invalid("targets")

    def __bool__(self) -> bool:
        """Whether anything is named at all."""
        return self.everything or bool(self.variants) or bool(self.categories)
