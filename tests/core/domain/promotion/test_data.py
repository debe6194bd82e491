"""Promotions as JSON: there and back without loss, and nothing doubtful is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings

from core.domain.errors import DomainError
from core.domain.promotion.amount_terms import Percent
from core.domain.promotion.data import promotion_from_data, promotion_to_data
from core.domain.promotion.pack_terms import Bundle, BundlePart, NPayM
from core.domain.promotion.rules import Level, Promotion
from core.domain.promotion.targets import Targets
from core.domain.time_window import TimeWindow
from tests.core.domain.promotion.shop import ALL, NOON, books, goods, promo

MEAL = {
    "id": "0198f0c0-0000-7000-8000-0000000000aa",
    "version": 44,
    "name": "Combo del día",
    "level": "item",
    "kind": "bundle",
    "parameters": {
        "price": "5.99",
        "parts": [
            {"targets": {"variants": ["a", "b"], "categories": [], "everything": False}, "quantity": 1},
            {"targets": {"variants": [], "categories": ["drinks"], "everything": False}, "quantity": 2},
        ],
    },
    "priority": 10,
    "exclusive_group": "lunch",
    "stackable": False,
    "targets": {"variants": [], "categories": [], "everything": False},
    "valid_from": "2026-12-01T05:00:00Z",
    "valid_to": "2027-01-01T05:00:00Z",
    "windows": [{"start": "22:00", "end": "02:00", "days": ["mon", "fri"]}],
    "customer_groups": ["club", "gold"],
}


def test_a_promotion_reads_as_written_by_hand() -> None:
    rule = promotion_from_data(MEAL)
    assert rule.terms == Bundle(
        599, (BundlePart(goods("a", "b")), BundlePart(goods(categories=["drinks"]), 2))
    )
    assert rule.windows == (TimeWindow(time(22), time(2), frozenset({"mon", "fri"})),)
    assert rule.valid_from == datetime(2026, 12, 1, tzinfo=timezone(timedelta(hours=-5)))
    assert (rule.level, rule.version, rule.stackable) == (Level.ITEM, 44, False)
    assert promotion_to_data(rule) == MEAL


@settings(max_examples=40)
@given(books)
def test_what_is_written_is_read_back_the_same(rules: tuple[Promotion, ...]) -> None:
    for rule in rules:
        text = json.dumps(promotion_to_data(rule))
        again = promotion_from_data(json.loads(text))
        assert again == rule
        assert json.dumps(promotion_to_data(again)) == text


def test_a_percent_keeps_its_thousandths() -> None:
    data = promotion_to_data(promo("a", Percent(12_345)))
    assert data["parameters"] == {"percent": "12.345"}
    assert promotion_from_data(data).terms == Percent(12_345)


def changed(*path: str | int, to: object) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(MEAL))
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return data


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (["id"], "", "id"),
        (["id"], 7, "id"),
        (["version"], True, "version"),
        (["version"], "44", "version"),
        (["version"], 0, "version"),
        (["name"], " ", "name"),
        (["name"], "Com\nbo", "name"),
        (["name"], "x" * 121, "name"),
        (["level"], "line", "level"),
        (["kind"], "free", "kind"),
        (["kind"], ["bundle"], "kind"),
        (["parameters"], [], "parameters"),
        (["parameters", "price"], 5.99, "price"),
        (["parameters", "price"], "5.999", "price"),
        (["parameters", "price"], "1e3", "price"),
        (["parameters", "price"], "-1.00", "price"),
        (["parameters", "max_uses"], 1, "max_uses"),
        (["parameters", "parts"], {}, "parts"),
        (["parameters", "parts", 0], None, "parts"),
        (["parameters", "parts", 0, "quantity"], 1.0, "quantity"),
        (["parameters", "parts", 0, "targets", "variants"], [1], "variants"),
        (["targets", "everything"], True, "targets"),
        (["targets", "everything"], 1, "everything"),
        (["targets", "brands"], [], "brands"),
        (["priority"], None, "priority"),
        (["exclusive_group"], "", "exclusive_group"),
        (["stackable"], None, "stackable"),
        (["valid_from"], "2026-12-01T05:00:00", "valid_from"),
        (["valid_from"], "0001-01-01T00:00:00+05:00", "valid_from"),
        (["valid_from"], 1_764_565_200, "valid_from"),
        (["valid_to"], "2026-12-01T05:00:00Z", "valid_to"),
        (["windows", 0, "start"], "22:00:30", "start"),
        (["windows", 0, "start"], "25:00", "start"),
        (["windows", 0, "end"], "22:00", "windows"),
        (["windows", 0, "days"], ["vie"], "days"),
        (["customer_groups"], [""], "customer_groups"),
        (["customer_groups"], "club", "customer_groups"),
        (["coupon"], "X", "coupon"),
    ],
)
def test_bad_data_is_refused_by_field(path: list[str | int], value: object, field: str) -> None:
    with pytest.raises(DomainError) as caught:
        promotion_from_data(changed(*path, to=value))
    expected = {"id": str(value) if path == ["id"] else MEAL["id"], "field": field}
    assert (caught.value.code, caught.value.values) == ("promotion_invalid", expected)


@pytest.mark.parametrize("field", sorted(MEAL))
def test_a_missing_field_is_refused(field: str) -> None:
    with pytest.raises(DomainError) as caught:
        promotion_from_data({name: value for name, value in MEAL.items() if name != field})
    assert caught.value.values["field"] == field


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("targets", lambda: promo("a", Percent(1000), Targets())),
        ("level", lambda: promo("a", NPayM(3, 2), level=Level.ORDER)),
        ("targets", lambda: replace(promotion_from_data(MEAL), targets=ALL)),
        ("valid_from", lambda: promo("a", Percent(1000), valid_from=NOON.replace(tzinfo=None))),
        ("valid_to", lambda: promo("a", Percent(1000), valid_to=NOON.replace(year=2020))),
        ("windows", lambda: promo("a", Percent(1000), windows=(TimeWindow(time(8), time(8)),))),
        ("windows", lambda: promo("a", Percent(1000), windows=(TimeWindow(time(8, 0, 1), time(9)),))),
    ],
)
def test_a_rule_that_means_nothing_is_refused(field: str, make: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as caught:
        make()
    assert (caught.value.code, caught.value.values["field"]) == ("promotion_invalid", field)
