"""Nothing that can stand on the screen is without its picture."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from app.presenters import floor
from app.presenters.messages import M
from app.presenters.panels import Panel
from tests.screens import messages
from tests.screens.render import Studio
from tests.screens.scenes import SCENES


def _panels_of_the_program() -> set[str]:
    """Names of the panels that the tasks of the floor open, read off their source."""
    found: set[str] = set()
    for path in Path(str(floor.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Panel":
                name = node.args[0]
                assert isinstance(name, ast.Constant), f"{path.name}: a panel's name is written out"
                found.add(str(name.value))
    return found


def test_every_panel_has_a_picture(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    window = Studio(qapp).window(QSize(1366, 768))
    seen: set[str] = set()
    draw = window.floor.show_panel

    def note(panel: Panel | None) -> None:
        if panel is not None:
            seen.add(panel.name)
        draw(panel)

    monkeypatch.setattr(window.floor, "show_panel", note)
    for scene in SCENES:
        scene.build(window)
    window.close()
    assert _panels_of_the_program() - seen == set()


def test_every_message_has_a_picture() -> None:
    assert [message for page in messages.PAGES for message in page] == list(M)
