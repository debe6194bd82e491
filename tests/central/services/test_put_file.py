from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from central.cli import PUT_STREAMS
from central.services.put_file import MODELS, PutFileError, read_changes
from core.contract.changes import PriceData, ProductData
from core.domain.changes import Stream
from core.domain.promotion.data import promotion_to_data
from resources.demo import load
from tests.central.streams import variant

ID = variant(1)
PRICE = {"variant_id": ID, "price": "1.25"}


def line(item_id: str = ID, op: str = "upsert", **change: Any) -> bytes:
    return json.dumps({"op": op, "id": item_id, **change}).encode()


def refusals(stream: Stream, *lines: bytes) -> list[str]:
    with pytest.raises(PutFileError) as caught:
        read_changes(stream, lines)
    assert str(caught.value) == "; ".join(map(str, caught.value.errors))
    return [str(error) for error in caught.value.errors]


def test_the_command_takes_the_streams_that_files_may_change() -> None:
    assert set(PUT_STREAMS) == {stream.value for stream in (*MODELS, Stream.CONFIG)}


def test_lines_are_read_in_their_order_and_empty_ones_passed_over() -> None:
    at = f"{ID}@2026-12-01T05:00:00Z"
    price = {**PRICE, "price": "2", "valid_from": "2026-12-01T00:00:00-05:00"}
    items = read_changes(
        Stream.PRICES,
        [b"\xef\xbb\xbf" + line(data=PRICE), b"\n", line(at, data=price), line(variant(2), "delete"), b"  "],
    )
    assert list(items) == [ID, at, variant(2)]
    assert items[ID] == PriceData(variant_id=ID, price=Decimal("1.25"))
    assert items[variant(2)] is None


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"{", "line 1: is not JSON"),
        (b"[" * 100_000, "line 1: is not JSON"),
        (b'{"id":' + b"1" * 5000 + b"}", "line 1: is not JSON"),
        (b"[]", "line 1: must be an object with op, id and data"),
        (b"\xff", "line 1: is not UTF-8"),
        (line(data={**PRICE, "price": 1.25}), "line 1: 1.25: a number with decimals is written as a string"),
        (b'{"op":"upsert","id":"x","data":{"price":NaN}}', "line 1: NaN: a number with decimals"),
        (line(data=PRICE, version=3), "line 1: version: is no field of a change"),
        (line("ñ", data=PRICE), "line 1: id: must be 1 to 120 printable ASCII"),
        (line("x" * 121, data=PRICE), "line 1: id: must be 1 to 120 printable ASCII"),
        (line(op="put", data=PRICE), "line 1: op: must be upsert or delete"),
        (line(), "line 1: data: must be an object"),
        (line(op="delete", data=PRICE), "line 1: data: an item that is deleted has none"),
        (line(data={**PRICE, "prise": "1"}), "line 1: data.prise: Extra inputs are not permitted"),
        (line(data={"variant_id": ID}), "line 1: data.price: Field required"),
        (line(data={**PRICE, "price": "1.255"}), "line 1: data.price: Decimal input should have no more"),
        (line(data={**PRICE, "price": "-1"}), "line 1: data.price: Input should be greater than or equal"),
        (
            line(data={**PRICE, "variant_id": variant(2)}),
            "line 1: data.variant_id: must be the one of the id",
        ),
        (line("abc", data={**PRICE, "variant_id": "abc"}), "line 1: id: must be <variant_id>"),
        (line("abc", "delete"), "line 1: id: must be <variant_id>"),
        (
            line(data={**PRICE, "valid_from": "2026-12-01T00:00:00"}),
            "line 1: data.valid_from: needs its offset",
        ),
        (
            line(data={**PRICE, "valid_from": "2026-12-01T00:00:00Z", "valid_to": "2026-12-01T00:00:00Z"}),
            "line 1: data.valid_to: must be after valid_from",
        ),
        (line(data={**PRICE, "price_list": "a\x00b"}), "line 1: data.price_list: holds a character"),
        (line(data={**PRICE, "price_list": "\ud800"}), "line 1: data.price_list: holds a character"),
        (line(data={**PRICE, "price": 2**60}), "line 1: data.price: is too large"),
    ],
)
def test_a_line_that_does_not_hold_is_named_with_its_field(bad: bytes, said: str) -> None:
    (found,) = refusals(Stream.PRICES, bad)
    assert found.startswith(said)


def test_every_line_that_does_not_hold_is_named_up_to_twenty() -> None:
    good, bad = line(data=PRICE), line(variant(2), data={})
    assert [text.split(":")[0] for text in refusals(Stream.PRICES, bad, good, bad)] == [
        *["line 1"] * 2,
        *["line 3"] * 2,
    ]
    assert len(refusals(Stream.PRICES, *[bad] * 50)) == 20
    assert refusals(Stream.PRICES, good, good) == ["line 2: id: is in the file twice"]


@pytest.mark.parametrize("stream", [Stream.PRODUCTS, Stream.CUSTOMERS, Stream.STOCK])
def test_ids_of_goods_and_people_are_uuids(stream: Stream) -> None:
    assert refusals(stream, line("A-1", "delete")) == ["line 1: id: must be a UUID in lower case"]
    assert refusals(stream, line(ID.upper(), "delete")) == ["line 1: id: must be a UUID in lower case"]


def test_a_product_with_its_codes_is_read() -> None:
    data = {"sku": "1", "name": "Arroz", "tax_code": "00", "codes": [{"kind": "code", "code": "ARR"}]}
    items = read_changes(Stream.PRODUCTS, [line(data=data)])
    assert items == {ID: ProductData.model_validate(data)}
    wrong = {**data, "codes": [{"kind": "ean", "code": "ARR"}]}
    assert refusals(Stream.PRODUCTS, line(data=wrong))[0].startswith(
        "line 1: data.codes.0.kind: Input should"
    )


def test_a_promotion_must_be_one_that_the_engine_reads() -> None:
    body = promotion_to_data(load().promotions[0])
    assert read_changes(Stream.PROMOTIONS, [line(body["id"], data={"body": body})])
    assert refusals(Stream.PROMOTIONS, line("other", data={"body": body})) == [
        "line 1: id: must be the promotion's own"
    ]
    (found,) = refusals(Stream.PROMOTIONS, line("x", data={"body": {**body, "kind": "gift"}}))
    assert found.startswith("line 1: data.body: is no promotion: promotion_invalid")


def test_taxes_and_stock_are_checked_likewise() -> None:
    assert refusals(Stream.TAXES, line("01", data={"code": "02", "rate": "7"})) == [
        "line 1: data.code: must be the one of the id"
    ]
    level = {"quantity": "3", "as_of": "2026-11-24T10:00:00Z"}
    assert read_changes(Stream.STOCK, [line(data=level)])
    assert refusals(Stream.STOCK, line(data={**level, "counted": [1, 2]})) == [
        "line 1: data.counted: is known to the centre alone"
    ]
    assert refusals(Stream.STOCK, line(data={**level, "as_of": "2026-11-24T10:00:00"})) == [
        "line 1: data.as_of: needs its offset, e.g. Z"
    ]


def test_of_the_configuration_only_what_people_decide_is_taken() -> None:
    limits = {"credit": "5", "points": 10, "valid_to": "2027-01-01T00:00:00Z"}
    assert read_changes(Stream.CONFIG, [line("settings", data={}), line("limits", data=limits)])
    for bad, said in (
        (line("till_keys", data={"keys": {}}), "id: must be one of settings, limits"),
        (line("settings", "delete"), "op: an item of config is changed, never deleted"),
        (
            line("settings", data={"tabs": [{"name": "", "variant_ids": []}]}),
            "data.tabs.0.name: String should",
        ),
        (line("limits", data={**limits, "jws": "x"}), "data.jws: is made by the centre"),
        (
            line("limits", data={**limits, "valid_to": "2027-01-01T00:00:00"}),
            "data.valid_to: needs its offset",
        ),
    ):
        (found,) = refusals(Stream.CONFIG, bad)
        assert found.startswith(f"line 1: {said}")
