"""Pairing codes and the enrolment of terminals (central.md section 7.5)."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from central.services.ports import Limiter, Secrets, StoreConflictError, Unit, Units
from central.services.sessions import SessionService, TooManyCallsError
from central.services.shop_config import ShopPublisher
from central.services.values import (
    PEPPER_VERSION,
    PairingCode,
    Principal,
    SeriesRow,
    StaffRow,
    Tenant,
    Terminal,
)
from core.contract.terminals import (
    PAIRING_ALPHABET,
    PAIRING_LENGTH,
    EnrolmentAnswer,
    EnrolmentRequest,
    Limits,
    PairingCodeAnswer,
    PairingCodeRequest,
    Pepper,
    PublicKeyJwk,
    SeriesGrant,
    TillKeyModel,
    normalize_pairing_code,
)
from core.contract.tokens import public_jwk
from core.domain.outbox import BATCH_BYTES, BATCH_ITEMS
from core.ports.clock import Clock, IdSource

CODE_LIFE: Final = timedelta(minutes=15)
LONGEST_CODE_LIFE: Final = timedelta(hours=72)
_LAST_POINT: Final = 999
_DOC_TYPES: Final = (("sale", "{:04d}"), ("refund", "R{:04d}"))


class PairingCodeError(Exception):
    """The code gives nothing.

    Attributes:
        used: Another key has used it already.
    """

    def __init__(self, *, used: bool = False) -> None:
        super().__init__("used" if used else "invalid")
        self.used = used


class UnknownTerminalError(Exception):
    """A terminal that is to be enrolled again is not of this shop."""


class NoPointLeftError(Exception):
    """All points of sale (puntos de facturación) 001 to 999 are given."""


class EnrolmentService:
    """Lets terminals in."""

    def __init__(
        self,
        units: Units,
        sessions: SessionService,
        secrets: Secrets,
        publisher: ShopPublisher,
        clock: Clock,
        ids: IdSource,
        limiter: Limiter,
        issuer: str,
        terminal_permissions: frozenset[str],
    ) -> None:
        self._units = units
        self._sessions = sessions
        self._secrets = secrets
        self._publisher = publisher
        self._clock = clock
        self._ids = ids
        self._limiter = limiter
        self._issuer = issuer
        self._permissions = terminal_permissions

    async def create_code(
        self, request: PairingCodeRequest, principal: Principal, life: timedelta = CODE_LIFE
    ) -> PairingCodeAnswer:
        """Make a code for one terminal of the principal's shop; committed when this returns.

        Raises:
            StoreUnavailableError: try again later.
        """
        now = self._clock.now()
        code = "".join(PAIRING_ALPHABET[byte % 32] for byte in self._ids.random_bytes(PAIRING_LENGTH))
        row = PairingCode(
            organization_id=principal.organization_id,
            local_id=principal.local_id,
            code_sha256=_digest(code),
            kind=request.kind,
            name=request.name,
            created_at=now,
            expires_at=now + min(life, LONGEST_CODE_LIFE),
            created_by=principal.cashier_id,
        )
        async with self._units.begin(principal.tenant) as unit:
            await unit.pairing.add(row)
            await unit.commit()
        return PairingCodeAnswer(pairing_code=code, expires_at=row.expires_at)

    async def enrol(self, request: EnrolmentRequest, address: str) -> EnrolmentAnswer:
        """Enrol a terminal, or tell the same again to the same key; committed when this returns.

        Args:
            request: What the terminal shows.
            address: Network address of the caller, for the limit of 5 in a minute.

        Raises:
            TooManyCallsError: too many tries from this address.
            PairingCodeError: unknown, expired, or used by another key.
            UnknownTerminalError: ``terminal_id`` is not of this shop.
            NoPointLeftError: the organization has 999 points.
            StoreConflictError: two enrolments met; try again.
            StoreUnavailableError: try again later.
        """
        wait = await self._limiter.allow(f"enrol/{address}", 5, 60.0)
        if wait is not None:
            raise TooManyCallsError(wait)
        text = normalize_pairing_code(request.pairing_code)
        if text is None:
            raise PairingCodeError
        key = raw_key(request.public_key)
        now = self._clock.now()
        async with self._units.begin(None) as unit:
            code = await unit.pairing.claim(_digest(text))
            if code is None or code.expires_at <= now:
                raise PairingCodeError
            if code.used_key is not None and code.used_key != key:
                raise PairingCodeError(used=True)
            if code.terminal_id is not None:
                terminal = await _enrolled(unit, code.terminal_id, code.epoch)
                return await self._welcome(unit, terminal, now, again=True)
            terminal = await self._admit(unit, code, request, key, now)
            answer = await self._welcome(unit, terminal, now)
            await unit.pairing.use(code, key, terminal.terminal_id, terminal.epoch, now)
            await self._publisher.publish(unit, Tenant(code.organization_id, code.local_id), now)
            await unit.commit()
        return answer

    async def _admit(
        self, unit: Unit, code: PairingCode, request: EnrolmentRequest, key: bytes, now: datetime
    ) -> Terminal:
        if request.terminal_id is not None:
            terminal = await self._admit_again(unit, request, key, now)
        else:
            terminal = await self._admit_new(unit, code, request, key, now)
        nonce = self._ids.random_bytes(32)
        await unit.terminals.add_nonce(terminal.terminal_id, terminal.epoch, nonce, now)
        return terminal

    async def _admit_new(
        self, unit: Unit, code: PairingCode, request: EnrolmentRequest, key: bytes, now: datetime
    ) -> Terminal:
        terminal_id = self._ids.uuid7()
        staff_id = self._ids.uuid7()
        staff = StaffRow(staff_id, "terminal", f"terminal-{terminal_id}", code.name, "terminal", (), True)
        await unit.staff.add(staff, code.local_id, now)
        terminal = Terminal(
            organization_id=code.organization_id,
            local_id=code.local_id,
            terminal_id=terminal_id,
            kind=code.kind,
            name=code.name,
            status="active",
            staff_id=staff_id,
            public_key=key,
            epoch=1,
            boot_id=request.boot_id,
            app_version=request.app_version,
            os=request.os,
        )
        await unit.terminals.add(terminal, now)
        point = await unit.terminals.free_point()
        if point > _LAST_POINT:
            raise NoPointLeftError
        for doc_type, pattern in _DOC_TYPES:
            series = pattern.format(point)
            await unit.terminals.add_series(terminal_id, SeriesRow(doc_type, series, series, point, 1))
        return terminal

    async def _admit_again(
        self, unit: Unit, request: EnrolmentRequest, key: bytes, now: datetime
    ) -> Terminal:
        known = await unit.terminals.get(request.terminal_id or "", lock=True)
        if known is None:
            raise UnknownTerminalError
        anchors = request.anchors
        held = await unit.terminals.highest_epoch(known.terminal_id)
        terminal = replace(
            known,
            status="active",
            public_key=key,
            epoch=1 + max(anchors.epoch if anchors else 0, held, known.epoch),
            boot_id=request.boot_id,
            app_version=request.app_version,
            os=request.os,
        )
        await unit.terminals.re_enrol(terminal, now)
        numbers = await unit.terminals.held_numbers(known.terminal_id)
        said = anchors.series if anchors else {}
        for row in await unit.terminals.series(known.terminal_id):
            last = max(numbers.get(row.series, 0), said.get(row.series, 0), row.next - 1)
            await unit.terminals.set_next(row.series, last + 1)
        return terminal

    async def _welcome(
        self, unit: Unit, terminal: Terminal, now: datetime, *, again: bool = False
    ) -> EnrolmentAnswer:
        """The answer; asked for again, it tells the same ids, nonce, series and refresh token."""
        nonce = await _nonce(unit, terminal)
        first = self._secrets.first_refresh_token(terminal.terminal_id, terminal.epoch, nonce)
        if again:
            tokens = self._sessions.answer(terminal, first, now, self._permissions)
        else:
            tokens = await self._sessions.first(unit, terminal, first, now, self._permissions)
        series = await unit.terminals.series(terminal.terminal_id)
        organization = terminal.organization_id
        return EnrolmentAnswer(
            terminal_id=terminal.terminal_id,
            organization_id=organization,
            local_id=terminal.local_id,
            cashier_id=terminal.staff_id,
            epoch=terminal.epoch,
            enrolment_nonce=nonce.hex(),
            series=tuple(_grant(row) for row in series),
            pin_pepper=Pepper(
                id=PEPPER_VERSION, value=self._secrets.pin_pepper(organization, PEPPER_VERSION).hex()
            ),
            approval_key=self._secrets.approval_key(organization, terminal.terminal_id, nonce).hex(),
            bundle_key=PublicKeyJwk.model_validate(public_jwk(self._secrets.bundle_public_key)),
            issuer=self._issuer,
            tokens=tokens,
            limits=Limits(batch_items=BATCH_ITEMS, batch_bytes=BATCH_BYTES),
            server_time=now,
            till_keys=tuple(_till_key(till) for till in await unit.terminals.tills_in_use()),
            terminal_name=terminal.name,
        )


def _grant(row: SeriesRow) -> SeriesGrant:
    return SeriesGrant(doc_type=row.doc_type, series=row.series, prefix=row.prefix, next=row.next)


def _till_key(till: Terminal) -> TillKeyModel:
    return TillKeyModel(
        terminal_id=till.terminal_id,
        name=till.name,
        public_key=PublicKeyJwk.model_validate(public_jwk(till.public_key)),
    )


async def _enrolled(unit: Unit, terminal_id: str, epoch: int | None) -> Terminal:
    terminal = await unit.terminals.get(terminal_id)
    if terminal is None or terminal.epoch < (epoch or 1):
        raise UnknownTerminalError
    return terminal


async def _nonce(unit: Unit, terminal: Terminal) -> bytes:
    nonce = await unit.terminals.nonce(terminal.terminal_id, terminal.epoch)
    if nonce is None:
        raise StoreConflictError
    return nonce


def raw_key(key: PublicKeyJwk) -> bytes:
    """32 raw bytes of a key as it travels."""
    return base64.urlsafe_b64decode(key.x + "=")


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.encode("ascii")).digest()
