"""An enrolled till and the real centre: its catalogue reaches the till, and what changes comes after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.demo.centre import DemoCentre
from app.demo.headless import HeadlessTill
from app.usecases.proving import Verdict
from core.domain.changes import CATALOGUE_STREAMS, Stream
from resources import demo

GOODS = [product for product in demo.load().products if product.barcode and not product.measured][:3]


@pytest.fixture
def till(centre: DemoCentre, tmp_path: Path) -> Iterator[HeadlessTill]:
    opened = HeadlessTill(tmp_path / "till", centre.url, centre.pairing_code("Caja 21"))
    yield opened
    opened.close()


def test_what_the_centre_has_reaches_the_till_and_what_changes_follows(
    centre: DemoCentre, till: HeadlessTill, tmp_path: Path
) -> None:
    till.pull_all(CATALOGUE_STREAMS)
    states = [till.sinks[stream].state(stream) for stream in CATALOGUE_STREAMS]
    assert not any(state.held or state.snapshot for state in states)
    first = GOODS[0]
    found = till.catalogue.by_variant(first.variant_id)
    assert found is not None
    assert (found.name, found.unit_price) == (first.name, first.unit_price)

    assert till.sign_in().verdict is Verdict.OK
    till.open_shift()
    new = first.unit_price + Decimal("0.35")
    put = tmp_path / "prices.jsonl"
    data = {"variant_id": first.variant_id, "price": f"{new:.2f}"}
    put.write_text(
        json.dumps({"op": "upsert", "id": first.variant_id, "data": data}) + "\n", encoding="utf-8"
    )
    centre.put("prices", put)
    till.pull_all([Stream.PRICES])
    record = till.sell([first.barcode])
    assert record.sale.items[0].unit_price == new
