"""What the centre itself puts into a shop's configuration: keys of tills, best sellers, signed limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from pydantic import TypeAdapter

from central.services.staff_bundle import BundlePublisher, BundleUnit, Signers
from central.services.values import Tenant
from core.contract.changes import LimitsConfig, SettingsConfig, TillKeysConfig, TopProductsConfig
from core.contract.signed import LIMITS_TYPE, SignedLimits, key_to_text, sign_jws
from core.contract.terminals import PublicKeyJwk, TillKeyModel
from core.contract.tokens import public_jwk
from core.domain.till_keys import key_id_of

SETTINGS: Final = "settings"
TILL_KEYS: Final = "till_keys"
TOP_PRODUCTS: Final = "top_products"
LIMITS: Final = "limits"
ITEMS: Final[Mapping[str, TypeAdapter[Any]]] = {
    SETTINGS: TypeAdapter(SettingsConfig),
    TILL_KEYS: TypeAdapter(TillKeysConfig),
    TOP_PRODUCTS: TypeAdapter(TopProductsConfig),
    LIMITS: TypeAdapter(LimitsConfig),
}
"""Shapes of the items of ``config``; others are refused."""
BEST: Final = 100
BEST_OVER: Final = timedelta(days=30)
_TOLD_AT_LEAST: Final = timedelta(hours=24)
"""An unchanged list of best sellers is told again after this, so that its age says that somebody counts."""


def config_data(item_id: str, content: Any) -> dict[str, Any]:
    """Content of an item as it is stored and told.

    Raises:
        ValueError: there is no such item, or the content is not its.
    """
    shape = ITEMS.get(item_id)
    if shape is None:
        raise ValueError(f"no item of config: {item_id}")
    data: dict[str, Any] = shape.dump_python(shape.validate_python(content), mode="json", exclude_none=True)
    return data


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that signed receipts of this shop, as stored."""

    terminal_id: str
    name: str
    public_key: bytes
    valid_to: datetime | None


class ConfigItems(Protocol):
    """Items of ``config`` of this unit's shop."""

    async def claim(self, item_id: str) -> dict[str, Any] | None:
        """Content of an item, which nobody else changes until the unit ends."""
        ...

    async def put(self, item_id: str, data: dict[str, Any], at: datetime, *, hint: bool = True) -> None:
        """Store an item and announce it; with ``hint`` tills learn of it at their next batch (D7)."""
        ...

    async def keys(self) -> Sequence[KnownKey]:
        """Keys of the shop's tills, of those given up too, by terminal."""
        ...

    async def best_sellers(self, since: datetime, limit: int) -> list[str]:
        """Variants by quantity sold and not voided since a time, most first."""
        ...


class ShopUnit(BundleUnit, Protocol):
    """What publishing needs of a unit of work."""

    @property
    def config(self) -> ConfigItems: ...  # noqa: D102


class ShopPublisher:
    """Keeps what the centre tells the tills of a shop in step with what is so."""

    def __init__(self, signers: Signers) -> None:
        self._signers = signers
        self.bundles = BundlePublisher(signers)

    async def publish(self, unit: ShopUnit, tenant: Tenant, now: datetime) -> None:
        """Staff bundle, keys and limits, as far as they are due, inside the caller's unit.

        Raises:
            StoreUnavailableError: try again later.
        """
        await self.bundles.publish(unit, tenant, now)
        await self._publish_keys(unit, now)
        await self._publish_limits(unit, tenant, now)

    async def publish_best_sellers(self, unit: ShopUnit, now: datetime) -> None:
        """Count what the shop sold most in the last 30 days, by the centre's clock; told when it changed."""
        found = await unit.config.best_sellers(now - BEST_OVER, BEST)
        held = await unit.config.claim(TOP_PRODUCTS)
        if held is None and not found:
            return
        if held is not None:
            before = TopProductsConfig.model_validate(held)
            if before.variant_ids == found and now - before.built_at < _TOLD_AT_LEAST:
                return
        fresh = TopProductsConfig(variant_ids=found, built_at=now)
        await unit.config.put(TOP_PRODUCTS, config_data(TOP_PRODUCTS, fresh), now, hint=False)

    async def _publish_keys(self, unit: ShopUnit, now: datetime) -> None:
        known = await unit.config.keys()
        told = TillKeysConfig(
            keys={key_id_of(key.public_key): key_to_text(key.public_key) for key in known},
            tills=[_key(key) for key in known],
        )
        fresh = config_data(TILL_KEYS, told)
        if await unit.config.claim(TILL_KEYS) != fresh:
            await unit.config.put(TILL_KEYS, fresh, now)

    async def _publish_limits(self, unit: ShopUnit, tenant: Tenant, now: datetime) -> None:
        """Sign the limits that a person set; the same content by the same key has the same signature."""
        held = await unit.config.claim(LIMITS)
        if held is None:
            return
        key = self._signers.signers()[0]
        limits = LimitsConfig.model_validate(held).model_copy(update={"jws": None})
        whose = {"organization_id": tenant.organization_id, "local_id": tenant.local_id}
        signed = SignedLimits.model_validate({**limits.model_dump(), **whose})
        payload = signed.model_dump_json(exclude_none=True).encode()
        jws = sign_jws(payload, kind=LIMITS_TYPE, kid=key.kid, key=key.public, sign=key.sign)
        if held.get("jws") != jws:
            fresh = limits.model_copy(update={"jws": jws})
            await unit.config.put(LIMITS, config_data(LIMITS, fresh), now)


def _key(key: KnownKey) -> TillKeyModel:
    return TillKeyModel(
        terminal_id=key.terminal_id,
        name=key.name,
        public_key=PublicKeyJwk.model_validate(public_jwk(key.public_key)),
        valid_to=key.valid_to,
    )
