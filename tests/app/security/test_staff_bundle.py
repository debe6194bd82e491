"""A bundle counts when the pinned key signed it, for this shop, and it has not run out (central.md 11)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.security.staff_bundle import BundleOpener, BundleRefusedError
from core.contract.signed import LIMITS_TYPE
from core.domain.credit import OfflineLimits
from core.domain.staff import ROLE_LIMITS, Limits, Role
from tests.app.store.streams.bundles import (
    KEY,
    OTHER,
    PIN,
    b64,
    bundle,
    member,
    public,
    signed,
    signed_limits,
)
from tests.fakes.store import LOCAL, ORGANIZATION, START

NOW_MS = int(START.timestamp() * 1000)
OPENER = BundleOpener(ORGANIZATION, LOCAL)


def refused(jws: str, pinned: bytes | None = public(KEY), now_ms: int = NOW_MS) -> str:
    with pytest.raises(BundleRefusedError) as caught:
        OPENER.open(jws, pinned, now_ms)
    return str(caught.value.values["reason"])


def test_people_come_out_as_they_went_in() -> None:
    marta = member(
        "marta",
        3,
        role="supervisor",
        permissions=["pos:create", "pos:void"],
        limits={"discount_percent": "25"},
        offline_grant_days=7,
        badge_pepper_id="2",
        badge_hash="cd" * 32,
    )
    opened = OPENER.open(signed(bundle(member(), marta, version=9)), public(KEY), NOW_MS)
    ana, other = opened.people
    assert (opened.version, opened.key, opened.issued_at_ms) == (9, public(KEY), NOW_MS)
    assert opened.expires_at_ms == NOW_MS + 72 * 3_600_000
    assert (ana.name, ana.active, ana.limits, ana.offline_grant_days) == (
        "Ana",
        True,
        ROLE_LIMITS[Role.CASHIER],
        30,
    )
    assert ana.pin is not None
    assert (ana.pin.memory_kib, ana.pin.pepper_id, ana.pin.hash) == (PIN["m"], "1", b"\xab" * 32)
    assert other.limits == Limits(discount_percent=Decimal(25))
    assert other.permissions == {"pos:create", "pos:void"}
    assert other.offline_grant_days == 7
    assert other.badge is not None
    assert other.badge.sha256 == b"\xcd" * 32


def test_who_was_revoked_or_left_is_not_active() -> None:
    left = bundle(member(), member("b", 2, active=False), member("c", 3), revoked=["c"])
    opened = OPENER.open(signed(left), public(KEY), NOW_MS)
    assert [person.active for person in opened.people] == [True, False, False]


def test_the_next_key_comes_in_a_bundle_signed_by_the_old_one_alone() -> None:
    following = bundle(next_key=b64(public(OTHER)))
    opened = OPENER.open(signed(following), public(KEY), NOW_MS)
    assert opened.key == public(OTHER)
    assert OPENER.open(signed(bundle(), OTHER), opened.key, NOW_MS).key == public(OTHER)
    assert refused(signed(following, OTHER)) == "signature"


def test_a_till_that_was_off_while_keys_changed_follows_from_its_own_to_todays() -> None:
    today, moved = signed(bundle(), OTHER), signed(bundle(next_key=b64(public(OTHER))))
    opened = OPENER.open(today, public(KEY), NOW_MS, ["x", moved])
    assert opened.key == public(OTHER)
    assert OPENER.open(today, opened.key, NOW_MS, [moved]).key == public(OTHER)
    forged = signed(bundle(next_key=b64(bytes(32))), OTHER)
    with pytest.raises(BundleRefusedError, match="bundle_refused"):
        OPENER.open(today, public(KEY), NOW_MS, [forged])


def test_a_till_without_a_key_pins_the_one_of_the_header() -> None:
    assert OPENER.open(signed(bundle()), None, NOW_MS).key == public(KEY)
    assert refused(signed(bundle(), jwk=None), pinned=None) == "key"
    lying = signed(bundle(), jwk={"kty": "OKP", "crv": "Ed25519", "x": b64(public(OTHER))})
    assert refused(lying, pinned=None) == "signature"


@pytest.mark.parametrize("alg", ["none", "HS256", "eddsa", None])
def test_the_header_does_not_choose_the_algorithm(alg: str | None) -> None:
    assert refused(signed(bundle(), alg=alg)) == "form"


def test_a_header_with_demands_is_refused() -> None:
    assert refused(signed(bundle(), crit=["b64"])) == "form"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"organization_id": "0198f0c0-0000-7000-8000-0000000000b2"}, "shop"),
        ({"local_id": "0198f0c0-0000-7000-8000-0000000000a2"}, "shop"),
        ({"expires_at": (START + timedelta(hours=73)).isoformat()}, "expired"),
        ({"expires_at": START.isoformat()}, "expired"),
        ({"staff": []}, "nobody"),
        ({"staff": [member(active=False)]}, "nobody"),
        ({"staff": [member(pin=None)]}, "nobody"),
        ({"staff": [member(pin=PIN | {"salt": "x"})]}, "form"),
        ({"next_key": "abc"}, "form"),
        ({"version": 0}, "form"),
    ],
)
def test_what_does_not_fit_is_refused(changes: dict[str, Any], reason: str) -> None:
    assert refused(signed(bundle(**changes))) == reason


def test_an_old_bundle_shown_again_is_refused_by_the_clock_of_the_centre() -> None:
    assert refused(signed(bundle()), now_ms=NOW_MS + 72 * 3_600_000) == "expired"


def test_a_changed_payload_or_a_cut_text_is_refused() -> None:
    head, _, signature = signed(bundle()).split(".")
    other = signed(bundle(version=2)).split(".")[1]
    assert refused(f"{head}.{other}.{signature}") == "signature"
    assert refused(f"{head}.{other}") == "form"
    assert refused(f"{head}.{other}.§") == "form"
    assert refused("") == "form"


def test_offline_limits_count_when_signed_for_this_shop_and_in_time() -> None:
    told = {"credit": "25.00", "points": 500, "valid_to": (START + timedelta(days=1)).isoformat()}
    good = signed_limits(told)
    assert OPENER.limits(good, public(KEY), START) == OfflineLimits(Decimal("25.00"), 500)
    assert OPENER.limits(good, public(KEY), START + timedelta(days=1)) is None
    for jws, key, reason in (
        (signed_limits(told, OTHER), public(KEY), "signature"),
        (good, None, "key"),
        (signed_limits({}), public(KEY), "form"),
        (signed(told | {"organization_id": ORGANIZATION, "local_id": LOCAL}), public(KEY), "form"),
        (signed_limits(told, local_id=ORGANIZATION), public(KEY), "shop"),
        ("", public(KEY), "form"),
    ):
        with pytest.raises(BundleRefusedError) as caught:
            OPENER.limits(jws, key, START)
        assert caught.value.values["reason"] == reason


def test_signed_limits_are_no_bundle() -> None:
    assert refused(signed(bundle(), typ=LIMITS_TYPE)) == "form"
