from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from app.compose.setup import shop_of
from app.config import CONFIG_NAME, read_config
from core.domain.credit import NO_LIMITS, OfflineLimits
from core.domain.errors import DomainError
from core.domain.loyalty import EarnBase, LoyaltyProgram


def write(folder: Path, text: str) -> Path:
    (folder / CONFIG_NAME).write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_the_defaults_sell(tmp_path: Path) -> None:
    config = read_config(tmp_path, tmp_path / "data")
    assert (config.language, config.theme, config.vault) == ("es", "light", "os-keyring")
    assert config.printer is None
    assert not config.badge_alone
    assert config.display == "auto"
    assert config.data_dir == tmp_path / "data"


def test_an_installers_file_is_read(tmp_path: Path) -> None:
    config = read_config(
        write(
            tmp_path,
            """
[till]
language = "en"
fixed_float = "75.5"
data_dir = "/var/lib/cuadre"
display = "HDMI-1"
badge_alone = true
[printer]
port = "tcp://192.168.1.50:9100"
profile = "epson-tm-t20iii"
drawer_pin = 0
parked_slips = false
[secrets]
backend = "machine-file"
[yappy]
gateway = "tcp://192.168.1.60:7100"
[shop]
name = "Minisúper"
address = "Vía España"
[scanner]
label_templates = ["21 IIIII WWWWW C"]
""",
        ),
        tmp_path,
    )
    assert config.fixed_float == Decimal("75.50")
    assert config.data_dir == Path("/var/lib/cuadre")
    assert config.display == "HDMI-1"
    assert config.badge_alone
    assert config.printer is not None
    assert (config.printer.port, config.printer.drawer_pin) == ("tcp://192.168.1.50:9100", None)
    assert not config.printer.parked_slips
    assert config.vault == "machine-file"
    assert config.yappy_gateway == "tcp://192.168.1.60:7100"
    assert (config.shop.name, config.shop.address) == ("Minisúper", ("Vía España",))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[till]\nlanguge = 'es'", "till.languge"),
        ("[tll]\nlanguage = 'es'", "tll"),
        ("[till]\nlanguage = 'fr'", "till.language"),
        ("[till]\nlanguage = 3", "till.language"),
        ("[till]\nfixed_float = 'cien'", "till.fixed_float"),
        ("[till]\nvolume = 101", "till.volume"),
        ("[till]\nvolume = true", "till.volume"),
        ("[till]\ndisplay = 2", "till.display"),
        ("[till]\nbadge_alone = 'yes'", "till.badge_alone"),
        ("[printer]\ndrawer_pin = 3", "printer.drawer_pin"),
        ("[printer]\nparked_slips = 'no'", "printer.parked_slips"),
        ("[secrets]\nbackend = 'plaintext'", "secrets.backend"),
        ("[yappy]\ngateway = 'http://caja'", "yappy.gateway"),
        ("[yappy]\ngateway = 'tcp://caja:x'", "yappy.gateway"),
    ],
)
def test_a_mistake_names_its_key_and_file(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_config(write(tmp_path, text), tmp_path)
    assert refused.value.code == "config_value"
    assert refused.value.values["key"] == key
    assert refused.value.values["file"].endswith(CONFIG_NAME)


def test_a_file_that_is_no_toml_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(DomainError) as refused:
        read_config(write(tmp_path, "[till\n"), tmp_path)
    assert refused.value.code == "config_unreadable"


def test_a_programme_of_points_is_read(tmp_path: Path) -> None:
    text = '[loyalty]\npoints_per_unit = "0.5"\nbase = "neto"\npoint_value = "0.02"\n'
    assert read_config(write(tmp_path, text), tmp_path).loyalty == LoyaltyProgram(
        Decimal("0.5"), EarnBase.NETO, point_value=Decimal("0.02")
    )


@pytest.mark.parametrize("bad", ['points_per_unit = "0"', "points_per_unit = 1", 'base = "gross"', ""])
def test_a_programme_that_is_none_is_refused(tmp_path: Path, bad: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_config(write(tmp_path, f'[loyalty]\npoint_value = "0.01"\n{bad}\n'), tmp_path)
    assert (refused.value.code, refused.value.values["key"]) == ("config_value", "loyalty")


def test_what_is_given_to_customers_without_fresh_data_is_read(tmp_path: Path) -> None:
    text = '[offline]\ncredit = "25.00"\npoints = 100\n'
    config = read_config(write(tmp_path, text), tmp_path)
    assert config.offline == OfflineLimits(Decimal("25.00"), 100)
    assert shop_of(config).offline == config.offline
    assert shop_of(read_config(write(tmp_path, ""), tmp_path)).offline == NO_LIMITS


@pytest.mark.parametrize("bad", ['credit = "-1.00"', 'credit = "much"', "points = -1", 'points = "5"'])
def test_a_bound_that_is_none_is_refused(tmp_path: Path, bad: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_config(write(tmp_path, f"[offline]\n{bad}\n"), tmp_path)
    assert refused.value.code == "config_value"
    assert refused.value.values["key"].startswith("offline")
