"""Every code, outcome and role has words; values that are missing or odd leave plain words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.presenters.floor import review_words as words
from app.presenters.panels import Say
from app.presenters.review_wording import V
from app.ui.i18n import Translator
from app.ui.panel_words import say
from central.services.review_codes import RULES
from core.domain.reviews import NOTED, Outcome, choices_of
from tests.fakes.people import EVERYBODY
from tests.fakes.reviews import resolved, review

PEOPLE = tuple(EVERYBODY.values())


def test_the_centres_closed_list_is_known_to_the_last_code_and_role() -> None:
    assert words.MEANINGS.keys() == RULES.keys()
    assert {rule.role for rule in RULES.values()} <= words.ROLES.keys()


def test_every_outcome_has_a_name_what_it_does_and_how_it_ended() -> None:
    assert words.OUTCOMES.keys() == {outcome.value for outcome in Outcome}
    said = [word for three in words.OUTCOMES.values() for word in three]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("code", RULES)
def test_a_code_is_said_with_its_values_and_without(translator: Translator, language: str, code: str) -> None:
    translator.switch(language)
    full = review(code)
    for one in (full, replace(full, params={}), replace(full, params={"name": None, "after": "x"})):
        for label in (words.matter(one), words.title(one), words.sentence(one)):
            assert say(label)
            assert "{" not in say(label)
            assert "…" not in say(label)
    for choice in full.choices:
        assert say(words.outcome_name(choice)) != choice
        assert say(words.outcome_does(choice))


def test_negative_stock_reads_as_a_person_would_say_it(translator: Translator) -> None:
    assert translator.language == "es"
    said = say(words.sentence(review("STOCK_NEGATIVE")))
    assert said == "De “Arroz blanco 5 lb” hay −3 en sistema: se vendió más de lo contado."


@pytest.mark.parametrize(
    ("code", "params"),
    [
        ("STOCK_NEGATIVE", {"name": "Arroz", "after": "NaN"}),
        ("STOCK_NEGATIVE", {"name": "Arroz"}),
        ("PRICE_DRIFT", {"name": "Arroz", "charged": [], "expected": "1.00"}),
        ("OVER_RETURN", {"series": "0001", "number": "twelve"}),
        ("CLOCK_SKEW", {"minutes": None}),
        ("Z_MISMATCH", {}),
    ],
)
def test_values_that_are_missing_or_no_numbers_leave_the_plain_words(
    code: str, params: dict[str, Any]
) -> None:
    plain, _ = words.MEANINGS[code]
    assert words.sentence(review(code, params=params)) == Say(plain)


def test_two_sales_on_one_payment_are_told_apart_from_money_that_did_not_come() -> None:
    twice = review("TENDER_UNCONFIRMED", params={"rule": "code_used_twice", "payments": []})
    assert words.sentence(twice) == Say(V.V_TENDER_TWICE)
    lost = say(words.sentence(review("TENDER_UNCONFIRMED")))
    assert "22.53" in lost
    assert "Yappy" in lost


def test_a_customer_nobody_knows_is_not_called_blocked() -> None:
    unknown = review("CUSTOMER_BLOCKED", params={"rule": "unknown_customer", "customer_id": "x", "points": 1})
    assert words.sentence(unknown) == Say(V.V_NOBODY)
    assert words.title(unknown) == Say(V.T_NOBODY)


def test_what_a_newer_centre_says_is_shown_as_it_is() -> None:
    newer = review("STOCK_AGED", role="owner")
    assert words.sentence(newer) == Say(V.P_OTHER, {"code": "STOCK_AGED"})
    assert words.role(newer) == "owner"
    assert words.outcome_name("recount") == "recount"
    assert words.outcome_does("recount") == Say(V.D_OTHER)
    done = words.ended(resolved(newer, "recount"), PEOPLE)
    assert done == Say(V.E_OTHER, {"outcome": "recount", "who": "Marta Ríos"})


@pytest.mark.parametrize(
    ("by", "shown"),
    [
        ("marta", "Marta Ríos"),
        ("Contadora Ruiz", "Contadora Ruiz"),
        ("0198f0c0-0000-7000-8000-0000000000cc", Say(V.CENTRE)),
        ("", Say(V.CENTRE)),
    ],
)
def test_who_decided_is_a_name_or_the_centre_and_never_a_number(by: str, shown: object) -> None:
    assert words.who(resolved(review("CLOCK_SKEW"), Outcome.ACCEPT, by), PEOPLE) == shown


def test_what_needs_a_note_can_be_chosen_somewhere() -> None:
    chosen = {choice for code in RULES for choice in choices_of(code, sale=True)}
    assert chosen >= NOTED
