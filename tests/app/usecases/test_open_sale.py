"""The open sale over a real store: what a tender froze is worked out anew for whoever buys."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from app.usecases.drafts import DraftKeeper
from app.usecases.goods import GoodsFinder
from app.usecases.open_sale import OpenSale
from app.usecases.pricing import PromotionShelf
from core.domain.promotion.amount_terms import Percent
from core.domain.promotion.book import RuleBook
from core.domain.promotion.rules import Promotion
from core.domain.promotion.targets import Targets
from core.domain.sale_state import Buyer
from tests.app.usecases.selling import make_till
from tests.fakes.catalogue import RICE
from tests.fakes.store import SeededIds

ROSA = Buyer("0198f0c0-3333-7000-8000-000000000001", "Rosa", ("vip",))


def test_a_payment_given_back_leaves_the_customer_the_promotions_of_their_groups(tmp_path: Path) -> None:
    tenth = Promotion(
        "vip",
        1,
        "Para socios",
        Percent(10_000),
        Targets(everything=True),
        datetime(2020, 1, 1, tzinfo=UTC),
        customer_groups=frozenset({"vip"}),
    )
    till = make_till(tmp_path)
    try:
        finder = GoodsFinder(till.catalogue, (), lambda: till.state.local_time().date())
        drafts = DraftKeeper(till.state, till.store.runner, till.failures.append)
        shelf = PromotionShelf(till.state, RuleBook([tenth]))
        selling = OpenSale(till.state, finder, SeededIds(55), drafts, shelf)
        selling.set_buyer(ROSA)
        selling.scan(RICE.barcode, Decimal(10))
        assert (selling.sale.subtotal, selling.sale.total) == (Decimal("32.50"), Decimal("29.25"))
        selling.sale.tender("cash", Decimal("1.00"))
        selling.sale.remove_tender(0)
        assert selling.thaw() == ()
        assert selling.sale.total == Decimal("29.25")
        till.store.runner.drain()
    finally:
        till.close()
    assert till.failures == []
