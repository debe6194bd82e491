"""What strip and change screen say of a printer: silence is never ready."""

from __future__ import annotations

import pytest

from app.compose.devices import drawer_state, printer_state
from app.presenters.states import DrawerState, PrinterState
from core.ports.devices import PowerState, PrinterStatus

ONLINE = PowerState.ONLINE


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (PrinterStatus(ONLINE, rec_empty=False, cover_open=False), PrinterState.READY),
        (PrinterStatus(ONLINE, rec_empty=False, rec_near_end=True), PrinterState.NEAR_END),
        (PrinterStatus(ONLINE, rec_empty=True), PrinterState.PAPER_OUT),
        (PrinterStatus(ONLINE, rec_empty=False, cover_open=True), PrinterState.COVER_OPEN),
        (PrinterStatus(ONLINE, rec_empty=False, error=True), PrinterState.OFF),
        (PrinterStatus(PowerState.OFF_OFFLINE, rec_empty=False), PrinterState.OFF),
        (PrinterStatus(ONLINE), PrinterState.UNKNOWN),
        (PrinterStatus(PowerState.UNKNOWN, rec_empty=False), PrinterState.UNKNOWN),
    ],
)
def test_a_status_is_said_as_it_is(status: PrinterStatus, expected: PrinterState) -> None:
    assert printer_state(status, uncertain=False) is expected


def test_a_receipt_in_doubt_comes_before_everything() -> None:
    assert printer_state(PrinterStatus(ONLINE, rec_empty=False), uncertain=True) is PrinterState.UNCERTAIN


@pytest.mark.parametrize(
    ("opened", "expected"),
    [(None, DrawerState.UNKNOWN), (True, DrawerState.OPEN), (False, DrawerState.CLOSED)],
)
def test_a_drawer_without_sensor_is_unknown(opened: bool | None, expected: DrawerState) -> None:
    assert drawer_state(PrinterStatus(ONLINE, drawer_opened=opened)) is expected
