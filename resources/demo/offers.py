"""Reads the demo shop's promotions, whose file names goods as people do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from core.domain.promotion.data import promotion_from_data
from core.domain.promotion.rules import Promotion
from resources.demo.codes import stable_uuid
from resources.demo.tables_reader import TableError

_USUAL: Final[Mapping[str, Any]] = {
    "version": 1,
    "level": "item",
    "priority": 0,
    "exclusive_group": None,
    "stackable": True,
    "targets": {},
    "valid_from": "2026-01-01T05:00:00Z",
    "valid_to": None,
    "windows": [],
    "customer_groups": [],
}
"""What a promotion of the file leaves out; 05:00 UTC is midnight in Panama."""
_NOTHING: Final[Mapping[str, Any]] = {"variants": [], "categories": [], "everything": False}


def read_promotions(path: Path, ids: Mapping[str, str]) -> tuple[Promotion, ...]:
    """The promotions of a file, in its order.

    Args:
        path: JSON: a list of promotions, with names of goods for their variants.
        ids: Variant by name.

    Raises:
        TableError: no product has such a name.
        DomainError: ``promotion_invalid``.
    """
    listed: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_promotion(data, ids) for data in listed)


def _promotion(data: dict[str, Any], ids: Mapping[str, str]) -> Promotion:
    full: dict[str, Any] = {**_USUAL, "id": stable_uuid("promotion", data["name"]), **data}
    full["targets"] = _targets(full["targets"], ids)
    parts: list[dict[str, Any]] = full["parameters"].get("parts", [])
    for part in parts:
        part["targets"] = _targets(part["targets"], ids)
    return promotion_from_data(full)


def _targets(named: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    names: list[str] = named.get("variants", [])
    unknown = set(names) - set(ids)
    if unknown:
        raise TableError(f"promotions.json: no product is named {min(unknown)!r}")
    return {**_NOTHING, **named, "variants": [ids[name] for name in names]}
