"""Read-only queries of the till on a connection of their own (performance.md 2.8). Driver only.

Each statement is meant to take at most 1 ms; a test holds every one to its index. One reader belongs to
one thread at a time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from app.store import customers, people, receipts, returns, tenders, till_keys
from app.store.driver import Connection, connect_reader
from app.store.rows import read_identity
from app.store.version import read_schema
from app.usecases.awaited_port import AwaitedPayment
from app.usecases.customers_port import CustomerRecord, Spent
from app.usecases.ports import DraftSale, Identity, OpenShift, PaperSummary, SaleSummary, StaffRecord
from app.usecases.receipts_port import By, ListedReceipt, Place
from app.usecases.returns_port import BroughtBack, ExchangedFor, SoldSale
from core.domain.documents import TenderDetails
from core.domain.money import from_cents
from core.domain.till_keys import TillKey

_STATE: Final = "iif(json_valid(header), header ->> '$.state', '')"
"""State of a basket; one whose head is damaged has none, and is met as the open one."""
_PAPER: Final = (
    "SELECT j.event_id, j.kind, coalesce(s.series, r.series, v.series), "
    "coalesce(s.number, r.number, v.number), "
    "coalesce(s.occurred_at_ms, r.occurred_at_ms, v.occurred_at_ms), "
    "coalesce(s.total_cents, r.total_cents, v.total_cents), j.state FROM journal j "
    "LEFT JOIN sale s ON s.event_id=j.event_id LEFT JOIN refund r ON r.event_id=j.event_id "
    "LEFT JOIN sale_void v ON v.event_id=j.event_id "
)
_FIRST_COPY: Final = (
    "SELECT document FROM print_job WHERE event_id={} AND kind='receipt' "
    "AND document IS NOT NULL ORDER BY copy_no LIMIT 1"
)
_WITH_PAPER: Final = (
    "(SELECT coalesce(k.event_id, h.event_id) FROM journal h LEFT JOIN journal k "  # noqa: S608 - own names
    "ON k.pos=h.pos+1 AND k.cause_id=h.event_id AND k.kind='sale.completed' "
    f"AND ({_FIRST_COPY.format('k.event_id')})=({_FIRST_COPY.format('h.event_id')}) WHERE h.event_id=?)"
)
"""A return and the sale it was exchanged for lie one after the other and have one paper, the sale's; an older
program gave each its own."""
QUERIES: Final = MappingProxyType(
    {
        "people": "SELECT " + ", ".join(people.COLUMNS) + " FROM staff WHERE active=1 ORDER BY number",  # noqa: S608 - own names
        "open_shift": "SELECT shift_id, number, business_date, opened_at_ms, cashier_id, float_cents "
        "FROM shift WHERE closed_event_id IS NULL",
        "draft": f"SELECT local_transaction_id, header FROM draft WHERE {_STATE} IS NOT 'parked' "  # noqa: S608
        "ORDER BY entry DESC LIMIT 1",
        "parked": f"SELECT local_transaction_id, header FROM draft WHERE {_STATE} = 'parked' ORDER BY entry",  # noqa: S608
        "draft_of": "SELECT local_transaction_id, header FROM draft WHERE local_transaction_id=?",
        "draft_lines": "SELECT key, line FROM draft_line WHERE local_transaction_id=? ORDER BY key",
        "recent_sales": "SELECT s.event_id, s.local_transaction_id, s.series, s.number, s.occurred_at_ms, "
        "s.total_cents, j.state FROM sale s JOIN journal j ON j.event_id=s.event_id "
        "ORDER BY s.entry DESC LIMIT ?",
        "last_paper": f"{_PAPER}WHERE j.kind IN ('sale.completed', 'refund.completed', 'sale.voided') "
        "ORDER BY j.pos DESC LIMIT 1",
        "paper": f"{_PAPER}WHERE j.event_id={_WITH_PAPER} "
        "AND coalesce(s.number, r.number, v.number) IS NOT NULL",
        "receipt_document": _FIRST_COPY.format("?"),
        "next_number": "SELECT series, next FROM series WHERE doc_type=?",
        "till_key": "SELECT " + ", ".join(till_keys.COLUMNS) + " FROM till_key WHERE key_id=?",  # noqa: S608 - own names
        **customers.QUERIES,
        **receipts.QUERIES,
        **returns.QUERIES,
        **tenders.QUERIES,
        "totals": "SELECT count(*), coalesce(sum(total_cents), 0) FROM sale",
    }
)


class DriverReader:
    """The reading ports of ``till.db``: till, receipts, customers, tenders; one not made reads as empty."""

    def __init__(self, database: Path) -> None:
        """Nothing is opened before the first question."""
        self._database = database
        self._connection: Connection | None = None

    def identity(self) -> Identity | None:
        """See `TillReader`."""
        connection = self._open()
        return None if connection is None else read_identity(connection)

    def people(self) -> tuple[StaffRecord, ...]:
        """See `TillReader`."""
        rows = self._all("people")
        return tuple(people.record_of(dict(zip(people.COLUMNS, row, strict=True))) for row in rows)

    def open_shift(self) -> OpenShift | None:
        """See `TillReader`."""
        rows = self._all("open_shift")
        return OpenShift(*rows[0]) if rows else None

    def draft(self) -> DraftSale | None:
        """See `TillReader`."""
        return next((self._draft(*row) for row in self._all("draft")), None)

    def parked(self) -> tuple[DraftSale, ...]:
        """See `TillReader`."""
        return tuple(self._draft(*row) for row in self._all("parked"))

    def draft_of(self, local_transaction_id: str) -> DraftSale | None:
        """See `TillReader`."""
        return next((self._draft(*row) for row in self._all("draft_of", local_transaction_id)), None)

    def _draft(self, basket: str, header: str) -> DraftSale:
        lines = self._all("draft_lines", basket)
        return DraftSale(basket, json.loads(header), tuple((key, json.loads(line)) for key, line in lines))

    def recent_sales(self, limit: int) -> tuple[SaleSummary, ...]:
        """See `TillReader`."""
        return tuple(SaleSummary(*row) for row in self._all("recent_sales", limit))

    def last_paper(self) -> PaperSummary | None:
        """See `TillReader`."""
        return next((PaperSummary(*row) for row in self._all("last_paper")), None)

    def paper(self, event_id: str) -> PaperSummary | None:
        """See `TillReader`."""
        return next((PaperSummary(*row) for row in self._all("paper", event_id)), None)

    def receipt_document(self, event_id: str) -> str | None:
        """See `TillReader`."""
        rows = self._all("receipt_document", event_id)
        return str(rows[0][0]) if rows else None

    def receipts(
        self, by: By, values: Sequence[int | str], before: Place, limit: int
    ) -> tuple[ListedReceipt, ...]:
        """See `TillReceipts`."""
        return receipts.read_receipts(self._all, by, values, before, limit)

    def next_number(self, doc_type: str) -> tuple[str, int] | None:
        """See `TillReader`."""
        rows = self._all("next_number", doc_type)
        return (str(rows[0][0]), int(rows[0][1])) if rows else None

    def till_key(self, key_id: str) -> TillKey | None:
        """See `TillReader`."""
        rows = self._all("till_key", key_id)
        return till_keys.key_of(rows[0]) if rows else None

    def customers_created(self, limit: int) -> tuple[CustomerRecord, ...]:
        """See `TillCustomers`."""
        return tuple(customers.record_of(row) for row in self._all("customers_created", limit))

    def spent_by(self, customer_id: str, since_ms: int) -> Spent:
        """See `TillCustomers`."""

        def total(statement: str) -> int:
            rows = self._all(statement, customer_id, since_ms)
            return int(rows[0][0]) if rows else 0

        gained = total("points_earned") - total("points_returned") - total("points_voided")
        points = total("points_spent") - total("points_repaid")
        credit = total("credit_given") - total("credit_repaid")
        return Spent(max(0, points), from_cents(max(0, credit)), gained)

    def last_card(self) -> TenderDetails | None:
        """See `TillTenders`."""
        rows = self._all("last_card", tenders.LOOKED_BACK)
        return tenders.card_of(rows[0][0]) if rows else None

    def code_used(self, method: str, code: str) -> bool:
        """See `TillTenders`."""
        return bool(self._all("code_used", code, method))

    def payments_awaited(self, after: int, limit: int) -> tuple[AwaitedPayment, ...]:
        """See `TillAwaited`."""
        return tuple(AwaitedPayment(*row) for row in self._all("payments_awaited", after, limit))

    def transfer_banks(self, reference: str) -> tuple[str, ...]:
        """See `TillTenders`."""
        return tuple(str(bank or "") for (bank,) in self._all("transfer_banks", reference))

    def sold(self, series: str, number: int) -> SoldSale | None:
        """See `TillSales`."""
        rows = self._all("sold", series, number)
        return returns.sold_of(*rows[0]) if rows else None

    def brought_back(self, series: str, number: int) -> BroughtBack:
        """See `TillSales`."""
        return returns.read_back(self._all, series, number)

    def exchanged_for(self, event_id: str) -> ExchangedFor | None:
        """See `TillSales`."""
        return returns.read_exchange(self._all, event_id)

    def refund_of(self, refund_id: str) -> str | None:
        """See `TillSales`."""
        rows = self._all("refund_of", refund_id)
        return str(rows[0][0]) if rows else None

    def totals(self) -> tuple[int, int]:
        """See `TillReader`."""
        rows = self._all("totals")
        return (int(rows[0][0]), int(rows[0][1])) if rows else (0, 0)

    def close(self) -> None:
        """Close the connection; the next question opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _all(self, name: str, *parameters: int | str) -> list[tuple[Any, ...]]:
        connection = self._open()
        return [] if connection is None else connection.execute(QUERIES[name], parameters).fetchall()

    def _open(self) -> Connection | None:
        if self._connection is None and self._database.exists():
            connection = connect_reader(self._database)
            if read_schema(connection) is None:
                connection.close()
                return None
            self._connection = connection
        return self._connection
