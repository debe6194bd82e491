"""Whether a page fits what was asked for (sync.md D1, D3)."""

from __future__ import annotations

from core.domain.changes import ChangePage
from core.ports.changes import StreamState


def another_list(state: StreamState, page: ChangePage) -> str:
    """Why a page is of no use to what is kept, so that only the whole list helps; empty if it is.

    Args:
        state: As it was when the page was asked for.
        page: What came.
    """
    if state.cursor is not None and page.generation != state.generation:
        return "generation"
    if page.snapshot != (state.cursor is None or state.snapshot):
        return "snapshot" if page.snapshot else "no_snapshot"
    return ""


def contradiction(state: StreamState, page: ChangePage, limit: int) -> str:
    """Why a page cannot be meant, empty if it can."""
    if len(page.changes) > limit:
        return "page_too_long"
    if page.has_more and page.next_cursor == state.cursor:
        return "cursor_stuck"
    ends = page.snapshot and not page.has_more
    if ends != (page.snapshot_total is not None):
        return "snapshot_total"
    return ""
