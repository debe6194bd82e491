"""A sale held against what held when it was made: prices, offers, taxes, rights, clock: pure (sync.md C10).

Judged as of ``occurred_at`` and of the versions the till cites; a difference is a review, never a new price.
What the centre cannot know, a list it was never given or a person without a history, it does not judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from core.domain.documents import quantity_text
from core.domain.money import from_cents, from_millis

AHEAD: Final = timedelta(minutes=5)
"""How far the clock of a till may be ahead of the centre's."""
OFF: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Dated:
    """A row of a list with its life: ``begins`` inclusive, ``ends`` exclusive, None without a bound.

    Attributes:
        name: Which list it belongs to; of several rows of one list that hold, the one begun last counts.
        value: Cents of a price, thousandths of a percent of a tax.
    """

    name: str
    value: int
    begins: datetime | None = None
    ends: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it was valid then."""
        return (self.begins is None or self.begins <= at) and (self.ends is None or at < self.ends)


@dataclass(frozen=True, slots=True)
class DriftLine:
    """A line as it was sold.

    Attributes:
        charged: Cents per unit, or those of the list where a person set another price.
        free: Nobody's list says its price: asked for at the till, or approved by a person.
        now: Rows of the price list today.
        cited: Those of the version that the till had, as they were then.
        taxes: Rows of its tax code.
    """

    variant_id: str
    name: str
    charged: int
    free: bool
    tax_code: str
    tax_rate: int
    now: tuple[Dated, ...] = ()
    cited: tuple[Dated, ...] = ()
    taxes: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True)
class Promoted:
    """A promotion that was applied, and what the centre has of it: as it is and as the till had it."""

    promotion_id: str
    version: int
    known: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did that needs a right, and their rights as they were then.

    Attributes:
        granted: None where nothing is known of the time.
    """

    staff_id: str
    name: str
    permission: str
    granted: bool | None


@dataclass(frozen=True, slots=True)
class SaleFacts:
    """A sale, return or void with what held then.

    Attributes:
        offset_ms: The centre's clock less the till's, as the event says; None where none was known then.
        acts: Of returns and voids nothing else is judged.
    """

    at: datetime
    received_at: datetime
    offset_ms: int | None
    terminal_id: str
    date: str
    lines: tuple[DriftLine, ...] = ()
    promotions: tuple[Promoted, ...] = ()
    acts: tuple[Act, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Drift:
    """What differs; with a cause it is added to the open review of that cause."""

    code: str
    params: Mapping[str, Any]
    cause: str = ""


def drifts(facts: SaleFacts) -> Iterator[Drift]:
    """Everything a person should look at."""
    day = f"{facts.terminal_id}/{facts.date}"
    yield from _prices(facts, day)
    yield from _promotions(facts, day)
    yield from _taxes(facts)
    yield from _rights(facts)
    minutes = minutes_off(facts)
    if minutes is not None:
        yield Drift("CLOCK_SKEW", {"minutes": minutes}, day)


def minutes_off(facts: SaleFacts) -> int | None:
    """By how much the till's clock is off; None where that is bearable."""
    ahead = facts.at - facts.received_at
    if ahead > AHEAD:
        return int(ahead.total_seconds() // 60)
    offset = timedelta(milliseconds=abs(facts.offset_ms or 0))
    return int(offset.total_seconds() // 60) if offset > OFF else None


def holding(rows: Iterable[Dated], at: datetime) -> list[Dated]:
    """Of each list the row that counted then."""
    found: dict[str, Dated] = {}
    for row in rows:
        held = found.get(row.name)
        if row.holds(at) and (held is None or _later(row, held)):
            found[row.name] = row
    return list(found.values())


def _later(row: Dated, other: Dated) -> bool:
    if row.begins is None or other.begins is None:
        return other.begins is None
    return row.begins >= other.begins


def _prices(facts: SaleFacts, day: str) -> Iterator[Drift]:
    seen: set[str] = set()
    for line in facts.lines:
        now, cited = holding(line.now, facts.at), holding(line.cited, facts.at)
        right = {row.value for row in (*now, *cited)}
        if line.free or not right or line.charged in right or line.variant_id in seen:
            continue
        seen.add(line.variant_id)
        said = {
            "variant_id": line.variant_id,
            "name": line.name,
            "charged": str(from_cents(line.charged)),
            "expected": str(from_cents((now or cited)[0].value)),
        }
        yield Drift("PRICE_DRIFT", said, f"{day}/{line.variant_id}")


def _promotions(facts: SaleFacts, day: str) -> Iterator[Drift]:
    for one in {promoted.promotion_id: promoted for promoted in facts.promotions}.values():
        if not one.known or any(_applied(body, one.version, facts.at) for body in one.known):
            continue
        said = {"promotion_id": one.promotion_id, "name": str(one.known[0].get("name", one.promotion_id))}
        yield Drift("PROMO_EXPIRED", said, f"{day}/{one.promotion_id}")


def _applied(body: Mapping[str, Any], version: int, at: datetime) -> bool:
    begins, ends = _moment(body.get("valid_from")), _moment(body.get("valid_to"))
    return body.get("version", version) == version and Dated("", 0, begins, ends).holds(at)


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def _taxes(facts: SaleFacts) -> Iterator[Drift]:
    """The table of the day, whatever a till had: a law is not what somebody remembers of it."""
    for line in facts.lines:
        held = holding(line.taxes, facts.at)
        if not line.taxes or any(row.value == line.tax_rate for row in held):
            continue
        expected = quantity_text(from_millis(held[0].value)) if held else ""
        said = {
            "name": line.name,
            "tax_code": line.tax_code,
            "charged": quantity_text(from_millis(line.tax_rate)),
            "expected": expected,
        }
        yield Drift("TAX_RULE_DRIFT", said)
        return


def _rights(facts: SaleFacts) -> Iterator[Drift]:
    """The first act without its right: whoever did it may not decide about it."""
    revoked: Sequence[Act] = [act for act in facts.acts if act.granted is False]
    if revoked:
        act = revoked[0]
        said = {"name": act.name, "approver_id": act.staff_id, "permission": act.permission}
        yield Drift("PERMISSION_REVOKED", said)
