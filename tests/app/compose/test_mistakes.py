"""A mistake of ours on the window's own thread does not end the till (fault 37)."""

from __future__ import annotations

import sys

import pytest

from app.compose import window
from tests.strictness import ExpectedLogs


def test_fault_37_a_mistake_in_a_slot_is_logged_and_the_till_goes_on(
    monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    """PySide6 hands what a slot raises to `sys.excepthook` and returns to its loop."""
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    expected_logs.expect("CRITICAL app.compose.window: unexpected error")
    window._watch_for_mistakes()  # pyright: ignore[reportPrivateUsage]
    try:
        raise KeyError("of ours")
    except KeyError:
        sys.excepthook(*sys.exc_info())
