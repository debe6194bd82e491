"""The judge of the demo day must be able to say no."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.demo.report import DayReport, SaleSeen, judge


def sales(*totals: str) -> list[SaleSeen]:
    return [SaleSeen(f"cart-{n}", f"0001-{n:06d}", Decimal(total)) for n, total in enumerate(totals, start=1)]


def failed(report: DayReport, copies: dict[str, int] | None = None) -> set[str]:
    judge(report, wanted_sales=2, copies=copies or {})
    assert not report.ok
    return {check["name"] for check in report.checks if not check["ok"]}


def good() -> DayReport:
    both = sales("1.00", "2.50")
    return DayReport(both, list(both), ["0001-000001", "0001-000002"], offline_sales=1, kills=1)


def test_a_day_that_squares_passes() -> None:
    report = good()
    judge(report, wanted_sales=2, copies={"0001-000001": 1})
    assert report.ok
    assert report.as_json()["till_total"] == report.as_json()["centre_total"] == "3.50"


def test_no_checks_are_no_proof() -> None:
    assert not DayReport().ok


def test_a_sale_missing_at_the_centre_is_lost() -> None:
    report = good()
    report.at_centre = report.at_centre[:1]
    assert {"nothing_lost", "totals_equal"} <= failed(report)
    assert report.lost() == ["0001-000002"]


def test_a_sale_the_screen_called_saved_and_the_till_does_not_hold_is_lost() -> None:
    report = good()
    report.confirmed.append("0001-000003")
    assert failed(report) == {"nothing_lost"}


def test_a_number_that_stands_twice_is_doubled() -> None:
    report = good()
    report.at_centre = [*report.at_centre, SaleSeen("cart-9", "0001-000001", Decimal("1.00"))]
    assert "nothing_doubled" in failed(report)


def test_a_cent_apart_is_seen_even_when_the_sums_agree() -> None:
    report = good()
    report.at_centre = sales("1.01", "2.49")
    assert failed(report) == {"each_sale_equal"}


def test_a_hole_in_the_numbers_is_seen() -> None:
    report = good()
    report.at_till = report.at_centre = [sales("1.00")[0], SaleSeen("c", "0001-000003", Decimal(1))]
    report.confirmed = []
    assert failed(report) == {"numbers_without_gap"}


@pytest.mark.parametrize(("name", "value"), [("offline_sales", 0), ("kills", 0)])
def test_a_day_without_its_faults_proves_nothing(name: str, value: int) -> None:
    report = good()
    setattr(report, name, value)
    assert len(failed(report)) == 1


def test_a_receipt_printed_twice_is_seen() -> None:
    assert failed(good(), {"0001-000001": 2}) == {"no_receipt_twice"}
