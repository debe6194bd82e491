"""Words of panels: every id of `app.presenters.wording` with its literal (ux.md sections 5 and 9).

English literals with ``{named}`` values; lupdate finds them by ``QT_TRANSLATE_NOOP``.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from app.presenters.panels import Label, Say
from app.presenters.wording import W
from app.ui.marking import QT_TRANSLATE_NOOP
from app.ui.messages import clean

LONGEST: Final = 200
"""Data of people is cut here; widgets shorten it to their width."""

TABLE: Final[dict[W, str]] = {
    W.PANEL_BACK: QT_TRANSLATE_NOOP("Panel", "Go back"),
    W.PANEL_BUSY: QT_TRANSLATE_NOOP("Panel", "Saving…"),
}


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        del key
        return "…"


def say(label: Label) -> str:
    """Return a label in the language in force; data is freed of control characters."""
    if not isinstance(label, Say):
        return clean(label, LONGEST)
    words = QCoreApplication.translate("Panel", TABLE[label.id])
    if not label.values:
        return words
    return words.format_map(_Values({key: clean(value, LONGEST) for key, value in label.values.items()}))


def is_data(label: Label) -> bool:
    """Whether a label holds text of any length, which may be shortened with an ellipsis."""
    return not isinstance(label, Say) or bool(label.values)
