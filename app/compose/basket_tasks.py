"""Tasks on the basket plugged into the floor: discount, prices, notes, parking."""

from __future__ import annotations

from collections.abc import Callable

from app.compose.services import Services
from app.presenters.authorise import Authorising
from app.presenters.floor.cancelling import Cancelling
from app.presenters.floor.discounting import Discounting
from app.presenters.floor.labels import LabelWizard
from app.presenters.floor.noting import Noting
from app.presenters.floor.open_price import OpenPrice
from app.presenters.floor.parking import ParkingDesk
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.floor.price_check import PriceCheck
from app.presenters.floor.price_override import PriceOverride
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.floor.why import Why
from app.presenters.states import Act
from app.usecases.open_sale import OpenSale
from app.usecases.parking import Parking
from app.usecases.state import TillState


def parking_desk(
    floor: FloorPresenter, state: TillState, sale: OpenSale, parking: Parking, authorising: Authorising
) -> ParkingDesk:
    """The list of sales set aside, with the way to give one of them up."""
    cancelling = Cancelling(floor.desk, state, sale, parking, authorising, floor.basket_changed)
    return ParkingDesk(
        floor.desk, state, sale, parking, floor.basket_changed, cancelling.open_for, lambda: floor.typed
    )


def plug_basket_tasks(
    floor: FloorPresenter, rows: SaleRows, services: Services, authorising: Authorising
) -> Callable[[], bool]:
    """Give the actions on the basket their tasks; returns whether the sale is being set aside."""
    desk, state, sale, catalogue = floor.desk, services.state, services.open_sale, services.catalogue
    parking = parking_desk(floor, state, sale, services.parking, authorising)
    floor.read_scans(parking.slip)
    pricing = OpenPrice(desk, state, sale, authorising)
    floor.price_by(pricing.ask)
    checking = PriceCheck(desk, state, services.price_checks, catalogue, sale, rows, pricing.ask)
    for act, handler in (
        (Act.DISCOUNT, Discounting(desk, state, sale, rows, authorising).open),
        (Act.PRICE_OVERRIDE, PriceOverride(desk, state, sale, rows, authorising).open),
        (Act.NOTE, Noting(desk, sale, rows).open),
        (Act.WHY, Why(desk, state, sale, rows, catalogue, services.shelf).open),
        (Act.PRICE_CHECK, checking.open),
        (Act.LABELS, LabelWizard(desk, state, services.labels, authorising).open),
        (Act.PARK, parking.park),
        (Act.PARKED_LIST, parking.open),
    ):
        floor.register(act, handler)
    return parking.busy
