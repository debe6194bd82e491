"""A till's window on its own data, enrolled once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.compose.opening import open_till
from app.smoke.shop import smoke_launch
from app.system import SystemClock, SystemIds
from tests.app.compose.practising import Opens, Shop
from tests.fakes.windows import drop_windows


@pytest.fixture
def shop_at(qtbot: QtBot) -> Iterator[Opens]:
    opened: list[Shop] = []

    def start(folder: Path) -> Shop:
        opened.append(Shop(qtbot, smoke_launch(folder, "")))
        return opened[-1]

    yield start
    for shop in opened:
        shop.close()
    drop_windows()  # else a later test's thread collects them


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A till as it is after its first start: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("enrolled")
    open_till(smoke_launch(folder, ""), SystemClock(), SystemIds()).store.close()
    return folder


@pytest.fixture
def shop(shop_at: Opens, enrolled: Path, tmp_path: Path) -> Shop:
    for part in ("data", "config"):
        shutil.copytree(enrolled / part, tmp_path / part)
    return shop_at(tmp_path)
