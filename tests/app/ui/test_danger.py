"""What destroys says so by its colour, the next step too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from app.presenters.panels import Panel, PanelButton
from app.ui.theme.tokens import TABLES, Ink, ThemeName
from tests.app.ui.conftest import Till
from tests.app.ui.test_panel import show


@pytest.mark.parametrize("name", ThemeName)
def test_a_step_that_destroys_is_red_and_every_other_one_is_not(till: Till, name: ThemeName) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    till.window.theme.switch(app, name)
    table, pay = TABLES[name], till.window.floor.pay
    for danger, ground, ink in ((False, Ink.ACCENT, Ink.ON_ACCENT), (True, Ink.ERR, Ink.ON_ERR)):
        step = PanelButton("p", "Anular", "Enter", amount="12.00", danger=danger)
        show(till, Panel("end", "trash", "x", (), primary=step))
        image = pay.grab().toImage()
        assert image.pixelColor(12, 40).name().upper() == table[ground]
        assert pay.content_ink() is ink
        show(till, Panel("end", "trash", "x", (), primary=replace(step, idle=True)))
        assert pay.content_ink() is Ink.MUTED
    till.window.theme.switch(app, ThemeName.LIGHT)
