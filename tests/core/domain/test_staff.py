"""How long an offline grant lasts beyond the end of the staff list (sync.md D8)."""

from __future__ import annotations

import pytest

from core.domain.staff import grant_lapsed

END_MS = 1_795_532_400_000
DAY_MS = 24 * 3_600_000


@pytest.mark.parametrize(
    ("days", "end_ms", "now_ms", "lapsed"),
    [
        (30, None, END_MS + 400 * DAY_MS, False),
        (0, END_MS, END_MS - 1, False),
        (0, END_MS, END_MS, True),
        (30, END_MS, END_MS + 30 * DAY_MS - 1, False),
        (30, END_MS, END_MS + 30 * DAY_MS, True),
    ],
)
def test_a_grant_ends_so_many_days_after_the_list(
    days: int, end_ms: int | None, now_ms: int, lapsed: bool
) -> None:
    assert grant_lapsed(days, end_ms, now_ms) is lapsed
