"""What the centre has told so far, read beside the window: people, versions, settings, limits, promotions."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.compose.enrol import peppers_of
from app.compose.opening import Opened, read_promotions
from app.compose.setup import ShopSetup
from app.security.staff_bundle import BundleOpener, BundleRefusedError
from app.store.catalog.reader import CatalogReader
from app.store.streams.reader import StreamReader
from app.usecases.ports import StaffRecord
from core.contract.changes import SettingsConfig, TopProductsConfig
from core.domain.changes import Stream
from core.domain.credit import NO_LIMITS, OfflineLimits
from core.domain.errors import DomainError
from core.domain.loyalty import LoyaltyProgram, program_from_data
from core.domain.promotion.book import RuleBook

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """What is in use from now on.

    Attributes:
        versions: Data versions by stream, as events cite them.
        people: Who may sign in.
        peppers: Behind their PINs and badges, by id; those not known before.
        staff_until_ms: End of the signed staff list; None for people from no list.
        server_at_ms: The centre's clock as it was told last.
        problem: Why the last staff list is not used, empty when it is.
        best: Variants the shop sells most, best first; empty while the centre has told none.
        tabs: Tabs of quick tiles with their variants; None where the centre decides none.
        book: Promotions; None where they are what they were.
    """

    versions: Mapping[str, int]
    people: tuple[StaffRecord, ...]
    peppers: Mapping[str, bytes] = field(repr=False)
    staff_until_ms: int | None
    server_at_ms: int | None
    problem: str
    loyalty: LoyaltyProgram | None
    limits: OfflineLimits
    best: tuple[str, ...]
    tabs: tuple[tuple[str, tuple[str, ...]], ...] | None
    book: RuleBook | None


def read_told(opened: Opened, now: datetime, *, promotions: bool) -> Told:
    """Read it; a few milliseconds, and as long as the promotions take where they are wanted."""
    reader, streams = opened.store.reader(), opened.store.streams()
    try:
        return _told(opened, reader.people(), streams, now, promotions=promotions)
    finally:
        streams.close()
        reader.close()


def _told(
    opened: Opened, people: tuple[StaffRecord, ...], streams: StreamReader, now: datetime, *, promotions: bool
) -> Told:
    catalogue = CatalogReader(opened.catalogue_path)
    try:
        versions = {**catalogue.versions(), **streams.versions()}
    finally:
        catalogue.close()
    staff, settings = streams.staff_list(), _settings(streams)
    return Told(
        versions=versions or dict(opened.setup.cites),
        people=people,
        peppers=peppers_of(opened.secrets, people, opened.verifier.known()),
        staff_until_ms=staff.expires_at_ms,
        server_at_ms=streams.server_at_ms(),
        problem=streams.problem(Stream.STAFF),
        loyalty=_loyalty(settings, opened.setup),
        limits=_limits(streams, staff.key, opened, now),
        best=_best(streams),
        tabs=_tabs(settings),
        book=read_promotions(opened.catalogue_path) if promotions else None,
    )


def _settings(streams: StreamReader) -> SettingsConfig:
    """What a manager decided for the shop; nothing, where it cannot be read."""
    item = streams.config("settings")
    try:
        return SettingsConfig() if item is None else SettingsConfig.model_validate(item)
    except ValueError as error:
        log.error("the settings of the shop cannot be read: %s", type(error).__name__)
        return SettingsConfig()


def _loyalty(settings: SettingsConfig, setup: ShopSetup) -> LoyaltyProgram | None:
    """What the centre decided; what the installer wrote, as long as it decides nothing one can read."""
    try:
        return setup.loyalty if settings.loyalty is None else program_from_data(settings.loyalty)
    except (ValueError, DomainError) as error:
        log.error("the settings of the shop cannot be read: %s", type(error).__name__)
        return setup.loyalty


def _tabs(settings: SettingsConfig) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    if settings.tabs is None:
        return None
    return tuple((tab.name, tuple(tab.variant_ids)) for tab in settings.tabs)


def _best(streams: StreamReader) -> tuple[str, ...]:
    """An old list is better than none: it only says what is shown first (D8: readable when expired)."""
    item = streams.config("top_products")
    try:
        return () if item is None else tuple(TopProductsConfig.model_validate(item).variant_ids)
    except ValueError as error:
        log.error("the best sellers of the shop cannot be read: %s", type(error).__name__)
        return ()


def _limits(streams: StreamReader, key: bytes | None, opened: Opened, now: datetime) -> OfflineLimits:
    """What is signed counts until its end; what is not signed does not count at all."""
    item = streams.config("limits")
    if item is None:
        return opened.setup.offline
    opener = BundleOpener(opened.identity.organization_id, opened.identity.local_id)
    try:
        return opener.limits(str(item.get("jws") or ""), key, now) or NO_LIMITS
    except BundleRefusedError as error:
        log.error("the offline limits of the centre are not used: %s", error.values["reason"])
        return opened.setup.offline
