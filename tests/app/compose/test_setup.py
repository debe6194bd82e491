from __future__ import annotations

from pathlib import Path

import pytest

from app.compose.opening import Launch, open_till
from app.compose.setup import installation_id, open_secrets, shop_of
from app.config import TillConfig
from app.system import SystemClock, SystemIds
from core.domain.errors import DomainError
from core.ports.secrets import Secret


def test_an_installation_keeps_its_identity(tmp_path: Path) -> None:
    first = installation_id(tmp_path, SystemIds())
    assert installation_id(tmp_path, SystemIds()) == first
    (tmp_path / "installation-id").write_text("nonsense")
    assert installation_id(tmp_path, SystemIds()) != "nonsense"


def test_the_sealed_file_is_used_only_where_it_was_chosen(tmp_path: Path) -> None:
    config = TillConfig(tmp_path / "data", tmp_path / "config", vault="machine-file")
    config.data_dir.mkdir()
    secrets = open_secrets(config, SystemIds())
    assert secrets.put("refresh_token", b"abc") is None
    again = open_secrets(config, SystemIds()).get("refresh_token")
    assert isinstance(again, Secret)
    assert again.value == b"abc"
    assert b"abc" not in (tmp_path / "data" / "secrets.sealed").read_bytes()
    keyring = open_secrets(TillConfig(tmp_path / "data", tmp_path / "config"), SystemIds())
    assert keyring.describe() != secrets.describe()


def launch(tmp_path: Path, refused: DomainError | None = None) -> Launch:
    config = TillConfig(tmp_path / "data", tmp_path / "config", vault="machine-file")
    return Launch(config=config, load_setup=lambda: shop_of(config), refused=refused)


def test_a_till_without_identity_says_so_and_frees_its_data(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(DomainError) as refused:
            open_till(launch(tmp_path), SystemClock(), SystemIds())
        assert refused.value.code == "not_enrolled"


def test_a_mistake_in_the_settings_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(DomainError) as refused:
        open_till(launch(tmp_path, DomainError("config_value", key="till.x")), SystemClock(), SystemIds())
    assert refused.value.code == "config_value"
    assert not (tmp_path / "data").exists()
