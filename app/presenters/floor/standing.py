"""What a customer has by the shop's last word: figures with their age, discounts, the tile of who buys."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from app.presenters import format as fmt
from app.presenters.panels import Say
from app.presenters.states import CustomerTile
from app.presenters.wording import W
from app.usecases.state import TillState
from core.domain.sale_state import Buyer

_OF_A_DAY: Final = {
    W.CUSTOMERS_POINTS: W.CUSTOMERS_POINTS_OF,
    W.CUSTOMERS_CREDIT: W.CUSTOMERS_CREDIT_OF,
    W.TILE_POINTS: W.TILE_POINTS_OF,
}


def as_of(state: TillState, words: W, moment: datetime, **values: str) -> Say:
    """Words of a figure with the time it was true, and the day when that was not today."""
    there = state.local_time(moment)
    values["time"] = fmt.clock_time(there)
    if there.date() == state.local_time().date():
        return Say(words, values)
    return Say(_OF_A_DAY[words], {**values, "day": f"{there:%d/%m}"})


def standing_discounts(buyer: Buyer) -> str:
    """The customer's own percent and the groups whose promotions hold: ``5 %, mayorista``."""
    own = buyer.discount.percent if buyer.discount else None
    return ", ".join(([] if own is None else [fmt.percent(own)]) + list(buyer.groups))


def buyer_tile(state: TillState, buyer: Buyer | None) -> CustomerTile:
    """Who buys: points with their age, and what they have taken off."""
    if buyer is None:
        return CustomerTile()
    points = None
    if buyer.points_as_of is not None:
        points = as_of(state, W.TILE_POINTS, buyer.points_as_of, points=str(buyer.balance or 0))
    return CustomerTile(buyer.name, standing_discounts(buyer), points)
