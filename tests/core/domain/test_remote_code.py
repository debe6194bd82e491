"""Approval from afar: what fits and what does not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.approval import Act
from core.domain.badge import badge_code
from core.domain.remote_code import (
    ALPHABET,
    answer_fits,
    answer_to,
    grouped,
    make_challenge,
    normalize_challenge,
)

KEY = bytes(range(32))
ACT = Act("line.discount", "pos:discount", "sale-1", Decimal("1.63"), "damaged")
TILL = "0198f0c0-0000-7000-8000-000000000001"
nonces = st.binary(min_size=16, max_size=16)
VECTOR = ("6P6ZPCF9S", "68604860")


def test_the_same_question_has_the_same_code_on_every_machine() -> None:
    challenge = make_challenge(TILL, bytes(16), ACT)
    assert (challenge, answer_to(KEY, challenge, "pos:discount", Decimal("1.63"), "s1")) == VECTOR
    assert grouped(challenge, 3).count("-") == 2


def test_every_part_of_the_question_is_in_its_code() -> None:
    others = [
        make_challenge("another till", bytes(16), ACT),
        make_challenge(TILL, b"\1" + bytes(15), ACT),
        *(
            make_challenge(TILL, bytes(16), other)
            for other in (
                replace(ACT, action="sale.discount"),
                replace(ACT, permission="pos:void"),
                replace(ACT, sale_id="sale-2"),
                replace(ACT, amount=Decimal("1.64")),
                replace(ACT, reason="other"),
                replace(ACT, ticket="changed"),
            )
        ),
    ]
    assert len({make_challenge(TILL, bytes(16), ACT), *others}) == 1 + len(others)


@given(nonces)
def test_a_challenge_is_read_however_it_is_typed(nonce: bytes) -> None:
    challenge = make_challenge(TILL, nonce, ACT)
    typed = grouped(challenge, 3).lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert normalize_challenge(typed) == challenge
    assert len(challenge) == 9


@given(nonces, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(nonce: bytes, place: int, other: str) -> None:
    challenge = make_challenge(TILL, nonce, ACT)
    slip = challenge[:place] + other + challenge[place + 1 :]
    assert normalize_challenge(slip) == (challenge if slip == challenge else None)


@pytest.mark.parametrize("text", ["", "7KD", "7KD-2M4-9Q$", "7KD-2M4-9QX-Z", "áéí-óúñ-çßø"])
def test_what_is_no_challenge_is_none(text: str) -> None:
    assert normalize_challenge(text) is None


@given(nonces, st.sampled_from(["amount", "permission", "approver", "key", "challenge"]))
def test_an_answer_serves_one_till_act_amount_and_person(nonce: bytes, what: str) -> None:
    challenge = make_challenge(TILL, nonce, ACT)
    answer = answer_to(KEY, challenge, ACT.permission, ACT.amount, "s1")
    assert len(answer) == 8
    assert answer.isdecimal()
    assert answer_fits(KEY, challenge, ACT, "s1", answer)
    key = bytes(32) if what == "key" else KEY
    act = replace(ACT, amount=Decimal("16.30")) if what == "amount" else ACT
    act = replace(act, permission="pos:void") if what == "permission" else act
    other = make_challenge(TILL, nonce[::-1] + b"x", ACT) if what == "challenge" else challenge
    approver = "s2" if what == "approver" else "s1"
    assert not answer_fits(key, other, act, approver, answer)  # alike by chance: once in 10^8


@pytest.mark.parametrize("text", ["4821", "", "482109371", "４８２１０９３７"])
def test_what_is_no_answer_fits_nothing(text: str) -> None:
    assert not answer_fits(KEY, make_challenge(TILL, bytes(16), ACT), ACT, "s1", text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" CARNE-MARTA-3\r\n", "CARNE-MARTA-3"),
        ("]C0CARNE-MARTA-3", "CARNE-MARTA-3"),
        ("7450000000013", None),
        ("2100042012356", None),
        ("7450000000014", None),
        ("0107501031311309310300123515261231", None),
        ("CARNE", None),
        ("X" * 65, None),
        ("", None),
    ],
)
def test_a_badge_is_a_long_code_that_names_no_goods(text: str, code: str | None) -> None:
    assert badge_code(text) == code
