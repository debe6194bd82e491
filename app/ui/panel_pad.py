"""What the pad's keys mean while a panel is open: they type into its field, or pick an answer."""

from __future__ import annotations

from typing import Final

from app.presenters.panels import FieldKind
from app.presenters.views import FloorActions
from app.ui.widgets.pad import BACK, ENTER, PLUS, TIMES
from app.ui.widgets.panel.card import PanelCard
from app.ui.widgets.panel.fields import WORDS

SIGNS: Final = {TIMES: "*", PLUS: "+"}


def pad_pressed(panel: PanelCard, actions: FloorActions, name: str) -> None:
    """One key of the pad: a digit, ``00``, ``.``, ``back``, ``times``, ``plus`` or ``enter``."""
    field = panel.active
    if name == ENTER:
        actions.enter()
    elif name == PLUS and steps(panel, 1):
        return
    elif name == PLUS and (field is None or plus_acts(panel)):
        actions.plus()
    elif field is None:
        panel.pick(name)
    elif name == BACK:
        field.erase()
    elif name in SIGNS:
        if field.field.kind in WORDS:
            field.type(SIGNS[name])
    elif name != "." or field.field.kind in (*WORDS, FieldKind.AMOUNT):
        field.type(name)


def plus_acts(panel: PanelCard) -> bool:
    """Whether ``+`` is the primary button: on an empty line, but not where a telephone may begin with it."""
    field = panel.active
    return field is None or (not field.field.text and field.field.kind not in WORDS)


def steps(panel: PanelCard, step: int) -> bool:
    """Let ``+`` and ``−`` count on the selected row of a list whose rows have steppers; whether they did."""
    field, rows = panel.active, panel.body.rows
    words = field is not None and field.field.kind in WORDS
    return not words and rows is not None and rows.step_selected(step)
