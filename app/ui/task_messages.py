"""Words of the messages of tasks on panels; a part of the table in ``app.ui.messages``."""

from __future__ import annotations

from typing import Final

from app.presenters.messages import M
from app.ui.marking import QT_TRANSLATE_NOOP

TASK_TABLE: Final[dict[M, tuple[str, str]]] = {
    M.PANEL_FIRST: (
        QT_TRANSLATE_NOOP("Messages", "Finish this first"),
        QT_TRANSLATE_NOOP("Messages", "Nothing changed. Esc goes back to the sale; then choose it again."),
    ),
    M.SALE_FIRST: (
        QT_TRANSLATE_NOOP("Messages", "Go back to the sale first"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nothing changed. Press Esc to leave the payment, then choose it again."
        ),
    ),
    M.PAYMENT_FIRST: (
        QT_TRANSLATE_NOOP("Messages", "Press Pay first"),
        QT_TRANSLATE_NOOP("Messages", "Ways to pay are chosen on the payment screen; nothing was taken."),
    ),
}
