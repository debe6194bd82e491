"""Making this machine a till of a centre: the order that survives a crash (packaging.md section 8)."""

from __future__ import annotations

import platform
from base64 import b64decode
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from app.store.identity import Enrolment as StoreEnrolment
from app.store.identity import Renewal
from app.store.till import TillStore
from app.usecases.ports import Identity, SeriesGrant, StaffRecord
from app.version import VERSION
from core.domain.errors import DomainError
from core.ports.clock import Clock, IdSource
from core.ports.secrets import Secret, SecretStore

PEPPER_PREFIX = "pin_pepper."
APPROVAL_KEY = "approval_key"

StaffMaker = Callable[[str, bytes], Sequence[StaffRecord]]
"""Makes the staff list from (pepper id, pepper), since PINs are hashed with the organisation's pepper."""


@dataclass(frozen=True, slots=True)
class CentreAccess:
    """Where the centre is, and the code that lets this till in."""

    url: str
    pairing_code: str = field(repr=False)


def enrol_till(
    store: TillStore,
    secrets: SecretStore,
    ids: IdSource,
    access: CentreAccess,
    terminal_name: str,
    make_staff: StaffMaker,
) -> None:
    """Enrol at the centre, then write identity, series and staff in one transaction.

    A crash in between repeats with the same key: the centre answers the same code and key alike. Without a
    ``terminal_name`` it is called as the shop does.

    Raises:
        sync.enrolment.EnrolmentError: the centre or the secret store refused; nothing changed here.
        DomainError: ``pepper_missing``, or a refusal of the store.
    """
    from sync.enrolment import enrol
    from sync.transport.client import CentreClient

    client = CentreClient(access.url)
    try:
        answer = enrol(
            client,
            access.pairing_code,
            secrets,
            ids,
            boot_id=store.boot_id,
            app_version=VERSION,
            os_name=platform.system(),
        )
    finally:
        client.close()
    pepper_id = str(answer.pin_pepper_id)
    pepper = secrets.get(PEPPER_PREFIX + pepper_id)
    if not isinstance(pepper, Secret):
        raise DomainError("pepper_missing", state=str(pepper))
    store.enrol(
        StoreEnrolment(
            identity=Identity(
                terminal_id=answer.terminal_id,
                organization_id=answer.organization_id,
                local_id=answer.local_id,
                terminal_name=terminal_name or answer.terminal_name,
                epoch=answer.epoch,
                nonce=answer.enrolment_nonce,
                centre_url=access.url,
            ),
            series=tuple(SeriesGrant(grant.doc_type, grant.series, grant.next) for grant in answer.series),
            staff=tuple(make_staff(pepper_id, pepper.value)),
            till_keys=answer.till_keys,
            bundle_key=_raw_key(answer.bundle_key),
        )
    )


def re_enrol_till(store: TillStore, secrets: SecretStore, ids: IdSource, pairing_code: str) -> int:
    """Let this machine be the true till again, under the same identity and in a new epoch (C12).

    A crash in between repeats with the same key and code. Sync must not be running.

    Returns:
        Number of events that were fenced and go up again.

    Raises:
        sync.enrolment.EnrolmentError: the centre or the secret store refused; nothing changed here.
        DomainError: ``not_enrolled`` (there is nothing to renew), ``other_terminal``, or a refusal of the
            store.
    """
    from sync.enrolment import TillAnchors, enrol
    from sync.transport.client import CentreClient

    identity = store.identity
    if identity is None or identity.practice or not identity.centre_url:
        raise DomainError("not_enrolled")
    standing = store.standing()
    client = CentreClient(identity.centre_url)
    try:
        answer = enrol(
            client,
            pairing_code,
            secrets,
            ids,
            boot_id=store.boot_id,
            app_version=VERSION,
            os_name=platform.system(),
            terminal_id=identity.terminal_id,
            anchors=TillAnchors(standing.head, dict(standing.series)),
        )
    finally:
        client.close()
    if answer.terminal_id != identity.terminal_id:
        raise DomainError("other_terminal")
    return store.re_enrol(
        Renewal(
            answer.epoch,
            answer.enrolment_nonce,
            tuple(SeriesGrant(grant.doc_type, grant.series, grant.next) for grant in answer.series),
            answer.till_keys,
            _raw_key(answer.bundle_key),
        )
    )


def _raw_key(text: str) -> bytes:
    return b64decode(text + "=", b"-_")


def renew_till_key(store: TillStore, secrets: SecretStore, clock: Clock, ids: IdSource) -> None:
    """Give this till a new key in place of the one it has; the centre tells the shop's other tills.

    A crash in between is mended by doing it again, or by the next start. Sync must not be running.

    Raises:
        sync.key_renewal.KeyRenewalError: the centre or the secret store refused; the old key is in use.
        sync.enrolment.EnrolmentError: the secret store does not keep what it was given.
        DomainError: ``not_enrolled``.
    """
    from sync.key_renewal import rotate_terminal_key
    from sync.server_clock import ServerClock
    from sync.tokens import TerminalCredentials, TerminalIdentity
    from sync.transport.client import CentreClient
    from sync.transport.http import HttpTransport

    identity = store.identity
    if identity is None or identity.practice or not identity.centre_url:
        raise DomainError("not_enrolled")
    whose = TerminalIdentity(identity.terminal_id, identity.organization_id, identity.local_id)
    client, server = CentreClient(identity.centre_url), ServerClock(clock)
    credentials = TerminalCredentials(whose, secrets, client, clock, ids, server.now_ms)
    transport = HttpTransport(client, credentials, close=client.close)
    try:
        sent, began = clock.now(), clock.monotonic()
        live = transport.live()
        if live.server_time_ms is not None:
            server.sample(sent, clock.monotonic() - began, live.server_time_ms)
        rotate_terminal_key(credentials, client, secrets, ids)
    finally:
        transport.close()


def peppers_of(
    secrets: SecretStore, people: Sequence[StaffRecord], known: Collection[str] = ()
) -> dict[str, bytes]:
    """The peppers behind the staff's PINs and badges but those known, as far as the store gives them."""
    held = [credential for person in people for credential in (person.pin, person.badge)]
    wanted = {credential.pepper_id for credential in held if credential is not None}.difference(known)
    found = {pepper_id: secrets.get(PEPPER_PREFIX + pepper_id) for pepper_id in wanted}
    return {pepper_id: value.value for pepper_id, value in found.items() if isinstance(value, Secret)}


def approval_key_of(secrets: SecretStore) -> bytes | None:
    """The key shared with the centre that checks remote approval codes, as far as the store gives it."""
    found = secrets.get(APPROVAL_KEY)
    return found.value if isinstance(found, Secret) else None
