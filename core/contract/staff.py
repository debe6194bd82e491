"""Wire models of ``/staff`` and ``/auth/revoke`` (central.md section 7.5): people, by an administrator."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from core.contract.changes import LimitsData
from core.contract.sync import UuidText
from core.contract.terminals import Name
from core.domain.staff import Role

Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z._-]{1,40}$")]
MAX_GRANT_DAYS: Final = 365


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class StaffModel(BaseModel):
    """A person of a shop.

    Attributes:
        code: How the office names them, unique in the organization.
        number: What they type at a till to be found.
        limits: Their own; None: those of the role.
        offline_grant_days: How long an expired staff list still lets them use privileged rights.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    staff_id: str
    code: str
    name: str
    role: str
    number: int | None
    active: bool
    limits: LimitsData | None
    offline_grant_days: int


class NewStaff(_Body):
    """Body of ``POST /staff``."""

    code: Code
    name: Name
    role: Role


class StaffChange(_Body):
    """Body of ``PATCH /staff/{id}``; what is not named stays. ``limits`` null: those of the role."""

    name: Name | None = None
    role: Role | None = None
    active: bool | None = None
    limits: LimitsData | None = None
    offline_grant_days: Annotated[int, Field(ge=0, le=MAX_GRANT_DAYS)] | None = None


class NewPin(_Body):
    """Body of ``POST /staff/{id}/pin``."""

    pin: Annotated[str, Field(max_length=40, repr=False)]


class RevokeRequest(_Body):
    """Body of ``POST /auth/revoke``: a person, or a terminal, of the caller's shop."""

    staff_id: UuidText | None = None
    terminal_id: UuidText | None = None

    @model_validator(mode="after")
    def _one(self) -> RevokeRequest:
        if (self.staff_id is None) == (self.terminal_id is None):
            raise ValueError("one of staff_id and terminal_id")
        return self
