"""Payloads of events as the centre reads them (sync.md E2 and section 4): validated in one pass.

A payload that fits is a plain dictionary afterwards; fields this version does not know are left out of it,
the stored bytes keep them. What does not fit is not refused: it is kept for a later version.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, NotRequired

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter
from typing_extensions import TypedDict

from core.contract.sync import UuidText

MoneyText = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,2})?$")]
"""Balboas as a decimal string, at most 2 decimals."""
QuantityText = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,3})?$")]
"""Quantity or percent, at most 3 decimals."""
MicroText = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$")]
"""Line tax, at most 6 decimals."""
LineNumber = Annotated[int, Field(ge=1, le=100_000)]
_STRICT: Final = ConfigDict(strict=True)


class SaleItemData(TypedDict):
    """One line; names and meaning as in sync.md section 4."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    n: LineNumber
    variant_id: UuidText
    sku: str
    barcode: str
    name: str
    unit: str
    quantity: QuantityText
    unit_price: MoneyText
    gross: MoneyText
    discount: MoneyText
    net: MoneyText
    tax_code: str
    tax_rate: QuantityText
    tax6: MicroText
    tax: MoneyText
    total: MoneyText


class SalePaymentData(TypedDict):
    """One tender; ``mixed`` is never the method of one."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    n: LineNumber
    method: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]
    amount: MoneyText
    received: NotRequired[MoneyText | None]
    state: str


class SaleData(TypedDict):
    """``data`` of ``sale.completed``."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    local_transaction_id: UuidText
    series: str
    number: Annotated[int, Field(ge=1, le=9_999_999_999)]
    currency: str
    tax_rounding: str
    price_includes_tax: bool
    customer_id: NotRequired[UuidText | None]
    items: Annotated[list[SaleItemData], Field(min_length=1)]
    subtotal: MoneyText
    discount_total: MoneyText
    tax_by_rate: dict[str, MoneyText]
    tax_total: MoneyText
    total_amount: MoneyText
    payments: list[SalePaymentData]
    paid_total: MoneyText
    change_due: MoneyText


class SalePayload(TypedDict):
    """A ``sale.completed`` of payload version 1, schema 1, outside of training."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    v: Literal[1]
    schema: Literal[1]
    event_id: UuidText
    terminal_id: UuidText
    local_id: UuidText
    epoch: int
    seq: int
    kind: Literal["sale.completed"]
    occurred_at: str
    business_date: NotRequired[str | None]
    shift_id: NotRequired[UuidText | None]
    cashier_id: NotRequired[UuidText | None]
    training: Literal[False]
    cites: dict[str, int]
    data: SaleData


SALE_PAYLOAD: Final = TypeAdapter[SalePayload](SalePayload)
