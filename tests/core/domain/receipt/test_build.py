from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.catalog import TAX_RATES, Product
from core.domain.discount import Discount
from core.domain.documents import (
    AppliedPromotion,
    CompletedSale,
    SaleBuyer,
    SalePayment,
    TenderDetails,
    format_number,
)
from core.domain.identity_document import Document, DocumentKind
from core.domain.receipt.amounts import display_money
from core.domain.receipt.build import build_sale_receipt, outline_sale_receipt, reprint
from core.domain.receipt.document import Barcode, Cut, Qr, ReceiptDocument
from core.domain.receipt.text import render_text
from core.domain.receipt.words_es import SPANISH
from core.domain.sale import Sale
from core.domain.sale_state import Buyer
from core.domain.shop import Shop
from core.domain.tax import TaxRounding
from core.domain.totals import OrderDiscount, TotalsLine, compute_totals
from tests.core.domain.strategies import sales

SHOP = Shop("Minisúper", "155610034-2-2015", "27", ("Vía España", "Ciudad de Panamá"), "200-0000")
AT = datetime(2026, 11, 24, 10, 2)  # noqa: DTZ001  (the shop's clock, already local)
RECEIPT_A = [
    ("Arroz 5lb", "2", "3.25", "00", "u"),
    ("Refresco 2L", "3", "1.99", "01", "u"),
    ("Cerveza six", "1", "6.49", "02", "u"),
    ("Cigarrillos", "1", "4.75", "03", "u"),
    ("Queso kg", "0.735", "8.90", "01", "kg"),
]


def _sale(rows: list[tuple[str, str, str, str, str]]) -> CompletedSale:
    sale = Sale("0198f0c0-0000-7000-8000-00000000aaaa")
    for name, quantity, price, code, unit in rows:
        product = Product(name, name, "", name, unit, unit == "kg", Decimal(price), code, TAX_RATES[code])
        sale.add(product, Decimal(quantity))
    sale.tender("cash", Decimal(40))
    return sale.finish("0001", 123, drawer=2)


def _receipt(sale: CompletedSale, *, demo: bool = False, shop: Shop = SHOP) -> ReceiptDocument:
    return build_sale_receipt(sale, shop, "01", "Cajera 1", AT, "DE5D FA9A", demo=demo, words=SPANISH)


def test_a_receipt_says_what_the_law_asks() -> None:
    assert render_text(_receipt(_sale(RECEIPT_A)), 42) == (
        "                Minisúper\n"
        "                Vía España\n"
        "             Ciudad de Panamá\n"
        "        RUC 155610034-2-2015 DV 27\n"
        "              Tel. 200-0000\n"
        "\n"
        "             RECIBO DE VENTA\n"
        "           DOCUMENTO NO FISCAL\n"
        "N.º 0001-000123           24/11/2026 10:02\n"
        "Caja 01 · Cajera/o Cajera 1\n"
        "CONSUMIDOR FINAL\n"
        "------------------------------------------\n"
        "Arroz 5lb\n"
        "  2 x 3.25                          6.50 E\n"
        "Refresco 2L\n"
        "  3 x 1.99                          5.97 A\n"
        "Cerveza six                         6.49 B\n"
        "Cigarrillos                         4.75 C\n"
        "Queso kg\n"
        "  0.735 kg x 8.90                   6.54 A\n"
        "------------------------------------------\n"
        "Subtotal                             30.25\n"
        "E Exento                              6.50\n"
        "A ITBMS 7 % sobre 11.69               0.82\n"
        "B ITBMS 10 % sobre 5.90               0.59\n"
        "C ITBMS 15 % sobre 4.13               0.62\n"
        "TOTAL                            B/. 30.25\n"
        "------------------------------------------\n"
        "Efectivo (recibido)                  40.00\n"
        "Vuelto                            B/. 9.75\n"
        "------------------------------------------\n"
        "             Sello DE5D FA9A\n"
        "          [||| 0001-000123 |||]\n"
        "          Gracias por su compra\n"
        "\n"
        "\n"
        "- - - - - - - - - - - - - - - - - - - - - \n"
    )


def test_the_receipt_number_can_be_scanned_and_the_copy_ends_with_a_cut() -> None:
    document = _receipt(_sale(RECEIPT_A))
    assert Barcode("0001-000123") in document.blocks
    assert document.blocks[-1] == Cut()


def test_paper_of_the_demonstration_says_so_at_both_ends() -> None:
    lines = render_text(_receipt(_sale(RECEIPT_A), demo=True), 32).split("\n")
    assert lines[0].strip() == "DEMOSTRACIÓN"
    assert [line.strip() for line in lines].count("DEMOSTRACIÓN") == 2
    assert "DEMOSTRACIÓN" not in render_text(_receipt(_sale(RECEIPT_A)), 32)


def test_a_signed_code_stands_below_the_bar_code_with_words_for_people() -> None:
    sale = _sale(RECEIPT_A)
    plain = _receipt(sale)
    coded = build_sale_receipt(
        sale, SHOP, "01", "Cajera 1", AT, "DE5D FA9A", "CUADREAAAA", demo=False, words=SPANISH
    )
    place = coded.blocks.index(Barcode("0001-000123"))
    assert coded.blocks[place + 1] == Qr("CUADREAAAA", "Código para devoluciones")
    assert ReceiptDocument(coded.blocks[: place + 1] + coded.blocks[place + 2 :]) == plain
    text = render_text(coded, 42)
    assert "                   [QR]\n         Código para devoluciones\n" in text
    assert "CUADRE" not in text


def test_a_copy_is_marked_and_otherwise_the_same() -> None:
    document = _receipt(_sale(RECEIPT_A))
    copy = reprint(document, 2, SPANISH)
    assert render_text(copy, 32).split("\n")[0].strip() == "*** REIMPRESIÓN 2 ***"
    assert copy.blocks[1:] == document.blocks


def test_discounts_stand_on_their_lines_and_in_the_totals() -> None:
    sale = _sale(RECEIPT_A)
    totals = compute_totals(
        [TotalsLine(i.quantity, i.unit_price, i.tax_rate) for i in sale.items],
        policy=_policy(),
        price_includes_tax=True,
        order_discount=OrderDiscount(percent=Decimal(10)),
    )
    items = tuple(
        replace(item, discount=t.discount, net=t.net, tax6=t.tax6, tax=t.tax, total=t.total)
        for item, t in zip(sale.items, totals.lines, strict=True)
    )
    discounted = replace(
        sale,
        items=items,
        discount_total=totals.discount,
        tax_by_rate=totals.itbms_by_rate,
        tax_total=totals.itbms,
        total=totals.total,
    )
    text = render_text(_receipt(discounted), 32)
    assert "  Descuento              -0.65  \n" not in text  # trailing blanks are no text
    assert "  Descuento              -0.65\n" in text
    assert "Descuento                  -3.03\n" in text
    assert "A ITBMS 7 % sobre 10.53     0.73\n" in text


def test_promotions_and_what_a_person_took_off_stand_apart() -> None:
    sale = _sale(RECEIPT_A)
    rice, soda, *others = sale.items
    taken = AppliedPromotion("tres-por", 4, Decimal("0.47"))
    items = (
        replace(rice, discount=Decimal("0.50"), net=Decimal("6.00"), note="bolsa rota"),
        replace(soda, discount=Decimal("0.72"), net=Decimal("5.25"), promotions=(taken,)),
        *others,
    )
    text = render_text(_receipt(replace(sale, items=items, discount_total=Decimal("1.22"))), 32)
    assert "  2 x 3.25                6.50 E\n  Descuento              -0.50\n  bolsa rota\n" in text
    assert "  Promoción              -0.47\n  Descuento              -0.25\n" in text
    assert "Promociones                -0.47\nDescuento                  -0.75\n" in text


def test_each_payment_says_what_it_is_known_by_and_whether_it_is_confirmed() -> None:
    card = TenderDetails(
        card_brand="visa", card_type="credit", card_last4="4242", authorization_code="AUTH_123", batch="12"
    )
    yappy = TenderDetails(confirmation_code="KJH21")
    transfer = TenderDetails(bank="Banco General", reference="998877")
    other = TenderDetails(card_brand="other", card_last4="0007", authorization_code="9")
    paid = (
        SalePayment(1, "card", Decimal("10.00"), details=card),
        SalePayment(2, "yappy", Decimal("5.00"), state="unconfirmed", details=yappy),
        SalePayment(3, "transfer", Decimal("5.25"), details=transfer),
        SalePayment(4, "card", Decimal("10.00"), details=other),
    )
    text = render_text(_receipt(replace(_sale(RECEIPT_A), payments=paid, change_due=Decimal(0))), 42)
    assert (
        "Tarjeta VISA ****4242                10.00\n"
        "  Aprob. AUTH_123\n"
        "Yappy                                 5.00\n"
        "  Código KJH21\n"
        "  Por confirmar\n"
        "Transferencia Banco General           5.25\n"
        "  Ref. 998877\n"
        "Tarjeta ****0007                     10.00\n"
        "  Aprob. 9\n"
    ) in text
    assert "Vuelto" not in text


def test_a_known_customer_is_said_to_be_one_and_not_named() -> None:
    text = render_text(
        _receipt(replace(_sale(RECEIPT_A), customer_id="0198f0c0-3333-7000-8000-000000000002")), 42
    )
    assert "CLIENTE REGISTRADO\n" in text
    assert "CONSUMIDOR FINAL" not in text


@pytest.mark.parametrize(
    ("document", "line"),
    [
        (Document(DocumentKind.RUC, "155610034-2-2015", "27"), "RUC 155610034-2-2015 DV 27"),
        (Document(DocumentKind.CEDULA, "8-442-445"), "Cédula 8-442-445"),
        (Document(DocumentKind.PASSPORT, "AB12345"), "Pasaporte AB12345"),
    ],
)
def test_a_customer_with_a_document_is_named_with_it(document: Document, line: str) -> None:
    sale = replace(_sale(RECEIPT_A), customer_id="x", buyer=SaleBuyer("Panadería Rosa, S.A.", document))
    text = render_text(_receipt(sale), 42)
    assert f"CLIENTE Panadería Rosa, S.A.\n{line}\n" in text
    assert "REGISTRADO" not in text


def test_the_customers_own_discount_stands_with_its_percent() -> None:
    sale = Sale("0198f0c0-0000-7000-8000-00000000aaaa")
    for name in ("Arroz", "Sal"):
        sale.add(Product(name, name, "", name, "u", False, Decimal("5.00"), "00", Decimal(0)))
    buyer = Buyer(
        "0198f0c0-3333-7000-8000-000000000002", "Rosa", discount=Discount.of_customer(Decimal("2.5"))
    )
    sale.set_buyer(buyer, datetime(2026, 11, 24, 15, tzinfo=UTC))
    sale.tender("cash", Decimal(40))
    text = render_text(_receipt(sale.finish("0001", 123)), 42)
    assert (
        "Descuento                            -0.25\n  del cliente, 2.5 %                 -0.25\n"
    ) in text


def test_points_stand_below_the_money_with_the_balance_the_till_knew() -> None:
    paid = _sale(RECEIPT_A)
    assert "Puntos" not in render_text(_receipt(paid), 42)
    text = render_text(_receipt(replace(paid, points_earned=30, points_spent=5, points_balance=1234)), 42)
    assert (
        "------------------------------------------\n"
        "Puntos ganados                          30\n"
        "Puntos usados                            5\n"
        "Saldo de puntos                      1,234\n"
        "------------------------------------------\n"
    ) in text
    unknown = render_text(_receipt(replace(paid, points_earned=30)), 42)
    assert "Puntos ganados" in unknown
    assert "Saldo" not in unknown


def _policy() -> TaxRounding:
    return TaxRounding.LINE6


def test_names_from_outside_cannot_command_the_printer() -> None:
    sale = _sale([("Coca\x1bp\x00\x19\x19\u202eCola\n", "1", "1.00", "01", "u")])
    text = render_text(_receipt(sale, shop=Shop("\x1b@Tienda\t2", address=("a\rb",))), 32)
    assert "CocapCola" in text
    assert "@Tienda 2" in text
    assert all(char == "\n" or char.isprintable() for char in text)


def test_an_endless_name_is_shortened() -> None:
    text = render_text(_receipt(_sale([("x" * 500, "1", "1.00", "01", "u")])), 48)
    assert text.count("x") == 119
    assert "…" in text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "0.00"),
        ("1204.10", "1,204.10"),
        ("-1.79", "-1.79"),
        ("9999999.99", "9,999,999.99"),
        ("-0.00", "0.00"),
    ],
)
def test_amounts_for_people(amount: str, text: str) -> None:
    assert display_money(Decimal(amount)) == text


@given(sales(), st.sampled_from([32, 42, 48, 56, 64]), st.booleans())
def test_every_amount_of_every_sale_is_on_its_receipt_whole(sale: Sale, columns: int, demo: bool) -> None:
    sale.tender("cash", sale.total + 1)
    document = _receipt(sale.finish("0001", 9), demo=demo)
    lines = render_text(document, columns).split("\n")
    assert all(len(line) <= columns for line in lines)
    for line in sale.lines:
        assert any(text.endswith(f" {display_money(line.gross)} {_letter(line.product)}") for text in lines)
    assert any(text.endswith(f"B/. {display_money(sale.total)}") for text in lines)
    assert ReceiptDocument.from_json(document.to_json()) == document


def _letter(product: Product) -> str:
    return SPANISH.tax_letters[product.tax_code]


def test_a_prepared_receipt_filled_later_is_the_same_document() -> None:
    sale = _sale(RECEIPT_A)
    at, shop = AT, Shop("Minisúper \x01 La Esquina", address=("Vía\x02",))
    built = build_sale_receipt(
        sale, shop, "Caja 01", "Ana \x01", at, "DE5D FA9A", "CUADREAB", demo=True, words=SPANISH
    )
    foreseen = replace(sale, series="", number=1, payments=(), change_due=Decimal(0), points_earned=9)
    outlined = outline_sale_receipt(foreseen, shop, "Caja 01", "Ana \x01", demo=True, words=SPANISH)
    prepared = outlined.prepared(sale, at, "CUADREAB", SPANISH)
    assert prepared.filled(format_number(sale.series, sale.number), "DE5D FA9A") == built.to_json()


@pytest.mark.parametrize("typed", ["\\u0001", "\\u0003 \\u0002", "\\u0081", "\x81\x84", '\\"\\u0001"', "{0}"])
def test_no_text_of_a_person_is_taken_for_a_place_to_fill_in(typed: str) -> None:
    sale = _sale([(f"Arroz {typed}", "1", "3.25", "00", "u")])
    noted = replace(sale, items=(replace(sale.items[0], note=typed),))
    built = build_sale_receipt(noted, SHOP, typed, typed, AT, "DE5D FA9A", demo=False, words=SPANISH)
    outlined = outline_sale_receipt(noted, SHOP, typed, typed, demo=False, words=SPANISH)
    text = outlined.prepared(noted, AT, None, SPANISH).filled("0001-000123", "DE5D FA9A")
    assert ReceiptDocument.from_json(text) == built
