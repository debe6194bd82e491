"""Reviews of every code as a centre would send them, a reader of them, and a desk that answers as told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from app.presenters.floor.panel_desk import PanelDesk
from app.presenters.floor.review_picking import Finder, product_finder
from app.presenters.floor.review_task import ReviewTask
from app.presenters.floor.review_watch import ReviewWatch
from app.presenters.panels import Panel, RowItem
from app.presenters.review_wording import V
from app.usecases.ports import StaffRecord
from app.usecases.state import TillState
from core.domain.catalog import Product
from core.domain.errors import DomainError
from core.domain.reviews import Outcome, Review, choices_of
from core.ports.reviews import Decided, Decision, Verdict
from tests.fakes.catalogue import SmallCatalogue
from tests.fakes.clock import ManualClock, SeededIds
from tests.fakes.floor import RecordingFloor
from tests.fakes.people import ANA, ELSA, IVAN, MARTA
from tests.fakes.sending import Later
from tests.fakes.till import IDENTITY

NOON: Final = datetime(2026, 11, 24, 15, 2, tzinfo=UTC)
"""When the fakes' clock stands still: 10:02 in Panama."""
ROLES: Final = {
    "STOCK_NEGATIVE": "supervisor",
    "PRICE_DRIFT": "supervisor",
    "PROMO_EXPIRED": "supervisor",
    "TAX_RULE_DRIFT": "accountant",
    "TOTAL_MISMATCH": "accountant",
    "CUSTOMER_BLOCKED": "supervisor",
    "CREDIT_LIMIT": "accountant",
    "UNKNOWN_SKU": "catalogue",
    "OVER_RETURN": "supervisor",
    "DUP_NUMBER": "accountant",
    "NUMBER_GAP": "accountant",
    "SHA_CONFLICT": "administrator",
    "CHAIN_BREAK": "administrator",
    "CLOCK_SKEW": "supervisor",
    "PERMISSION_REVOKED": "manager",
    "TENDER_UNCONFIRMED": "accountant",
    "MISSING_CAUSE": "supervisor",
    "SCHEMA_UNKNOWN": "support",
    "Z_MISMATCH": "accountant",
}
"""The closed list with who decides (sync.md section 6)."""
PARAMS: Final[dict[str, dict[str, Any]]] = {
    "STOCK_NEGATIVE": {
        "variant_id": "v-rice",
        "name": "Arroz blanco 5 lb",
        "before": "3",
        "sold": "6",
        "after": "-3",
    },
    "PRICE_DRIFT": {"name": "Café molido 425 g", "charged": "5.35", "expected": "5.60"},
    "PROMO_EXPIRED": {"name": "3 por 5.50"},
    "TAX_RULE_DRIFT": {"name": "Refresco de cola 2 L", "charged": "7", "expected": "10"},
    "CUSTOMER_BLOCKED": {"customer_id": "c1", "name": "Rosa Pinzón"},
    "CREDIT_LIMIT": {"customer_id": "c1", "name": "Rosa Pinzón", "limit": "60.00", "used": "74.25"},
    "UNKNOWN_SKU": {"name": "Bolsa reutilizable"},
    "OVER_RETURN": {"series": "0001", "number": 119},
    "DUP_NUMBER": {"series": "0001", "number": 118},
    "NUMBER_GAP": {"series": "0001", "first": 120, "last": 122},
    "CLOCK_SKEW": {"minutes": 1500},
    "PERMISSION_REVOKED": {"name": "Iván Soto", "approver_id": "ivan"},
    "TENDER_UNCONFIRMED": {"rule": "not_arrived", "method": "yappy", "amount": "22.53"},
    "Z_MISMATCH": {"number": 41, "missing": 2},
}


def review(code: str, number: int = 118, **changes: Any) -> Review:
    """An open review about a sale, due tomorrow."""
    made = Review(
        review_id=f"r-{code}-{number}",
        code=code,
        resolved=False,
        event_id=f"e{number}",
        terminal_id="t1",
        document=f"0001-{number:06d}",
        role=ROLES.get(code, "supervisor"),
        due=NOON + timedelta(hours=24),
        params=PARAMS.get(code, {}),
        choices=tuple(str(outcome) for outcome in choices_of(code, sale=True)),
    )
    return replace(made, **changes)


def resolved(made: Review, outcome: str, by: str = "marta", note: str = "") -> Review:
    """The same, decided an hour ago."""
    at = NOON - timedelta(hours=1)
    return replace(made, resolved=True, outcome=outcome, note=note, resolved_by=by, resolved_at=at)


class FakeReviews:
    """`ReviewReader` over a list."""

    def __init__(self, *kept: Review) -> None:
        self.kept = kept
        self.asked = 0

    def reviews(self) -> tuple[Review, ...]:
        self.asked += 1
        return self.kept


class FakeDesk:
    """`ReviewDesk` that answers as told and writes down what it was asked."""

    def __init__(self, answer: Verdict | None = None) -> None:
        self.answer = answer or Verdict(Decided.DONE)
        self.asked: list[Decision] = []

    def resolve(self, decision: Decision) -> Verdict:
        self.asked.append(decision)
        return self.answer


class ReviewScreen:
    """The panels of reviews over a floor that writes down, with neighbours in hand.

    Args:
        online: Whether the centre answers.
        people: Who is known at this till.
    """

    def __init__(
        self,
        *kept: Review,
        online: bool = True,
        people: Sequence[StaffRecord] = (ANA, MARTA, IVAN, ELSA),
        answer: Verdict | None = None,
    ) -> None:
        self.view, self.clock, self.later = RecordingFloor(), ManualClock(), Later()
        self.reader, self.centre, self.online = FakeReviews(*kept), FakeDesk(answer), online
        self.badges: list[tuple[int, bool]] = []
        self.returned: list[str] = []
        self.pulls = 0
        self.host = PanelDesk(self.view, self._nothing, self._nothing)
        state = TillState(IDENTITY, "boot", self.clock, self.clock.monotonic())
        self.watch = ReviewWatch(state, self.reader, self.later, lambda: people, self._badge)
        catalogue = SmallCatalogue()
        goods = product_finder(catalogue, self._goods)
        customer = RowItem("c7", "Rosa Pinzón", "8-442-445 (DV 08)")
        buyers = Finder(
            V.PICK_CUSTOMER,
            "user",
            lambda text: (customer,) if text.lower() in "rosa pinzón" else (),
            lambda code: customer if code == "CLIENTE-7" else None,
        )
        self.catalogue = catalogue
        self.task = ReviewTask(
            self.host,
            self.watch,
            self.centre,
            self.later,
            SeededIds(),
            lambda person, code: person.badge is not None and person.badge.sha256 == code.encode(),
            {Outcome.SUBSTITUTE: goods, Outcome.ASSIGN_CUSTOMER: buyers},
            online=lambda: self.online,
            pull=self._pull,
            take_back=self._take_back,
        )

    def open(self) -> Panel:
        """The list, with all that was read."""
        self.task.open()
        self.later.finish()
        return self.panel

    def see(self, at: int = 0) -> Panel:
        """One review of the list."""
        self.open()
        self.host.select("reviews", at)
        return self.panel

    def way(self, outcome: str) -> Panel:
        """One way to end the review shown."""
        self.host.choose("ways", outcome)
        return self.panel

    def pin(self, digits: str) -> Panel:
        """A PIN, then Enter; the centre has not answered yet."""
        for digit in digits:
            self.host.digit(digit)
        self.host.enter()
        return self.panel

    @property
    def panel(self) -> Panel:
        assert self.view.panel is not None
        return self.view.panel

    def _goods(self, code: str) -> Product:
        found = self.catalogue.by_code(code)
        if found is None:
            raise DomainError("unknown_code")
        return found

    def _badge(self, count: int, late: bool) -> None:
        self.badges.append((count, late))

    def _pull(self) -> None:
        self.pulls += 1

    def _take_back(self, number: str) -> None:
        self.returned.append(number)

    def _nothing(self) -> None:
        pass
