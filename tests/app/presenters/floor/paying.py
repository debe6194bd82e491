"""A floor with every way to pay, as a cashier meets it: keys in, journal out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.presenters.floor.pay_card import CardPaying
from app.presenters.messages import M
from app.presenters.panels import Field, Panel
from app.presenters.states import Act, FloorMode, PaymentState
from app.usecases.card_slips import CARD, CardSlips
from core.domain.journal.events import EventKind
from core.domain.payment import Tender
from tests.app.presenters.floor.conftest import Floor, build_floor
from tests.fakes.till import MemoryReader, MemoryStore


@dataclass
class Payment:
    """What a test looks at."""

    floor: Floor
    slips: CardSlips

    @property
    def panel(self) -> Panel:
        shown = self.floor.view.panel
        assert shown is not None
        return shown

    @property
    def state(self) -> PaymentState:
        shown = self.floor.view.payment
        assert shown is not None
        return shown

    @property
    def refusal(self) -> M | None:
        """What the open panel, else the floor, says."""
        message = self.floor.view.message if self.floor.view.panel is None else self.panel.message
        return None if message is None else message.id

    def field(self, name: str = "") -> Field:
        """A field of the panel by its name, else the active one."""
        fields = [block for block in self.panel.blocks if isinstance(block, Field)]
        return next(one for one in fields if one.id == name or (not name and one.active))

    def edit(self, **texts: str) -> None:
        """Type into fields, each chosen first; a key goes where the keyboard is by then."""
        for name, text in texts.items():
            self.floor.presenter.desk.focus(name)
            self.keys(text)

    def keys(self, text: str) -> None:
        """Press keys one by one, as an edit of limited length takes them."""
        for key in text:
            field = self.field()
            self.floor.presenter.desk.edited(field.id, (field.text + key)[: field.limit])

    def card(self, last4: str = "4242", authorization: str = "AUTH_123", **more: str) -> None:
        """F6, the two numbers, Enter."""
        self.floor.presenter.act(Act.PAY_CARD)
        if more.keys() - {"amount"}:
            self.floor.presenter.desk.press("more")
        self.edit(last4=last4, authorization=authorization, **more)
        self.floor.presenter.enter()

    @property
    def payments(self) -> list[dict[str, Any]]:
        """Payments of the last completed sale as the journal holds them."""
        last = self.floor.store.events[-1].event
        assert last.kind == EventKind.SALE_COMPLETED
        found: list[dict[str, Any]] = last.data["payments"]
        return found

    @property
    def completed(self) -> bool:
        return self.floor.shows(FloorMode.CHANGE)


def build_payment(store: MemoryStore | None = None) -> Payment:
    """A floor with its ways to pay."""
    floor = build_floor(store)
    slips = CardSlips(MemoryReader(floor.store), floor.open_sale)

    def returned(tender: Tender) -> None:
        if tender.method == CARD:
            slips.given_back(tender)

    floor.paying.on_return(returned)
    floor.presenter.register(Act.PAY_CARD, CardPaying(floor.presenter.desk, floor.paying, slips).open)
    return Payment(floor, slips)
