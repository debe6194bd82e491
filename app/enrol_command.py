"""``cuadre enrol``, without a screen: by a code a machine is a till, or its till again (C12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from app.config import TillConfig
from core.domain.errors import DomainError

if TYPE_CHECKING:  # a command loads what it needs and nothing else
    from app.store.till import TillStore
    from app.usecases.ports import StaffRecord
    from core.ports.clock import IdSource
    from core.ports.secrets import SecretStore

DONE: Final = 0
LEFT: Final = 3
"""The centre could not be reached: nothing changed, try again."""
REFUSED: Final = 4
OPEN: Final = 5
"""The till is open: it must be closed first."""


def run_enrol(code: str, config: TillConfig, say: Callable[[str], Any], at: str = "") -> int:
    """Make a machine a till, or the till of a data directory that till again.

    A new one fetches its people and goods at once; what is missing then comes with its first start. One
    enrolled again sends what was not sent or fenced from its next start on.

    Args:
        code: Pairing code, as ``cuadre-central admin pair`` or the back office gives it.
        config: Settings of the till.
        say: Takes the lines for the person at the console.
        at: Address of the centre of a machine that is no till yet; empty: that of the settings.

    Returns:
        `DONE`, `LEFT`, `REFUSED` or `OPEN`.
    """
    from app.compose.setup import open_secrets
    from app.store.errors import AlreadyOpenError
    from app.store.till import TillStore
    from app.system import SystemClock, SystemIds
    from sync.enrolment import EnrolmentError

    ids = SystemIds()
    try:
        store = TillStore.open(config.data_dir, SystemClock(), ids)
    except AlreadyOpenError:
        say("This till is open. Close it and try again.")
        return OPEN
    try:
        new = store.identity is None
        secrets = open_secrets(config, ids)
        told = (
            _first(store, secrets, ids, code, at or config.centre_url)
            if new
            else _again(store, secrets, ids, code)
        )
    except EnrolmentError as error:
        left = error.code == "unreachable"
        say(f"The till was not enrolled: {error}. Nothing changed.")
        return LEFT if left else REFUSED
    except DomainError as error:
        say(f"The till was not enrolled: {error.code}. Nothing changed.")
        return REFUSED
    finally:
        store.close()
    say(told)
    if new:
        _fetch(config, say)
    return DONE


def _first(store: TillStore, secrets: SecretStore, ids: IdSource, code: str, url: str) -> str:
    """People come with the first lists: their PINs are signed by the centre."""
    from app.compose.enrol import CentreAccess, enrol_till

    if not url:
        raise DomainError("centre_unknown")
    enrol_till(store, secrets, ids, CentreAccess(url, code), "", _nobody)
    assert store.identity is not None, "it has just been written"
    return f"This machine is {store.identity.terminal_name} of the centre at {url}."


def _nobody(pepper_id: str, pepper: bytes) -> tuple[StaffRecord, ...]:
    del pepper_id, pepper
    return ()


def _again(store: TillStore, secrets: SecretStore, ids: IdSource, code: str) -> str:
    from app.compose.enrol import re_enrol_till

    freed = re_enrol_till(store, secrets, ids, code)
    return f"The till is enrolled again. {freed} event(s) that were set aside at the centre go up once more."


def _fetch(config: TillConfig, say: Callable[[str], Any]) -> None:
    from app.sync_command import tell

    missed = tell(config, once=True).missed
    if missed is None or missed:
        say("Its people and goods are not all here yet: they come when it is opened.")
    else:
        say("Its people and goods are here. Open it with cuadre.")


def run_renew_key(config: TillConfig, say: Callable[[str], Any]) -> int:
    """``cuadre enrol --renew-key``: give the till a new key, as the shop's rules ask for from time to time.

    Args:
        config: Settings of the till.
        say: Takes the lines for the person at the console.

    Returns:
        `DONE`, `LEFT`, `REFUSED` or `OPEN`.
    """
    from app.compose.enrol import renew_till_key
    from app.compose.setup import open_secrets
    from app.store.errors import AlreadyOpenError
    from app.store.till import TillStore
    from app.system import SystemClock, SystemIds
    from sync.enrolment import EnrolmentError
    from sync.key_renewal import KeyRenewalError

    clock, ids = SystemClock(), SystemIds()
    try:
        store = TillStore.open(config.data_dir, clock, ids)
    except AlreadyOpenError:
        say("This till is open. Close it and try again.")
        return OPEN
    try:
        renew_till_key(store, open_secrets(config, ids), clock, ids)
    except KeyRenewalError as error:
        say(f"The till keeps its key: {error}. Try again.")
        return LEFT if error.code == "unreachable" else REFUSED
    except (EnrolmentError, DomainError) as error:
        say(f"The till keeps its key: {error.code}.")
        return REFUSED
    finally:
        store.close()
    say("The till has a new key.")
    return DONE
