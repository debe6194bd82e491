"""Settings of a till: a TOML file an installer may write, with defaults that sell (packaging.md 8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from core.domain.errors import DomainError
from core.domain.shop import Shop

if TYPE_CHECKING:
    from core.domain.credit import OfflineLimits
    from core.domain.loyalty import LoyaltyProgram

CONFIG_NAME: Final = "cuadre.toml"
_TABLES: Final = {
    "till": {"language", "theme", "data_dir", "fixed_float", "badge_alone", "volume", "display"},
    "printer": {"driver", "port", "profile", "drawer_pin", "parked_slips"},
    "secrets": {"backend"},
    "centre": {"url"},
    "scanner": {"label_templates"},
    "yappy": {"gateway"},
    "loyalty": {"points_per_unit", "base", "redeem", "point_value", "min_points"},
    "offline": {"credit", "points"},
    "shop": {"name", "ruc", "dv", "address", "phone"},
}
LANGUAGES: Final = ("es", "en")
THEMES: Final = ("light", "dark", "contrast")
DEFAULT_VOLUME: Final = 60
BACKENDS: Final = ("os-keyring", "machine-file")
DISPLAY_AUTO: Final = "auto"
DISPLAY_OFF: Final = "off"


@dataclass(frozen=True, slots=True)
class PrinterConfig:
    """Where the receipt printer is.

    Attributes:
        driver: Name in the hardware registry, ``escpos``.
        port: ``tcp://host:port`` or ``file:///path``.
        profile: Name of a printer profile.
        drawer_pin: 2 or 5, None when no drawer hangs on this printer.
        parked_slips: Whether a sale set aside gets a slip with a code that takes it up again.
    """

    driver: str
    port: str
    profile: str = "generic"
    drawer_pin: int | None = 2
    parked_slips: bool = True


def _unnamed() -> Shop:
    return Shop("")


@dataclass(frozen=True, slots=True)
class TillConfig:
    """Everything a till needs to know before it opens its data.

    Attributes:
        volume: Of sounds, 0 to 100.
        fixed_float: Float proposed at the opening of a shift, balboas with 2 decimals.
        vault: back end of secrets: ``os-keyring``, or ``machine-file`` where the installer chose it.
        display: Screen of the customer's window: ``auto`` takes the one the till does not stand on, ``off``
            takes none, any other text is the name the system gives a screen (``HDMI-1``).
        badge_alone: Whether a badge signs its bearer in without a PIN; a badge can be lost or lent, so not
            unless somebody decided so.
        label_templates: Layouts of the shop's weight and price labels, e.g. ``21 IIIII WWWWW C``.
        loyalty: The shop's programme of points, None without one.
        offline: Credit and points given to a customer whose data is older than five minutes (sync.md D8), as
            long as no centre signs any; None gives no credit then, and points up to the last balance.
        yappy_gateway: ``tcp://host:port`` of the machine that makes QR codes, empty for a till without one.
    """

    data_dir: Path
    config_dir: Path
    language: str = "es"
    theme: str = "light"
    volume: int = DEFAULT_VOLUME
    display: str = DISPLAY_AUTO
    fixed_float: Decimal = Decimal("100.00")
    printer: PrinterConfig | None = None
    vault: str = "os-keyring"
    badge_alone: bool = False
    centre_url: str = ""
    label_templates: tuple[str, ...] = field(default=())
    shop: Shop = field(default_factory=_unnamed)
    loyalty: LoyaltyProgram | None = None
    offline: OfflineLimits | None = None
    yappy_gateway: str = ""


def read_config(config_dir: Path, default_data_dir: Path) -> TillConfig:
    """Read ``cuadre.toml``; a missing file means the defaults.

    Raises:
        DomainError: ``config_unreadable`` or ``config_value`` with ``file``, ``key`` and ``detail``.
    """
    path = config_dir / CONFIG_NAME
    if not path.exists():
        return TillConfig(default_data_dir, config_dir)
    import tomllib

    try:
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DomainError("config_unreadable", file=str(path), detail=str(error)) from error
    _check_names(path, tables)
    return _build(path, tables, config_dir, default_data_dir)


def _check_names(path: Path, tables: dict[str, Any]) -> None:
    for table, values in tables.items():
        known = _TABLES.get(table)
        if known is None or not isinstance(values, dict):
            raise DomainError("config_value", file=str(path), key=table, detail="unknown table")
        for key in values:  # pyright: ignore[reportUnknownVariableType]
            if key not in known:
                raise DomainError("config_value", file=str(path), key=f"{table}.{key}", detail="unknown key")


def _build(path: Path, tables: dict[str, Any], config_dir: Path, default_data_dir: Path) -> TillConfig:
    till: dict[str, Any] = tables.get("till", {})
    data_dir = Path(_text(path, till, "till", "data_dir", str(default_data_dir)))
    templates = tables.get("scanner", {}).get("label_templates", [])
    return TillConfig(
        data_dir=data_dir,
        config_dir=config_dir,
        language=_choice(path, till, "till", "language", LANGUAGES),
        theme=_choice(path, till, "till", "theme", THEMES),
        volume=_volume(path, till),
        display=_text(path, till, "till", "display", DISPLAY_AUTO).strip() or DISPLAY_OFF,
        fixed_float=_money(path, till, "till.fixed_float", "100.00"),
        printer=_printer(path, tables.get("printer")),
        vault=_choice(path, tables.get("secrets", {}), "secrets", "backend", BACKENDS),
        badge_alone=_flag(path, till, "till", "badge_alone"),
        centre_url=_text(path, tables.get("centre", {}), "centre", "url", ""),
        label_templates=tuple(str(template) for template in templates),
        shop=_shop(path, tables.get("shop", {})),
        loyalty=_loyalty(path, tables.get("loyalty")),
        offline=_offline(path, tables.get("offline")),
        yappy_gateway=_gateway(path, tables.get("yappy", {})),
    )


def gateway_place(place: str) -> tuple[str, int] | None:
    """Host and port of ``tcp://host:port``, None when it is none."""
    parts = urlsplit(place)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    return (host, port) if parts.scheme == "tcp" and host and port else None


def _gateway(path: Path, table: dict[str, Any]) -> str:
    place = _text(path, table, "yappy", "gateway", "")
    if place and gateway_place(place) is None:
        raise DomainError("config_value", file=str(path), key="yappy.gateway", detail="tcp://host:port")
    return place


def _printer(path: Path, table: dict[str, Any] | None) -> PrinterConfig | None:
    if table is None:
        return None
    pin = table.get("drawer_pin", 2)
    if pin not in (0, 2, 5):
        raise DomainError(
            "config_value", file=str(path), key="printer.drawer_pin", detail="2, 5, or 0 for none"
        )
    return PrinterConfig(
        driver=_text(path, table, "printer", "driver", "escpos"),
        port=_text(path, table, "printer", "port", ""),
        profile=_text(path, table, "printer", "profile", "generic"),
        drawer_pin=pin or None,
        parked_slips=_flag(path, table, "printer", "parked_slips", default=True),
    )


def _shop(path: Path, table: dict[str, Any]) -> Shop:
    def text(key: str) -> str:
        return _text(path, table, "shop", key, "")

    address = text("address")
    return Shop(text("name"), text("ruc"), text("dv"), (address,) if address else (), text("phone"))


def _loyalty(path: Path, table: dict[str, Any] | None) -> LoyaltyProgram | None:
    if table is None:
        return None
    from core.domain.loyalty import program_from_data  # only a shop with points waits for it
    from core.domain.payload import PayloadError

    try:
        return program_from_data(table)
    except PayloadError as error:
        raise DomainError("config_value", file=str(path), key="loyalty", detail=str(error)) from error


def _text(path: Path, table: dict[str, Any], name: str, key: str, default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise DomainError("config_value", file=str(path), key=f"{name}.{key}", detail="must be text")
    return value


def _choice(path: Path, table: dict[str, Any], name: str, key: str, choices: tuple[str, ...]) -> str:
    value = _text(path, table, name, key, choices[0])
    if value not in choices:
        raise DomainError(
            "config_value", file=str(path), key=f"{name}.{key}", detail="one of " + ", ".join(choices)
        )
    return value


def _flag(path: Path, table: dict[str, Any], name: str, key: str, *, default: bool = False) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise DomainError("config_value", file=str(path), key=f"{name}.{key}", detail="true or false")
    return value


def _volume(path: Path, table: dict[str, Any]) -> int:
    value = table.get("volume", DEFAULT_VOLUME)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise DomainError("config_value", file=str(path), key="till.volume", detail="0 to 100")
    return value


def _offline(path: Path, table: dict[str, Any] | None) -> OfflineLimits | None:
    if table is None:
        return None
    from core.domain.credit import OfflineLimits  # only a shop that gives any waits for it

    credit = _money(path, table, "offline.credit", "0.00")
    points = table.get("points")
    if credit < 0 or not (points is None or (type(points) is int and points >= 0)):
        raise DomainError("config_value", file=str(path), key="offline", detail="nothing below 0")
    return OfflineLimits(credit, points)


def _money(path: Path, table: dict[str, Any], key: str, default: str) -> Decimal:
    name, field_name = key.split(".")
    text = _text(path, table, name, field_name, default)
    try:
        return Decimal(text).quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise DomainError(
            "config_value", file=str(path), key=key, detail='an amount as text, "100.00"'
        ) from error
