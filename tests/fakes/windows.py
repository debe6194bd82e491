"""Ends what a module of tests left of windows, on their own thread and in Qt's order."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication


def drop_windows() -> None:
    """Delete every window there still is, then what Python kept of them.

    A window that is merely forgotten is taken apart by the collector: by whichever thread of a later test it
    runs in, and in an order Qt does not know.
    """
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
