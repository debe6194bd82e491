"""Changes as they came to rows as they are stored; on the sync thread, before any slice."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from app.store.catalog.rows import Goods, to_cents, to_milli, to_quantity_milli
from app.store.catalog.schema import ALWAYS, FOREVER
from app.store.catalog.sink.lane import Job
from app.store.catalog.sink.meta import mark_unread
from app.store.driver import Value
from app.usecases.customers_port import CustomerRecord
from core.contract.changes import CustomerData, PriceData, ProductData, PromotionData, StockData, TaxData
from core.domain.changes import Change, ChangeOp, Stream
from core.domain.journal.rows import unix_ms
from core.domain.text import sanitise

_log = logging.getLogger(__name__)

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")

_GTIN: Final = "gtin"
_GTIN_LENGTH: Final = 14


@dataclass(frozen=True, slots=True)
class InTime:
    """A price or a rate that holds from one moment to another.

    Attributes:
        item: Its identity.
        version: The centre's.
        key: Of what: a variant or a tax code.
        values: The columns of its kind; the first is the figure.
        from_ms: Unix ms from which on it holds.
        to_ms: Exclusive.
    """

    item: str
    version: int
    key: str
    values: tuple[int | str, ...]
    from_ms: int
    to_ms: int


@dataclass(frozen=True, slots=True)
class Person:
    """A customer of the stream.

    Attributes:
        rank: In the shop's order; None: after all others.
    """

    record: CustomerRecord
    version: int
    rank: int | None


def read_all(
    stream: Stream, changes: Iterable[Change], read: Callable[[Change], R], *, told: bool = False
) -> tuple[list[tuple[Change, R | None]], list[Job]]:
    """Each change with what it brings, None for a tombstone; one that cannot be read is left out and said.

    It must not hold up the others, and the next version of it may be well. ``told``: it is said elsewhere.

    Returns:
        Those changes, and what is to be written with them: that something was left out.
    """
    found: list[tuple[Change, R | None]] = []
    marks: list[Job] = []
    for change in changes:
        if change.op is ChangeOp.DELETE:
            found.append((change, None))
            continue
        try:
            found.append((change, read(change)))
        except (ValidationError, ValueError):
            level = logging.DEBUG if told else logging.WARNING
            _log.log(level, "an item of %s cannot be read: %s version %d", stream, change.id, change.version)
            marks = [partial(mark_unread, stream)]
    return found, marks


def goods_from(change: Change) -> Goods:
    """A product.

    Raises:
        ValidationError: it is none.
    """
    data = ProductData.model_validate(change.data)
    codes = {(code.kind, _padded(code.kind, code.code)) for code in data.codes}
    return Goods(
        variant_id=change.id,
        sku=data.sku,
        barcode=data.barcode,
        name=sanitise(data.name),
        unit=data.unit,
        measured=data.measured,
        tax_code=data.tax_code,
        category=data.category,
        statutory_class=data.statutory_class,
        open_price=data.open_price,
        version=change.version,
        codes=tuple(sorted(codes)),
        rank=data.rank,
    )


def price_from(change: Change) -> InTime:
    """A price.

    Raises:
        ValidationError: it is none.
    """
    data = PriceData.model_validate(change.data)
    values = (to_cents(data.price), data.price_list)
    return _in_time(change, data.variant_id, values, data.valid_from, data.valid_to)


def tax_from(change: Change) -> InTime:
    """A rate.

    Raises:
        ValidationError: it is none.
    """
    data = TaxData.model_validate(change.data)
    return _in_time(change, data.code, (to_milli(data.rate),), data.valid_from, data.valid_to)


def promotion_from(change: Change) -> tuple[Value, ...]:
    """Columns of a promotion after its id and version.

    Raises:
        ValidationError: it is none.
    """
    body = PromotionData.model_validate(change.data).body
    return (json.dumps(body, ensure_ascii=False, separators=(",", ":")),)


def stock_from(change: Change) -> tuple[Value, ...]:
    """Columns of a stock figure after its id and version.

    Raises:
        ValidationError: it is none.
    """
    data = StockData.model_validate(change.data)
    epoch, seq = data.counted or (None, None)
    return (to_quantity_milli(data.quantity), epoch, seq)


def person_from(change: Change) -> Person:
    """A customer.

    Raises:
        ValidationError: it is none.
    """
    data = CustomerData.model_validate(change.data)
    given: dict[str, Any] = {
        name: getattr(data, name)
        for name in ("name", "kind", "document", "dv", "phone", "email", "discount_percent", "points")
    }
    credit = data.credit
    record = CustomerRecord(
        customer_id=change.id,
        **given,
        groups=tuple(data.groups),
        points_as_of=data.points_as_of,
        credit_limit=None if credit is None else credit.limit,
        credit_used=Decimal("0.00") if credit is None else credit.used,
        blocked=data.blocked,
        consent_at=data.consent_at,
        cards=tuple(data.cards),
    )
    return Person(record, change.version, data.rank)


def _in_time(
    change: Change, key: str, values: tuple[int | str, ...], begins: datetime | None, ends: datetime | None
) -> InTime:
    return InTime(
        change.id,
        change.version,
        key,
        values,
        ALWAYS if begins is None else max(ALWAYS, _ms(begins)),
        FOREVER if ends is None else _ms(ends),
    )


def _ms(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return unix_ms(moment)


def _padded(kind: str, code: str) -> str:
    return code.zfill(_GTIN_LENGTH) if kind == _GTIN else code
