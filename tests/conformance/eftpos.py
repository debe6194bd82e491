"""Conformance suite of `core.ports.eft.EFTPOS` (hardware.md section 12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest

from core.domain.charge import ChargeState
from core.ports.eft import EFTPOS

AMOUNT = Decimal("75.50")
ORDER = "0198f0c0-9999-7000-8000-00000000e001"
WAIT_S = 0.25


@dataclass(frozen=True)
class EftHarness:
    """What the suite needs of an implementation: its port, what the customer does, and its faults."""

    port: EFTPOS
    decide: Callable[[str], None]
    go_silent: Callable[[bool], None]
    go_away: Callable[[], None]
    charged: Callable[[], int]


class EftConformance:
    """Subclass with a ``harness`` fixture."""

    def test_a_charge_waits_with_a_code_to_scan(self, harness: EftHarness) -> None:
        report = harness.port.authorize_sales(ORDER, AMOUNT, WAIT_S)
        assert (report.sequence, report.amount, report.state) == (ORDER, AMOUNT, ChargeState.WAITING)
        assert report.qr
        assert report.expires_s > 0

    @pytest.mark.parametrize("state", ["approved", "declined", "expired"])
    def test_what_was_decided_is_reported(self, harness: EftHarness, state: str) -> None:
        harness.port.authorize_sales(ORDER, AMOUNT, WAIT_S)
        harness.decide(state)
        report = harness.port.query(ORDER, AMOUNT, WAIT_S)
        assert report.state == state
        assert bool(report.confirmation) == (state == "approved")
        assert not report.qr

    def test_asking_twice_with_one_number_charges_once(self, harness: EftHarness) -> None:
        harness.port.authorize_sales(ORDER, AMOUNT, WAIT_S)
        harness.decide("approved")
        assert harness.port.authorize_sales(ORDER, AMOUNT, WAIT_S).state is ChargeState.APPROVED
        assert harness.charged() == 1

    def test_silence_is_unknown_and_asking_again_tells(self, harness: EftHarness) -> None:
        harness.go_silent(True)
        assert harness.port.authorize_sales(ORDER, AMOUNT, WAIT_S).state is ChargeState.UNKNOWN
        harness.decide("approved")
        assert harness.port.query(ORDER, AMOUNT, WAIT_S).state is ChargeState.UNKNOWN
        harness.go_silent(False)
        assert harness.port.query(ORDER, AMOUNT, WAIT_S).state is ChargeState.APPROVED
        assert harness.charged() == 1

    def test_a_charge_nobody_asked_for_is_none(self, harness: EftHarness) -> None:
        assert harness.port.query(ORDER, AMOUNT, WAIT_S).state is ChargeState.NONE

    def test_an_answer_about_another_amount_is_unknown(self, harness: EftHarness) -> None:
        harness.port.authorize_sales(ORDER, AMOUNT, WAIT_S)
        assert harness.port.query(ORDER, Decimal("75.51"), WAIT_S).state is ChargeState.UNKNOWN

    def test_a_waiting_charge_is_withdrawn_a_paid_one_is_not(self, harness: EftHarness) -> None:
        harness.port.authorize_sales(ORDER, AMOUNT, WAIT_S)
        assert harness.port.authorize_void(ORDER, AMOUNT, WAIT_S).state is ChargeState.CANCELLED
        other = ORDER.replace("e001", "e002")
        harness.port.authorize_sales(other, AMOUNT, WAIT_S)
        harness.decide("approved")
        assert harness.port.authorize_void(other, AMOUNT, WAIT_S).state is ChargeState.APPROVED

    def test_a_machine_that_is_not_there_was_asked_nothing(self, harness: EftHarness) -> None:
        harness.go_away()
        report = harness.port.authorize_sales(ORDER, AMOUNT, WAIT_S)
        assert (report.state, report.reason) == (ChargeState.NONE, "no_hardware")
        assert harness.port.query(ORDER, AMOUNT, WAIT_S).state is ChargeState.UNKNOWN
        assert harness.port.authorize_void(ORDER, AMOUNT, WAIT_S).state is ChargeState.UNKNOWN
