"""Permissions and the roles that are sets of them (central.md section 11)."""

from __future__ import annotations

from typing import Final

from central.services.values import StaffRow
from core.domain.staff import FLOOR_PERMISSIONS, Permission

CREATE: Final = "pos:create"
VOID: Final = "pos:void"
DISCOUNT: Final = "pos:discount"
RETURN: Final = "pos:return"
SYNC: Final = "pos:sync"
REVIEW: Final = "pos:review"
RECONCILE: Final = "pos:reconcile"
REPORT: Final = "pos:report"
REPORT_ORG: Final = "pos:report:org"
AUDIT: Final = "pos:audit"
ADMIN: Final = "pos:admin"

_CASHIER: Final[frozenset[str]] = frozenset({CREATE, Permission.TRAINING})
_SUPERVISOR: Final[frozenset[str]] = _CASHIER | {VOID, DISCOUNT, RETURN, REPORT, REVIEW} | FLOOR_PERMISSIONS
_MANAGER: Final[frozenset[str]] = _SUPERVISOR | {RECONCILE, AUDIT}

ROLES: Final[dict[str, frozenset[str]]] = {
    "terminal": frozenset({SYNC, CREATE}),
    "cashier": _CASHIER,
    "supervisor": _SUPERVISOR,
    "manager": _MANAGER,
    "accountant": frozenset({REPORT, REPORT_ORG, RECONCILE, REVIEW, AUDIT}),
    "catalogue": frozenset({REVIEW}),
    "support": frozenset({REVIEW}),
    "installer": frozenset({ADMIN}),
    "auditor": frozenset({REPORT, REPORT_ORG, AUDIT}),
    "administrator": _MANAGER | {REPORT_ORG, ADMIN},
}


def permissions_of(role: str, extra: tuple[str, ...] = ()) -> frozenset[str]:
    """What a role may do, with a person's own additions; an unknown role may nothing."""
    return ROLES.get(role, frozenset()) | frozenset(extra)


def permissions_of_person(person: StaffRow) -> frozenset[str]:
    """What a person may do; nobody sends for a till, so ``pos:sync`` is never theirs."""
    return permissions_of(person.role, person.permissions) - {SYNC}
