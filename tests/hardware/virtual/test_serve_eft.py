"""``cuadre virtual eft``: one line of JSON with the address, then a gateway whose customers pay."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from urllib.parse import urlsplit

from core.domain.charge import ChargeState
from hardware.eft.qr_gateway import QrGateway


def test_it_says_where_it_is_and_its_customers_pay() -> None:
    command = [sys.executable, "-m", "app", "virtual", "eft", "--pays-after", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            place = urlsplit(json.loads(child.stdout.readline())["address"])
            port = QrGateway(place.hostname or "", place.port or 0)
            assert port.authorize_sales("order-1", Decimal("1.00"), 2.0).state is ChargeState.APPROVED
        finally:
            child.kill()
