"""How values are written as JSON and read back: one table per value, so that both ways agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar, cast

from core.domain.documents import money_text, quantity_text
from core.domain.errors import DomainError
from core.domain.money import exact_scaled, from_cents, from_millis
from core.domain.promotion.kinds import invalid

_Value = TypeVar("_Value")
_DECIMAL: Final = {places: re.compile(rf"[0-9]{{1,9}}(?:\.[0-9]{{1,{places}}})?") for places in (2, 3)}
_CLOCK: Final = re.compile(r"[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Form(Generic[_Value]):
    """One kind of JSON value; reading raises `ValueError` or `TypeError` for what it is not."""

    read: Callable[[Any], _Value]
    write: Callable[[_Value], Any]


def plain(kind: type[_Value]) -> Form[_Value]:
    """A value of exactly this type: true is no integer."""

    def read(value: object) -> _Value:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    def write(value: _Value) -> _Value:
        return value

    return Form(read, write)


def optional(form: Form[_Value]) -> Form[_Value | None]:
    """A value that may be null."""

    def read(value: object) -> _Value | None:
        return None if value is None else form.read(value)

    def write(value: _Value | None) -> object:
        return None if value is None else form.write(value)

    return Form(read, write)


def listed(form: Form[_Value]) -> Form[tuple[_Value, ...]]:
    """A list whose order matters."""

    def read(value: object) -> tuple[_Value, ...]:
        return tuple(form.read(item) for item in _list(value))

    def write(values: tuple[_Value, ...]) -> list[object]:
        return [form.write(value) for value in values]

    return Form(read, write)


def record(make: Callable[..., _Value], fields: Mapping[str, tuple[str, Form[Any]]]) -> Form[_Value]:
    """An object with exactly these fields, each with its attribute and form.

    A field that is not known is refused: a till that overlooked a condition would give away money. Reading
    raises `DomainError` ``promotion_invalid`` with the name of the field.
    """

    def read(value: object) -> _Value:
        if not isinstance(value, dict):
            raise TypeError(f"{value!r} is no object")
        data = cast("dict[str, object]", value)
        unknown = set(data) - set(fields)
        if unknown:
            raise invalid(min(map(str, unknown)))
        return make(**{attribute: _field(data, name, form) for name, (attribute, form) in fields.items()})

    def write(value: _Value) -> dict[str, object]:
        return {name: form.write(getattr(value, attribute)) for name, (attribute, form) in fields.items()}

    return Form(read, write)


def _field(data: Mapping[str, object], name: str, form: Form[Any]) -> object:
    try:
        return form.read(data[name])
    except DomainError:
        raise
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise invalid(name) from error


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return cast("list[object]", value)


def _scaled(places: int, value: object) -> int:
    text = TEXT.read(value)
    if _DECIMAL[places].fullmatch(text) is None:
        raise ValueError(f"{text!r} is not a decimal of at most {places} places")
    return exact_scaled(Decimal(text), places)


def _read_cents(value: object) -> int:
    return _scaled(2, value)


def _write_cents(cents: int) -> str:
    return money_text(from_cents(cents))


def _read_percent(value: object) -> int:
    return _scaled(3, value)


def _write_percent(percent: int) -> str:
    return quantity_text(from_millis(percent))


def _read_names(value: object) -> frozenset[str]:
    return frozenset(TEXT.read(name) for name in _list(value))


def _read_moment(value: object) -> datetime:
    moment = datetime.fromisoformat(TEXT.read(value))
    if moment.utcoffset() is None:
        raise ValueError(f"{value!r} has no offset")
    return moment.astimezone(UTC)


def _write_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read_clock(value: object) -> time:
    text = TEXT.read(value)
    if _CLOCK.fullmatch(text) is None:
        raise ValueError(f"{text!r} is no HH:MM")
    return time.fromisoformat(text)


def _write_clock(clock: time) -> str:
    return clock.isoformat("minutes")


TEXT: Final = plain(str)
COUNT: Final = plain(int)
FLAG: Final = plain(bool)
CENTS: Final = Form(_read_cents, _write_cents)
"""Cents as an amount with 2 decimals."""
PERCENT: Final = Form(_read_percent, _write_percent)
"""Thousandths of a percent as a percent without trailing zeros."""
NAMES: Final[Form[frozenset[str]]] = Form(_read_names, sorted)
MOMENT: Final = Form(_read_moment, _write_moment)
"""A moment in UTC; any offset is read."""
CLOCK: Final = Form(_read_clock, _write_clock)
