"""The commands that end: migration and administration."""

from __future__ import annotations

import argparse
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from central.compose import compose, compose_replicas, compose_tenancy, system_ports
from central.console import ask_secret
from central.embedded.pg import EmbeddedPostgres, role_password, running_port
from central.embedded.places import LauncherError
from central.security.bundle_keys import rotate_bundle
from central.security.key_files import KeyFileError
from central.security.keys import load_keys, rotate_issuer
from central.services.approvals import NotAllowedError
from central.services.config_desk import ConfigRefusedError
from central.services.container import Services
from central.services.enrolment import UnknownTerminalError
from central.services.permissions import ROLES, permissions_of_person
from central.services.ports import (
    StoreConflictError,
    StoreUnavailableError,
    TerminalFencedError,
    TerminalInactiveError,
)
from central.services.put_file import PutFileError
from central.services.replicas import ReplicaService, TakenSkuError
from central.services.staff import CredentialRefusedError
from central.services.tenancy import Shop, TenancyService, TenancyStore, UnknownNameError
from central.services.values import Principal, StaffRow
from central.settings import Settings, data_folder
from central.store.bootstrap import DATABASE, SchemaError, migrate, prepare_cluster
from central.store.engine import Engine, make_engine
from core.contract.approvals import ApprovalRequest
from core.contract.terminals import PairingCodeRequest
from core.domain.changes import Stream
from core.domain.remote_code import grouped
from core.domain.staff import LimitName, Limits, Permission, limits_from_data


class UsageError(Exception):
    """Something the command needs was not given; the text says what."""


REFUSALS: Final = (
    LauncherError,
    SchemaError,
    KeyFileError,
    UnknownNameError,
    StoreConflictError,
    StoreUnavailableError,
    UsageError,
    NotAllowedError,
    UnknownTerminalError,
    TerminalFencedError,
    TerminalInactiveError,
    PutFileError,
    TakenSkuError,
    CredentialRefusedError,
    ConfigRefusedError,
)
_COMMAND_LINE: Final = "0198f0c0-0000-7000-8000-000000000000"
"""``created_by`` of what the command line makes: nobody's staff row."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What an administration command works with."""

    services: Services
    replicas: ReplicaService
    tenancy: TenancyService
    store: TenancyStore


def embedded_engines(folder: Path, port: int) -> tuple[Engine, Engine]:
    """Engines of the API's role and of the owner on an embedded server (below its 60 connections)."""
    return (
        make_engine(_embedded_url(folder, port, "pos_app"), pool_size=5, max_overflow=15),
        make_engine(_embedded_url(folder, port, "pos_owner"), pool_size=1, max_overflow=3),
    )


def embedded_saga_engine(folder: Path, port: int) -> Engine:
    """Engine of the role that carries out effects, one after the other."""
    return make_engine(_embedded_url(folder, port, "pos_saga"), pool_size=1, max_overflow=1)


def embedded_feed_engine(folder: Path, port: int) -> Engine:
    """Engine of the role that keeps streams fresh: one connection leads, one works."""
    return make_engine(_embedded_url(folder, port, "pos_feed"), pool_size=2, max_overflow=1)


def _embedded_url(folder: Path, port: int, role: str) -> str:
    return f"postgresql://{role}:{role_password(folder, role)}@127.0.0.1:{port}/{DATABASE}"


async def prepare_embedded(postgres: EmbeddedPostgres, owner: Engine) -> None:
    """Roles, database and schema; some quick queries when all is there."""
    await prepare_cluster(postgres.dsn(), postgres.password)
    await migrate(owner)


async def migrate_configured() -> int:
    """``migrate``: as the owner of ``CUADRE_CENTRAL_MIGRATE_URL``."""
    settings = Settings()
    if settings.migrate_url is None:
        raise UsageError("CUADRE_CENTRAL_MIGRATE_URL is not set")
    engine = make_engine(settings.migrate_url, pool_size=1, max_overflow=1)
    try:
        await migrate(engine)
    finally:
        await engine.dispose()
    return 0


def rotate_key(given: Path | None, *, bundle: bool) -> dict[str, str]:
    """``rotate-key``: change the key that signs access tokens, or with ``--bundle`` staff bundles and limits.

    Needs no database: running services notice.

    Raises:
        KeyFileError: the keys cannot be read.
    """
    settings = Settings()
    folder = settings.key_dir if given is None else None
    rotate = rotate_bundle if bundle else rotate_issuer
    kid = rotate(folder or data_folder(given) / "keys", system_ports().clock.now())
    return {"kid": kid}


async def administer(options: argparse.Namespace) -> dict[str, Any]:
    """One administration command; returns what is printed."""
    async with _desk(options.data) as desk:
        return await _VERBS[options.verb](desk, options)


@asynccontextmanager
async def _desk(given: Path | None) -> AsyncGenerator[Desk]:
    settings = Settings()
    folder = data_folder(given)
    if given is None and settings.database_url and settings.migrate_url:
        app, owner = make_engine(settings.database_url), make_engine(settings.migrate_url)
        async with _over(app, owner, settings.key_dir or folder / "keys", settings) as desk:
            yield desk
        return
    port = running_port(folder)
    postgres = None
    if port is None:
        postgres = EmbeddedPostgres(folder, binaries=settings.pg_bin)
        postgres.start()
        port = postgres.port
    try:
        app, owner = embedded_engines(folder, port)
        if postgres is not None:
            await postgres.ready()
            await prepare_embedded(postgres, owner)
        async with _over(app, owner, settings.key_dir or folder / "keys", settings) as desk:
            yield desk
    finally:
        if postgres is not None:
            postgres.stop()


@asynccontextmanager
async def _over(app: Engine, owner: Engine, keys: Path, settings: Settings) -> AsyncGenerator[Desk]:
    ports = system_ports()
    tenancy, store = compose_tenancy(app, owner, ports)
    try:
        services = compose(app, load_keys(keys), settings.issuer, ports)
        yield Desk(services, compose_replicas(app, owner, ports), tenancy, store)
    finally:
        await app.dispose()
        await owner.dispose()


async def _create_org(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    made = await desk.tenancy.create_organization(options.slug, options.name, options.tax_id)
    return {"organization_id": made, "slug": options.slug}


async def _create_local(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    tenant = await desk.tenancy.create_local(options.org, options.name, options.address)
    return {"organization_id": tenant.organization_id, "local_id": tenant.local_id}


async def _create_staff(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    shop = await desk.tenancy.shop(options.org, options.local)
    made = await desk.tenancy.create_staff(shop, options.code, options.name, options.role)
    return {"staff_id": made, "code": options.code, "role": options.role}


async def _set_pin(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    shop, person = await _of_staff(desk, options)
    await desk.services.staff.set_pin(shop.tenant, person, _secret("PIN"))
    return {"staff_id": person.staff_id, "name": person.name, "set": "pin"}


async def _set_badge(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    shop, person = await _of_staff(desk, options)
    await desk.services.staff.set_badge(shop.tenant, person, _secret("badge"))
    return {"staff_id": person.staff_id, "name": person.name, "set": "badge"}


async def _put_config(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    shop = await desk.tenancy.shop(options.org, options.local)
    try:
        content = json.loads(options.file.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{options.file} cannot be read as JSON: {error}") from error
    await desk.services.config.put(shop.tenant, options.item, content)
    return {"item": options.item, "shop": shop.name}


async def _change_staff(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    shop = await desk.tenancy.shop(options.org, options.local)
    person = await desk.tenancy.person(shop, options.staff, inactive=True)
    given = {
        "name": options.name,
        "role": options.role,
        "active": options.active,
        "offline_grant_days": options.offline_days,
        "limits": None if options.limit is None else _limits(options.limit),
    }
    changed = replace(person, **{name: value for name, value in given.items() if value is not None})
    if changed.role not in ROLES or changed.role == "terminal":
        raise UnknownNameError(changed.role)
    await desk.services.staff.change(shop.tenant, changed)
    return {"staff_id": person.staff_id, "name": changed.name, "role": changed.role, "active": changed.active}


def _limits(given: Sequence[str]) -> Limits:
    """Limits from ``NAME=VALUE``; what is not named is no right of their own."""
    pairs: dict[str, str] = {}
    for text in given:
        name, _, value = text.partition("=")
        pairs[name] = value
    unknown = pairs.keys() - {str(name) for name in LimitName}
    if unknown:
        raise UsageError(f"no such limit: {', '.join(sorted(unknown))}")
    try:
        return limits_from_data(pairs)
    except ValueError as error:
        raise UsageError(str(error)) from error


async def _of_staff(desk: Desk, options: argparse.Namespace) -> tuple[Shop, StaffRow]:
    shop = await desk.tenancy.shop(options.org, options.local)
    return shop, await desk.tenancy.person(shop, options.staff)


def _secret(prompt: str) -> str:
    try:
        return ask_secret(prompt)
    except ValueError as error:
        raise UsageError(str(error)) from error


async def _pair(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    shop = await desk.tenancy.shop(options.org, options.local)
    administrator = _principal(shop, _COMMAND_LINE, frozenset())
    request = PairingCodeRequest(kind="till", name=options.till, local_id=shop.local_id)
    answer = await desk.services.enrolment.create_code(
        request, administrator, timedelta(minutes=options.minutes)
    )
    return {
        "pairing_code": answer.pairing_code,
        "expires_at": answer.expires_at.isoformat(),
        "till": options.till,
        "shop": shop.name,
    }


async def _token(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    shop, person = await _of_staff(desk, options)
    principal = _principal(shop, person.staff_id, permissions_of_person(person))
    seconds = max(1, min(options.minutes, 15)) * 60
    token = desk.services.tokens.issue(principal, desk.services.clock.now(), seconds)
    return {"access_token": token, "token_type": "Bearer", "expires_in": seconds, "role": person.role}


async def _approval_code(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    shop, person = await _of_staff(desk, options)
    try:
        request = ApprovalRequest(
            terminal=options.till,
            challenge=options.challenge,
            action=Permission(f"pos:{options.action.removeprefix('pos:')}"),
            amount=options.amount,
        )
    except ValueError as error:
        raise UsageError(str(error)) from error
    principal = _principal(shop, person.staff_id, permissions_of_person(person))
    answer = await desk.services.approvals.answer(request, principal)
    return {"answer": grouped(answer, 4), "till": options.till, "approver": person.name}


async def _disable_till(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    shop = await desk.tenancy.shop(options.org, options.local)
    disabled = await desk.services.terminals.disable(
        options.till, _principal(shop, _COMMAND_LINE, frozenset())
    )
    return {"terminal_id": disabled.terminal_id, "till": disabled.name, "status": disabled.status}


async def _put(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    shop = await desk.tenancy.shop(options.org, options.local)
    try:
        with options.file.open("rb") as lines:
            count = await desk.replicas.put_file(shop.tenant, Stream(options.stream), lines)
    except OSError as error:
        raise UsageError(f"{options.file}: {error.strerror}") from error
    return {"stream": options.stream, **asdict(count)}


async def _durable(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    try:
        return {"epochs": await desk.tenancy.note_backup(options.verified_backup)}
    except ValueError as error:
        raise UsageError("--verified-backup: that moment has not come yet") from error


async def _prune_changes(desk: Desk, _: argparse.Namespace) -> dict[str, Any]:
    return {"forgotten": await desk.replicas.prune(shop.tenant for shop in await desk.store.shops())}


async def _list(desk: Desk, _: argparse.Namespace) -> dict[str, Any]:
    shops = await desk.store.shops()
    return {
        "shops": [
            {"org": shop.slug, "name": shop.name, "organization_id": shop.organization_id}
            | {"local_id": shop.local_id}
            for shop in shops
        ]
    }


_VERBS: Final[Mapping[str, Callable[[Desk, argparse.Namespace], Awaitable[dict[str, Any]]]]] = {
    "create-org": _create_org,
    "create-local": _create_local,
    "create-staff": _create_staff,
    "put-config": _put_config,
    "change-staff": _change_staff,
    "set-pin": _set_pin,
    "set-badge": _set_badge,
    "pair": _pair,
    "token": _token,
    "approval-code": _approval_code,
    "disable-till": _disable_till,
    "put": _put,
    "durable": _durable,
    "prune-changes": _prune_changes,
    "list": _list,
}


def _principal(shop: Shop, cashier_id: str, permissions: frozenset[str]) -> Principal:
    return Principal(shop.organization_id, shop.local_id, cashier_id, permissions)
