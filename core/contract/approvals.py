"""Remote approval: what is read to a person elsewhere, and the digits they say (docs/adr/0083)."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from core.contract.terminals import Name
from core.domain.remote_code import normalize_challenge
from core.domain.staff import Permission


def _challenge(text: str) -> str:
    found = normalize_challenge(text)
    if found is None:
        raise ValueError("no challenge, or mistyped")
    return found


ChallengeText = Annotated[str, StringConstraints(min_length=9, max_length=24), AfterValidator(_challenge)]
"""Nine characters however they are typed; mistyped ones are refused by their check character."""
AmountText = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,7}(\.[0-9]{1,2})?$")]


class ApprovalRequest(BaseModel):
    """What the cashier read aloud.

    Attributes:
        terminal: Name or identifier of the till.
        challenge: As the till shows it.
        action: The right that is asked for, e.g. ``pos:discount``.
        amount: Balboas at stake.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    terminal: Name
    challenge: ChallengeText
    action: Permission
    amount: AmountText


class ApprovalAnswer(BaseModel):
    """Eight digits that allow it once, at that till, for five minutes from when the till asked."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    answer: str

    def __repr__(self) -> str:
        """Never the digits."""
        return "ApprovalAnswer(…)"

    __str__ = __repr__
