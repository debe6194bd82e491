"""The judge is pure: same batch, same verdicts, and a mutated payload never gets past it unseen."""

from __future__ import annotations

import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from central.services.intake import Intake
from central.services.judge import judge
from central.services.review_codes import RULES, leading
from central.services.values import Tenant
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


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_any_mutation_is_kept_or_retried_and_never_raises(data: st.DataObject) -> None:
    till = make_till()
    body = json.loads(till.sale()["payload"])
    target = data.draw(
        st.sampled_from([body, body["data"], body["data"]["items"][0], body["data"]["payments"][0]])
    )
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
        assert (kept.review == "SCHEMA_UNKNOWN") == (kept.sale is None and kept.kind != "login.succeeded")


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
        assert kept.sale is not None


def test_a_reply_names_held_codes_before_released_ones() -> None:
    assert leading(["CHAIN_BREAK", "DUP_NUMBER"]) == "DUP_NUMBER"
    assert leading(["SHA_CONFLICT", "TOTAL_MISMATCH"]) == "TOTAL_MISMATCH"
    assert leading([]) is None
    assert len(RULES) == 17 + 2
