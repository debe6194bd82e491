"""An enrolled till and the real centre: people, prices and reviews reach it, and what changes comes after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.compose.told import read_told
from app.demo.centre import DemoCentre
from app.demo.headless import HeadlessTill
from app.usecases.proving import Verdict
from core.domain.changes import Stream
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
    people = {person.number: person.name for person in till.reader.people()}
    till.pull_all()
    states = {stream: sink.state(stream) for stream, sink in till.sinks.items()}
    assert set(states) == set(Stream)
    assert not any(state.held or state.snapshot for state in states.values())
    assert {person.number: person.name for person in till.reader.people()} == people
    first = GOODS[0]
    found = till.catalogue.by_variant(first.variant_id)
    assert found is not None
    assert (found.name, found.unit_price) == (first.name, first.unit_price)

    till.opened.verifier.learn(read_told(till.opened, till.clock.now(), promotions=False).peppers)
    assert till.sign_in().verdict is Verdict.OK
    till.open_shift()
    new = first.unit_price + Decimal("0.35")
    put = tmp_path / "prices.jsonl"
    data = {"variant_id": first.variant_id, "price": f"{new:.2f}"}
    put.write_text(
        json.dumps({"op": "upsert", "id": first.variant_id, "data": data}) + "\n", encoding="utf-8"
    )
    centre.put("prices", put)
    till.pull_all()
    record = till.sell([first.barcode])
    assert record.sale.items[0].unit_price == new

    marta = next(person for person in till.reader.people() if person.role == "supervisor")
    centre.retire(str(marta.number))
    till.pull_all()
    assert marta.staff_id not in {person.staff_id for person in till.reader.people()}
    told = till.wait(
        lambda done, failed: till.services.session.sign_in(marta.staff_id, "582947", done, failed)
    )
    assert told.verdict in (Verdict.UNAVAILABLE, Verdict.WRONG)
