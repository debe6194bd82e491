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
ShortText = Annotated[str, StringConstraints(max_length=64)]
"""A code, a reference, a reason."""
LongText = Annotated[str, StringConstraints(max_length=2000)]
"""What a person wrote."""
Points = Annotated[int, Field(ge=0, le=10**12)]
_STRICT: Final = ConfigDict(strict=True)


class AppliedPromotionData(TypedDict):
    """What one promotion took off one line."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    id: ShortText
    version: Annotated[int, Field(ge=0, le=2**62)]
    amount: MoneyText


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
    promotions: NotRequired[Annotated[list[AppliedPromotionData], Field(max_length=100)]]
    list_price: NotRequired[MoneyText | None]
    price_reason: NotRequired[ShortText | None]
    price_approver_id: NotRequired[UuidText | None]
    note: NotRequired[LongText | None]
    lot: NotRequired[ShortText | None]
    expiry: NotRequired[ShortText | None]


class SalePaymentData(TypedDict):
    """One tender; ``mixed`` is never the method of one, and a text that may hold a card number is kept."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    n: LineNumber
    method: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]
    amount: MoneyText
    received: NotRequired[MoneyText | None]
    state: str
    card_brand: NotRequired[ShortText | None]
    card_type: NotRequired[ShortText | None]
    card_last4: NotRequired[ShortText | None]
    authorization_code: NotRequired[ShortText | None]
    terminal_reference: NotRequired[ShortText | None]
    batch: NotRequired[ShortText | None]
    trace: NotRequired[ShortText | None]
    reference: NotRequired[ShortText | None]
    confirmation_code: NotRequired[ShortText | None]
    bank: NotRequired[ShortText | None]
    payer: NotRequired[ShortText | None]
    mode: NotRequired[ShortText | None]
    approver_id: NotRequired[UuidText | None]


class SaleDiscountData(TypedDict):
    """A discount that is no promotion, with the part each line bears."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]
    scope: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]
    reason: ShortText
    amount: MoneyText
    shares: Annotated[list[tuple[LineNumber, MoneyText]], Field(max_length=10_000)]
    percent: NotRequired[QuantityText | None]
    approver_id: NotRequired[UuidText | None]
    doc_type: NotRequired[ShortText | None]
    doc_last: NotRequired[ShortText | None]


class SalePointsData(TypedDict):
    """Loyalty points of a sale; the balance is what its till knew, not the centre's."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    earned: NotRequired[Points]
    spent: NotRequired[Points]
    balance: NotRequired[Points | None]


class IdentityData(TypedDict):
    """A document by which a customer is known."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]
    number: ShortText
    dv: NotRequired[ShortText | None]


class SaleBuyerData(TypedDict):
    """Who bought, as they were named then: kept with the sale for its fiscal document."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    name: LongText
    document: IdentityData


class CarriedPaymentData(TypedDict):
    """Part of the money that goods had in exchange carry on; ``untraced`` where nobody knows its way."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    method: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]
    amount: MoneyText


class CarriedData(TypedDict):
    """By which money the goods of an exchange were had, and whose points or credit are among it."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    customer_id: NotRequired[UuidText | None]
    payments: Annotated[list[CarriedPaymentData], Field(max_length=100)]


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
    discounts: NotRequired[Annotated[list[SaleDiscountData], Field(max_length=1_000)]]
    points: NotRequired[SalePointsData | None]
    buyer: NotRequired[SaleBuyerData | None]
    carried: NotRequired[CarriedData | None]
    note: NotRequired[LongText | None]


class EventPayload(TypedDict):
    """What every payload of version 1, schema 1, outside of training says of itself."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    v: Literal[1]
    schema: Literal[1]
    event_id: UuidText
    terminal_id: UuidText
    local_id: UuidText
    epoch: int
    seq: int
    occurred_at: str
    business_date: NotRequired[str | None]
    shift_id: NotRequired[UuidText | None]
    cashier_id: NotRequired[UuidText | None]
    training: Literal[False]
    cites: dict[str, int]


class SalePayload(EventPayload):
    """A ``sale.completed``."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    kind: Literal["sale.completed"]
    data: SaleData


SALE_PAYLOAD: Final = TypeAdapter[SalePayload](SalePayload)
