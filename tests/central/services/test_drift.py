"""What differs from what held when a sale was made, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from central.services.drift import Act, Dated, DriftLine, Promoted, SaleFacts, drifts
from tests.central.sales import START

HOUR = timedelta(hours=1)
LINE = DriftLine("v1", "Arroz", 107, False, "01", 7000)
FACTS = SaleFacts(START, START, -240, "t1", "2026-11-24")


def codes(**changes: Any) -> list[str]:
    return [found.code for found in drifts(replace(FACTS, **changes))]


def priced(now: tuple[Dated, ...], cited: tuple[Dated, ...] = (), **changes: Any) -> list[str]:
    return codes(lines=(replace(LINE, now=now, cited=cited, **changes),))


@pytest.mark.parametrize(
    ("rows", "differs"),
    [
        ((), False),
        ((Dated("", 107),), False),
        ((Dated("", 108),), True),
        ((Dated("", 108), Dated("mayor", 107)), False),
        ((Dated("", 107, START - HOUR, START + HOUR),), False),
        ((Dated("", 107, START, None),), False),
        ((Dated("", 107, START - HOUR, START), Dated("", 120, START)), True),
        ((Dated("", 107, START + HOUR), Dated("", 120)), True),
        ((Dated("", 107), Dated("", 120, START + HOUR)), False),
        ((Dated("", 107), Dated("", 120, START - HOUR)), True),
    ],
)
def test_a_price_is_that_of_a_list_that_held_then(rows: tuple[Dated, ...], differs: bool) -> None:
    assert priced(rows) == (["PRICE_DRIFT"] if differs else [])


def test_the_version_the_till_cites_is_as_good_as_the_list_of_today() -> None:
    assert priced((Dated("", 120),), (Dated("", 107),)) == []
    assert priced((Dated("", 120),), (Dated("", 107, None, START),)) == ["PRICE_DRIFT"]


def test_a_price_nobodys_list_says_is_no_drift() -> None:
    assert priced((Dated("", 120),), free=True) == []


def test_a_drift_names_its_cause_so_that_later_sales_are_added() -> None:
    lines = tuple(replace(LINE, variant_id=variant, now=(Dated("", 120),)) for variant in ("v1", "v2", "v1"))
    found = list(drifts(replace(FACTS, lines=lines)))
    assert [one.cause for one in found] == ["t1/2026-11-24/v1", "t1/2026-11-24/v2"]
    assert found[0].params == {
        "variant_id": "v1",
        "name": "Arroz",
        "charged": "1.07",
        "expected": "1.20",
    }


@pytest.mark.parametrize(
    ("rows", "differs"),
    [
        ((), False),
        ((Dated("", 7000),), False),
        ((Dated("", 10000),), True),
        ((Dated("", 7000, None, START),), True),
        ((Dated("", 7000, None, START), Dated("", 10000, START)), True),
    ],
)
def test_a_tax_is_that_of_the_table_of_the_day(rows: tuple[Dated, ...], differs: bool) -> None:
    assert codes(lines=(replace(LINE, taxes=rows),)) == (["TAX_RULE_DRIFT"] if differs else [])


@pytest.mark.parametrize(
    ("body", "differs"),
    [
        ({"version": 3}, False),
        ({"version": 2}, True),
        ({"version": 3, "valid_from": "2026-11-24T15:00:00+00:00"}, False),
        ({"version": 3, "valid_to": "2026-11-24T15:00:00+00:00"}, True),
        ({"version": 3, "valid_from": "2026-11-25T00:00:00Z"}, True),
    ],
)
def test_a_promotion_holds_within_its_time(body: dict[str, Any], differs: bool) -> None:
    applied = Promoted("verano", 3, ({"name": "Verano", **body},))
    assert codes(promotions=(applied, applied)) == (["PROMO_EXPIRED"] if differs else [])
    assert codes(promotions=(Promoted("otra", 3, ()),)) == []


@pytest.mark.parametrize(
    ("at", "offset", "minutes"),
    [
        (timedelta(minutes=5), 0, None),
        (timedelta(minutes=6), 0, 6),
        (timedelta(days=-9), 0, None),
        (timedelta(), 86_400_000, None),
        (timedelta(), -86_460_000, 1441),
        (timedelta(), None, None),
    ],
)
def test_a_clock_that_is_far_off_is_said(at: timedelta, offset: int | None, minutes: int | None) -> None:
    moved: datetime = START + at
    found = list(drifts(replace(FACTS, at=moved, offset_ms=offset)))
    assert [one.params["minutes"] for one in found] == ([] if minutes is None else [minutes])


def test_an_act_without_its_right_is_asked_of_somebody_else() -> None:
    good, unknown = Act("p1", "Ana", "pos:void", True), Act("p2", "Eva", "pos:void", None)
    assert codes(acts=(good, unknown)) == []
    bad = Act("p3", "Iván", "pos:discount", False)
    (found,) = drifts(replace(FACTS, acts=(good, bad)))
    assert (found.code, found.params["approver_id"], found.params["name"]) == (
        *("PERMISSION_REVOKED", "p3", "Iván"),
    )
