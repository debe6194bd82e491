"""Files of changes, as ``admin put`` reads them: JSON lines of ``{"op", "id", "data"}``, checked whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn, cast

from pydantic import BaseModel, ValidationError

from central.services.change_cursor import MAX_ITEM_ID
from central.services.shop_config import LIMITS, SETTINGS
from core.contract.changes import (
    CustomerData,
    LimitsConfig,
    PriceData,
    ProductData,
    PromotionData,
    SettingsConfig,
    StockData,
    TaxData,
)
from core.domain.changes import ChangeOp, Stream
from core.domain.errors import DomainError
from core.domain.ids import is_uuid
from core.domain.promotion.data import promotion_from_data

MODELS: Final[Mapping[Stream, type[BaseModel]]] = {
    Stream.PRODUCTS: ProductData,
    Stream.PRICES: PriceData,
    Stream.PROMOTIONS: PromotionData,
    Stream.TAXES: TaxData,
    Stream.CUSTOMERS: CustomerData,
    Stream.STOCK: StockData,
}
"""What an item of a stream that a file may change holds; those of ``config`` differ by their ids."""
CONFIG_MODELS: Final[Mapping[str, type[BaseModel]]] = {SETTINGS: SettingsConfig, LIMITS: LimitsConfig}
"""What people decide; all other items of ``config`` the centre makes itself."""
_UUID_IDS: Final = frozenset({Stream.PRODUCTS, Stream.CUSTOMERS, Stream.STOCK})
_MOST: Final = 20
"""Errors told at once."""
_INTEGERS: Final = 2**53
Items = Mapping[str, BaseModel | None]
"""Content by id, None for an item that is to be gone."""


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong with a line.

    Attributes:
        line: From 1.
        field: Which part of it, with dots; empty for the line as a whole.
    """

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.field + ': ' if self.field else ''}{self.message}"


class PutFileError(Exception):
    """Nothing of a file was written; the text says each line that does not hold.

    Attributes:
        errors: The first of them.
    """

    def __init__(self, errors: list[LineError]) -> None:
        super().__init__("; ".join(map(str, errors)))
        self.errors = errors


class _RefusedError(Exception):
    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def read_changes(stream: Stream, lines: Iterable[bytes]) -> Items:
    """Check every line of a file.

    Args:
        stream: Whose items they are, one of `MODELS` or ``config``.
        lines: UTF-8; empty ones are passed over.

    Returns:
        Content by id, in the order of the file.

    Raises:
        PutFileError: some lines do not hold.
    """
    items: dict[str, BaseModel | None] = {}
    errors: list[LineError] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item_id, content = _item(stream, line)
            if item_id in items:
                raise _RefusedError("id", "is in the file twice")
            items[item_id] = content
        except _RefusedError as refused:
            errors.append(LineError(number, refused.field, str(refused)))
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False, include_context=False)
            errors += [LineError(number, _path("data", *one["loc"]), one["msg"]) for one in details]
        if len(errors) >= _MOST:
            break
    if errors:
        raise PutFileError(errors[:_MOST])
    return items


def _item(stream: Stream, line: bytes) -> tuple[str, BaseModel | None]:
    change = _object(line)
    unknown = set(change) - {"op", "id", "data"}
    if unknown:
        raise _RefusedError(min(unknown), "is no field of a change; versions are given by the centre")
    item_id, data = change.get("id"), change.get("data")
    if not isinstance(item_id, str) or not _is_plain(item_id):
        raise _RefusedError("id", f"must be 1 to {MAX_ITEM_ID} printable ASCII characters without quotes")
    match change.get("op"):
        case ChangeOp.DELETE:
            if stream is Stream.CONFIG:
                raise _RefusedError("op", "an item of config is changed, never deleted")
            if data is not None:
                raise _RefusedError("data", "an item that is deleted has none")
            _demand_id(stream, item_id, None)
            return item_id, None
        case ChangeOp.UPSERT:
            if not isinstance(data, dict):
                raise _RefusedError("data", "must be an object")
            content = _model(stream, item_id).model_validate(data, extra="forbid")
            _demand_id(stream, item_id, content)
            _CHECKS.get(stream, _nothing)(item_id, content)
            return item_id, content
        case _:
            raise _RefusedError("op", "must be upsert or delete")


def _model(stream: Stream, item_id: str) -> type[BaseModel]:
    if stream is not Stream.CONFIG:
        return MODELS[stream]
    if item_id not in CONFIG_MODELS:
        raise _RefusedError("id", f"must be one of {', '.join(CONFIG_MODELS)}")
    return CONFIG_MODELS[item_id]


def _object(line: bytes) -> dict[str, Any]:
    try:
        loaded = json.loads(line.decode("utf-8-sig"), parse_float=_no_float, parse_constant=_no_float)
    except UnicodeDecodeError:
        raise _RefusedError("", "is not UTF-8") from None
    except (ValueError, RecursionError):
        raise _RefusedError("", "is not JSON") from None
    if not isinstance(loaded, dict):
        raise _RefusedError("", "must be an object with op, id and data")
    change = cast("dict[str, Any]", loaded)
    _demand_storable(change, ())
    return change


def _no_float(text: str) -> NoReturn:
    raise _RefusedError("", f"{text}: a number with decimals is written as a string")


def _demand_storable(value: Any, path: tuple[str, ...]) -> None:
    """Text that a database and a receipt can hold, and integers that any program reads exactly."""
    match value:
        case str():
            if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
                raise _RefusedError(_path(*path), "holds a character that is none")
        case bool():
            pass
        case int():
            if abs(value) >= _INTEGERS:
                raise _RefusedError(_path(*path), "is too large")
        case dict():
            for name, part in cast("dict[str, Any]", value).items():
                _demand_storable(name, path)
                _demand_storable(part, (*path, name))
        case list():
            for place, part in enumerate(cast("list[object]", value)):
                _demand_storable(part, (*path, str(place)))
        case _:
            pass


def _is_plain(item_id: str) -> bool:
    return (
        0 < len(item_id) <= MAX_ITEM_ID
        and item_id.isascii()
        and item_id.isprintable()
        and not set(item_id) & set('"\\')
    )


def _demand_id(stream: Stream, item_id: str, content: BaseModel | None) -> None:
    head = item_id.partition("@")[0]
    if stream in _UUID_IDS and not is_uuid(item_id):
        raise _RefusedError("id", "must be a UUID in lower case")
    if stream is Stream.PRICES and not is_uuid(head):
        raise _RefusedError("id", "must be <variant_id> or <variant_id>@<valid_from>")
    if isinstance(content, PriceData) and content.variant_id != head:
        raise _RefusedError("data.variant_id", "must be the one of the id")
    if isinstance(content, TaxData) and content.code != head:
        raise _RefusedError("data.code", "must be the one of the id")


def _check_dates(_: str, content: Any) -> None:
    begins, ends = content.valid_from, content.valid_to
    for name, moment in (("valid_from", begins), ("valid_to", ends)):
        if moment is not None and moment.tzinfo is None:
            raise _RefusedError(f"data.{name}", "needs its offset, e.g. Z")
    if begins is not None and ends is not None and ends <= begins:
        raise _RefusedError("data.valid_to", "must be after valid_from")


def _check_stock(item_id: str, content: Any) -> None:
    if content.counted is not None:
        raise _RefusedError("data.counted", "is known to the centre alone")
    _check_times(item_id, content)


def _check_config(_: str, content: Any) -> None:
    if getattr(content, "jws", None) is not None:
        raise _RefusedError("data.jws", "is made by the centre")
    valid_to = getattr(content, "valid_to", None)
    if valid_to is not None and valid_to.tzinfo is None:
        raise _RefusedError("data.valid_to", "needs its offset, e.g. Z")


def _check_times(_: str, content: Any) -> None:
    for name in ("as_of", "points_as_of", "consent_at"):
        moment = getattr(content, name, None)
        if moment is not None and moment.tzinfo is None:
            raise _RefusedError(f"data.{name}", "needs its offset, e.g. Z")


def _check_promotion(promotion_id: str, content: Any) -> None:
    try:
        promotion = promotion_from_data(content.body)
    except DomainError as error:
        raise _RefusedError("data.body", f"is no promotion: {error.code} {dict(error.values)}") from error
    if promotion.promotion_id != promotion_id:
        raise _RefusedError("id", "must be the promotion's own")


def _nothing(_: str, content: Any) -> None:
    pass


_CHECKS: Final[Mapping[Stream, Callable[[str, Any], None]]] = {
    Stream.PRICES: _check_dates,
    Stream.TAXES: _check_dates,
    Stream.STOCK: _check_stock,
    Stream.CUSTOMERS: _check_times,
    Stream.PROMOTIONS: _check_promotion,
    Stream.CONFIG: _check_config,
}


def _path(*parts: object) -> str:
    return ".".join(str(part) for part in parts)
