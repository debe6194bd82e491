"""One line of an open sale with its amounts worked out once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.domain.basket_limit import MAX_NAME, PROMOTION_BYTES, clip_name, item_bytes
from core.domain.catalog import Product
from core.domain.discount import Discount, DiscountKind
from core.domain.documents import money_text
from core.domain.entry import check_quantity
from core.domain.errors import DomainError
from core.domain.money import MAX_AMOUNT, from_cents, q3, to_cents, to_millis
from core.domain.promotion.lines import Applied, PromoLine
from core.domain.tax import TaxRounding, gross_cents, rate_units, tax2_cents, tax6_units
from core.domain.totals import TotalsLine


@dataclass(frozen=True, slots=True)
class PricePolicy:
    """How the shop prices: stored with each sale, never changed inside one basket (domain.md section 1)."""

    tax_rounding: TaxRounding = TaxRounding.LINE6
    price_includes_tax: bool = True


@dataclass(frozen=True, slots=True)
class PriceChange:
    """Another price than the list's, set by a person.

    Attributes:
        list_price: What the list said.
        reason: Reason code, e.g. ``precio_exhibido_menor``.
        approver_id: Who allowed it, None where the cashier may.
    """

    list_price: Decimal
    reason: str
    approver_id: str | None = None


@dataclass(frozen=True, slots=True)
class LineTerms:
    """What people said of a line beside its goods and quantity.

    Attributes:
        price: Another price than the list's.
        discount: Manual or statutory discount of this line.
        law: Discount by law that the customer has a right to here; it is ``discount`` while no promotion is
            better (`core.domain.law_or_promotion`).
        note: Free text for the receipt.
        lot: Lot of the pack, as its code said; ``expiry`` its last day, ISO date.
        price_allowed_by: Who allowed the price that was asked for; empty where the cashier may.
    """

    price: PriceChange | None = None
    discount: Discount | None = None
    note: str = ""
    lot: str = ""
    expiry: str = ""
    price_allowed_by: str = ""
    law: Discount | None = None

    def texts(self) -> tuple[str, ...]:
        """Everything that is written out with the line."""
        said = [self.note, self.lot, self.expiry, self.price_allowed_by]
        if self.price is not None:
            said += [money_text(self.price.list_price), self.price.reason, self.price.approver_id or ""]
        held = self.discount or self.law
        if held is not None:
            said += [held.reason, held.approver_id or "", held.doc_type or "", held.doc_last or ""]
        return tuple(text for text in said if text)


NO_TERMS: Final = LineTerms()


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One line with its amounts worked out once.

    Attributes:
        key: Stable inside the sale, ascending in basket order, never reused.
        product: The product as it was when the line was added, with the price that is charged.
        quantity: Whole for pieces, 3 decimals for goods by measure.
        code: What was scanned or typed, else the product's bar code.
        label_price: Amount of a price label, which is the line amount; None otherwise.
        terms: What people said of the line.
        promotions: Item promotions on it.
        gross_cents: Line amount in cents.
        promo_cents: What item promotions take off.
        off_cents: What the line's own discount takes off after them.
        net_cents: What is left after both, before discounts of the whole sale.
        rate: Its ITBMS in thousandths of a percent.
        tax6: Tax of what is left, in millionths of a balboa (policy ``line6``).
        tax2: The same in cents (policy ``line2``).
        payload_bytes: Most it adds to the sale's payload (`core.domain.basket_limit.item_bytes`).
    """

    key: int
    product: Product
    quantity: Decimal
    code: str
    label_price: Decimal | None
    terms: LineTerms
    promotions: tuple[Applied, ...]
    gross_cents: int
    promo_cents: int
    off_cents: int
    net_cents: int
    rate: int
    tax6: int
    tax2: int
    payload_bytes: int

    @property
    def gross(self) -> Decimal:
        """Line amount in balboas before discounts, 2 decimals."""
        return from_cents(self.gross_cents)

    @property
    def net(self) -> Decimal:
        """`net_cents` in balboas, 2 decimals."""
        return from_cents(self.net_cents)

    @property
    def is_statutory(self) -> bool:
        """Whether a statutory discount holds the line: promotions and sale discounts leave it alone."""
        return self.terms.discount is not None and self.terms.discount.kind is DiscountKind.STATUTORY

    @property
    def is_approved(self) -> bool:
        """Whether a second person allowed its price or discount, for the quantity they saw."""
        price, discount = self.terms.price, self.terms.discount
        return (
            bool(self.terms.price_allowed_by)
            or (price is not None and price.approver_id is not None)
            or (discount is not None and discount.approver_id is not None)
        )

    def merges(self, product: Product, terms: LineTerms = NO_TERMS) -> bool:
        """Whether one more of ``product`` belongs on this line: same goods and price, by the piece."""
        mine = self.product
        return (
            self.label_price is None
            and self.terms == NO_TERMS == terms
            and not mine.measured
            and not product.measured
            and mine.variant_id == product.variant_id
            and mine.unit_price == product.unit_price
            and mine.tax_code == product.tax_code
            and mine.tax_rate == product.tax_rate
        )

    def for_totals(self, shared_cents: int = 0) -> TotalsLine:
        """The line as `core.domain.totals` takes it, with its share of the sale's discounts."""
        off = from_cents(self.promo_cents + self.off_cents + shared_cents)
        product = self.product
        return TotalsLine(self.quantity, product.unit_price, product.tax_rate, gross=self.gross, discount=off)

    def for_promotions(self) -> PromoLine:
        """The line as promotions see it."""
        product = self.product
        return PromoLine(
            key=self.key,
            variant_id=product.variant_id,
            category=product.category,
            quantity_milli=to_millis(self.quantity),
            unit_price_cents=to_cents(product.unit_price),
            gross_cents=self.gross_cents,
            open=not self.is_statutory,
            order_open=self.terms.discount is None,
            measured=product.measured,
        )

    def with_promotions(self, promotions: tuple[Applied, ...], policy: PricePolicy) -> BasketLine:
        """The same line under other item promotions."""
        return _valued(self, promotions, policy)


def make_line(
    key: int,
    product: Product,
    quantity: Decimal,
    policy: PricePolicy,
    *,
    code: str = "",
    label_price: Decimal | None = None,
    terms: LineTerms = NO_TERMS,
) -> BasketLine:
    """Work out a line that no promotion has touched yet.

    With ``label_price`` that price is the line amount and the quantity is ``q3(price / unit price)``. A name
    longer than `core.domain.basket_limit.MAX_NAME` is cut here, so that no source of goods can exceed it.

    Raises:
        DomainError: as `core.domain.entry.check_quantity`; ``price_missing`` (a price label of goods
            without a unit price); ``amount_not_positive``; ``amount_too_large``.
    """
    if len(product.name) > MAX_NAME:
        product = replace(product, name=clip_name(product.name))
    if label_price is not None:
        quantity = label_quantity(label_price, product.unit_price)
    quantity = check_quantity(quantity, measured=product.measured)
    if label_price is not None:
        gross = to_cents(label_price)
    else:
        gross = gross_cents(to_millis(quantity), to_cents(product.unit_price))
    if gross > to_cents(MAX_AMOUNT):
        raise DomainError("amount_too_large", limit=money_text(MAX_AMOUNT))
    code, rate = code or product.barcode, rate_units(product.tax_rate)
    size = item_bytes(product, code, terms.texts(), discounts=int((terms.discount or terms.law) is not None))
    bare = BasketLine(
        key, product, quantity, code, label_price, terms, (), gross, 0, 0, gross, rate, 0, 0, size
    )
    return _valued(bare, (), policy)


def _valued(line: BasketLine, promotions: tuple[Applied, ...], policy: PricePolicy) -> BasketLine:
    """The line with other promotions; a scan may move those of a whole shelf, so nothing else is made."""
    promo = sum([applied.amount_cents for applied in promotions])
    discount = line.terms.discount
    off = 0 if discount is None else discount.off(line.gross_cents - promo)
    net = line.gross_cents - promo - off
    inside = policy.price_includes_tax
    return BasketLine(
        key=line.key,
        product=line.product,
        quantity=line.quantity,
        code=line.code,
        label_price=line.label_price,
        terms=line.terms,
        promotions=promotions,
        gross_cents=line.gross_cents,
        promo_cents=promo,
        off_cents=off,
        net_cents=net,
        rate=line.rate,
        tax6=tax6_units(net, line.rate, inside=inside),
        tax2=tax2_cents(net, line.rate, inside=inside),
        payload_bytes=line.payload_bytes + PROMOTION_BYTES * (len(promotions) - len(line.promotions)),
    )


def label_quantity(price: Decimal, unit_price: Decimal) -> Decimal:
    """Quantity behind a price label: ``q3(price / unit_price)`` (domain.md section 13).

    Raises:
        DomainError: ``price_missing`` without a unit price, ``amount_not_positive`` for an empty label.
    """
    if unit_price <= 0:
        raise DomainError("price_missing")
    if price <= 0:
        raise DomainError("amount_not_positive")
    return q3(price / unit_price)
