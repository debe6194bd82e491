"""What an item of a stream does to the till's own tables, in the transaction that keeps it."""

from __future__ import annotations

import logging
from base64 import b64decode
from collections.abc import Collection, Sequence
from typing import Final, Protocol

import sqlalchemy as sa

from app.store.streams.rows import item_of
from app.store.till_keys import COLUMNS, key_of
from app.store.unit import Unit
from app.usecases.ports import StaffRecord
from core.domain.changes import ChangePage, Stream
from core.domain.errors import DomainError
from core.domain.till_keys import TillKey, key_id_of

_log = logging.getLogger(__name__)

TILL_KEYS: Final = "till_keys"
_BUNDLE: Final = sa.text("SELECT public_key, version, issued_at_ms FROM staff_bundle WHERE id=1")
_PUT_BUNDLE: Final = sa.text(
    "INSERT OR REPLACE INTO staff_bundle(id, public_key, version, issued_at_ms, expires_at_ms) "
    "VALUES(1, :key, :version, :issued, :expires)"
)
_KEYS: Final = sa.text("SELECT " + ", ".join(COLUMNS) + " FROM till_key")  # noqa: S608 - own names


class Bundle(Protocol):
    """A staff bundle that is what it says; see `app.security.staff_bundle.OpenedBundle`."""

    @property
    def version(self) -> int:
        """Of the bundle."""
        ...

    @property
    def issued_at_ms(self) -> int:
        """When it was signed."""
        ...

    @property
    def expires_at_ms(self) -> int:
        """Until when it counts for everybody."""
        ...

    @property
    def people(self) -> tuple[StaffRecord, ...]:
        """Everybody in it."""
        ...

    @property
    def key(self) -> bytes:
        """Signs the next one."""
        ...


class BundleReader(Protocol):
    """Checks and reads a bundle; see `app.security.staff_bundle.BundleOpener.open`."""

    def __call__(self, jws: str, pinned: bytes | None, now_ms: int, handovers: Sequence[str]) -> Bundle:
        """The bundle.

        Raises:
            DomainError: ``bundle_refused`` with ``reason``.
        """
        ...


class Effects:
    """People from the staff bundle, keys of the shop's tills from its item of ``config``."""

    def __init__(self, open_bundle: BundleReader) -> None:
        self._open_bundle = open_bundle

    def follow(self, unit: Unit, page: ChangePage, changed: Collection[str] | None) -> None:
        """Let items take effect: those that changed, or all that there are (None).

        Raises:
            DomainError: ``bundle_refused``; the transaction must go back.
        """
        if page.stream is Stream.STAFF:
            local_id = unit.connection.execute(sa.text("SELECT local_id FROM terminal")).scalar_one()
            if changed is None or local_id in changed:
                self._staff(unit, str(local_id), page.server_time_ms)
        elif page.stream is Stream.CONFIG and (changed is None or TILL_KEYS in changed):
            _till_keys(unit)

    def _staff(self, unit: Unit, local_id: str, now_ms: int) -> None:
        """A list that is gone changes nothing: nobody stops selling for want of one (law 2)."""
        item = item_of(unit.connection, Stream.STAFF, local_id)
        if item is None:
            return
        row = unit.connection.execute(_BUNDLE).one_or_none()
        pinned = None if row is None else row[0]
        from core.contract.changes import StaffData  # not while the window comes up

        try:
            data = StaffData.model_validate(item)
        except ValueError as error:  # pydantic's own
            raise DomainError("bundle_refused", reason="form") from error
        bundle = self._open_bundle(data.jws, pinned, now_ms, data.handovers)
        if row is not None and row[1] is not None and _older(bundle, *row[1:]):
            raise DomainError("bundle_refused", reason="older")
        unit.replace_staff(bundle.people)
        values = {
            "key": bundle.key,
            "version": bundle.version,
            "issued": bundle.issued_at_ms,
            "expires": bundle.expires_at_ms,
        }
        unit.connection.execute(_PUT_BUNDLE, values)


def _older(bundle: Bundle, version: int, issued_at_ms: int) -> bool:
    """A centre that was restored counts anew, but it signs later."""
    return bundle.version < version and bundle.issued_at_ms <= issued_at_ms


def _till_keys(unit: Unit) -> None:
    """Keys no longer listed are gone; one listed without its till keeps the till it is known by."""
    item = item_of(unit.connection, Stream.CONFIG, TILL_KEYS)
    if item is None:
        return
    from core.contract.changes import TillKeysConfig  # not while the window comes up

    try:
        listed = TillKeysConfig.model_validate(item)
        told = [
            TillKey(_raw(till.public_key.x), till.terminal_id, till.name, till.valid_to)
            for till in listed.tills
        ]
        names = {key_id_of(_raw(text)) for text in listed.keys.values()}
    except ValueError as error:  # pydantic's own among them
        _log.error("the keys of the shop's tills cannot be read: %s", type(error).__name__)
        return
    known = {key.key_id: key for key in (key_of(tuple(row)) for row in unit.connection.execute(_KEYS))}
    kept = {key_id: key for key_id, key in known.items() if key_id in names}
    unit.replace_till_keys(list((kept | {key.key_id: key for key in told}).values()))


def _raw(text: str) -> bytes:
    return b64decode(text + "=", b"-_")
