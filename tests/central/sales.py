"""Sales for the tests of the centre: an ordinary one, and one that says all a sale can say."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from core.domain.documents import (
    AppliedPromotion,
    Carried,
    CompletedSale,
    SaleBuyer,
    SaleDiscount,
    SaleItem,
    SalePayment,
    TenderDetails,
)
from core.domain.identity_document import Document, DocumentKind
from core.domain.ids import uuid7_from

START = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def fresh_id() -> str:
    return uuid7_from(int(START.timestamp() * 1000), uuid.uuid4().bytes[:10])


def make_sale(series: str, number: int, lines: int = 2, name: str = "Arroz de primera 5 lb") -> CompletedSale:
    """A sale of ``lines`` lines at 1.07 with 7 % inside, paid in cash."""
    items = tuple(
        SaleItem(
            n=place,
            variant_id=f"0198f0c0-0000-7000-8000-{place:012d}",
            sku=f"{place:06d}",
            barcode="7452000000017",
            name=name,
            unit="u",
            quantity=Decimal(1),
            unit_price=Decimal("1.07"),
            gross=Decimal("1.07"),
            discount=Decimal("0.00"),
            net=Decimal("1.07"),
            tax_code="01",
            tax_rate=Decimal(7),
            tax6=Decimal("0.070000"),
            tax=Decimal("0.07"),
            total=Decimal("1.07"),
        )
        for place in range(1, lines + 1)
    )
    total, tax = Decimal("1.07") * lines, Decimal("0.07") * lines
    return CompletedSale(
        local_transaction_id=fresh_id(),
        series=series,
        number=number,
        tax_rounding="line6",
        price_includes_tax=True,
        subtotal=total,
        discount_total=Decimal("0.00"),
        tax_by_rate={"7": tax},
        tax_total=tax,
        total=total,
        paid_total=total,
        change_due=Decimal("1.00"),
        items=items,
        payments=(SalePayment(1, "cash", total, total + 1),),
    )


def make_rich_sale(series: str, number: int, code: str = "YAP-0001") -> CompletedSale:
    """Everything a sale may say: a promotion, discounts, a price by hand, points, a card and a Yappy payment.

    Three lines of 1.07, exempt of tax: 0.20 off the first by a promotion, 0.30 off the first two by hand.
    """
    plain = make_sale(series, number, 3)
    off = [Decimal("0.40"), Decimal("0.10"), Decimal("0.00")]
    approver = fresh_id()
    extras: list[dict[str, Any]] = [
        {
            "promotions": (AppliedPromotion("verano", 3, Decimal("0.20")),),
            "lot": "L42",
            "expiry": "2026-12-31",
        },
        {"list_price": Decimal("1.50"), "price_reason": "price_match", "price_approver_id": approver},
        {"note": "para regalo"},
    ]
    items = tuple(
        replace(
            item,
            discount=less,
            net=item.gross - less,
            tax_rate=Decimal(0),
            tax6=Decimal("0.000000"),
            tax=Decimal("0.00"),
            total=item.gross - less,
            **extra,
        )
        for item, less, extra in zip(plain.items, off, extras, strict=True)
    )
    shares = ((1, Decimal("0.20")), (2, Decimal("0.10")))
    card = TenderDetails("visa", "credit", "4242", "AUTH_123", "T-77", batch="12", trace="000345")
    yappy = TenderDetails(confirmation_code=code, payer="A•••", mode="manual", approver_id=approver)
    return replace(
        plain,
        items=items,
        discounts=(
            SaleDiscount("manual", "sale", "damaged", Decimal("0.30"), shares, Decimal("10.5"), approver),
        ),
        discount_total=Decimal("0.50"),
        tax_by_rate={},
        tax_total=Decimal("0.00"),
        total=Decimal("2.71"),
        paid_total=Decimal("2.71"),
        change_due=Decimal("0.00"),
        payments=(
            SalePayment(1, "card", Decimal("2.00"), details=card),
            SalePayment(2, "yappy", Decimal("0.71"), state="unconfirmed", details=yappy),
        ),
        customer_id=fresh_id(),
        buyer=SaleBuyer("Rosa Núñez", Document(DocumentKind.RUC, "155610034-2-2015", "27")),
        carried=Carried((SalePayment(1, "store_credit", Decimal("1.00")),), fresh_id()),
        note="entregar",
        points_earned=2,
        points_spent=1,
    )
