"""Words of the lessons of PRÁCTICA: what to learn, and the shortest way to it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.presenters.lessons import Lesson, LessonShown


def lesson_title(shown: LessonShown) -> str:
    """``Lección 3 de 8: Vender por peso``."""
    if shown.lesson is None:
        return QCoreApplication.translate("Lesson", "All {total} lessons done").format(total=shown.total)
    words = QCoreApplication.translate("Lesson", "Lesson {number} of {total}: {name}")
    return words.format(number=shown.number, total=shown.total, name=_names()[shown.lesson])


def lesson_hint(shown: LessonShown) -> str:
    """How it is done, empty when there is no lesson left."""
    return "" if shown.lesson is None else _hints()[shown.lesson]


def _names() -> dict[Lesson, str]:
    return {
        Lesson.SELL: QCoreApplication.translate("Lesson", "Take exact cash"),
        Lesson.CHANGE: QCoreApplication.translate("Lesson", "Give change"),
        Lesson.WEIGHT: QCoreApplication.translate("Lesson", "Sell by weight"),
        Lesson.MANY: QCoreApplication.translate("Lesson", "Several of one"),
        Lesson.REMOVE: QCoreApplication.translate("Lesson", "Take a line out"),
        Lesson.PRICE: QCoreApplication.translate("Lesson", "Check a price"),
        Lesson.REPRINT: QCoreApplication.translate("Lesson", "Print again"),
        Lesson.LOCK: QCoreApplication.translate("Lesson", "Lock and come back"),
    }


def _hints() -> dict[Lesson, str]:
    return {
        Lesson.SELL: QCoreApplication.translate("Lesson", "Scan or touch a product, F10, Enter"),
        Lesson.CHANGE: QCoreApplication.translate("Lesson", "Sell again: F10, then touch a note"),
        Lesson.WEIGHT: QCoreApplication.translate("Lesson", "Search it, type how much, take the money"),
        Lesson.MANY: QCoreApplication.translate("Lesson", "12* and the product, then take the money"),
        Lesson.REMOVE: QCoreApplication.translate("Lesson", "Add a product and take it out with Del"),
        Lesson.PRICE: QCoreApplication.translate("Lesson", "F5 and the code: nothing is sold"),
        Lesson.REPRINT: QCoreApplication.translate("Lesson", "F11, then Enter"),
        Lesson.LOCK: QCoreApplication.translate("Lesson", "F12, then 1 and PIN 1111"),
    }
