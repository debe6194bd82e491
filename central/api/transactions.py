"""``/transactions`` (central.md section 7.2): the list; the interactive life cycle joins later."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from central.api.deps import ServicesDep, require
from central.api.pagination import decode_cursor, encode_cursor
from central.services.permissions import CREATE, REPORT
from central.services.ports import TransactionFilter
from central.services.transactions import MAX_LIMIT
from central.services.values import Principal
from core.contract.sync import UuidText
from core.contract.transactions import TransactionKind, TransactionList, TransactionStatus

router = APIRouter(prefix="/transactions", tags=["transactions"])
ReaderDep = Annotated[Principal, Depends(require(CREATE, REPORT))]
_NUMBER: Final = re.compile(r"([0-9A-Z-]{1,16})-([0-9]{6,10})")


class TransactionParams(BaseModel):
    """Query of a list; times are of the till's recorded completion, ``from`` inclusive, ``to`` exclusive."""

    model_config = ConfigDict(extra="forbid")

    status: TransactionStatus | None = None
    kind: TransactionKind | None = None
    completed_from: AwareDatetime | None = Field(None, alias="from")
    completed_to: AwareDatetime | None = Field(None, alias="to")
    cashier_id: UuidText | None = None
    terminal_id: UuidText | None = None
    number: Annotated[str, Field(pattern=r"^[0-9A-Z-]{1,16}-[0-9]{6,10}$")] | None = None
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 20
    cursor: Annotated[str, Field(max_length=400)] | None = None

    def filter(self, after: tuple[datetime, str] | None) -> TransactionFilter:
        """As the services take it."""
        match = _NUMBER.fullmatch(self.number or "")
        return TransactionFilter(
            status=self.status,
            kind=self.kind,
            completed_from=self.completed_from,
            completed_to=self.completed_to,
            cashier_id=self.cashier_id,
            terminal_id=self.terminal_id,
            series=match[1] if match else None,
            number=int(match[2]) if match else None,
            limit=self.limit,
            after=after,
        )


@router.get("", response_model=TransactionList)
async def list_transactions(
    params: Annotated[TransactionParams, Query()], principal: ReaderDep, services: ServicesDep
) -> TransactionList:
    """Transactions of the caller's shop with items and payments, newest first."""
    page = await services.transactions.page(principal.tenant, params.filter(decode_cursor(params.cursor)))
    return page.answer(encode_cursor(page.next_after))
