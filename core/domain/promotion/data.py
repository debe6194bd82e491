"""A promotion as JSON: the item of the ``promotions`` stream, kept as text in ``catalog.db``.

Amounts and percents are decimal strings, sets are sorted lists. What `promotion_to_data` writes,
`promotion_from_data` reads back as the same value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from core.domain.errors import DomainError
from core.domain.payload import JsonObject
from core.domain.promotion import forms
from core.domain.promotion.amount_terms import Fixed, Percent, Threshold
from core.domain.promotion.forms import Form, record
from core.domain.promotion.kinds import Kind, invalid
from core.domain.promotion.pack_terms import Bundle, BundlePart, NForPrice, NPayM, NthPercent
from core.domain.promotion.rules import Level, Promotion
from core.domain.promotion.targets import Targets
from core.domain.time_window import DAYS, TimeWindow

_AMOUNT: Final = ("amount_cents", forms.CENTS)
_PRICE: Final = ("price_cents", forms.CENTS)
_PERCENT: Final = ("percent", forms.PERCENT)
_N: Final = ("n", forms.COUNT)


def _read_days(value: Any) -> frozenset[str]:
    days = forms.NAMES.read(value)
    if not days.issubset(DAYS):
        raise ValueError(f"unknown day in {sorted(days)}")
    return days


def _write_days(days: frozenset[str]) -> list[str]:
    return [day for day in DAYS if day in days]


def _write_level(level: Level) -> str:
    return level.value


_TARGETS: Final = record(
    Targets,
    {
        "variants": ("variants", forms.NAMES),
        "categories": ("categories", forms.NAMES),
        "everything": ("everything", forms.FLAG),
    },
)
_PART: Final = record(BundlePart, {"targets": ("targets", _TARGETS), "quantity": ("quantity", forms.COUNT)})
_WINDOW: Final = record(
    TimeWindow,
    {
        "start": ("start", forms.CLOCK),
        "end": ("end", forms.CLOCK),
        "days": ("days", Form(_read_days, _write_days)),
    },
)
_PARAMETERS: Final[Mapping[Kind, Form[Any]]] = {
    Kind.PERCENT: record(Percent, {"percent": _PERCENT}),
    Kind.FIXED: record(Fixed, {"amount": _AMOUNT}),
    Kind.THRESHOLD: record(Threshold, {"minimum": ("minimum_cents", forms.CENTS), "amount": _AMOUNT}),
    Kind.N_PAY_M: record(NPayM, {"n": _N, "m": ("m", forms.COUNT)}),
    Kind.NTH_PERCENT: record(NthPercent, {"n": _N, "percent": _PERCENT}),
    Kind.N_FOR_PRICE: record(NForPrice, {"n": _N, "price": _PRICE}),
    Kind.BUNDLE: record(Bundle, {"price": _PRICE, "parts": ("parts", forms.listed(_PART))}),
}
_PROMOTIONS: Final[Mapping[Kind, Form[Promotion]]] = {
    kind: record(
        Promotion,
        {
            "id": ("promotion_id", forms.TEXT),
            "version": ("version", forms.COUNT),
            "name": ("name", forms.TEXT),
            "level": ("level", Form(Level, _write_level)),
            "parameters": ("terms", parameters),
            "priority": ("priority", forms.COUNT),
            "exclusive_group": ("exclusive_group", forms.optional(forms.TEXT)),
            "stackable": ("stackable", forms.FLAG),
            "targets": ("targets", _TARGETS),
            "valid_from": ("valid_from", forms.MOMENT),
            "valid_to": ("valid_to", forms.optional(forms.MOMENT)),
            "windows": ("windows", forms.listed(_WINDOW)),
            "customer_groups": ("customer_groups", forms.NAMES),
        },
    )
    for kind, parameters in _PARAMETERS.items()
}


def promotion_to_data(promotion: Promotion) -> JsonObject:
    """A promotion as JSON values."""
    return {"kind": promotion.kind.value, **_PROMOTIONS[promotion.kind].write(promotion)}


def promotion_from_data(data: Mapping[str, Any]) -> Promotion:
    """Read a promotion.

    Raises:
        DomainError: ``promotion_invalid`` (values ``id`` and ``field``): a field is missing, unknown,
            mistyped or out of range.
    """
    found = str(data.get("id", ""))
    try:
        form = _PROMOTIONS[Kind(data.get("kind", ""))]
    except ValueError as error:
        raise invalid("kind", found) from error
    try:
        return form.read({name: value for name, value in data.items() if name != "kind"})
    except DomainError as error:
        raise invalid(error.values["field"], found) from error
