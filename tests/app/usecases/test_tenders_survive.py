"""A power cut between a tender and the end of the sale: the disk has the tenders, the unknown one too."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

from app.store.reader import DriverReader
from core.domain.card import CardBrand, CardEntry, CardType, card_details
from core.domain.payment import UNCONFIRMED, UNKNOWN, Tender
from core.domain.sale_draft import sale_from_draft
from core.domain.sale_state import SaleState
from core.domain.yappy import qr_details, yappy_details
from tests.app.usecases.selling import make_till
from tests.fakes.catalogue import RICE

SLIP = card_details(CardEntry(CardBrand.VISA, CardType.CREDIT, "4242", "AUTH_123", "T-1", "0007"))
CODE = yappy_details("YP-8841TQ")
ORDER = qr_details("0198f0c0-9999-7000-8000-00000000e001")


def test_every_tender_is_on_the_disk_before_the_next_one(tmp_path: Path) -> None:
    till = make_till(tmp_path / "till")
    sale = till.open_sale
    sale.add(RICE, Decimal(10))
    steps = (
        Tender("cash", Decimal("5.00")),
        Tender("card", Decimal("10.00"), SLIP),
        Tender("yappy", Decimal("2.50"), CODE, UNCONFIRMED),
        Tender("yappy", Decimal("15.00"), ORDER, UNKNOWN),
    )
    for count, step in enumerate(steps, start=1):
        sale.sale.tender(step.method, step.amount, step.details, step.state)
        sale.keep_header()
        till.store.runner.drain()
        cut = tmp_path / f"cut{count}"
        shutil.copytree(tmp_path / "till", cut)  # what a power cut now would leave
        reader = DriverReader(next(cut.rglob("till.db")))
        draft = reader.draft()
        reader.close()
        assert draft is not None
        restored = sale_from_draft(draft.header, draft.lines)
        assert restored.tenders == sale.sale.tenders
        assert (restored.state, restored.has_unknown_tender) == (SaleState.TENDERING, count == len(steps))
    assert till.failures == []
    till.close()
