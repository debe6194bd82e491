"""The two sides of the check: what the till's database holds, and what the centre's API says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import httpx

from app.demo.report import SaleSeen
from core.domain.documents import format_number
from core.domain.errors import DomainError
from core.domain.money import from_cents

PAGE: Final = 100
ALL: Final = 1_000_000
TIMEOUT_S: Final = 20.0


def sales_at_till(database: Path) -> list[SaleSeen]:
    """Every completed sale of ``till.db``, read only."""
    from app.store.reader import DriverReader

    reader = DriverReader(database)
    try:
        return [
            SaleSeen(
                sale.local_transaction_id,
                format_number(sale.series, sale.number),
                from_cents(sale.total_cents),
            )
            for sale in reader.recent_sales(ALL)
        ]
    finally:
        reader.close()


def terminal_of(database: Path) -> str:
    """Identity of the till whose database this is.

    Raises:
        DomainError: ``not_enrolled``.
    """
    from app.store.reader import DriverReader

    reader = DriverReader(database)
    try:
        identity = reader.identity()
    finally:
        reader.close()
    if identity is None:
        raise DomainError("not_enrolled")
    return identity.terminal_id


def listed_at_centre(url: str, token: str, terminal_id: str) -> list[dict[str, Any]]:
    """Every transaction of a till that the centre's API lists, page by page."""
    listed: list[dict[str, Any]] = []
    query = {"terminal_id": terminal_id, "limit": str(PAGE)}
    with _client(url, token) as client:
        while True:
            page = _page(client, query)
            listed += page["items"]
            if not page.get("next_cursor"):
                return listed
            query["cursor"] = page["next_cursor"]


def reviews_at_centre(url: str, token: str, state: str) -> list[dict[str, Any]]:
    """The newest reviews of the shop in a state, ``open`` or ``resolved``, at most a page of them."""
    with _client(url, token) as client:
        answer = client.get("/api/v1/pos/reviews", params={"state": state, "limit": str(PAGE)})
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()["items"]
        return found


def seen_at_centre(listed: Iterable[Mapping[str, Any]]) -> list[SaleSeen]:
    """The sales among them, those undone too: at the till they stand as well."""
    return [
        SaleSeen(held["local_transaction_id"], held["number"], Decimal(held["total"]))
        for held in listed
        if held["kind"] == "sale"
    ]


def _client(url: str, token: str) -> httpx.Client:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.Client(base_url=url, headers=headers, timeout=TIMEOUT_S, trust_env=False)


def _page(client: httpx.Client, query: dict[str, str]) -> dict[str, Any]:
    answer = client.get("/api/v1/pos/transactions", params=query)
    answer.raise_for_status()
    page: dict[str, Any] = answer.json()
    return page
