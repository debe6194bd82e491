"""What a till is set up with before it opens its data: its shop, its installation, its secrets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.config import TillConfig
from core.domain.credit import NO_LIMITS, OfflineLimits
from core.domain.embedded import LabelTemplate, parse_template
from core.domain.ids import is_uuid
from core.domain.loyalty import LoyaltyProgram
from core.domain.shop import Shop
from core.ports.clock import IdSource
from core.ports.secrets import SecretStore

INSTALLATION_FILE: Final = "installation-id"
KEY_FILE: Final = "secret.key"
SEALED_FILE: Final = "secrets.sealed"


@dataclass(frozen=True, slots=True)
class ShopSetup:
    """The shop this till sells for.

    Attributes:
        shop: What receipts say of it.
        cites: Data versions written into events until the first comes from the centre.
        demo: The demo shop: receipts say DEMOSTRACIÓN, PINs stand on the sign-in screen.
        loyalty: Programme of points, None for a shop without one.
        offline: Credit and points for customers whose data is not fresh. What a centre signs will come here
            too, in place of what the installer wrote.
        demo_pins: PIN by staff id, in the demo shop alone.
    """

    shop: Shop
    label_templates: tuple[LabelTemplate, ...] = ()
    cites: Mapping[str, int] = field(default_factory=dict[str, int])
    demo: bool = False
    loyalty: LoyaltyProgram | None = None
    offline: OfflineLimits = NO_LIMITS
    demo_pins: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


def shop_of(config: TillConfig) -> ShopSetup:
    """The shop an installer wrote into the settings.

    Raises:
        DomainError: ``template_invalid``: a label layout is none.
    """
    templates = tuple(parse_template(text) for text in config.label_templates)
    return ShopSetup(config.shop, templates, loyalty=config.loyalty, offline=config.offline or NO_LIMITS)


def installation_id(config_dir: Path, ids: IdSource) -> str:
    """Identity of this installation, made once; secrets of two data directories never meet.

    Raises:
        OSError: the folder cannot be written.
    """
    path = config_dir / INSTALLATION_FILE
    if path.exists():
        text = path.read_text(encoding="ascii", errors="replace").strip()
        if is_uuid(text):
            return text
    config_dir.mkdir(parents=True, exist_ok=True)
    text = ids.uuid7()
    path.write_text(text + "\n", encoding="ascii")
    return text


def open_secrets(config: TillConfig, ids: IdSource) -> SecretStore:
    """The back end the installer chose; never a weaker one instead (packaging.md section 7).

    Raises:
        OSError: the key file cannot be made.
    """
    installation = installation_id(config.config_dir, ids)
    if config.vault == "machine-file":
        from app.secretstore.machine_key import create_machine_key
        from app.secretstore.sealed_file import SealedFileStore

        key_file = config.config_dir / KEY_FILE
        create_machine_key(key_file, ids)
        return SealedFileStore.with_key_file(config.data_dir / SEALED_FILE, installation, key_file, ids)
    from app.secretstore.keyring_store import KeyringStore

    return KeyringStore(installation)
