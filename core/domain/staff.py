"""People at a till: roles, permissions and personal limits (central.md section 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Permission(StrEnum):
    """Rights by name; finer till permissions take the same form, and unknown names are kept as text."""

    CREATE = "pos:create"
    VOID = "pos:void"
    DISCOUNT = "pos:discount"
    RETURN = "pos:return"
    REPORT = "pos:report"
    REPORT_ORG = "pos:report:org"
    SYNC = "pos:sync"
    REVIEW = "pos:review"
    RECONCILE = "pos:reconcile"
    AUDIT = "pos:audit"
    ADMIN = "pos:admin"


class Role(StrEnum):
    """Named sets of permissions."""

    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    ACCOUNTANT = "accountant"
    CATALOGUE = "catalogue"
    SUPPORT = "support"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    INSTALLER = "installer"


_P = Permission
_CASHIER: Final = frozenset({_P.CREATE})
_SUPERVISOR: Final = _CASHIER | {_P.VOID, _P.DISCOUNT, _P.RETURN, _P.REPORT, _P.REVIEW}
_MANAGER: Final = _SUPERVISOR | {_P.AUDIT, _P.RECONCILE}

ROLE_PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = MappingProxyType(
    {
        Role.CASHIER: _CASHIER,
        Role.SUPERVISOR: _SUPERVISOR,
        Role.MANAGER: _MANAGER,
        Role.ACCOUNTANT: frozenset({_P.REPORT, _P.REVIEW, _P.RECONCILE}),
        Role.CATALOGUE: frozenset({_P.REVIEW}),
        Role.SUPPORT: frozenset({_P.REVIEW, _P.SYNC}),
        Role.AUDITOR: frozenset({_P.REPORT, _P.AUDIT}),
        Role.ADMINISTRATOR: frozenset(_P),
        Role.INSTALLER: frozenset({_P.ADMIN}),
    }
)
"""Defaults; a person's own set, which comes with the staff bundle, is what counts."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a person may do alone; None means no right of their own, so an approver is asked.

    Attributes:
        discount_percent: Highest discount in percent.
        discount_amount: Highest discount in balboas.
        void_amount: Highest sale in balboas that may be voided.
        cash_refund: Highest refund in cash in balboas.
    """

    discount_percent: Decimal | None = None
    discount_amount: Decimal | None = None
    void_amount: Decimal | None = None
    cash_refund: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person without their credentials.

    Attributes:
        staff_id: UUID; events name people by it.
        name: As shown on cards and receipts.
        permissions: Names such as ``pos:create``.
        offline_grant_days: Days after the bundle's expiry in which the person may still enter; 0 = none.
    """

    staff_id: str
    name: str
    role: Role
    permissions: frozenset[str]
    limits: Limits = field(default_factory=Limits)
    offline_grant_days: int = 30
    active: bool = True

    def may(self, permission: str) -> bool:
        """Whether the person is active and holds a permission."""
        return self.active and permission in self.permissions

    def within(self, limit: Decimal | None, value: Decimal) -> bool:
        """Whether an active person's own limit covers a value; no limit covers nothing."""
        return self.active and limit is not None and value <= limit
