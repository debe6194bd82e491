"""The driver over real sockets against the virtual gateway, and the fake that stands for it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.charge import ChargeState
from hardware.eft.frames import read_reply
from hardware.eft.qr_gateway import QrGateway
from hardware.virtual.eft import EftFault, VirtualEft
from tests.conformance.eftpos import AMOUNT, ORDER, WAIT_S, EftConformance, EftHarness
from tests.fakes.clock import ManualClock
from tests.fakes.eft import MemoryEft


class TestGatewayOverTcp(EftConformance):
    @pytest.fixture
    def harness(self) -> Iterator[EftHarness]:
        with VirtualEft() as virtual:
            port = QrGateway("127.0.0.1", virtual.port)
            away = QrGateway("127.0.0.1", 1)

            def silent(on: bool) -> None:
                (virtual.faults.add if on else virtual.faults.discard)(EftFault.DROP)

            def leave() -> None:
                port._address = away._address  # nobody listens there

            yield EftHarness(port, virtual.decide, silent, leave, lambda: len(virtual.charges))


class TestMemoryEft(EftConformance):
    @pytest.fixture
    def harness(self) -> EftHarness:
        machine = MemoryEft()

        def silent(on: bool) -> None:
            machine.silent = on

        def leave() -> None:
            machine.away = True

        return EftHarness(machine, machine.decide, silent, leave, lambda: len(machine.charges))


@pytest.mark.parametrize("fault", list(EftFault))
def test_a_faulty_line_says_nothing_in_bounded_time_and_is_never_asked_twice(fault: EftFault) -> None:
    with VirtualEft() as virtual:
        virtual.faults.add(fault)
        port = QrGateway("127.0.0.1", virtual.port)
        assert port.authorize_sales(ORDER, AMOUNT, WAIT_S).state is ChargeState.UNKNOWN
        assert virtual.questions == ["sale"]
        virtual.faults.clear()
        assert port.query(ORDER, AMOUNT, WAIT_S).state is ChargeState.WAITING


def test_a_charge_nobody_pays_expires_and_one_of_the_demo_is_paid() -> None:
    clock = ManualClock()
    with VirtualEft(monotonic=clock.monotonic) as virtual:
        port = QrGateway("127.0.0.1", virtual.port)
        port.authorize_sales(ORDER, AMOUNT, WAIT_S)
        clock.advance(121)
        assert port.query(ORDER, AMOUNT, WAIT_S).state is ChargeState.EXPIRED
    with VirtualEft(monotonic=clock.monotonic, pays_after_s=5) as virtual:
        port = QrGateway("127.0.0.1", virtual.port)
        port.authorize_sales(ORDER, AMOUNT, WAIT_S)
        clock.advance(6)
        assert port.query(ORDER, AMOUNT, WAIT_S).state is ChargeState.APPROVED


@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_nothing(line: bytes) -> None:
    assert read_reply(line, ORDER, Decimal("1.00")).state is ChargeState.UNKNOWN
