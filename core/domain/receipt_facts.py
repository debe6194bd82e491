"""What a receipt's signed code says of its sale (ADR 85); its form is `core.domain.receipt_code`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Final

from core.domain.documents import NO_DETAILS, CompletedSale, SaleItem, format_number
from core.domain.payment import OF_CUSTOMERS
from core.domain.returning import with_carried

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)
CHECK_BYTES: Final = 2


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of the sale as its code says it.

    Attributes:
        n: Number of the line in the sale, from 1.
        variant_check: First bytes of a digest of the variant's id, see `is_variant`.
        net: What was charged for it; ``tax`` its ITBMS at 2 decimals.
    """

    n: int
    sku: str
    variant_check: bytes
    unit: str
    quantity: Decimal
    net: Decimal
    tax_code: str
    tax_rate: Decimal
    tax: Decimal

    def is_variant(self, variant_id: str) -> bool:
        """Whether the article that has this SKU today is the one that was sold."""
        return _variant_check(variant_id) == self.variant_check


@dataclass(frozen=True, slots=True)
class CodeTender:
    """How the sale was paid."""

    method: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class CodeCustomer:
    """Whose points or credit a return moves.

    Attributes:
        customer_id: UUID, 36 characters.
        points_earned: Points of the sale, of which a return takes back its share.
    """

    customer_id: str
    points_earned: int


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """What a signed code says of its sale.

    Attributes:
        sold_at: Time of the sale by the till's clock, to the minute, UTC.
        tax_rounding: ``line6`` or ``line2``, as stored with the sale.
        tenders: An exchange as the money it carried.
        customer: Only where the sale moved somebody's points or credit.
    """

    series: str
    number: int
    sold_at: datetime
    tax_rounding: str
    price_includes_tax: bool
    tenders: tuple[CodeTender, ...]
    lines: tuple[CodeLine, ...]
    customer: CodeCustomer | None = None

    @property
    def receipt_number(self) -> str:
        """As people read it."""
        return format_number(self.series, self.number)


def code_of(sale: CompletedSale, sold_at: datetime) -> ReceiptCode:
    """The facts of a sale that go into its code.

    Args:
        sale: The document with its number; its lines count from 1.
        sold_at: When, aware.
    """
    sale = with_carried(sale)
    return ReceiptCode(
        series=sale.series,
        number=sale.number,
        sold_at=EPOCH + (sold_at - EPOCH) // MINUTE * MINUTE,
        tax_rounding=sale.tax_rounding,
        price_includes_tax=sale.price_includes_tax,
        tenders=tuple(CodeTender(payment.method, payment.amount) for payment in sale.payments),
        lines=tuple(_line_of(item) for item in sale.items),
        customer=_customer_of(sale),
    )


def _customer_of(sale: CompletedSale) -> CodeCustomer | None:
    owned = any(payment.method in OF_CUSTOMERS for payment in sale.payments)
    if sale.customer_id is None or not (sale.points_earned or sale.points_spent or owned):
        return None
    return CodeCustomer(sale.customer_id, sale.points_earned)


def code_depends_on(sale: CompletedSale, sold_at: datetime) -> object:
    """Equal for sales and times that `code_of` says the same of; costs next to nothing for the same lines.

    It leaves out what changes with the money handed over, and keeps all else, whatever a code comes to say.
    """
    tenders = tuple(replace(payment, received=None, details=NO_DETAILS) for payment in sale.payments)
    said = replace(sale, payments=tenders, change_due=Decimal(0), drawer=None)
    return said, (sold_at - EPOCH) // MINUTE


def _line_of(item: SaleItem) -> CodeLine:
    return CodeLine(
        n=item.n,
        sku=item.sku,
        variant_check=_variant_check(item.variant_id),
        unit=item.unit,
        quantity=item.quantity,
        net=item.net,
        tax_code=item.tax_code,
        tax_rate=item.tax_rate,
        tax=item.tax,
    )


def _variant_check(variant_id: str) -> bytes:
    return sha256(variant_id.encode()).digest()[:CHECK_BYTES]
