"""How the demo shop's till is opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.config import DISPLAY_OFF, PrinterConfig, TillConfig

if TYPE_CHECKING:
    from app.compose.opening import FirstDay, Launch
    from app.compose.setup import ShopSetup

CONFIG_FOLDER: Final = "config"
DRAWER_PIN: Final = 2


def demo_launch(data: Path, printer: str, centre_url: str, pairing_code: str, gateway: str = "") -> Launch:
    """The demo shop's till: its secrets in a sealed file whose key lies in the demo's own folder.

    Args:
        data: Data directory of the till.
        printer: Address of the receipt printer.
        centre_url: Address of the centre.
        pairing_code: Lets an empty data directory in; unused on a till that has an identity.
        gateway: Address of the payment gateway, empty without one.
    """
    from app.compose.opening import Launch
    from app.demo.shop import ensure_demo_catalogue

    config = TillConfig(
        data_dir=data,
        config_dir=data / CONFIG_FOLDER,
        printer=PrinterConfig("escpos", printer, "virtual", DRAWER_PIN) if printer else None,
        vault="machine-file",
        centre_url=centre_url,
        yappy_gateway=gateway,
        display=DISPLAY_OFF,  # nobody's second screen is taken: the list of actions opens a plain window
    )
    return Launch(
        config=config,
        load_setup=_setup,
        fill_catalogue=ensure_demo_catalogue,
        first_day=partial(first_day, centre_url, pairing_code),
        demo=True,
    )


def _setup() -> ShopSetup:
    from app.demo.shop import demo_setup
    from resources import demo

    return demo_setup(demo.load())


def first_day(centre_url: str, pairing_code: str) -> FirstDay:
    """Enrolment of the demo's till."""
    from app.compose.enrol import CentreAccess
    from app.compose.opening import FirstDay
    from app.demo.shop import demo_staff
    from resources.demo.loader import identity, staff

    return FirstDay(
        CentreAccess(centre_url, pairing_code), identity().terminal_name, partial(demo_staff, staff())
    )
