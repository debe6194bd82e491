"""A defect of the program in keeping one stream: the others and the sales go on."""

from __future__ import annotations

import pytest

from core.domain.changes import ChangePage, Stream
from core.ports.changes import Applied
from tests.strictness import ExpectedLogs
from tests.sync.pull.support import PullRig

PRICES, STOCK = Stream.PRICES, Stream.STOCK


def test_a_stream_that_cannot_be_kept_holds_up_no_other(
    expected_logs: ExpectedLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_logs.expect("a page of prices could not be kept")
    rig = PullRig(PRICES, STOCK)
    rig.fill(PRICES, 3)
    rig.fill(STOCK, 2)
    apply = rig.sink.apply

    def broken(page: ChangePage, at_ms: int) -> Applied:
        if page.stream is PRICES:
            raise TypeError("a defect of this program")
        return apply(page, at_ms)

    monkeypatch.setattr(rig.sink, "apply", broken)
    rig.settle(10)
    assert rig.plan(PRICES).code == "broken"
    assert len(rig.sink.rows(STOCK)) == 2
