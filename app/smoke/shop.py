"""The till the smoke test sells with: the demo shop, enrolled with itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.compose.opening import Launch
from app.compose.setup import ShopSetup
from app.config import DISPLAY_OFF, PrinterConfig, TillConfig
from app.system import SystemIds
from app.usecases.ports import Identity, SeriesGrant
from core.ports.secrets import TERMINAL_KEY, SecretStore

if TYPE_CHECKING:
    from app.store.till import TillStore

PEPPER_ID: Final = "1"
PEPPER_BYTES: Final = 32
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 32
DRAWER_PIN: Final = 2
PROFILE: Final = "virtual"


def smoke_launch(folder: Path, printer: str) -> Launch:
    """A till with its own data and configuration in ``folder`` and without a centre."""
    from app.demo.shop import ensure_demo_catalogue

    config = TillConfig(
        data_dir=folder / "data",
        config_dir=folder / "config",
        printer=PrinterConfig("escpos", printer, PROFILE, DRAWER_PIN),
        vault="machine-file",
        display=DISPLAY_OFF,
    )
    return Launch(
        config=config,
        load_setup=_setup,
        fill_catalogue=ensure_demo_catalogue,
        enrol_here=enrol_alone,
        demo=True,
    )


def _setup() -> ShopSetup:
    from app.demo.shop import demo_setup
    from resources import demo

    return demo_setup(demo.load())


def enrol_alone(store: TillStore, secrets: SecretStore) -> None:
    """Identity, keys, series, staff and the first event, as a centre would have given them.

    Raises:
        DomainError: a refusal of the store.
    """
    from app.compose.enrol import APPROVAL_KEY, PEPPER_PREFIX
    from app.demo.shop import demo_staff
    from app.security.signing import KeySigner
    from app.store.identity import Enrolment
    from core.domain.till_keys import TillKey
    from resources.demo.loader import identity, staff

    ids, shop = SystemIds(), identity()
    terminal_id = ids.uuid7()
    pepper_id, pepper, private = PEPPER_ID, os.urandom(PEPPER_BYTES), os.urandom(KEY_BYTES)
    secrets.put(PEPPER_PREFIX + pepper_id, pepper)
    secrets.put(TERMINAL_KEY, private)
    secrets.put(APPROVAL_KEY, os.urandom(KEY_BYTES))
    store.enrol(
        Enrolment(
            identity=Identity(
                terminal_id=terminal_id,
                organization_id=shop.organization_id,
                local_id=shop.local_id,
                terminal_name=shop.terminal_name,
                epoch=1,
                nonce=os.urandom(NONCE_BYTES),
                centre_url="",
            ),
            series=(SeriesGrant("sale", "0001", 1), SeriesGrant("refund", "0001R", 1)),
            staff=tuple(demo_staff(staff(), pepper_id, pepper)),
            till_keys=(TillKey(KeySigner(private).public_key, terminal_id, shop.terminal_name),),
        )
    )
