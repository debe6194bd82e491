"""Reading transactions (central.md section 7.2); the interactive life cycle joins with its own issue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from central.services.ports import TransactionFilter, TransactionReader
from central.services.values import Tenant
from core.contract.transactions import TransactionList, TransactionModel

MAX_LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class Page:
    """One page, and where the next one begins."""

    items: tuple[TransactionModel, ...]
    next_after: tuple[datetime, str] | None

    def answer(self, cursor: str | None) -> TransactionList:
        """As it travels."""
        return TransactionList(items=self.items, next_cursor=cursor)


class TransactionQueries:
    """Lists transactions of one shop, newest first by the centre's own clock."""

    def __init__(self, reader: TransactionReader) -> None:
        self._reader = reader

    async def page(self, tenant: Tenant, query: TransactionFilter) -> Page:
        """One page.

        Raises:
            StoreUnavailableError: try again later.
        """
        found = await self._reader.page(tenant, replace(query, limit=query.limit + 1))
        shown = tuple(found[: query.limit])
        if len(found) <= query.limit:
            return Page(shown, None)
        return Page(shown, (shown[-1].created_at, shown[-1].transaction_id))
