"""The payment gateway of a till, where its configuration names one."""

from __future__ import annotations

from app.config import gateway_place
from core.ports.eft import EFTPOS


def build_gateway(place: str) -> EFTPOS | None:
    """The driver for ``tcp://host:port``; None for a till without a gateway."""
    address = gateway_place(place)
    if address is None:
        return None
    from hardware.eft.qr_gateway import QrGateway

    return QrGateway(*address)
