"""Pictures leave no window behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.windows import drop_windows


@pytest.fixture(scope="module", autouse=True)
def _no_windows_left() -> Iterator[None]:
    yield
    drop_windows()
