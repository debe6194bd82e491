"""Opening a till after the first paint: store, catalogue, secrets, enrolment. No Qt; slow work."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.domain.errors import DomainError

if TYPE_CHECKING:  # read before the first paint, so nothing is imported for its types
    from app.compose.enrol import CentreAccess, StaffMaker
    from app.compose.setup import ShopSetup
    from app.config import TillConfig
    from app.secretstore.record_seal import RecordSeal
    from app.security.pin import CredentialVerifier
    from app.store.till import TillStore
    from app.usecases.ports import Identity
    from core.domain.promotion.book import RuleBook
    from core.ports.clock import Clock, IdSource
    from core.ports.secrets import SecretStore
    from core.ports.signing import TillSigner

log = logging.getLogger(__name__)

CATALOGUE_FILE: Final = "catalog.db"


@dataclass(frozen=True, slots=True)
class FirstDay:
    """What makes an empty data directory a till: where to enrol, under which name, with which people."""

    access: CentreAccess
    terminal_name: str
    make_staff: StaffMaker


@dataclass(frozen=True, slots=True)
class Launch:
    """How this start was asked for.

    Attributes:
        config: Settings.
        load_setup: Gives the shop; called after the first paint, since the demo shop's takes 50 ms.
        fill_catalogue: Brings ``catalog.db`` up to date before it is read, its customers sealed; None to
            leave it as it is.
        first_day: How to enrol when the data directory has no identity, None for a till that must wait.
        enrol_here: Enrols without a centre instead (a till that only checks itself).
        centre_url: Gives the centre's address and may wait for it; None takes the settings' or the
            enrolment's.
        demo: The demo shop.
        refused: Why the settings cannot be meant: the window says so and nothing is opened.
    """

    config: TillConfig
    load_setup: Callable[[], ShopSetup]
    fill_catalogue: Callable[[Path, RecordSeal], None] | None = None
    first_day: Callable[[], FirstDay] | None = None
    centre_url: Callable[[], str] | None = None
    enrol_here: Callable[[TillStore, SecretStore], Any] | None = None
    demo: bool = False
    refused: DomainError | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A till that can sell.

    Attributes:
        approval_key: Checks remote approval codes, None where the secret store gives none.
    """

    store: TillStore
    identity: Identity
    secrets: SecretStore
    setup: ShopSetup
    verifier: CredentialVerifier
    catalogue_path: Path
    centre_url: str
    signer: TillSigner | None
    promotions: RuleBook
    seal: RecordSeal
    approval_key: bytes | None = field(default=None, repr=False)


def open_till(launch: Launch, clock: Clock, ids: IdSource) -> Opened:
    """Open everything in order; what was opened is closed again when a later step refuses.

    Raises:
        DomainError: the codes of ``app.store.errors``, ``not_enrolled``, ``enrolment_failed`` with
            ``reason``, ``data_not_writable``.
    """
    from app.compose.setup import open_secrets
    from app.labels import with_learnt
    from app.security.signing import signer_of

    if launch.refused is not None:
        raise launch.refused
    config = launch.config
    try:
        config.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DomainError("data_not_writable", path=str(config.data_dir), detail=str(error)) from error
    setup = launch.load_setup()
    setup = replace(setup, label_templates=with_learnt(config.data_dir, setup.label_templates))
    secrets = open_secrets(config, ids)
    signer = signer_of(secrets)
    store = open_store(config.data_dir, setup, signer, clock, ids)
    try:
        return _open_rest(launch, store, setup, secrets, signer, ids)
    except BaseException:
        store.close()
        raise


def open_store(
    data_dir: Path, setup: ShopSetup, signer: TillSigner | None, clock: Clock, ids: IdSource
) -> TillStore:
    """The till's data alone, with all that a sale needs which comes back from the electronic journal.

    Raises:
        DomainError: the codes of ``app.store.errors``.
    """
    from app.store.paths import StorePaths
    from app.store.reader import DriverReader
    from app.store.till import TillStore
    from app.usecases.receipts import ReplayedReceipts
    from core.domain.receipt.words_es import SPANISH

    reader = DriverReader(StorePaths.of(data_dir).database)
    receipts = ReplayedReceipts(reader, setup.shop, SPANISH, signer, demo=setup.demo)
    try:
        return TillStore.open(data_dir, clock, ids, receipt_of=receipts.of_event)
    finally:
        reader.close()


def _open_rest(
    launch: Launch,
    store: TillStore,
    setup: ShopSetup,
    secrets: SecretStore,
    signer: TillSigner | None,
    ids: IdSource,
) -> Opened:
    from app.compose.customers import customer_seal
    from app.compose.enrol import approval_key_of, peppers_of
    from app.security.pin import CredentialVerifier
    from app.security.signing import signer_of

    config = launch.config
    identity = store.identity or _enrolled(launch, store, secrets, ids)
    catalogue_path = config.data_dir / CATALOGUE_FILE
    seal = customer_seal(secrets, ids)
    _ready_catalogue(launch, setup, catalogue_path, seal)
    reader = store.reader()
    try:
        peppers = peppers_of(secrets, reader.people())
    finally:
        reader.close()
    url = launch.centre_url() if launch.centre_url else config.centre_url or identity.centre_url
    signer = signer or signer_of(secrets)  # the key may be as new as the enrolment
    if signer is None:
        log.info("the till has no key: its receipts carry no signed code")
    promotions = read_promotions(catalogue_path)
    return Opened(
        store,
        identity,
        secrets,
        setup,
        CredentialVerifier(peppers),
        catalogue_path,
        url,
        signer,
        promotions,
        seal,
        approval_key_of(secrets),
    )


def read_promotions(catalogue_path: Path) -> RuleBook:
    """The promotions of a catalogue; off the window's thread: ten thousand rules take a noticeable time."""
    from app.store.catalog.reader import CatalogReader
    from app.usecases.pricing import read_book

    catalogue = CatalogReader(catalogue_path)
    try:
        return read_book(catalogue.promotions())
    finally:
        catalogue.close()


def _enrolled(launch: Launch, store: TillStore, secrets: SecretStore, ids: IdSource) -> Identity:
    if launch.enrol_here is not None:
        launch.enrol_here(store, secrets)
        return _known(store)
    if launch.first_day is None:
        raise DomainError("not_enrolled")
    from app.compose.enrol import enrol_till
    from sync.enrolment import EnrolmentError

    day = launch.first_day()
    try:
        enrol_till(store, secrets, ids, day.access, day.terminal_name, day.make_staff)
    except EnrolmentError as error:
        raise DomainError("enrolment_failed", reason=error.code, detail=error.detail) from error
    return _known(store)


def _known(store: TillStore) -> Identity:
    identity = store.identity
    if identity is None:
        raise DomainError("not_enrolled")
    return identity


def _ready_catalogue(launch: Launch, setup: ShopSetup, path: Path, seal: RecordSeal) -> None:
    """An enrolled till always has a catalogue, if need be an empty one, so that it can open."""
    from datetime import UTC, datetime

    from app.store.catalog.ensure import ensure_catalogue, lift_catalogue

    lift_catalogue(path)
    if launch.fill_catalogue is not None:
        launch.fill_catalogue(path, seal)
    else:
        ensure_catalogue(path, setup.cites, datetime.now(UTC))
