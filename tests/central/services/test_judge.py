"""The judge is pure: same batch, same verdicts, and a mutated payload never gets past it unseen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from central.services.intake import Intake
from central.services.judge import judge
from central.services.review_codes import RULES, leading
from central.services.values import Tenant
from core.domain.document_data import sale_to_data
from core.domain.documents import SalePayment
from core.domain.payment import EXCHANGE
from core.domain.refund_document import CompletedRefund
from tests.central.sales import make_rich_sale, make_sale
from tests.central.world import START, CountingIds, Till, fresh_id


def make_till() -> Till:
    key = Ed25519PrivateKey.generate()
    return Till(Tenant(fresh_id(), fresh_id()), fresh_id(), bytes(32), fresh_id(), "0001", key)


def judged(till: Till, items: list[dict[str, Any]] | None = None) -> Intake:
    return judge(till.request(items), till.tenant, START, CountingIds())


def test_the_same_batch_is_judged_alike() -> None:
    till = make_till()
    for _ in range(3):
        till.sale()
    request = till.request()
    first = judge(request, till.tenant, START, CountingIds())
    assert first == judge(request, till.tenant, START, CountingIds())
    assert [item.review for item in first.items] == [None] * 3


def test_an_exchange_is_two_documents_each_paid_with_the_other() -> None:
    till = make_till()
    sold = till.sale()

    def exchanged(refund: CompletedRefund) -> CompletedRefund:
        return replace(refund, payments=(SalePayment(1, EXCHANGE, refund.total),), drawer=None)

    back = till.refund(sold, change=exchanged)
    made = make_sale("0001", 2)
    paid = replace(
        made, payments=(SalePayment(1, EXCHANGE, made.total),), change_due=made.total * 0, drawer=None
    )
    till.sale(data=sale_to_data(paid), cause_id=back["event_id"])
    _, refund, sale = judged(till).items
    assert (refund.review, sale.review) == (None, None)
    assert refund.transaction is not None
    assert sale.transaction is not None
    assert sale.cause_id is None, "it stands without its return: only a return or void waits for its sale"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def all_kinds() -> tuple[Till, list[dict[str, Any]]]:
    """A till with a sale that says all a sale can say, a return of it and its void."""
    till = make_till()
    sold = till.sale(data=sale_to_data(make_rich_sale("0001", 1)))
    return till, [sold, till.refund(sold), till.void(sold)]


def test_sales_returns_and_voids_are_projected_and_add_up() -> None:
    till, _ = all_kinds()
    sale, back, void = judged(till).items
    assert [item.review for item in (sale, back, void)] == [None] * 3
    assert (back.cause_id, void.cause_id) == (sale.event_id, sale.event_id)
    assert sale.cause_id is None


def test_an_ordinary_line_or_payment_carries_nothing_rare() -> None:
    till = make_till()
    till.sale()
    (item,) = judged(till).items
    assert item.transaction is not None
    assert [line.rare for line in item.transaction.items] == [None] * 2
    assert [payment.rare for payment in item.transaction.payments] == [None]


def _places(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inner:
        yield from _places(part)


@given(st.data())
def test_any_mutation_is_kept_or_retried_and_never_raises(data: st.DataObject) -> None:
    till, made = all_kinds()
    body = json.loads(data.draw(st.sampled_from(made))["payload"])
    target = data.draw(st.sampled_from([place for place in _places(body) if place]))
    field = data.draw(st.sampled_from(sorted(target)))
    if data.draw(st.booleans()):
        del target[field]
    else:
        target[field] = data.draw(JSON)
    till = Till(**{**till.__dict__, "events": [], "seq": 0, "head": b""})
    item = till.append(json.dumps(body).encode(), body.get("event_id") or fresh_id())
    try:
        intake = judged(till, [item])
    except ValueError:  # the envelope itself: event_id is no UUID any more
        return
    assert len(intake.items) + len(intake.corrupt) == 1
    for kept in intake.items:
        assert kept.payload == item["payload"].encode()
        assert kept.review in {None, "SCHEMA_UNKNOWN", "TOTAL_MISMATCH"}
        projected = kept.transaction is not None or kept.void is not None
        assert (kept.review == "SCHEMA_UNKNOWN") == (not projected and kept.kind != "login.succeeded")


def test_what_no_discount_accounts_for_is_named() -> None:
    till, (sold, *_) = all_kinds()
    body = json.loads(sold["payload"])
    del body["data"]["discounts"]
    till = Till(**{**till.__dict__, "events": [], "seq": 0, "head": b""})
    till.append(json.dumps(body).encode(), body["event_id"])
    (kept,) = judged(till).items
    assert (kept.review, json.loads(kept.review_params)) == ("TOTAL_MISMATCH", {"rule": "reductions"})


def test_each_total_that_is_off_is_named() -> None:
    for field in ("subtotal", "total_amount", "tax_total", "paid_total", "change_due", "discount_total"):
        till = make_till()
        body = json.loads(till.sale()["payload"])
        body["data"][field] = "77.77"
        till = Till(**{**till.__dict__, "events": [], "seq": 0, "head": b""})
        till.append(json.dumps(body).encode(), body["event_id"])
        (kept,) = judged(till).items
        assert kept.review == "TOTAL_MISMATCH", field
        assert json.loads(kept.review_params)["rule"]
        assert kept.transaction is not None


def test_a_reply_names_held_codes_before_released_ones() -> None:
    assert leading(["CHAIN_BREAK", "DUP_NUMBER"]) == "DUP_NUMBER"
    assert leading(["SHA_CONFLICT", "TOTAL_MISMATCH"]) == "TOTAL_MISMATCH"
    assert leading([]) is None
    assert len(RULES) == 17 + 2
