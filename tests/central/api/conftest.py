"""The whole application in process, over a real database, with a clock that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from central.compose import Ports, compose
from central.main import create_app
from central.security.keys import KeyRing, load_keys
from central.services.container import Services
from central.services.permissions import permissions_of
from central.services.values import Principal
from core.contract.tokens import client_assertion
from tests.central.world import FakeClock, Till, World, fresh_id

API = "/api/v1/pos"


@dataclass
class Api:
    """A client of the application, and what stands behind it."""

    client: httpx.AsyncClient
    services: Services
    world: World
    keys: KeyRing
    folder: Path

    def token(self, principal: Principal, seconds: int = 900) -> dict[str, str]:
        text = self.services.tokens.issue(principal, self.world.clock.now(), seconds)
        return {"Authorization": f"Bearer {text}"}

    def person(self, role: str, till: Till | None = None) -> dict[str, str]:
        tenant = (till or self.world.till).tenant
        return self.token(
            Principal(tenant.organization_id, tenant.local_id, fresh_id(), permissions_of(role))
        )

    async def push(
        self, body: Any = None, till: Till | None = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        till = till or self.world.till
        return await self.client.post(
            f"{API}/sync/batches",
            json=till.batch() if body is None else body,
            headers={**self.token(till.principal), **(headers or {})},
        )


def assertion(till: Till, clock: FakeClock, **over: Any) -> str:
    fields: dict[str, Any] = {
        "terminal_id": till.terminal_id,
        "organization_id": till.tenant.organization_id,
        "local_id": till.tenant.local_id,
        "jti": str(uuid4()),
        "issued_at": clock.now(),
        "sign": till.key.sign,
    }
    return client_assertion(**{**fields, **over})


@pytest.fixture
async def api(world: World, tmp_path: Path) -> AsyncIterator[Api]:
    keys = load_keys(tmp_path / "keys")
    services = compose(world.engine, keys, "urn:cuadre:central", Ports(world.clock, world.ids))
    transport = httpx.ASGITransport(create_app(services))
    async with httpx.AsyncClient(transport=transport, base_url="http://centre") as client:
        yield Api(client, services, world, keys, tmp_path)
