"""The review half of screen 19 plugged into the floor: read beside the store, decided at the centre."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from app.compose.opening import Opened
from app.compose.parts import TillParts
from app.compose.syncing import SyncDesk
from app.presenters.floor.after import AfterSale
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.floor.review_picking import customer_finder, product_finder
from app.presenters.floor.review_task import ReviewTask
from app.presenters.floor.review_watch import ReviewWatch
from app.presenters.states import Act
from app.presenters.strip import StripPresenter
from app.usecases.catalogue import Catalogue
from app.usecases.customers import Customers
from app.usecases.ports import StaffRecord, TillReader
from app.usecases.price_checks import PriceChecks
from app.usecases.proving import CheckUnavailable, CredentialCheck
from app.usecases.state import TillState
from core.domain.reviews import Outcome
from core.ports.clock import IdSource
from core.ports.reviews import Decided, Decision, Verdict
from core.ports.secrets import SecretStore
from sync.build import Centre


class ReviewServices(Protocol):
    """The use cases the desk acts through; `app.compose.services.Services` has them."""

    @property
    def state(self) -> TillState:
        """Which till, who, when."""
        ...

    @property
    def reader(self) -> TillReader:
        """Who there is."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """What may have left the shop."""
        ...

    @property
    def customers(self) -> Customers:
        """Who may have bought."""
        ...

    @property
    def price_checks(self) -> PriceChecks:
        """The product of a scanned code."""
        ...


class CentreDesk:
    """Implements ``ReviewDesk``; what it needs of the network loads with the first decision.

    Practice has no centre.
    """

    def __init__(self, url: str, secrets: SecretStore, ids: IdSource, state: TillState) -> None:
        self._url, self._secrets, self._ids, self._state = url, secrets, ids, state

    def resolve(self, decision: Decision) -> Verdict:
        """See `ReviewDesk`."""
        if not self._url or self._state.identity.practice:
            return Verdict(Decided.OFFLINE, code="no_centre")
        from sync.reviews import CentreReviews
        from sync.transport.client import CentreClient

        identity = self._state.identity
        centre = Centre(self._url, identity.terminal_id, identity.organization_id, identity.local_id)
        connect = partial(CentreClient, centre.base_url, ca_file=centre.ca_file)
        desk = CentreReviews(centre.identity(), self._secrets, connect, self._ids, self._server_now_ms)
        return desk.resolve(decision)

    def _server_now_ms(self) -> int:
        return int(self._state.clock.now().timestamp() * 1000) + (self._state.offset_ms or 0)


def _bears(check: CredentialCheck, person: StaffRecord, code: str) -> bool:
    """Without the pepper no badge is anybody's; the PIN is the centre's to check."""
    try:
        return person.badge is not None and check.badge(person.badge, code)
    except CheckUnavailable:
        return False


def plug_reviews(
    floor: FloorPresenter,
    after: AfterSale,
    services: ReviewServices,
    opened: Opened,
    till: TillParts,
    sync: SyncDesk,
    strip: StripPresenter,
    take_back: Callable[[str], Any],
) -> None:
    """Give the floor its reviews, the strip their number, and receipts how they stand.

    ``take_back`` opens the return of a receipt by its number.
    """
    reader = opened.store.streams()
    watch = ReviewWatch(services.state, reader, till.background, services.reader.people, strip.reviews)

    def leave(number: str) -> None:
        floor.desk.clear()
        take_back(number)

    task = ReviewTask(
        floor.desk,
        watch,
        CentreDesk(opened.centre_url, opened.secrets, till.ids, services.state),
        till.background,
        till.ids,
        partial(_bears, opened.verifier),
        {
            Outcome.SUBSTITUTE: product_finder(services.catalogue, services.price_checks.find),
            Outcome.ASSIGN_CUSTOMER: customer_finder(services.customers),
        },
        online=lambda: sync.online,
        pull=sync.pull_reviews,
        take_back=leave,
    )
    after.review_by(watch.standing)
    watch.tell(after.reviewed)
    floor.register(Act.REVIEWS, task.open)
    sync.review_on(task, watch, reader.close)
