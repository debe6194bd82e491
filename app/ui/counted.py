"""Words with a number in them, one form for one and another for many.

``%n`` is found by lupdate only in ``self.tr`` with the number as third argument (measured, 6.11):
``QCoreApplication.translate(context, text, None, n)`` loses its plural forms without a word.
"""

from __future__ import annotations

from PySide6.QtCore import QObject


class Counted(QObject):
    """Gives the plural forms their context."""

    def to_send(self, number: int) -> str:
        """``12 por enviar``."""
        return str(self.tr("%n to send", "", number))

    def lines(self, number: int) -> str:
        """``8 renglones``."""
        return str(self.tr("%n line(s)", "", number))

    def results(self, number: int) -> str:
        """``8 resultados``."""
        return str(self.tr("%n result(s)", "", number))

    def similar(self, number: int) -> str:
        """``3 parecidos``."""
        return str(self.tr("%n similar result(s)", "", number))

    def prices_old(self, days: int) -> str:
        """``precios de hace 2 días``."""
        return str(self.tr("Prices %n day(s) old", "", days))

    def stock_old(self, days: int) -> str:
        """``existencias de hace 2 días``."""
        return str(self.tr("stock %n day(s) old", "", days))

    def tries_left(self, number: int) -> str:
        """``quedan 4 intentos``."""
        return str(self.tr("%n try(ies) left", "", number))
