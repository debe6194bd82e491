"""People at a till: roles, permissions and personal limits (central.md section 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Protocol

from core.domain.money import MAX_AMOUNT


class Permission(StrEnum):
    """Rights by name; names this version does not know are kept as text.

    The second group is the finer rights of the selling floor: each is what an approver must hold for one
    kind of act there.
    """

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

    TRAINING = "pos:training"
    """Enter and leave PRÁCTICA."""
    CANCEL = "pos:cancel"
    """Give the open sale up."""
    PRICE = "pos:price"
    """Sell at another price than the list's."""
    OPEN_PRICE = "pos:open_price"
    """Sell goods without a list price."""
    CREDIT = "pos:credit"
    """Let a customer pay later beyond the signed limit."""
    RELEASE = "pos:release"
    """Hand goods over on a payment that is not confirmed yet."""
    REFUND_CASH = "pos:refund_cash"
    """Give cash back."""
    CASH = "pos:cash"
    """Cash in and out, drop to safe."""
    DRAWER = "pos:drawer"
    """Open the drawer without a sale."""


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
FLOOR_PERMISSIONS: Final = frozenset(
    {_P.CANCEL, _P.PRICE, _P.OPEN_PRICE, _P.CREDIT, _P.RELEASE, _P.REFUND_CASH, _P.CASH, _P.DRAWER}
)
"""The finer rights of the selling floor that a supervisor holds."""

_CASHIER: Final = frozenset({_P.CREATE, _P.TRAINING})
_SUPERVISOR: Final = _CASHIER | {_P.VOID, _P.DISCOUNT, _P.RETURN, _P.REPORT, _P.REVIEW} | FLOOR_PERMISSIONS
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


OFFLINE_GRANT_DAYS: Final = 30
"""Days of the offline grant of somebody for whom the centre says nothing else (sync.md D8)."""


EVERYDAY: Final = frozenset({_P.CREATE, _P.TRAINING})
"""Rights that no age of the staff list takes away: selling for cash never expires (law 2)."""
_DAY_MS: Final = 24 * 3600 * 1000


def grant_lapsed(offline_grant_days: int, list_until_ms: int | None, now_ms: int) -> bool:
    """Whether somebody's offline grant is over: all but `EVERYDAY` rights wait for the centre then.

    Args:
        offline_grant_days: Of the person, counted from the end of the list; 0 ends with it.
        list_until_ms: End of the signed staff list, Unix milliseconds; None for people from no list.
        now_ms: The latest moment that must have been reached (sync.md K5).
    """
    return list_until_ms is not None and now_ms >= list_until_ms + offline_grant_days * _DAY_MS


class LimitName(StrEnum):
    """A bound of `Limits`, by the name of its field."""

    DISCOUNT_PERCENT = "discount_percent"
    DISCOUNT_AMOUNT = "discount_amount"
    VOID_AMOUNT = "void_amount"
    CASH_REFUND = "cash_refund"
    CASH_OUT = "cash_out"
    RELEASE_AMOUNT = "release_amount"


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a person may go; None means no right of their own, so an approver is asked.

    Attributes:
        discount_percent: Highest discount in percent.
        discount_amount: Highest discount in balboas.
        void_amount: Highest sale in balboas that may be voided.
        cash_refund: Highest refund in cash in balboas.
        cash_out: Highest amount in balboas taken out of the drawer at once.
        release_amount: Highest sale in balboas handed over on an unconfirmed payment.
    """

    discount_percent: Decimal | None = None
    discount_amount: Decimal | None = None
    void_amount: Decimal | None = None
    cash_refund: Decimal | None = None
    cash_out: Decimal | None = None
    release_amount: Decimal | None = None

    def of(self, name: LimitName) -> Decimal | None:
        """The bound of a name."""
        value: Decimal | None = getattr(self, name.value)
        return value


_ALL: Final = Decimal(100)
ROLE_LIMITS: Final[Mapping[Role, Limits]] = MappingProxyType(
    {
        Role.CASHIER: Limits(discount_percent=Decimal(10), discount_amount=Decimal("5.00")),
        Role.SUPERVISOR: Limits(Decimal(50), *[MAX_AMOUNT] * 5),
        Role.MANAGER: Limits(_ALL, *[MAX_AMOUNT] * 5),
        Role.ADMINISTRATOR: Limits(_ALL, *[MAX_AMOUNT] * 5),
    }
)
"""Defaults, for a person whose own limits were never set; roles not named here have none."""


def limits_of_role(role: str) -> Limits:
    """The default limits of a role's name; none for a name this version does not know."""
    return next((limits for known, limits in ROLE_LIMITS.items() if known == role), Limits())


def limits_to_data(limits: Limits) -> dict[str, str]:
    """Limits as decimal strings by name; what is not set is left out."""
    pairs = ((field_of.name, getattr(limits, field_of.name)) for field_of in fields(Limits))
    return {name: f"{value:f}" for name, value in pairs if value is not None}


def limits_from_data(data: Mapping[str, Any]) -> Limits:
    """Inverse of `limits_to_data`; names this version does not know are passed over.

    Raises:
        ValueError: a value is no finite decimal of 0 or more.
    """
    known = {field_of.name for field_of in fields(Limits)}
    return Limits(**{name: _bound(text) for name, text in data.items() if name in known})


def _bound(text: object) -> Decimal:
    try:
        value = Decimal(str(text))
    except ArithmeticError as error:
        raise ValueError(f"{text!r} is no limit") from error
    if not value.is_finite() or value < 0:
        raise ValueError(f"{text!r} is no limit")
    return value


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of a limited thing an act takes, e.g. a discount of 25 percent."""

    limit: LimitName
    value: Decimal


class Holder(Protocol):
    """A person as far as rights go; `StaffMember` and the till's staff records are such."""

    @property
    def staff_id(self) -> str:
        """UUID."""
        ...

    @property
    def permissions(self) -> frozenset[str]:
        """Names such as ``pos:create``."""
        ...

    @property
    def limits(self) -> Limits:
        """How far the person may go."""
        ...

    @property
    def active(self) -> bool:
        """Whether the person still works here; one who does not may nothing."""
        ...


def holds(person: Holder, permission: str) -> bool:
    """Whether a person is active and holds a permission."""
    return person.active and permission in person.permissions


def over_limit(person: Holder, measures: tuple[Measure, ...]) -> Measure | None:
    """The first measure a person's own limits do not cover, None when they cover all."""
    for measure in measures:
        bound = person.limits.of(measure.limit)
        if not person.active or bound is None or measure.value > bound:
            return measure
    return None


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
    offline_grant_days: int = OFFLINE_GRANT_DAYS
    active: bool = True

    def may(self, permission: str) -> bool:
        """Whether the person is active and holds a permission."""
        return holds(self, permission)
