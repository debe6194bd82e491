"""A sale with the lists as they are and as they were, in one statement: PostgreSQL makes one value of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from central.services.drift import Act, Dated, DriftLine, Promoted, SaleFacts
from central.services.permissions import permissions_of
from central.services.values import Tenant
from central.store.engine import RawConnection
from central.store.review_rows import as_json
from core.domain.staff import Permission

_SALE: Final = """
WITH d AS (
  SELECT t.*, i.received_at, pos.recorded_offset(i.event_id) AS offset_ms,
    (t.cites ->> 'prices')::bigint AS prices,
    (t.cites ->> 'promotions')::bigint AS offers
  FROM pos.transactions t
  JOIN pos.sync_inbox i ON i.organization_id = t.organization_id AND i.event_id = t.event_id
  WHERE t.organization_id = $1 AND t.event_id = $2),
l AS (
  SELECT i.n, i.variant_id, i.name, i.unit_price_minor, i.list_price_minor, i.price_reason,
    i.price_approver_id, i.tax_code, i.tax_rate_milli
  FROM d JOIN pos.transaction_items i ON i.organization_id = $1 AND i.transaction_id = d.transaction_id
  WHERE d.kind = 'sale'),
w AS (
  SELECT cashier_id AS id FROM d UNION SELECT approver_id FROM d UNION SELECT price_approver_id FROM l
  UNION SELECT g.approver_id FROM d JOIN pos.discounts g
    ON g.organization_id = $1 AND g.transaction_id = d.transaction_id
  UNION SELECT g.approver_id FROM d JOIN pos.payments g
    ON g.organization_id = $1 AND g.transaction_id = d.transaction_id),
x AS (
  SELECT DISTINCT p.promotion_id, p.version FROM d JOIN pos.transaction_promotions p
    ON p.organization_id = $1 AND p.transaction_id = d.transaction_id)
SELECT json_build_object('kind', d.kind, 'at', d.completed_at, 'received_at', d.received_at,
  'offset_ms', d.offset_ms, 'terminal_id', d.terminal_id, 'date', d.business_date,
  'taxed', d.price_includes_tax, 'cited', d.prices, 'cashier_id', d.cashier_id, 'approver_id', d.approver_id,
  'lines', (SELECT json_agg(json_build_array(l.variant_id, l.name, l.unit_price_minor, l.list_price_minor,
      l.price_reason, l.price_approver_id, l.tax_code, l.tax_rate_milli, coalesce(p.open_price, false))
      ORDER BY l.n)
    FROM l LEFT JOIN pos.r_products p ON p.organization_id = $1 AND p.variant_id = l.variant_id),
  'prices', (SELECT json_agg(json_build_array(r.variant_id, r.price_list, r.price_minor, r.valid_from,
      r.valid_to, r.version))
    FROM pos.r_prices r WHERE r.organization_id = $1 AND r.variant_id IN (SELECT variant_id FROM l)),
  'past', (SELECT json_agg(json_build_array(q.key, q.body ->> 'price_list',
      (q.body ->> 'price_minor')::bigint,
      q.body ->> 'valid_from', q.body ->> 'valid_to', q.version))
    FROM pos.r_past q WHERE q.organization_id = $1 AND q.stream = 'prices'
      AND q.key IN (SELECT variant_id::text FROM l) AND q.version <= d.prices AND q.until > d.prices),
  'taxes', (SELECT json_agg(json_build_array(r.tax_code, '', r.rate_milli, r.valid_from, r.valid_to,
      r.version))
    FROM pos.r_taxes r WHERE r.organization_id = $1 AND r.tax_code IN (SELECT tax_code FROM l)),
  'promotions', (SELECT json_agg(json_build_array(x.promotion_id, x.version)) FROM x),
  'bodies', (SELECT json_agg(json_build_array(o.promotion_id, o.body)) FROM (
      SELECT r.promotion_id, r.body FROM pos.r_promotions r
      WHERE r.organization_id = $1 AND r.promotion_id IN (SELECT promotion_id FROM x)
      UNION ALL
      SELECT q.key, q.body FROM pos.r_past q WHERE q.organization_id = $1 AND q.stream = 'promotions'
        AND q.key IN (SELECT promotion_id FROM x) AND q.version <= d.offers AND q.until > d.offers) o),
  'rights', (SELECT json_agg(json_build_array(h.staff_id, h.name, h.role, h.permissions, h.active)) FROM (
      SELECT DISTINCT ON (r.staff_id) r.staff_id, s.name, r.role, r.permissions, r.active
      FROM w JOIN pos.staff_rights r ON r.organization_id = $1 AND r.staff_id = w.id
        AND r.from_at <= d.completed_at
      JOIN pos.staff s ON s.organization_id = $1 AND s.staff_id = r.staff_id
      ORDER BY r.staff_id, r.from_at DESC, r.entry DESC) h),
  'discounts', (SELECT json_agg(g.approver_id) FROM pos.discounts g WHERE g.organization_id = $1
    AND g.transaction_id = d.transaction_id AND g.kind = 'manual' AND g.approver_id IS NOT NULL),
  'released', (SELECT json_agg(json_build_array(g.approver_id, g.method)) FROM pos.payments g
    WHERE g.organization_id = $1
    AND g.transaction_id = d.transaction_id AND g.approver_id IS NOT NULL)) AS facts
FROM d"""
_VOID: Final = """
SELECT json_build_object('kind', 'void', 'at', v.voided_at, 'received_at', i.received_at,
  'offset_ms', pos.recorded_offset(i.event_id), 'terminal_id', v.terminal_id,
  'date', v.business_date,
  'cashier_id', v.cashier_id, 'approver_id', v.approver_id,
  'rights', (SELECT json_agg(json_build_array(h.staff_id, h.name, h.role, h.permissions, h.active)) FROM (
      SELECT DISTINCT ON (r.staff_id) r.staff_id, s.name, r.role, r.permissions, r.active
      FROM pos.staff_rights r JOIN pos.staff s ON s.organization_id = $1 AND s.staff_id = r.staff_id
      WHERE r.organization_id = $1 AND r.staff_id IN (v.cashier_id, v.approver_id)
        AND r.from_at <= v.voided_at
      ORDER BY r.staff_id, r.from_at DESC, r.entry DESC) h)) AS facts
FROM pos.voids v JOIN pos.sync_inbox i ON i.organization_id = v.organization_id AND i.event_id = v.event_id
WHERE v.organization_id = $1 AND v.event_id = $2"""


async def read_facts(connection: RawConnection, tenant: Tenant, event_id: str) -> SaleFacts:
    """The sale, return or void of an event, with what held then.

    Raises:
        LookupError: there is none.
    """
    key = tenant.organization_id, event_id
    found = await connection.fetchval(_SALE, *key) or await connection.fetchval(_VOID, *key)
    if found is None:
        raise LookupError(f"no sale, return or void of event {event_id}")
    data = as_json(found)
    return SaleFacts(
        at=datetime.fromisoformat(data["at"]),
        received_at=datetime.fromisoformat(data["received_at"]),
        offset_ms=data["offset_ms"],
        terminal_id=data["terminal_id"],
        date=data["date"] or "",
        lines=tuple(_lines(data)),
        promotions=tuple(_promotions(data)),
        acts=tuple(_acts(data)),
    )


def _rows(data: Mapping[str, Any], name: str) -> list[Any]:
    """An array of the value; PostgreSQL makes null of one without elements."""
    found: list[Any] | None = data.get(name)
    return found or []


def _lines(data: Mapping[str, Any]) -> Iterable[DriftLine]:
    cited = data.get("cited")
    prices = _rows(data, "prices")
    had = [] if cited is None else [*_rows(data, "past"), *(row for row in prices if row[5] <= cited)]
    for line in _rows(data, "lines"):
        variant, name, charged, listed, reason, approver, tax_code, rate, open_price = line
        by_hand = reason is not None and listed is None
        yield DriftLine(
            variant_id=variant,
            name=name,
            charged=charged if listed is None else listed,
            free=open_price or by_hand or approver is not None or not data["taxed"],
            tax_code=tax_code,
            tax_rate=rate,
            now=_dated(prices, variant),
            cited=_dated(had, variant),
            taxes=_dated(_rows(data, "taxes"), tax_code),
        )


def _dated(rows: Iterable[Any], key: str) -> tuple[Dated, ...]:
    return tuple(
        Dated(name or "", value, _moment(begins), _moment(ends))
        for owner, name, value, begins, ends, _ in rows
        if owner == key
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _promotions(data: Mapping[str, Any]) -> Iterable[Promoted]:
    bodies = _rows(data, "bodies")
    for promotion_id, version in _rows(data, "promotions"):
        known = tuple(body for owner, body in bodies if owner == promotion_id)
        yield Promoted(promotion_id, version, known)


def _wanted(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(person, right) of what was done, without those nobody is named for."""
    doer = data["approver_id"] or data["cashier_id"]
    if data["kind"] != "sale":
        return (
            [] if doer is None else [(doer, Permission.VOID if data["kind"] == "void" else Permission.RETURN)]
        )
    priced = [
        (line[5], Permission.OPEN_PRICE if line[8] else Permission.PRICE)
        for line in _rows(data, "lines")
        if line[5] is not None
    ]
    return [
        *([] if data["cashier_id"] is None else [(data["cashier_id"], Permission.CREATE)]),
        *priced,
        *((person, Permission.DISCOUNT) for person in _rows(data, "discounts")),
        *(
            (person, Permission.CREDIT if method == "store_credit" else Permission.RELEASE)
            for person, method in _rows(data, "released")
        ),
    ]


def _acts(data: Mapping[str, Any]) -> Iterable[Act]:
    held = {
        staff_id: (name, permissions_of(role, tuple(extra)) if active else frozenset[str]())
        for staff_id, name, role, extra, active in _rows(data, "rights")
    }
    for person, right in _wanted(data):
        if person in held:
            name, rights = held[person]
            yield Act(person, name, str(right), right in rights)
