"""Composition root: the only place where stores, security and services meet."""

from __future__ import annotations

from dataclasses import dataclass, field

from central.clock import SystemClock, SystemIds
from central.security.callers import ExternalTokens, TokenCallers
from central.security.keys import KeyRing
from central.security.pins import ArgonPins
from central.security.rate_limit import MemoryLimiter
from central.security.tokens import JwtAccessTokens, JwtAssertions
from central.services.approvals import ApprovalService
from central.services.cashiers import CashierService
from central.services.changes import ChangeService
from central.services.config_desk import ConfigDesk
from central.services.container import Services
from central.services.effects import EffectConsumer
from central.services.enrolment import EnrolmentService
from central.services.events import EventQueries
from central.services.feed import Feeder, Freshener
from central.services.permissions import permissions_of
from central.services.replicas import ReplicaService
from central.services.reviews import ReviewService
from central.services.sessions import SessionService
from central.services.shop_config import ShopPublisher
from central.services.staff import StaffService
from central.services.staff_desk import StaffDesk
from central.services.sync import OfflineSyncManager
from central.services.tenancy import TenancyService
from central.services.terminal_keys import TerminalKeyService
from central.services.terminals import TerminalService
from central.services.transactions import TransactionQueries
from central.services.turns import Turns
from central.store.bootstrap import PgReadiness
from central.store.catalogue_streams import CUSTOMERS, PRICES, PRODUCTS, PROMOTIONS, TAXES
from central.store.change_pages import PgChangeReader
from central.store.changes import StreamTable
from central.store.effects import PgEffectStore
from central.store.engine import Engine
from central.store.event_reader import PgEventReader
from central.store.feed import PgFeedStore
from central.store.ingest import PgIngestStore
from central.store.replica_store import PgReplicaStore
from central.store.repositories.transactions import PgTransactionReader
from central.store.review_desk import PgDesks
from central.store.review_reader import PgReviewReader, ReviewTable
from central.store.shop_streams import CONFIG, STAFF
from central.store.stock_stream import StockTable
from central.store.tenancy import PgTenancyStore
from central.store.units import PgUnits
from core.ports.clock import Clock, IdSource


@dataclass(frozen=True, slots=True)
class Ports:
    """Time and chance, of which tests bring their own, and what ingest and the work beside it share."""

    clock: Clock
    ids: IdSource
    turns: Turns = field(default_factory=Turns)


def system_ports() -> Ports:
    """This machine's."""
    return Ports(SystemClock(), SystemIds())


def compose(
    engine: Engine, keys: KeyRing, issuer: str, ports: Ports, external: ExternalTokens | None = None
) -> Services:
    """Services over one database as the API's role; ``external`` tokens speak for people besides our own."""
    clock, ids = ports.clock, ports.ids
    tokens = JwtAccessTokens(keys, issuer, ids)
    units = PgUnits(engine)
    limiter = MemoryLimiter(clock)
    sessions = SessionService(units, tokens, JwtAssertions(), clock, ids, limiter)
    vault = ArgonPins(keys.pin_pepper, ids)
    publisher = ShopPublisher(keys)
    staff = StaffService(units, vault, publisher, clock)
    return Services(
        sync=OfflineSyncManager(PgIngestStore(engine, ids), clock, ids, ports.turns),
        events=EventQueries(PgEventReader(engine)),
        changes=ChangeService(
            PgChangeReader(engine, stream_tables(), clock, ids), clock, Freshener(units, publisher, clock)
        ),
        transactions=TransactionQueries(PgTransactionReader(engine)),
        reviews=ReviewService(PgReviewReader(engine), PgDesks(engine, ids), clock, ids),
        enrolment=EnrolmentService(
            units, sessions, keys, publisher, clock, ids, limiter, issuer, permissions_of("terminal")
        ),
        terminals=TerminalService(units, publisher, clock),
        terminal_keys=TerminalKeyService(units, sessions, clock),
        approvals=ApprovalService(units, keys, limiter),
        sessions=sessions,
        cashiers=CashierService(units, sessions, vault, clock),
        staff=staff,
        people=StaffDesk(units, staff, clock, ids),
        config=ConfigDesk(units, publisher, clock),
        tokens=tokens,
        callers=TokenCallers(tokens, external),
        readiness=PgReadiness(engine),
        clock=clock,
        ids=ids,
        jwks=keys.jwks,
    )


def stream_tables() -> tuple[StreamTable, ...]:
    """Every stream this centre serves."""
    catalogue = PRODUCTS, PRICES, TAXES, PROMOTIONS, CUSTOMERS, StockTable()
    return *catalogue, STAFF, CONFIG, ReviewTable()


def compose_effects(saga: Engine, ports: Ports) -> EffectConsumer:
    """The consumer of effects over one database as the saga's role."""
    return EffectConsumer(PgEffectStore(saga), ports.clock, ports.ids, ports.turns)


def compose_replicas(app: Engine, owner: Engine, ports: Ports) -> ReplicaService:
    """What writes the streams of the catalogue and what people decide of the configuration."""
    return ReplicaService(PgReplicaStore(owner), PgUnits(app), ports.clock)


def compose_feeder(feed: Engine, keys: KeyRing, ports: Ports) -> Feeder:
    """What keeps the shops' streams fresh, over one database as the feeder's role."""
    return Feeder(PgFeedStore(feed), PgUnits(feed), ShopPublisher(keys), ports.clock)


def compose_tenancy(app: Engine, owner: Engine, ports: Ports) -> tuple[TenancyService, PgTenancyStore]:
    """What the administration commands need."""
    store = PgTenancyStore(app, owner)
    return TenancyService(store, PgUnits(app), ports.clock, ports.ids), store
