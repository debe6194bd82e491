"""The services of one running centre, made by the composition root and handed to the API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from central.services.approvals import ApprovalService
from central.services.cashiers import CashierService
from central.services.changes import ChangeService
from central.services.config_desk import ConfigDesk
from central.services.enrolment import EnrolmentService
from central.services.events import EventQueries
from central.services.ports import AccessTokens, Callers, Readiness
from central.services.reviews import ReviewService
from central.services.sessions import SessionService
from central.services.staff import StaffService
from central.services.staff_desk import StaffDesk
from central.services.sync import OfflineSyncManager
from central.services.terminal_keys import TerminalKeyService
from central.services.terminals import TerminalService
from central.services.transactions import TransactionQueries
from core.ports.clock import Clock, IdSource


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the routes call.

    Attributes:
        jwks: Gives the public keys of the issuer, as ``/.well-known/jwks.json`` answers.
    """

    sync: OfflineSyncManager
    events: EventQueries
    changes: ChangeService
    transactions: TransactionQueries
    reviews: ReviewService
    enrolment: EnrolmentService
    terminals: TerminalService
    terminal_keys: TerminalKeyService
    approvals: ApprovalService
    sessions: SessionService
    cashiers: CashierService
    staff: StaffService
    people: StaffDesk
    config: ConfigDesk
    tokens: AccessTokens
    callers: Callers
    readiness: Readiness
    clock: Clock
    ids: IdSource
    jwks: Callable[[], dict[str, list[dict[str, str]]]] = field(repr=False)
