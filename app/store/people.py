"""Staff rows and records; driver-only, since the sign-in screen reads them before anything heavy loads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.usecases.ports import BadgeCredential, PinCredential, StaffRecord
from core.domain.staff import OFFLINE_GRANT_DAYS, limits_from_data, limits_of_role, limits_to_data

COLUMNS = (
    "staff_id",
    "number",
    "name",
    "role",
    "permissions",
    "active",
    "pin_memory_kib",
    "pin_time_cost",
    "pin_parallelism",
    "pin_salt",
    "pin_pepper_id",
    "pin_hash",
    "limits",
    "badge_pepper_id",
    "badge_sha256",
    "offline_grant_days",
)


def row_of(person: StaffRecord) -> dict[str, int | str | bytes | None]:
    """Columns of one person."""
    pin = person.pin
    return {
        "staff_id": person.staff_id,
        "number": person.number,
        "name": person.name,
        "role": person.role,
        "permissions": json.dumps(sorted(person.permissions)),
        "active": int(person.active),
        "pin_memory_kib": None if pin is None else pin.memory_kib,
        "pin_time_cost": None if pin is None else pin.time_cost,
        "pin_parallelism": None if pin is None else pin.parallelism,
        "pin_salt": None if pin is None else pin.salt,
        "pin_pepper_id": None if pin is None else pin.pepper_id,
        "pin_hash": None if pin is None else pin.hash,
        "limits": json.dumps(limits_to_data(person.limits)),
        "badge_pepper_id": None if person.badge is None else person.badge.pepper_id,
        "badge_sha256": None if person.badge is None else person.badge.sha256,
        "offline_grant_days": person.offline_grant_days,
    }


def record_of(row: Mapping[str, Any]) -> StaffRecord:
    """Inverse of `row_of`; a row from before there were limits has those of its role."""
    pin = badge = None
    if row["pin_hash"] is not None:
        pin = PinCredential(
            memory_kib=row["pin_memory_kib"],
            time_cost=row["pin_time_cost"],
            parallelism=row["pin_parallelism"],
            salt=row["pin_salt"],
            pepper_id=row["pin_pepper_id"],
            hash=row["pin_hash"],
        )
    if row["badge_sha256"] is not None:
        badge = BadgeCredential(row["badge_pepper_id"], row["badge_sha256"])
    limits, days = row["limits"], row["offline_grant_days"]
    return StaffRecord(
        staff_id=row["staff_id"],
        number=row["number"],
        name=row["name"],
        role=row["role"],
        permissions=frozenset(json.loads(row["permissions"])),
        active=bool(row["active"]),
        pin=pin,
        limits=limits_of_role(row["role"]) if limits is None else limits_from_data(json.loads(limits)),
        badge=badge,
        offline_grant_days=OFFLINE_GRANT_DAYS if days is None else days,
    )
