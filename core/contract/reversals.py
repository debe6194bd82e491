"""Payloads of what takes a sale back, as the centre reads them; see `core.contract.events`."""

from __future__ import annotations

from typing import Annotated, Final, Literal, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter
from typing_extensions import TypedDict

from core.contract.events import (
    EventPayload,
    LineNumber,
    MoneyText,
    Points,
    QuantityText,
    SalePaymentData,
    ShortText,
)
from core.contract.sync import UuidText

_STRICT: Final = ConfigDict(strict=True)
DocumentNumber = Annotated[int, Field(ge=1, le=9_999_999_999)]


class OriginalSaleData(TypedDict):
    """Which sale is taken back; of another till's receipt its number alone is known."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    event_id: NotRequired[UuidText | None]
    local_transaction_id: NotRequired[UuidText | None]
    terminal_id: UuidText
    series: ShortText
    number: DocumentNumber


class RefundItemData(TypedDict):
    """One line that comes back: its number in the sale, and its shares of net and tax."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    n: LineNumber
    original_n: LineNumber
    variant_id: UuidText
    sku: str
    barcode: str
    name: str
    unit: str
    quantity: QuantityText
    net: MoneyText
    tax_code: str
    tax_rate: QuantityText
    tax: MoneyText
    total: MoneyText


class RefundData(TypedDict):
    """``data`` of ``refund.completed``; amounts and quantities are positive."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    local_transaction_id: UuidText
    series: ShortText
    number: DocumentNumber
    original: OriginalSaleData
    reason: ShortText
    currency: ShortText
    tax_rounding: ShortText
    price_includes_tax: bool
    customer_id: NotRequired[UuidText | None]
    items: Annotated[list[RefundItemData], Field(min_length=1)]
    tax_by_rate: dict[str, MoneyText]
    tax_total: MoneyText
    total_amount: MoneyText
    payments: list[SalePaymentData]
    points_back: NotRequired[Points]


class VoidedStockData(TypedDict):
    """Goods of one line that are on the shelf again."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    n: LineNumber
    variant_id: UuidText
    quantity: QuantityText


class VoidData(TypedDict):
    """``data`` of ``sale.voided``: a whole sale, undone in its own till shift."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    original: OriginalSaleData
    reason: ShortText
    total_amount: MoneyText
    payments: list[SalePaymentData]
    stock: list[VoidedStockData]
    points_back: NotRequired[Points]


class FollowingPayload(EventPayload):
    """Of an event about an earlier sale: ``cause_id`` is its event, ``approver_id`` who allowed it."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    cause_id: NotRequired[UuidText | None]
    approver_id: NotRequired[UuidText | None]


class RefundPayload(FollowingPayload):
    """A ``refund.completed``; ``cause_id`` is the sale where its event is known."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    kind: Literal["refund.completed"]
    data: RefundData


class VoidPayload(FollowingPayload):
    """A ``sale.voided``; ``cause_id`` is the sale."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    kind: Literal["sale.voided"]
    data: VoidData


REFUND_PAYLOAD: Final = TypeAdapter[RefundPayload](RefundPayload)
VOID_PAYLOAD: Final = TypeAdapter[VoidPayload](VoidPayload)
