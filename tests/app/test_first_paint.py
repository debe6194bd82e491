"""Nothing heavy is loaded before the first picture (performance.md 2.1): a count, not a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.smoke.first_paint import FOREIGN_LIMIT, forbidden, foreign
from tests.app.starting import start_till


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return start_till(tmp_path_factory.mktemp("till"))


def test_no_forbidden_module_is_loaded_at_the_first_paint(started: dict[str, Any]) -> None:
    assert forbidden(started["painted_modules"]) == []


def test_few_foreign_modules_are_loaded_at_the_first_paint(started: dict[str, Any]) -> None:
    found = foreign(started["painted_modules"])
    assert "PySide6.QtWidgets" in found
    assert len(found) <= FOREIGN_LIMIT, found


def test_the_window_was_a_real_one(started: dict[str, Any]) -> None:
    """Otherwise the two counts above would be of a program that painted nothing."""
    ours = {"app.compose.window", "app.ui.main_window", "app.ui.screens.start"}
    assert ours <= set(started["painted_modules"])


def test_what_the_screens_of_work_show_is_read_after_the_first_paint(started: dict[str, Any]) -> None:
    """Making its frozen classes took some 15 ms before the picture, which needs none of them."""
    assert "app.presenters.states" not in started["painted_modules"]


def test_a_heavy_module_would_be_seen() -> None:
    assert forbidden(["sqlalchemy.engine", "httpx", "http", "httpx_like", "sync", "syncing", "app.sync"]) == [
        "http",
        "httpx",
        "sqlalchemy.engine",
        "sync",
    ]
    assert foreign(["app.main", "core", "coreutils", "json"]) == ["coreutils", "json"]


def test_a_mistake_in_the_settings_does_not_keep_the_window_shut(tmp_path: Path) -> None:
    (tmp_path / "config" / "cuadre").mkdir(parents=True)
    (tmp_path / "config" / "cuadre" / "cuadre.toml").write_text("[till]\nlanguage = 5\n", encoding="utf-8")
    assert forbidden(start_till(tmp_path)["painted_modules"]) == []
