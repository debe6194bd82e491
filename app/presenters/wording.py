"""Ids of the words on panels; the words themselves are in ``app.ui.panel_words`` (ux.md section 9)."""

from __future__ import annotations

from enum import StrEnum


class W(StrEnum):
    """Every word or sentence of a panel, named ``<task>_<what>``; the comment names the values it may use."""

    # foot of every panel
    PANEL_BACK = "panel_back"
    PANEL_BUSY = "panel_busy"
