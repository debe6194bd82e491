"""An open sale as JSON values, so that it survives a crash: a head, and one object per line.

Lines are stored one by one, so a draft's lines may be newer than its head. While a tender stands, prices and
promotions are frozen: the head then holds what promotions took, and a restart takes exactly that up again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from core.domain.basket import Basket
from core.domain.basket_line import BasketLine, LineTerms, PriceChange, PricePolicy, make_line
from core.domain.catalog import Product
from core.domain.customer_data import identity_from_data, identity_to_data
from core.domain.discount import Discount, DiscountKind
from core.domain.document_data import details_from_data, details_to_data
from core.domain.documents import money_text, quantity_text
from core.domain.errors import DomainError
from core.domain.giving_back import giving_from_draft, giving_to_draft
from core.domain.json_fields import flag, integer, money, optional_money, optional_text, quantity, text
from core.domain.payload import JsonObject
from core.domain.payment import CONFIRMED, Tender
from core.domain.promotion.lines import Applied
from core.domain.promotion.promoter import Promoter
from core.domain.sale import Sale
from core.domain.sale_state import Buyer, Parked, SaleState
from core.domain.tax import TaxRounding

DRAFT_VERSION: Final = 1
_PRODUCT_TEXTS: Final = ("variant_id", "sku", "barcode", "name", "unit", "tax_code", "category")
_PRODUCT_EXTRAS: Final = ("statutory_class", "price_list")
_TERMS_TEXTS: Final = ("note", "lot", "expiry", "price_allowed_by")
_DAMAGE: Final = (KeyError, TypeError, ValueError, ArithmeticError, AttributeError, DomainError)


def header_to_draft(sale: Sale) -> JsonObject:
    """All but the lines."""
    header: JsonObject = {
        "v": DRAFT_VERSION,
        "sale_id": sale.sale_id,
        "state": sale.state.value,
        "parked_from": sale.parked.came_from.value,
        "tax_rounding": sale.policy.tax_rounding.value,
        "price_includes_tax": sale.policy.price_includes_tax,
        "next_key": sale.next_key,
        "tenders": [_tender_to_draft(tender) for tender in sale.tenders],
    }
    if sale.adjustments:
        header["adjustments"] = [_discount_to_draft(discount) for discount in sale.adjustments]
    if sale.parked.at is not None:
        header["parked_at"] = sale.parked.at.isoformat()
    if sale.parked.promotions is not None:
        header["parked_promotions"] = money_text(sale.parked.promotions)
    if sale.buyer is not None:
        header["buyer"] = _buyer_to_draft(sale.buyer)
    if sale.back is not None:
        header["back"] = giving_to_draft(sale.back)
    if sale.tenders:
        header["promotions"] = {
            "lines": _by_key({line.key: line.promotions for line in sale.lines if line.promotions}),
            "order": _by_key(sale.shared().order_promotions),
            "better": [line.key for line in sale.lines if line.terms.law and not line.is_statutory],
        }
    for name, value in (("note", sale.note), ("label", sale.parked.label)):
        if value:
            header[name] = value
    return header


def line_to_draft(line: BasketLine) -> JsonObject:
    """A line; `sale_from_draft` gives it back."""
    product, terms = line.product, line.terms
    data: JsonObject = {name: getattr(product, name) for name in _PRODUCT_TEXTS}
    data |= {name: value for name in _PRODUCT_EXTRAS if (value := getattr(product, name))}
    data |= {
        "measured": product.measured,
        **({"open_price": True} if product.open_price else {}),
        "unit_price": money_text(product.unit_price),
        "tax_rate": quantity_text(product.tax_rate),
        "quantity": quantity_text(line.quantity),
        "code": line.code,
        "label_price": None if line.label_price is None else money_text(line.label_price),
    }
    if terms.price is not None:
        data["price"] = {
            "list_price": money_text(terms.price.list_price),
            "reason": terms.price.reason,
            "approver_id": terms.price.approver_id,
        }
    if terms.law is not None:  # which way it goes follows from the basket, or stands in the head
        data["law"] = _discount_to_draft(terms.law)
    elif terms.discount is not None:
        data["discount"] = _discount_to_draft(terms.discount)
    data |= {name: value for name in _TERMS_TEXTS if (value := getattr(terms, name))}
    return data


def groups_of(header: Mapping[str, Any]) -> tuple[str, ...]:
    """Groups of who buys, of the head of a draft; none where it does not say.

    Raises:
        DomainError: ``draft_damaged``.
    """
    buyer: Any = header.get("buyer") or {}
    try:
        return tuple(text(group) for group in buyer.get("groups", ()))
    except _DAMAGE as error:
        raise DomainError("draft_damaged") from error


def sale_from_draft(
    header: Mapping[str, Any],
    lines: Iterable[tuple[int, Mapping[str, Any]]],
    promoter: Promoter | None = None,
) -> Sale:
    """Rebuild a sale from its draft head and (key, line) pairs in any order; undo starts empty.

    A ``next_key`` that is behind the lines is moved up. Of tenders that no longer fit the total the cash is
    let go of (`Sale.cash_forgotten`); money that moved elsewhere stays.

    Args:
        header: Of `header_to_draft`.
        lines: Of `line_to_draft`.
        promoter: An empty one; promotions are worked out anew with it, unless a tender had frozen them.

    Raises:
        DomainError: ``draft_damaged``.
    """
    try:
        if header["v"] != DRAFT_VERSION:
            raise DomainError("draft_damaged", version=str(header["v"]))
        policy = PricePolicy(
            TaxRounding(header["tax_rounding"]), price_includes_tax=header["price_includes_tax"] is True
        )
        read = [_line_from_draft(key, data, policy) for key, data in sorted(lines, key=lambda pair: pair[0])]
        next_key = max([integer(header["next_key"]), *(line.key + 1 for line in read[-1:])])
        frozen = header.get("promotions")
        if frozen is not None:
            better = {integer(key) for key in frozen.get("better", ())}
            read = [
                _promoted(line, better).with_promotions(_taken(frozen["lines"], line.key), policy)
                for line in read
            ]
        adjustments = [_discount_from_draft(data) for data in header.get("adjustments") or ()]
        buyer, back = header.get("buyer"), header.get("back")
        return Sale.restored(
            text(header["sale_id"]),
            Basket(
                policy,
                read,
                next_key,
                promoter=promoter if frozen is None else None,
                adjustments=adjustments,
                frozen=None if frozen is None else _frozen(frozen["order"]),
            ),
            state=SaleState(header["state"]),
            parked=Parked(
                SaleState(header["parked_from"]),
                text(header.get("label", "")),
                _moment(header.get("parked_at")),
                optional_money(header.get("parked_promotions")),
            ),
            tenders=[_tender_from_draft(data) for data in header["tenders"]],
            buyer=None if buyer is None else _buyer_from_draft(buyer),
            note=text(header.get("note", "")),
            back=None if back is None else giving_from_draft(back),
        )
    except _DAMAGE as error:
        raise DomainError("draft_damaged") from error


def _line_from_draft(key: int, data: Mapping[str, Any], policy: PricePolicy) -> BasketLine:
    texts = {name: text(data[name]) for name in _PRODUCT_TEXTS}
    texts |= {name: text(data.get(name, "")) for name in _PRODUCT_EXTRAS}
    product = Product(
        measured=flag(data["measured"]),
        unit_price=money(data["unit_price"]),
        tax_rate=quantity(data["tax_rate"]),
        open_price=data.get("open_price") is True,
        **texts,
    )
    price, said = data.get("price"), data.get("law") or data.get("discount")
    discount = None if said is None else _discount_from_draft(said)
    terms = LineTerms(
        price=None if price is None else _price_from_draft(price),
        discount=discount,
        law=discount if discount is not None and discount.kind is DiscountKind.STATUTORY else None,
        **{name: text(data.get(name, "")) for name in _TERMS_TEXTS},
    )
    return make_line(
        key,
        product,
        quantity(data["quantity"]),
        policy,
        code=text(data["code"]),
        label_price=optional_money(data["label_price"]),
        terms=terms,
    )


def _promoted(line: BasketLine, keys: Collection[int]) -> BasketLine:
    """The line without its discount by law, where a promotion was the better one as money froze it."""
    return replace(line, terms=replace(line.terms, discount=None)) if line.key in keys else line


def _moment(written: object) -> datetime | None:
    return None if written is None else datetime.fromisoformat(text(written))


def _by_key(promotions: Mapping[int, Sequence[Applied]]) -> JsonObject:
    return {
        str(key): [[one.promotion_id, one.version, one.amount_cents] for one in taken]
        for key, taken in promotions.items()
    }


def _taken(frozen: Mapping[str, Any], key: int) -> tuple[Applied, ...]:
    return tuple(
        Applied(text(promotion_id), integer(version), integer(cents))
        for promotion_id, version, cents in frozen.get(str(key), ())
    )


def _frozen(order: Mapping[str, Any]) -> dict[int, tuple[Applied, ...]]:
    return {int(key): _taken(order, int(key)) for key in order}


def _price_from_draft(data: Mapping[str, Any]) -> PriceChange:
    return PriceChange(
        money(data["list_price"]), text(data["reason"]), optional_text(data.get("approver_id"))
    )


def _tender_to_draft(tender: Tender) -> JsonObject:
    data: JsonObject = {"method": tender.method, "amount": money_text(tender.amount)}
    if tender.state != CONFIRMED:
        data["state"] = tender.state
    return data | details_to_data(tender.details)


def _tender_from_draft(data: Mapping[str, Any]) -> Tender:
    return Tender(
        text(data["method"]),
        money(data["amount"]),
        details_from_data(data),
        text(data.get("state", CONFIRMED)),
    )


def _discount_to_draft(discount: Discount) -> JsonObject:
    data: JsonObject = {"kind": discount.kind.value}
    for field in fields(Discount):
        value = getattr(discount, field.name)
        if field.name != "kind" and value is not None:
            data[field.name] = str(value)
    return data


def _discount_from_draft(data: Mapping[str, Any]) -> Discount:
    money_said = {name: data.get(name) for name in ("percent", "amount", "at_most", "of_base")}
    return Discount(
        kind=DiscountKind(data["kind"]),
        reason=text(data["reason"]),
        approver_id=optional_text(data.get("approver_id")),
        doc_type=optional_text(data.get("doc_type")),
        doc_last=optional_text(data.get("doc_last")),
        **{name: None if said is None else Decimal(text(said)) for name, said in money_said.items()},
    )


def _buyer_to_draft(buyer: Buyer) -> JsonObject:
    known: JsonObject = {}
    if buyer.discount is not None:
        known["discount"] = _discount_to_draft(buyer.discount)
    if buyer.points_as_of is not None:
        known |= {"points_as_of": buyer.points_as_of.isoformat(), "balance": buyer.balance}
    if not buyer.earns:
        known["earns"] = False
    if buyer.document is not None:
        known["document"] = identity_to_data(buyer.document)
    return known | {
        "customer_id": buyer.customer_id,
        "name": buyer.name,
        "groups": list(buyer.groups),
        "points": buyer.points,
        "credit": money_text(buyer.credit),
    }


def _buyer_from_draft(data: Mapping[str, Any]) -> Buyer:
    standing, balance, document = (data.get(name) for name in ("discount", "balance", "document"))
    return Buyer(
        text(data["customer_id"]),
        text(data["name"]),
        tuple(text(group) for group in data["groups"]),
        integer(data["points"]),
        money(data["credit"]),
        None if standing is None else _discount_from_draft(standing),
        _moment(data.get("points_as_of")),
        None if balance is None else integer(balance),
        data.get("earns") is not False,
        None if document is None else identity_from_data(document),
    )
