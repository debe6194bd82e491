"""What a till writes, the centre's contract reads; what does not fit is told, never mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from central.services.values import Tenant
from core.contract.events import SALE_PAYLOAD
from core.domain.document_data import sale_from_data, sale_to_data
from core.domain.documents import SaleItem, TenderDetails
from core.domain.totals import sale_mismatch
from tests.central.sales import make_rich_sale
from tests.central.world import Till, fresh_id, make_sale

TILL = Till(
    Tenant(fresh_id(), fresh_id()), fresh_id(), bytes(32), fresh_id(), "0001", Ed25519PrivateKey.generate()
)


def payload(**data: Any) -> dict[str, Any]:
    item = TILL.sale(data={**sale_to_data(make_sale("0001", 1)), **data})
    return dict(json.loads(item["payload"]))


def amounts(places: int) -> st.SearchStrategy[Decimal]:
    return st.integers(-(10**9), 10**9).map(lambda units: Decimal(units).scaleb(-places))


@given(amounts(2), amounts(3), amounts(6), st.text(max_size=30), st.integers(1, 9_999_999_999))
def test_every_sale_a_till_can_write_is_read(
    money: Decimal, quantity: Decimal, tax6: Decimal, name: str, number: int
) -> None:
    name = name.encode("utf-8", "ignore").decode()
    sale = make_sale("0001", number)
    items: tuple[SaleItem, ...] = tuple(
        replace(item, gross=money, net=money, quantity=quantity, tax6=tax6, name=name) for item in sale.items
    )
    data = sale_to_data(replace(sale, items=items, total=money, note=name))
    item = TILL.event("sale.completed", data)
    read = SALE_PAYLOAD.validate_json(item["payload"])
    assert read["data"]["items"] == data["items"]
    assert sale_from_data(data).total == Decimal(read["data"]["total_amount"])


def test_nothing_a_document_can_say_is_lost_on_the_way() -> None:
    sale = replace(make_rich_sale("0001", 1), drawer=None)
    data = sale_to_data(sale)
    assert sale_mismatch(sale) is None
    read = SALE_PAYLOAD.validate_json(TILL.event("sale.completed", data)["payload"])["data"]
    assert sale_from_data(read) == sale
    said = {name for name in data if data[name] is not None}
    assert said - set(read) == set()
    written = {name for item in sale.items for name in _said(item)}
    assert written == {field.name for field in fields(SaleItem)}
    details = {name for payment in sale.payments for name in _said(payment.details)}
    assert details == {field.name for field in fields(TenderDetails)} - {"bank", "reference"}


def _said(value: Any) -> set[str]:
    return {field.name for field in fields(value) if getattr(value, field.name) not in (None, ())}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body.pop("event_id"),
        lambda body: body.update(v=2),
        lambda body: body.update(schema=2),
        lambda body: body.update(kind="sale.voided"),
        lambda body: body.update(training=True),
        lambda body: body.update(cashier_id="Ana"),
        lambda body: body["data"].update(total_amount=2.14),
        lambda body: body["data"].update(total_amount="2.145"),
        lambda body: body["data"].update(total_amount="1E+9"),
        lambda body: body["data"].update(total_amount="2.14 "),
        lambda body: body["data"].update(total_amount="٢"),
        lambda body: body["data"].update(number="1"),
        lambda body: body["data"].update(number=True),
        lambda body: body["data"].update(number=0),
        lambda body: body["data"].update(items=[]),
        lambda body: body["data"]["items"][0].update(variant_id="1"),
        lambda body: body["data"]["items"][0].update(n=0),
        lambda body: body["data"]["payments"][0].update(amount=None),
        lambda body: body["data"]["payments"][0].update(reference="9" * 65),
        lambda body: body["data"]["items"][0].update(promotions=[{"id": "x", "version": 1, "amount": 1}]),
        lambda body: body["data"]["items"][0].update(note="x" * 2001),
        lambda body: body["data"].update(discounts=[{"kind": "manual"}]),
        lambda body: body["data"].update(points={"earned": -1}),
    ],
)
def test_what_does_not_fit_is_told(spoil: Callable[[dict[str, Any]], object]) -> None:
    body = payload()
    spoil(body)
    with pytest.raises(ValidationError):
        SALE_PAYLOAD.validate_json(json.dumps(body))


def test_fields_of_a_later_version_are_left_aside() -> None:
    body = payload(loyalty={"points": 3})
    body["weather"] = "rain"
    assert "loyalty" not in SALE_PAYLOAD.validate_json(json.dumps(body))["data"]
