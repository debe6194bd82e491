"""Which words say what a review is about, who decides it, what each way to end it does, and how it ended.

Codes and outcomes are closed lists, but a newer centre may know more: those are shown as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from app.presenters import format as fmt
from app.presenters.floor.repaying import tender_words
from app.presenters.floor.sending_words import REASONS
from app.presenters.panels import Label, Say
from app.presenters.review_wording import V
from app.presenters.wording import W
from app.usecases.ports import StaffRecord
from app.usecases.state import TillState
from core.domain.documents import format_number
from core.domain.reviews import PARAMS, Outcome, Review

_LONGEST: Final = 60
_NEXT: Final = timedelta(days=1)
MEANINGS: Final[Mapping[str, tuple[V, V | None]]] = MappingProxyType(
    {
        "STOCK_NEGATIVE": (V.P_STOCK, V.V_STOCK),
        "PRICE_DRIFT": (V.P_PRICE, V.V_PRICE),
        "PROMO_EXPIRED": (V.P_PROMO, V.V_PROMO),
        "TAX_RULE_DRIFT": (V.P_TAX, V.V_TAX),
        "TOTAL_MISMATCH": (V.P_TOTAL, None),
        "CUSTOMER_BLOCKED": (V.P_CUSTOMER, V.V_CUSTOMER),
        "CREDIT_LIMIT": (V.P_CREDIT, V.V_CREDIT),
        "UNKNOWN_SKU": (V.P_SKU, V.V_SKU),
        "OVER_RETURN": (V.P_RETURN, V.V_RETURN),
        "DUP_NUMBER": (V.P_NUMBER, V.V_NUMBER),
        "NUMBER_GAP": (V.P_GAP, V.V_GAP),
        "SHA_CONFLICT": (V.P_SHA, None),
        "CHAIN_BREAK": (V.P_CHAIN, None),
        "CLOCK_SKEW": (V.P_CLOCK, V.V_CLOCK),
        "PERMISSION_REVOKED": (V.P_PERMISSION, V.V_PERMISSION),
        "TENDER_UNCONFIRMED": (V.P_TENDER, V.V_TENDER),
        "MISSING_CAUSE": (V.P_CAUSE, None),
        "SCHEMA_UNKNOWN": (V.P_SCHEMA, None),
        "Z_MISMATCH": (V.P_Z, V.V_Z),
    }
)
"""By code: what it means without values, and with the values of `core.domain.reviews.PARAMS`."""
OUTCOMES: Final[Mapping[str, tuple[V, V, V]]] = MappingProxyType(
    {
        Outcome.ACCEPT: (V.O_ACCEPT, V.D_ACCEPT, V.E_ACCEPT),
        Outcome.COUNT_STOCK: (V.O_COUNT, V.D_COUNT, V.E_COUNT),
        Outcome.SUBSTITUTE: (V.O_SUBSTITUTE, V.D_SUBSTITUTE, V.E_SUBSTITUTE),
        Outcome.ASSIGN_CUSTOMER: (V.O_CUSTOMER, V.D_CUSTOMER, V.E_CUSTOMER),
        Outcome.CREDIT_NOTE: (V.O_NOTE, V.D_NOTE, V.E_NOTE),
        Outcome.CONFIRM: (V.O_CONFIRM, V.D_CONFIRM, V.E_CONFIRM),
        Outcome.REJECT: (V.O_REJECT, V.D_REJECT, V.E_REJECT),
        Outcome.ANNUL: (V.O_ANNUL, V.D_ANNUL, V.E_ANNUL),
        Outcome.KEEP_BOTH: (V.O_BOTH, V.D_BOTH, V.E_BOTH),
        Outcome.REPROCESS: (V.O_AGAIN, V.D_AGAIN, V.E_AGAIN),
        Outcome.CAUSE_ARRIVED: (V.O_ARRIVED, V.D_ARRIVED, V.E_ARRIVED),
    }
)
"""By outcome: its name, what it does, how it reads once it is done."""
ROLES: Final[Mapping[str, V]] = MappingProxyType(
    {
        "supervisor": V.SUPERVISOR,
        "manager": V.MANAGER,
        "accountant": V.ACCOUNTANT,
        "catalogue": V.CATALOGUE,
        "support": V.SUPPORT,
        "administrator": V.ADMINISTRATOR,
    }
)


def matter(review: Review) -> Say:
    """What is the matter in a few words."""
    if review.params.get("rule") == "unknown_customer":
        return Say(V.T_NOBODY)
    words = REASONS.get(review.code)
    return Say(V.T_OTHER, {"code": review.code}) if words is None else Say(words)


def title(review: Review) -> Say:
    """What is the matter, with the product or person it is about."""
    what = str(review.params.get("name") or "")[:_LONGEST]
    return Say(V.OF, {"title": matter(review), "what": what}) if what else matter(review)


def sentence(review: Review) -> Label:
    """What it means, with its values where all of them came."""
    if review.code not in MEANINGS:
        return Say(V.P_OTHER, {"code": review.code})
    plain, valued = MEANINGS[review.code]
    if review.params.get("rule") == "code_used_twice":
        return Say(V.V_TENDER_TWICE)
    if review.params.get("rule") == "unknown_customer":
        return Say(V.V_NOBODY)
    values = None if valued is None else _values(review)
    return Say(plain) if valued is None or values is None else Say(valued, values)


def role(review: Review) -> Label:
    """Who may decide."""
    words = ROLES.get(review.role)
    return review.role if words is None else Say(words)


def outcome_name(outcome: str) -> Label:
    """A way to end it."""
    return Say(OUTCOMES[outcome][0]) if outcome in OUTCOMES else outcome


def outcome_does(outcome: str) -> Label:
    """What that way does."""
    return Say(OUTCOMES[outcome][1] if outcome in OUTCOMES else V.D_OTHER)


def who(review: Review, people: Iterable[StaffRecord]) -> str | Say:
    """Who decided: by name where this till knows them, else as the centre says it, else the centre."""
    by = review.resolved_by
    known = next((person.name for person in people if person.staff_id == by), None)
    if known is not None:
        return known
    return Say(V.CENTRE) if not by or _is_id(by) else by


def ended(review: Review, people: Iterable[StaffRecord]) -> Say:
    """How it ended, and by whom."""
    by = who(review, people)
    if review.outcome in OUTCOMES:
        return Say(OUTCOMES[review.outcome][2], {"who": by})
    return Say(V.E_OTHER, {"outcome": review.outcome, "who": by})


def standing(review: Review, people: Iterable[StaffRecord]) -> Say:
    """How it stands, beside the sale."""
    if not review.resolved:
        return Say(W.RECEIPTS_IN_REVIEW)
    return Say(V.RESOLVED, {"done": ended(review, people)})


def when(state: TillState, moment: datetime) -> str | Say:
    """A time as people say it: today's by the clock alone, tomorrow's so, others with their day."""
    there, today = state.local_time(moment), state.local_time().date()
    time = fmt.clock_time(there)
    if there.date() == today:
        return time
    if there.date() == today + _NEXT:
        return Say(V.TOMORROW, {"time": time})
    return f"{there:%d/%m/%Y} {time}"


def until(state: TillState, review: Review) -> Say:
    """By when it should be decided, or how late it is."""
    now = state.clock.now()
    if review.late(now):
        return Say(V.LATE, {"age": fmt.age(int((now - review.due).total_seconds()))})
    return Say(V.UNTIL, {"when": when(state, review.due)})


def stock_facts(review: Review) -> tuple[tuple[Label, Label], ...]:
    """What the centre had, what was sold and what is left, where it says so."""
    rows = ((V.BEFORE, "before"), (V.SOLD, "sold"), (V.AFTER, "after"))
    if not all(name in review.params for _, name in rows):
        return ()
    try:
        return tuple((Say(words), fmt.stock(_decimal(review.params[name]))) for words, name in rows)
    except (ArithmeticError, ValueError):
        return ()


def _values(review: Review) -> dict[str, str | Say] | None:
    params, names = review.params, PARAMS.get(review.code, ())
    try:
        values: dict[str, str | Say] = {name: _form(review.code, name, params[name]) for name in names}
        if {"series", "number"} <= values.keys():
            values["receipt"] = format_number(str(params["series"]), int(params["number"]))
        if "minutes" in values:
            values["age"] = fmt.age(60 * abs(int(params["minutes"])))
    except (KeyError, ValueError, ArithmeticError, TypeError):
        return None
    return values


def _form(code: str, name: str, value: Any) -> str | Say:
    if name == "method":
        said = tender_words(str(value))
        return said if isinstance(said, Say) else said[:_LONGEST]
    form = _FORMS.get(name)
    if code == "TAX_RULE_DRIFT" and name in ("charged", "expected"):
        form = fmt.percent
    return str(value)[:_LONGEST] if form is None else form(_decimal(value))


_FORMS: Final[Mapping[str, Callable[[Decimal], str]]] = MappingProxyType(
    {
        "after": fmt.stock,
        "charged": fmt.money,
        "expected": fmt.money,
        "limit": fmt.money,
        "used": fmt.money,
        "amount": fmt.money,
    }
)


def _decimal(value: Any) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError("no number")
    return number


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
