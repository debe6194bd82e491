"""Rows of the basket for Qt's view: the delegate takes the row object itself, not `data`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.presenters.states import BasketRow, RowKind
from app.ui.messages import clean, words

NAME_LIMIT = 500
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class BasketModel(QAbstractTableModel):
    """A list of `BasketRow` in one column; grows by insertion, is never reset while selling."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[BasketRow] = []

    def row_at(self, row: int) -> BasketRow:
        """Return a row object; raises `IndexError` outside the basket."""
        return self._rows[row]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Words of a row for screen readers; painting does not come here."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if row.kind is RowKind.ERROR:
            said = words(row.message) if row.message else None
            return f"{clean(row.name)}. {said.title}. {said.body}" if said else clean(row.name)
        return f"{row.quantity} {row.unit} {clean(row.name, NAME_LIMIT)}, {row.amount}"

    def reset_rows(self, rows: Sequence[BasketRow]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def insert(self, at: int, row: BasketRow) -> None:
        """Put a row in before ``at``."""
        self.beginInsertRows(_ROOT, at, at)
        self._rows.insert(at, row)
        self.endInsertRows()

    def update_row(self, at: int, row: BasketRow) -> None:
        """Replace one row."""
        self._rows[at] = row
        changed = self.index(at, 0)
        self.dataChanged.emit(changed, changed)

    def take(self, at: int) -> None:
        """Remove one row."""
        self.beginRemoveRows(_ROOT, at, at)
        del self._rows[at]
        self.endRemoveRows()
