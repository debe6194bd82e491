"""Who keeps the centre's streams, for the till that runs and for one that is closed; no window."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.store.streams.sink import TillSink
from app.usecases.ports import Identity
from core.domain.changes import CATALOGUE_STREAMS, TILL_STREAMS, Stream
from core.ports.changes import ChangeSink
from core.ports.clock import Clock, IdSource
from core.ports.secrets import SecretStore

if TYPE_CHECKING:  # cryptography and pydantic load late
    from app.security.staff_bundle import OpenedBundle
    from app.store.till import TillStore


def till_sink(store: TillStore, identity: Identity) -> TillSink:
    """Keeps ``staff``, ``config`` and ``reviews`` in ``till.db``; a bundle is opened late."""
    return TillSink(store.runner, partial(_open_bundle, identity.organization_id, identity.local_id))


@contextmanager
def closed_till_sinks(
    store: TillStore,
    identity: Identity,
    data_dir: Path,
    cites: Mapping[str, int],
    secrets: SecretStore,
    clock: Clock,
    ids: IdSource,
) -> Generator[Mapping[Stream, ChangeSink]]:
    """Every stream of a till that nobody has open, its catalogue made ready as at a start.

    Args:
        store: Its data, open for this command.
        identity: From its enrolment.
        data_dir: Its data directory.
        cites: Data versions that an empty catalogue cites.
        secrets: Hold the key of its customers.
        clock: Time.
        ids: Makes that key where there is none.

    Raises:
        DomainError: the codes of ``app.store.errors``.
    """
    from app.compose.customers import customer_seal
    from app.compose.opening import CATALOGUE_FILE
    from app.store.catalog.ensure import ensure_catalogue, lift_catalogue
    from app.store.catalog.sink.sink import CatalogueSink

    path = data_dir / CATALOGUE_FILE
    lift_catalogue(path)
    ensure_catalogue(path, cites, datetime.now(UTC))
    goods = CatalogueSink.open(path, store.runner, clock, customer_seal(secrets, ids))
    till = till_sink(store, identity)
    try:
        sinks: dict[Stream, ChangeSink] = dict.fromkeys(TILL_STREAMS, till)
        yield sinks | dict.fromkeys(CATALOGUE_STREAMS, goods)
    finally:
        till.close()
        goods.close()


def _open_bundle(
    organization_id: str, local_id: str, jws: str, pinned: bytes | None, now_ms: int, handovers: Sequence[str]
) -> OpenedBundle:
    from app.security.staff_bundle import BundleOpener

    return BundleOpener(organization_id, local_id).open(jws, pinned, now_ms, handovers)
