"""Goods that leave and come back, and what a person is asked about them: pure (sync.md C11, section 6).

Stock is a sum of movements, so their order does not matter and it may fall below zero: the customer has left
with the goods. A variant that was never counted in a shop has no figure there, and nothing is made up for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from central.services.projection import millis
from core.domain.documents import quantity_text
from core.domain.money import from_millis

NEGATIVE: Final = "STOCK_NEGATIVE"
UNKNOWN: Final = "UNKNOWN_SKU"
_LISTED: Final = 100
"""Most events a review names; ``count`` goes on."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What one event does to the stock of one variant.

    Attributes:
        moved: Thousandths, below zero for what left the shop.
        known: Whether the catalogue has the variant; all are taken for known while there is no catalogue.
        counted: Whether the shop has a figure for it.
    """

    variant_id: str
    moved: int
    name: str
    known: bool = True
    counted: bool = True


def unknown_params(movement: Movement) -> dict[str, Any]:
    """Of an ``UNKNOWN_SKU``: its line waits for a person."""
    return {
        "variant_id": movement.variant_id,
        "name": movement.name,
        "quantity": _text(-movement.moved),
    }


def negative_params(movement: Movement, after: int) -> dict[str, Any]:
    """Of a new ``STOCK_NEGATIVE``; ``after`` in thousandths."""
    return {
        "variant_id": movement.variant_id,
        "name": movement.name,
        "before": _text(after - movement.moved),
        "sold": _text(-movement.moved),
        "after": _text(after),
        "count": 1,
    }


def added(params: Mapping[str, Any], movement: Movement, after: int, event_id: str) -> dict[str, Any]:
    """The same review with one sale more."""
    return {
        **with_event(params, event_id),
        "sold": _text(millis(params["sold"]) - movement.moved),
        "after": _text(after),
    }


def given_back(
    params: Mapping[str, Any], events: Sequence[str], movement: Movement, after: int
) -> dict[str, Any] | None:
    """The same review when goods of one of its sales are back; None when they are of another sale.

    Args:
        params: Of the open review.
        events: The event it was opened on, and the sale that is taken back.
        movement: What came back.
        after: Thousandths left.
    """
    first, sale = events
    named = (first, *params.get("events", ()))
    if sale not in named and params.get("count", 1) <= len(named):
        return None  # all its sales are named, and this is none of them
    return {**params, "sold": _text(max(0, millis(params["sold"]) - movement.moved)), "after": _text(after)}


def with_event(params: Mapping[str, Any], event_id: str) -> dict[str, Any]:
    """A review of one cause with one event more; the latest hundred are named."""
    events = [*params.get("events", ()), event_id][-_LISTED:]
    return {**params, "events": events, "count": params.get("count", 1) + 1}


def exchanged(params: Mapping[str, Any], variant_id: str) -> list[tuple[str, int]]:
    """(variant, thousandths) that set right what left as another variant than the one that was rung up."""
    sold = millis(params["sold"])
    return [(params["variant_id"], sold), (variant_id, -sold)]


def rung_up(params: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The same of a line that is taken as what it was rung up as."""
    return taken_as(params, str(params["variant_id"]))


def taken_as(params: Mapping[str, Any], variant_id: str) -> list[tuple[str, int]]:
    """(variant, thousandths) of a line that waited."""
    return [(variant_id, -millis(params["quantity"]))]


def _text(millis: int) -> str:
    return quantity_text(from_millis(millis))
