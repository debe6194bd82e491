"""The use cases of one running till, over what was opened and what its window lends."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from app.bridge.runners import GuiStoreRunner
from app.compose.devices import PRINTER_NAME
from app.compose.eft import build_gateway
from app.compose.opening import Opened
from app.compose.parts import TillParts
from app.compose.services import Services, build_services
from app.labels import keep_learnt
from app.store.catalog.customers import SealedCustomers
from app.store.catalog.reader import CatalogReader
from app.store.reader import DriverReader
from app.usecases.paper import PrinterSetup
from app.usecases.state import TillState


def till_services(
    state: TillState,
    till: TillParts,
    opened: Opened,
    reader: DriverReader,
    catalogue: CatalogReader,
    customers: SealedCustomers,
    draft_failed: Callable[[Exception], Any],
) -> Services:
    """Wire them."""
    config = till.launch.config
    printer = config.printer
    return build_services(
        state,
        reader,
        catalogue,
        GuiStoreRunner(opened.store.runner, till.mailbox),
        till.background,
        opened.verifier,
        till.ids,
        opened.setup,
        PrinterSetup(
            printer=PRINTER_NAME if printer else None, drawer_pin=printer.drawer_pin if printer else None
        ),
        opened.signer,
        draft_failed,
        opened.promotions,
        approval_key=opened.approval_key,
        badge_alone=config.badge_alone,
        parked_slips=printer is not None and printer.parked_slips,
        directory=customers,
        keep_label=partial(keep_learnt, config.data_dir),
        gateway=build_gateway(config.yappy_gateway),
    )
