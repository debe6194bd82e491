"""The customers in the catalogue: the key that seals them, and their index, made beside the window."""

from __future__ import annotations

import logging
from typing import Final

from app.secretstore.record_seal import RecordSeal
from app.secretstore.seal import KEY_BYTES
from app.store.catalog.customers import SealedCustomers
from app.usecases.proving import Background
from core.ports.clock import IdSource
from core.ports.secrets import Secret, SecretState, SecretStore

log = logging.getLogger(__name__)

KEY_NAME: Final = "customer_key"


def customer_seal(secrets: SecretStore, ids: IdSource) -> RecordSeal:
    """The seal of this till, its key made on the first day.

    A secret store that gives none stops nothing (law 2): a key for this run alone takes its place, so that
    stored customers are not shown, and the log says why.
    """
    found = secrets.get(KEY_NAME)
    if isinstance(found, Secret) and len(found.value) == KEY_BYTES:
        return RecordSeal(found.value, ids)
    key = ids.random_bytes(KEY_BYTES)
    why: SecretState | None = SecretState.CORRUPT if isinstance(found, Secret) else found
    if why is SecretState.MISSING:
        why = secrets.put(KEY_NAME, key)
    if why is not None:
        log.warning("the key of the customers cannot be had: %s", why)
    return RecordSeal(key, ids)


def index_customers(customers: SealedCustomers, background: Background) -> None:
    """Make their names searchable, off the GUI thread; until then documents and cards are found."""
    background.run(customers.prepare, customers.use, _not_indexed)


def _not_indexed(error: Exception) -> None:
    log.error("customers are found by document and card alone", exc_info=error)
