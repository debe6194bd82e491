"""Every vector of `tests/vectors/domain.json`, kind by kind, compared exactly (domain.md section 18)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import pytest

from core.domain.barcode import gtin14
from core.domain.basket_line import label_quantity
from core.domain.card import CardType, card_minimum
from core.domain.documents import money_text
from core.domain.embedded import parse_template, price_verifier, read_label
from core.domain.errors import DomainError
from core.domain.gs1 import CurrencyAmount, parse_elements
from core.domain.loyalty import loyalty_clawback, loyalty_earn
from core.domain.money import from_cents, largest_remainder, q2, round_half_up, to_cents, to_millis
from core.domain.pan import contains_pan
from core.domain.payment import Tender, change_pieces, tally
from core.domain.payment_code import payment_code
from core.domain.price_match import shelf_price
from core.domain.promotion.book import RuleBook
from core.domain.promotion.data import promotion_from_data
from core.domain.promotion.evaluate import evaluate
from core.domain.promotion.lines import PromoLine
from core.domain.promotion.rules import Promotion
from core.domain.refund import LineReturns
from core.domain.search import fold, fold_keep_n, search
from core.domain.shift import Denomination, count_cash, expected_cash, variance_band
from core.domain.statutory import statutory_discount
from core.domain.tax import TaxRounding, gross_cents, tax_inside, tax_on_top
from core.domain.tax_id import TaxpayerType, ruc_dv, ruc_dv_check
from core.domain.time_window import TimeWindow
from core.domain.totals import OrderDiscount, TotalsLine, compute_totals
from core.domain.yappy import YappyCharge, yappy_fee

Json = dict[str, Any]
PATH = Path(__file__).parents[2] / "vectors" / "domain.json"
VECTORS: dict[str, list[Json]] = json.loads(PATH.read_text(encoding="utf-8"))

MOMENT = datetime(2026, 11, 24, 17, tzinfo=UTC)

PENDING = {
    "cufe_build",
    "cufe_check",
    "fiscal_clock",
    "fiscal_crosscheck",
    "fiscal_items",
    "fiscal_printer_line",
    "fiscal_printer_tender",
}
"""Kinds whose rules are not built yet."""


def _round(given: Json) -> Json:
    value, places = Decimal(given["value"]), given["places"]
    even = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    return {"half_up": str(round_half_up(value, places)), "half_even": str(even)}


def _tax_exclusive(given: Json) -> Json:
    itbms, total = tax_on_top(Decimal(given["price"]), Decimal(given["rate"]))
    return {"itbms": str(itbms), "total": str(total)}


def _tax_inclusive(given: Json) -> Json:
    split = tax_inside(Decimal(given["final"]), Decimal(given["rate"]))
    return {name: str(getattr(split, name)) for name in ("base6", "tax6", "neto", "itbms")}


def _largest_remainder(given: Json) -> Json:
    shares = largest_remainder(Decimal(given["total"]), [Decimal(w) for w in given["weights"]])
    return {"shares": [str(share) for share in shares]}


def _receipt(given: Json) -> Json:
    order = given.get("order_discount")
    policy = TaxRounding(given["tax_rounding"])
    totals = compute_totals(
        [
            TotalsLine(Decimal(line["qty"]), Decimal(line["unit_price"]), Decimal(line["rate"]))
            for line in given["lines"]
        ],
        policy,
        given["price_includes_tax"],
        None if order is None else OrderDiscount(**{key: Decimal(value) for key, value in order.items()}),
    )
    lines = totals.lines
    out: Json = {
        "line_gross": [str(line.gross) for line in lines],
        "gross": str(totals.gross),
        "discount": str(totals.discount),
        "allocation": [str(line.discount) for line in lines],
        "line_net": [str(line.net) for line in lines],
        "tax6": [str(line.tax6) for line in lines],
        "line_itbms": [str(line.tax) for line in lines],
        "itbms_by_rate": {rate: str(tax) for rate, tax in totals.itbms_by_rate.items()},
        "itbms": str(totals.itbms),
        "neto": str(totals.neto),
        "total": str(totals.total),
    }
    if policy is TaxRounding.LINE2:
        del out["tax6"]
    return out


def _tender(given: Json) -> Json:
    tenders = [Tender(tender["method"], Decimal(tender["amount"])) for tender in given["tenders"]]
    result = tally(Decimal(given["total"]), tenders)
    return {
        "complete": result.complete,
        "remaining": str(result.remaining),
        "change": str(result.change),
        "cash_kept": str(result.cash_kept),
    }


def _barcode(given: Json) -> Json:
    form = gtin14(given["code"])
    return {"valid": False} if form is None else {"valid": True, "gtin14": form}


def _embedded(given: Json) -> Json:
    label = read_label(parse_template(given["template"]), given["code"])
    out = {"item": label.item}
    unit_price = Decimal(given["unit_price"]) if "unit_price" in given else None
    if label.price is not None:
        out["price"] = money_text(label.price)
        if unit_price is not None:
            out["qty"] = str(label_quantity(label.price, unit_price))
    if label.weight is not None:
        out["qty"] = str(label.weight)
        if unit_price is not None:
            out["price"] = money_text(q2(label.weight * unit_price))
    return out


def _gs1(given: Json) -> Json:
    def plain(value: object) -> object:
        if isinstance(value, CurrencyAmount):
            return {"currency": value.currency, "amount": str(value.amount)}
        return str(value)

    return {"ai": {key: plain(value) for key, value in parse_elements(given["data"]).ai.items()}}


def _till_count(given: Json) -> Json:
    counted = count_cash(
        {Denomination(form, int(Decimal(value) * 100)): n for form, value, n in given["count"]}
    )
    sums = [
        Decimal(given[key]) for key in ("float", "cash_sales", "cash_refunds", "paid_in", "paid_out", "drops")
    ]
    expected = expected_cash(*sums)
    variance = counted - expected
    return {
        "counted": str(counted),
        "expected": str(expected),
        "variance": str(variance),
        "band": variance_band(variance),
    }


def _refund(given: Json) -> Json:
    returns = LineReturns(Decimal(given["qty"]), Decimal(given["net"]), Decimal(given["itbms"]))
    refunds: list[Json] = []
    for quantity in given["returns"]:
        try:
            returns, refund = returns.take(Decimal(quantity))
        except DomainError as error:
            refunds.append({"error": error.code})
        else:
            refunds.append({"net": str(refund.net), "itbms": str(refund.itbms)})
    return {"refunds": refunds, "left_qty": str(returns.left)}


def _time_window(given: Json) -> Json:
    window = TimeWindow.parse(given["start"], given["end"], given.get("days"))
    return {"active": window.active(datetime.fromisoformat(given["at"]))}


def _ruc_dv_check(given: Json) -> Json:
    advice = ruc_dv_check(given["ruc"], TaxpayerType(given["taxpayer_type"]), given["dv"])
    return {"match": advice.match, "expected": advice.expected, "blocks_sale": advice.blocks_sale}


def _loyalty_clawback(given: Json) -> Json:
    returned, taken = Decimal(0), 0
    points: list[int] = []
    for base in given["returned_bases"]:
        returned += Decimal(base)
        points.append(loyalty_clawback(given["earned"], Decimal(given["sale_base"]), returned, taken))
        taken += points[-1]
    return {"points_back": points}


def _statutory_discount(given: Json) -> Json:
    promotion = Decimal(given["promotion_discount"]) if "promotion_discount" in given else None
    result = statutory_discount(Decimal(given["price"]), Decimal(given["percent"]), promotion)
    return {"applied": result.applied, "discount": str(result.discount), "net": str(result.net)}


def _card_minimum(given: Json) -> Json:
    minimum = given["debit_minimum"]
    allowed = card_minimum(
        CardType(given["card_type"]), Decimal(given["amount"]), None if minimum is None else Decimal(minimum)
    )
    return {"allowed": allowed}


def _shelf_price(given: Json) -> Json:
    match = shelf_price([Decimal(price) for price in given["shown"]], Decimal(given["scanned"]))
    return {"charged": str(match.charged), "reason": match.reason}


def _payment_code(given: Json) -> Json:
    code = payment_code(given["method"], given.get("card_type"))
    out = {"iFormaPago": code.code}
    return out if code.description is None else out | {"description": code.description}


def _lines(given: Json) -> list[PromoLine]:
    lines: list[PromoLine] = []
    for key, data in enumerate(given["lines"]):
        millis, price = to_millis(Decimal(data["qty"])), to_cents(Decimal(data["unit_price"]))
        lines.append(PromoLine(key, f"v{key}", "", millis, price, gross_cents(millis, price)))
    return lines


def _targets(*variants: str) -> Json:
    return {"variants": list(variants), "categories": [], "everything": not variants}


def _rule(kind: str, parameters: Json, priority: int = 0) -> Promotion:
    """A promotion as the wire brings it; a bundle names its own goods."""
    data: Json = {
        "id": f"p{priority}",
        "version": 1,
        "name": kind,
        "level": "item",
        "kind": kind,
        "parameters": parameters,
        "priority": priority,
        "exclusive_group": None,
        "stackable": True,
        "targets": _targets() | {"everything": kind != "bundle"},
        "valid_from": "2026-01-01T05:00:00Z",
        "valid_to": None,
        "windows": [],
        "customer_groups": [],
    }
    return promotion_from_data(data)


def _promotion(given: Json) -> Json:
    lines = _lines(given)
    parameters = {name: value for name, value in given.items() if name not in ("type", "lines")}
    if given["type"] == "bundle":
        parameters["parts"] = [{"targets": _targets(line.variant_id), "quantity": 1} for line in lines]
    result = evaluate(lines, RuleBook([_rule(given["type"], parameters)]), MOMENT)
    return {
        "discount": str(from_cents(result.discount_cents)),
        "allocation": [str(from_cents(result.line_cents(line.key))) for line in lines],
        "net": str(from_cents(sum(line.gross_cents for line in lines) - result.discount_cents)),
    }


def _discount_stack(given: Json) -> Json:
    kinds = {"percent": "percent", "amount": "fixed"}
    rules = [
        _rule(kinds[name], {name: value}, -place)
        for place, step in enumerate(given["steps"])
        for name, value in step.items()
    ]
    base = to_cents(Decimal(given["base"]))
    result = evaluate([PromoLine(1, "v1", "", 1000, base, base)], RuleBook(rules), MOMENT)
    return {"net": str(from_cents(base - result.discount_cents))}


RULES: dict[str, Callable[[Json], Json]] = {
    "round": _round,
    "tax_exclusive": _tax_exclusive,
    "tax_inclusive": _tax_inclusive,
    "largest_remainder": _largest_remainder,
    "receipt": _receipt,
    "pan_guard": lambda given: {"reject": contains_pan(given["text"])},
    "tender": _tender,
    "change_pieces": lambda given: {
        "pieces": [[str(value), count] for value, count in change_pieces(Decimal(given["change"]))]
    },
    "barcode": _barcode,
    "price_verifier": lambda given: {"verifier": price_verifier(given["price_digits"])},
    "embedded": _embedded,
    "gs1": _gs1,
    "fold": lambda given: {"folded": fold(given["text"]), "folded_keep_n": fold_keep_n(given["text"])},
    "search": lambda given: {"hits": search(given["query"], given["names"])},
    "till_count": _till_count,
    "variance_band": lambda given: {"band": variance_band(Decimal(given["variance"]))},
    "refund": _refund,
    "promotion": _promotion,
    "discount_stack": _discount_stack,
    "time_window": _time_window,
    "ruc_dv": lambda given: {"dv": ruc_dv(given["ruc"], TaxpayerType(given["taxpayer_type"]))},
    "ruc_dv_check": _ruc_dv_check,
    "loyalty_earn": lambda given: {
        "points": loyalty_earn(Decimal(given["amount"]), Decimal(given["points_per_unit"]))
    },
    "loyalty_clawback": _loyalty_clawback,
    "statutory_discount": _statutory_discount,
    "card_minimum": _card_minimum,
    "shelf_price": _shelf_price,
    "payment_code": _payment_code,
    "yappy_fee": lambda given: {"fee": str(yappy_fee(Decimal(given["amount"])))},
    "yappy_amounts": lambda given: {
        "ok": YappyCharge(**{name: Decimal(amount) for name, amount in given.items()}).adds_up
    },
}


def _cases() -> Iterator[Any]:
    for kind in RULES:
        for number, vector in enumerate(VECTORS[kind]):
            yield pytest.param(kind, vector, id=f"{kind}-{number}")


@pytest.mark.parametrize(("kind", "vector"), list(_cases()))
def test_a_vector_holds(kind: str, vector: Json) -> None:
    try:
        out = RULES[kind](vector["in"])
    except DomainError as error:
        out = {"error": error.code}
    assert out == vector["out"], vector["why"]


def test_every_kind_is_built_or_pending_by_name() -> None:
    assert set(VECTORS) - set(RULES) == PENDING


def test_vectors_hold_no_floats() -> None:
    def refuse(text: str) -> None:
        raise AssertionError(f"float {text} in the vectors")

    data = json.loads(PATH.read_text(encoding="utf-8"), parse_float=refuse, parse_constant=refuse)
    assert all(set(vector) == {"in", "out", "why"} for vectors in data.values() for vector in vectors)
