from __future__ import annotations

import stat
from pathlib import Path

import jwt
import pytest

from central.security.key_files import KeyFileError
from central.security.keys import load_keys, rotate_issuer
from central.security.rate_limit import MemoryLimiter
from central.security.tokens import JwtAccessTokens
from central.services.permissions import ROLES, permissions_of
from central.services.ports import TokenError
from central.services.values import Principal
from tests.central.world import START, CountingIds, FakeClock, fresh_id


def test_keys_are_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    first, second = load_keys(tmp_path / "keys"), load_keys(tmp_path / "keys")
    assert (first.kid, first.bundle_public_key) == (second.kid, second.bundle_public_key)
    assert first.pin_pepper("o", 1) == second.pin_pepper("o", 1)
    for path in (tmp_path / "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(list((tmp_path / "keys").iterdir())) == 3


def test_derived_secrets_differ_by_purpose_tenant_and_version(tmp_path: Path) -> None:
    keys = load_keys(tmp_path)
    made = {
        keys.pin_pepper("o", 1),
        keys.pin_pepper("o", 2),
        keys.pin_pepper("p", 1),
        keys.approval_key("o", "1", b"n"),
        keys.approval_key("o", "1", b"m"),
        keys.first_refresh_token("o", 1, b"n").encode(),
    }
    assert len(made) == 6


@pytest.mark.parametrize("name", ["issuer.pem", "master.key"])
def test_keys_that_others_may_read_or_that_are_damaged_are_refused(tmp_path: Path, name: str) -> None:
    load_keys(tmp_path)
    (tmp_path / name).chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod"):
        load_keys(tmp_path)
    (tmp_path / name).chmod(0o600)
    (tmp_path / name).write_text("nonsense")
    with pytest.raises(KeyFileError, match="damaged"):
        load_keys(tmp_path)


def test_a_token_of_another_issuer_or_key_does_not_hold(tmp_path: Path) -> None:
    keys, others = load_keys(tmp_path / "a"), load_keys(tmp_path / "b")
    who = Principal(fresh_id(), fresh_id(), fresh_id(), frozenset({"pos:report"}))
    mine = JwtAccessTokens(keys, "iss", CountingIds())
    token = mine.issue(who, START, 60)
    assert mine.verify(token, START) == who
    for other in (JwtAccessTokens(others, "iss", CountingIds()), JwtAccessTokens(keys, "x", CountingIds())):
        with pytest.raises(TokenError):
            other.verify(token, START)


def test_no_token_lives_longer_than_a_quarter_of_an_hour(tmp_path: Path) -> None:
    tokens = JwtAccessTokens(load_keys(tmp_path), "iss", CountingIds())
    who = Principal(fresh_id(), fresh_id(), fresh_id(), frozenset())
    clock = FakeClock()
    token = tokens.issue(who, clock.now(), 10_000)
    clock.forward(899)
    tokens.verify(token, clock.now())
    clock.forward(1)
    with pytest.raises(TokenError) as caught:
        tokens.verify(token, clock.now())
    assert caught.value.expired


async def test_the_limiter_slides() -> None:
    clock = FakeClock()
    limiter = MemoryLimiter(clock)
    for _ in range(3):
        assert await limiter.allow("a", 3, 60) is None
        clock.forward(10)
    assert await limiter.allow("a", 3, 60) == 30
    assert await limiter.allow("b", 3, 60) is None
    clock.forward(30)
    assert await limiter.allow("a", 3, 60) is None


async def test_the_limiter_forgets_old_keys() -> None:
    limiter = MemoryLimiter(FakeClock())
    for number in range(10_500):
        await limiter.allow(str(number), 1, 60)
    assert await limiter.allow("10499", 1, 60) is not None
    assert await limiter.allow("0", 1, 60) is None


def test_unknown_roles_may_nothing_and_tills_do_not_administer() -> None:
    assert permissions_of("nobody") == frozenset()
    assert "pos:sync" not in set().union(*(ROLES[role] for role in ROLES if role != "terminal"))
    assert permissions_of("terminal") == {"pos:sync", "pos:create"}


WHO = Principal(fresh_id(), fresh_id(), fresh_id(), frozenset({"pos:sync"}))


def test_fault_55_a_new_signing_key_is_noticed_and_what_the_old_one_signed_holds_until_it_ends(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    here, there = (JwtAccessTokens(load_keys(tmp_path), "iss", CountingIds()) for _ in range(2))
    old = here.issue(WHO, clock.now())
    kid = rotate_issuer(tmp_path, clock.now())
    clock.forward(1)
    fresh = here.issue(WHO, clock.now())
    assert jwt.get_unverified_header(fresh)["kid"] == kid
    assert there.verify(fresh, clock.now()) == WHO, "an unknown kid is looked up once more"
    assert there.verify(old, clock.now()) == WHO
    clock.forward(900)
    with pytest.raises(TokenError) as caught:
        there.verify(old, clock.now())
    assert caught.value.expired


def test_a_retired_key_signs_nothing_new(tmp_path: Path) -> None:
    clock = FakeClock()
    stolen = load_keys(tmp_path).issuer_key
    rotate_issuer(tmp_path, clock.now())
    clock.forward(120)
    tokens = JwtAccessTokens(load_keys(tmp_path), "iss", CountingIds())
    claims = jwt.decode(tokens.issue(WHO, clock.now()), options={"verify_signature": False})
    old_kid = tokens_kid(tmp_path)
    forged = jwt.encode(claims, stolen, algorithm="EdDSA", headers={"kid": old_kid})
    with pytest.raises(TokenError):
        tokens.verify(forged, clock.now())


def tokens_kid(folder: Path) -> str:
    """Identifier of the key retired last."""
    return load_keys(folder).jwks()["keys"][-1]["kid"]


def test_both_keys_are_published_and_old_ones_forgotten(tmp_path: Path) -> None:
    clock = FakeClock()
    keys = load_keys(tmp_path)
    first = keys.kid
    second = rotate_issuer(tmp_path, clock.now())
    assert [key["kid"] for key in keys.jwks()["keys"]] == [second, first]
    clock.forward(7_200)
    third = rotate_issuer(tmp_path, clock.now())
    assert [key["kid"] for key in keys.jwks()["keys"]] == [third, second]
    assert keys.bundle_public_key == load_keys(tmp_path).bundle_public_key
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_unknown_key_is_refused_and_costs_no_more_than_a_look(tmp_path: Path) -> None:
    clock = FakeClock()
    tokens = JwtAccessTokens(load_keys(tmp_path / "a"), "iss", CountingIds())
    foreign = JwtAccessTokens(load_keys(tmp_path / "b"), "iss", CountingIds()).issue(WHO, clock.now())
    for _ in range(3):
        with pytest.raises(TokenError):
            tokens.verify(foreign, clock.now())
