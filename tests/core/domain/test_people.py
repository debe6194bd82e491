"""Staff, approvals, lockout and shifts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.approval import LIFETIME_MS, Act, grant, may_alone, spend, ticket_digest
from core.domain.errors import DomainError
from core.domain.lockout import MAX_TRIES, remaining_ms, tries_left, wait_ms
from core.domain.shift import (
    DENOMINATIONS,
    NOTE,
    Denomination,
    Shift,
    business_date_of,
    check_float,
    count_cash,
    open_shift,
)
from core.domain.staff import (
    FLOOR_PERMISSIONS,
    ROLE_LIMITS,
    ROLE_PERMISSIONS,
    LimitName,
    Limits,
    Measure,
    Permission,
    Role,
    StaffMember,
    limits_from_data,
    limits_of_role,
    limits_to_data,
    over_limit,
)

ACT = Act("line.remove", Permission.VOID, "sale-1", Decimal("6.54"), "price_error")
SUPERVISOR = StaffMember("s1", "Supervisor A", Role.SUPERVISOR, frozenset(ROLE_PERMISSIONS[Role.SUPERVISOR]))
CASHIER = StaffMember("c1", "Cajera 1", Role.CASHIER, frozenset(ROLE_PERMISSIONS[Role.CASHIER]))
MORNING = datetime(2026, 11, 24, 15, 2, tzinfo=UTC)


def _code(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(DomainError) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


def test_a_cashier_sells_and_does_nothing_else() -> None:
    assert [p for p in Permission if CASHIER.may(p)] == [Permission.CREATE, Permission.TRAINING]
    assert SUPERVISOR.may("pos:void")
    assert not SUPERVISOR.may("pos:admin")
    assert not replace(SUPERVISOR, active=False).may("pos:void")


def test_every_role_has_a_set_and_the_administrator_has_all() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert ROLE_PERMISSIONS[Role.ADMINISTRATOR] == frozenset(Permission)
    assert Permission.REPORT not in ROLE_PERMISSIONS[Role.CASHIER]


def test_a_supervisor_holds_every_right_of_the_floor_and_a_cashier_none() -> None:
    assert all(SUPERVISOR.may(right) for right in FLOOR_PERMISSIONS)
    assert not any(CASHIER.may(right) for right in FLOOR_PERMISSIONS)


def _percent(value: str) -> tuple[Measure, ...]:
    return (Measure(LimitName.DISCOUNT_PERCENT, Decimal(value)),)


def test_no_limit_covers_nothing_and_a_limit_covers_itself() -> None:
    person = replace(SUPERVISOR, limits=Limits(discount_percent=Decimal(10)))
    assert over_limit(person, ()) is None
    assert over_limit(person, _percent("10")) is None
    assert over_limit(person, _percent("10.01")) == _percent("10.01")[0]
    assert over_limit(person, (Measure(LimitName.VOID_AMOUNT, Decimal("0.01")),)) is not None
    assert over_limit(replace(person, active=False), _percent("1")) is not None


def test_the_role_gives_the_limits_nobody_set() -> None:
    assert limits_of_role("cashier") == ROLE_LIMITS[Role.CASHIER]
    assert limits_of_role("cashier").of(LimitName.DISCOUNT_AMOUNT) == Decimal("5.00")
    assert limits_of_role("somebody from a later version") == Limits()


@given(
    st.builds(
        Limits,
        *[st.none() | st.decimals(0, 9_999_999, allow_nan=False, places=2)] * len(LimitName),
    )
)
def test_limits_come_back_from_their_text(limits: Limits) -> None:
    data = limits_to_data(limits)
    assert limits_from_data({**data, "a later one": "7"}) == limits
    assert not any("E" in text for text in data.values())


@pytest.mark.parametrize("text", ["-1", "NaN", "Infinity", "ten", ""])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        limits_from_data({"discount_percent": text})


def test_a_person_does_alone_what_their_limits_cover_and_what_they_may() -> None:
    cashier = replace(CASHIER, limits=ROLE_LIMITS[Role.CASHIER])
    small = replace(ACT, action="line.discount", permission=Permission.DISCOUNT, measures=_percent("10"))
    assert may_alone(cashier, small)
    assert not may_alone(cashier, replace(small, measures=_percent("10.01")))
    assert not may_alone(cashier, replace(small, measures=()))
    assert may_alone(SUPERVISOR, ACT)
    assert not may_alone(CASHIER, ACT)


def test_an_approver_allows_no_more_than_their_own_limit() -> None:
    act = replace(ACT, permission=Permission.DISCOUNT, measures=_percent("60"))
    supervisor = replace(SUPERVISOR, limits=ROLE_LIMITS[Role.SUPERVISOR])
    assert _code(grant, act, "c1", supervisor, 0) == "approver_limit"
    manager = replace(supervisor, staff_id="m1", limits=ROLE_LIMITS[Role.MANAGER])
    assert grant(act, "c1", manager, 0).approver_id == "m1"


def test_an_authorisation_serves_its_act_once() -> None:
    given_one = grant(ACT, "c1", SUPERVISOR, 1_000)
    used = spend(given_one, ACT, "c1", 1_000 + LIFETIME_MS - 1)
    assert (used.approver_id, used.requester_id, used.used) == ("s1", "c1", True)
    assert _code(spend, used, ACT, "c1", 1_001) == "authorization_used"


@pytest.mark.parametrize(
    "other",
    [
        replace(ACT, action="sale.void"),
        replace(ACT, permission=Permission.DISCOUNT),
        replace(ACT, sale_id="sale-2"),
        replace(ACT, amount=Decimal("6.55")),
        replace(ACT, reason="changed_mind"),
        replace(ACT, sale_id="sale-16", amount=Decimal("0.54")),
        replace(ACT, ticket="another cart"),
        replace(ACT, measures=_percent("25")),
    ],
)
def test_an_authorisation_serves_no_other_act(other: Act) -> None:
    assert _code(spend, grant(ACT, "c1", SUPERVISOR, 0), other, "c1", 1) == "authorization_mismatch"


def test_an_authorisation_serves_no_other_person_and_dies_after_a_minute() -> None:
    given_one = grant(ACT, "c1", SUPERVISOR, 5_000)
    assert _code(spend, given_one, ACT, "c2", 5_001) == "authorization_mismatch"
    assert _code(spend, given_one, ACT, "c1", 5_000 + LIFETIME_MS) == "authorization_expired"
    assert _code(spend, given_one, ACT, "c1", 4_999) == "authorization_expired"


def test_the_approver_is_another_person_with_the_right() -> None:
    assert _code(grant, ACT, "s1", SUPERVISOR, 0) == "approver_is_requester"
    assert _code(grant, ACT, "c2", CASHIER, 0) == "approver_not_allowed"
    assert _code(grant, ACT, "c1", replace(SUPERVISOR, active=False), 0) == "approver_inactive"


def test_what_is_shown_beside_an_act_binds_nothing() -> None:
    assert replace(ACT, before="6.50", after="4.87").binding() == ACT.binding()
    assert ACT.to_data()["amount"] == "6.54"


def test_a_ticket_is_the_cart_and_nothing_else() -> None:
    header, lines = {"sale_id": "s", "v": 1}, [{"n": 1}, {"n": 2}]
    known = ticket_digest(header, lines)
    assert ticket_digest({"v": 1, "sale_id": "s"}, iter(lines)) == known
    for other in (ticket_digest(header, lines[:1]), ticket_digest(header, lines[::-1])):
        assert other != known
    assert ticket_digest({**header, "v": 2}, lines) != known


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_acts_that_differ_are_bound_apart(a: str, b: str, c: str, d: str) -> None:
    one, other = Act(a, "p", b, Decimal(1), "r"), Act(c, "p", d, Decimal(1), "r")
    assert (one.binding() == other.binding()) == (one == other)


def test_the_waits_are_1_5_15_and_60_minutes() -> None:
    assert [wait_ms(n) // 60_000 for n in range(4, 10)] == [0, 1, 5, 15, 60, 60]
    assert [tries_left(n) for n in range(7)] == [5, 4, 3, 2, 1, 0, 0]
    with pytest.raises(ValueError):
        wait_ms(-1)


def test_a_wait_counts_down_and_never_below_nothing() -> None:
    assert remaining_ms(MAX_TRIES, 0) == 60_000
    assert remaining_ms(MAX_TRIES, 59_999) == 1
    assert remaining_ms(MAX_TRIES, 10**9) == 0
    assert remaining_ms(MAX_TRIES, -5) == 60_000
    assert remaining_ms(MAX_TRIES - 1, 0) == 0


def test_at_most_100_tries_an_hour() -> None:
    tries = failures = elapsed = 0
    while elapsed < 3_600_000:
        tries, failures = tries + 1, failures + 1
        elapsed += wait_ms(failures)
    assert tries <= 100


def _open(**changes: Any) -> Shift:
    fields: dict[str, Any] = {
        "shift_id": "x",
        "number": 42,
        "opened_at": MORNING,
        "cashier_id": "c1",
        "opening_float": Decimal(100),
    }
    return open_shift(changes.pop("current", None), **{**fields, **changes})


def test_a_shift_opens_with_its_float_on_panamas_date() -> None:
    shift = _open(opened_at=datetime(2026, 11, 25, 4, 59, tzinfo=UTC))
    assert (shift.business_date, str(shift.opening_float)) == ("2026-11-24", "100.00")
    assert business_date_of(datetime(2026, 11, 25, 5, 0, tzinfo=UTC)) == "2026-11-25"


def test_a_shift_opens_once_and_with_a_float_that_is_one() -> None:
    assert _code(_open, current=_open()) == "shift_already_open"
    assert _code(_open, opening_float=Decimal("-0.01")) == "float_negative"
    assert _code(check_float, Decimal("0.001")) == "amount_too_fine"
    assert _code(check_float, Decimal(10**9)) == "amount_too_large"
    assert str(check_float(Decimal(0))) == "0.00"
    for bad in ({"number": 0}, {"opened_at": datetime(2026, 11, 24)}):  # noqa: DTZ001  (what is refused)
        with pytest.raises(ValueError):
            _open(**bad)


def test_a_count_by_denomination() -> None:
    assert count_cash({}) == 0
    assert count_cash(dict.fromkeys(DENOMINATIONS, 1)) == Decimal("189.91")
    assert _code(count_cash, {DENOMINATIONS[0]: -1}) == "count_negative"
    assert _code(count_cash, {DENOMINATIONS[0]: 10**6}) == "amount_too_large"
    assert Denomination(NOTE, 2000).value == Decimal("20.00")


def test_parts_of_an_act_do_not_run_into_each_other() -> None:
    shifted = replace(ACT, action=ACT.action + ACT.permission, permission="")
    assert shifted.binding() != ACT.binding()
