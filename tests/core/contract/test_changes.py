"""Pages of changes as they travel, read into domain values."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from core.contract.changes import CHANGE_PAGE, PriceData, StockData, page_from_wire
from core.domain.changes import ChangeOp, Stream


def _page(**changed: Any) -> dict[str, Any]:
    page: dict[str, Any] = {
        "stream": "prices",
        "generation": "g7",
        "snapshot": False,
        "server_time": "2026-11-24T15:04:07.120Z",
        "count": 2,
        "changes": [
            {"op": "upsert", "id": "a", "version": 1832, "data": {"variant_id": "a", "price": "1.10"}},
            {"op": "delete", "id": "b", "version": 1833},
        ],
        "next_cursor": "c2",
        "has_more": False,
        "snapshot_total": None,
    }
    return page | changed


def test_the_page_of_the_protocol_is_read_and_fields_of_a_newer_centre_are_left_alone() -> None:
    page = page_from_wire(CHANGE_PAGE.validate_json(json.dumps(_page(later="x"))))
    assert (page.stream, page.generation, page.next_cursor) == (Stream.PRICES, "g7", "c2")
    assert page.server_time_ms == 1_795_532_647_120
    assert [(one.op, one.id, one.version) for one in page.changes] == [
        (ChangeOp.UPSERT, "a", 1832),
        (ChangeOp.DELETE, "b", 1833),
    ]
    assert page.changes[1].data == {}


@pytest.mark.parametrize(
    "changed",
    [
        {"count": 3},
        {"changes": [{"op": "delete", "id": "b", "version": 1, "data": {}}], "count": 1},
        {"changes": [{"op": "upsert", "id": "b", "version": 1}], "count": 1},
    ],
)
def test_a_page_that_contradicts_itself_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"count|data"):
        page_from_wire(CHANGE_PAGE.validate_python(_page(**changed)))


def test_amounts_travel_as_text_and_keep_their_scale() -> None:
    assert str(PriceData.model_validate_json('{"variant_id":"a","price":"1.10"}').price) == "1.10"
    with pytest.raises(ValidationError):
        PriceData.model_validate_json('{"variant_id":"a","price":"1.105"}')
    stock = StockData.model_validate_json(
        '{"quantity":"-3.250","as_of":"2026-11-24T00:00:00Z","counted":[3,9]}'
    )
    assert str(stock.quantity) == "-3.250"
    assert stock.counted == (3, 9)
