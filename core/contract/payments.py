"""Payloads of what is found out about the money of a sale, as the centre reads them."""

from __future__ import annotations

from typing import Annotated, Final, Literal, NotRequired

from pydantic import ConfigDict, StringConstraints, TypeAdapter
from typing_extensions import TypedDict

from core.contract.events import LineNumber, MoneyText, ShortText
from core.contract.reversals import FollowingPayload, OriginalSaleData

_STRICT: Final = ConfigDict(strict=True)


class PaymentOutcomeData(TypedDict):
    """``data`` of ``payment.confirmed``: whether one payment of a sale arrived."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    original: OriginalSaleData
    n: LineNumber
    method: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]
    amount: MoneyText
    outcome: Literal["confirmed", "rejected"]
    reason: NotRequired[ShortText | None]
    reference: NotRequired[ShortText | None]


class CashData(TypedDict):
    """Cash handed over, and what of it goes back."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    received: MoneyText
    change: MoneyText


class ChangeCorrectionData(TypedDict):
    """``data`` of ``change.corrected``: what was believed of a sale's cash, and what is so."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    original: OriginalSaleData
    before: CashData
    after: CashData


class PaymentOutcomePayload(FollowingPayload):
    """A ``payment.confirmed``; ``cause_id`` is the sale."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    kind: Literal["payment.confirmed"]
    data: PaymentOutcomeData


class ChangeCorrectionPayload(FollowingPayload):
    """A ``change.corrected``; ``cause_id`` is the sale."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    kind: Literal["change.corrected"]
    data: ChangeCorrectionData


PAYMENT_OUTCOME_PAYLOAD: Final = TypeAdapter[PaymentOutcomePayload](PaymentOutcomePayload)
CHANGE_CORRECTION_PAYLOAD: Final = TypeAdapter[ChangeCorrectionPayload](ChangeCorrectionPayload)
