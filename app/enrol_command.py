"""``cuadre enrol``, without a screen: by a code a machine is its till again (C12), or it gets a new key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from app.config import TillConfig
from core.domain.errors import DomainError

DONE: Final = 0
LEFT: Final = 3
"""The centre could not be reached: nothing changed, try again."""
REFUSED: Final = 4
OPEN: Final = 5
"""The till is open: it must be closed first."""


def run_enrol(code: str, config: TillConfig, say: Callable[[str], Any]) -> int:
    """Enrol the till of a data directory again; its unsent and fenced events go up from its next start on.

    Args:
        code: Pairing code, as ``cuadre-central admin pair`` or the back office gives it.
        config: Settings of the till.
        say: Takes the lines for the person at the console.

    Returns:
        `DONE`, `LEFT`, `REFUSED` or `OPEN`.
    """
    from app.compose.enrol import re_enrol_till
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
        freed = re_enrol_till(store, open_secrets(config, ids), ids, code)
    except EnrolmentError as error:
        left = error.code == "unreachable"
        say(f"The till was not enrolled: {error}. Nothing changed.")
        return LEFT if left else REFUSED
    except DomainError as error:
        say(f"The till was not enrolled: {error.code}. Nothing changed.")
        return REFUSED
    finally:
        store.close()
    say(f"The till is enrolled again. {freed} event(s) that were set aside at the centre go up once more.")
    return DONE


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
