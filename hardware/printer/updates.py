"""From one snapshot of the printer to the next: the status events between them."""

from __future__ import annotations

from core.ports.devices import PowerState, PrinterStatus, StatusUpdate
from hardware.printer.profile import Profile
from hardware.printer.status import Bits


def snapshot(power: PowerState, bits: Bits, profile: Profile) -> PrinterStatus:
    """What the status strip may say; a drawer without a sensor is unknown, not closed."""
    level = profile.drawer_sensor_open_level
    drawer = None if level is None or bits.pin3_high is None else bits.pin3_high == (level == "high")
    return PrinterStatus(
        power_state=power,
        rec_empty=bits.rec_empty,
        rec_near_end=bits.rec_near_end,
        cover_open=bits.cover_open,
        error=bits.error,
        drawer_opened=drawer,
    )


def changes(before: PrinterStatus, after: PrinterStatus) -> list[StatusUpdate]:
    """Status updates that lead from one snapshot to the next; news becoming unknown is news too."""
    updates: list[StatusUpdate] = []
    if after.power_state is not before.power_state:
        if after.power_state is PowerState.ONLINE:
            updates.append(StatusUpdate.POWER_ONLINE)
        elif after.power_state is PowerState.OFF_OFFLINE:
            updates.append(StatusUpdate.POWER_OFF_OFFLINE)
    if after.cover_open is not before.cover_open and after.cover_open is not None:
        updates.append(StatusUpdate.COVER_OPEN if after.cover_open else StatusUpdate.COVER_OK)
    if (after.rec_empty, after.rec_near_end) != (before.rec_empty, before.rec_near_end):
        updates.append(_paper(after))
    if after.drawer_opened is not before.drawer_opened and after.drawer_opened is not None:
        updates.append(StatusUpdate.DRAWER_OPEN if after.drawer_opened else StatusUpdate.DRAWER_CLOSED)
    return updates


def _paper(status: PrinterStatus) -> StatusUpdate:
    if status.rec_empty is None:
        return StatusUpdate.STATUS_UNKNOWN
    if status.rec_empty:
        return StatusUpdate.REC_EMPTY
    return StatusUpdate.REC_NEAR_EMPTY if status.rec_near_end else StatusUpdate.REC_PAPER_OK
