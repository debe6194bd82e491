"""What a picture must hold: nothing cut or overlapping, targets of 48 px, a window that did not grow."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from app.ui.main_window import MainWindow
from app.ui.theme.probe import Drawn
from app.ui.widgets.table import RowTable

TARGET = 48
TOLERANCE = 1.5


class Recorder:
    """Hears of every text drawn, one list for each widget."""

    def __init__(self) -> None:
        self.by_widget: dict[QWidget | None, list[Drawn]] = {}

    def drawn(self, item: Drawn) -> None:
        self.by_widget.setdefault(item.widget, []).append(item)


def audit(window: MainWindow, recorder: Recorder, size: QSize) -> list[str]:
    """Return what is wrong with the picture, nothing when all is well."""
    found: list[str] = []
    if window.size() != size:
        found.append(f"window grew to {window.width()}x{window.height()}")
    for widget, items in recorder.by_widget.items():
        if widget is not None and widget.isVisibleTo(window):
            found += _texts(widget, items)
    found += _targets(window)
    return found


def _texts(widget: QWidget, items: list[Drawn]) -> list[str]:
    found = [f"cut: «{item.text}»" for item in items if item.cut]
    room = QRectF(widget.rect()).adjusted(-TOLERANCE, -TOLERANCE, TOLERANCE, TOLERANCE)
    if not isinstance(widget, RowTable):
        found += [f"outside its widget: «{item.text}»" for item in items if not room.contains(item.area)]
    children = [child for child in widget.children() if isinstance(child, QWidget) and child.isVisible()]
    if not isinstance(widget, RowTable):
        for item in items:
            for child in children:
                shared = item.area.intersected(QRectF(child.geometry()))
                if shared.width() > 2 and shared.height() > 4:
                    found.append(f"behind {child.objectName()}: «{item.text}»")
    unique = {(item.text, item.area.toRect().getRect()): item for item in items}
    for one, two in combinations(unique.values(), 2):
        shared = one.area.intersected(two.area)
        if shared.width() > 2 and shared.height() > 4:
            found.append(f"overlap: «{one.text}» and «{two.text}»")
    return found


def visible_buttons(window: MainWindow) -> list[QAbstractButton]:
    """Every button a finger could reach."""
    return [
        button
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and not _scrolled_away(button)
    ]


def _scrolled_away(button: QAbstractButton) -> bool:
    region = button.visibleRegion().boundingRect()
    return region.height() < button.height() or region.width() < button.width()


def place(window: MainWindow, widget: QWidget) -> QRect:
    """Rectangle of a widget in the window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _targets(window: MainWindow) -> list[str]:
    found: list[str] = []
    buttons = visible_buttons(window)
    for button in buttons:
        if min(button.width(), button.height()) < TARGET:
            found.append(f"target {button.objectName()} is {button.width()}x{button.height()}")
        if not window.rect().contains(place(window, button)):
            found.append(f"target {button.objectName()} leaves the window")
        if not button.accessibleName():
            found.append(f"target {button.objectName()} has no name")
    found += [
        f"field {field.objectName()} has no name"
        for field in window.findChildren(QLineEdit)
        if field.isVisible() and not field.accessibleName()
    ]
    for one, two in combinations(buttons, 2):
        if one.parent() is two.parent() and one.geometry().intersects(two.geometry()):
            found.append(f"targets {one.objectName()} and {two.objectName()} overlap")
    return found
