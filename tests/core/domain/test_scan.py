from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.barcode import check_digit, gtin14
from core.domain.embedded import LabelTemplate, parse_template, price_verifier, read_label
from core.domain.errors import DomainError
from core.domain.gs1 import GS, CurrencyAmount, Gs1Data, parse_digital_link, parse_elements
from core.domain.receipt_code import MAX_CHARS
from core.domain.scan import MAX_SCAN, Embedded, Gs1, Gtin, Opaque, ReceiptScan, Scan, parse_scan

TEMPLATES = tuple(
    parse_template(text)
    for text in ("20 IIIII PPPPP C", "21IIIIIWWWWWC", "22 IIIII V PPPP C", "23IIIIIPPPPPC", "210IIIIWWWWWC")
)


def _code(text: str) -> str:
    with pytest.raises(DomainError) as refusal:
        parse_scan(text, TEMPLATES)
    return refusal.value.code


def _gs1(text: str) -> Gs1Data:
    scan = parse_scan(text)
    assert isinstance(scan, Gs1)
    return scan.data


@pytest.mark.parametrize(
    "code", ["7501031311309", "96385074", "036000291452", "]E07501031311309", "]E496385074"]
)
def test_a_gtin_is_normalised_to_fourteen_digits(code: str) -> None:
    scan = parse_scan(f"{code}\r\n")
    bare = code[3:] if code.startswith("]") else code
    assert scan == Gtin(bare, bare.zfill(14))


@pytest.mark.parametrize("code", ["7501031311300", "7441234567890", "750103131130", "12345678"])
def test_a_wrong_check_digit_is_refused_with_its_text(code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        parse_scan(code)
    assert (refusal.value.code, refusal.value.values["text"]) == ("check_digit", code)


@pytest.mark.parametrize("code", ["1234567", "SKU-1", "ABC123", "javascript:alert(1)", "'; DROP --"])
def test_any_other_code_is_opaque(code: str) -> None:
    assert parse_scan(code, TEMPLATES) == Opaque(code)


@pytest.mark.parametrize(
    ("code", "item", "price", "weight"),
    [
        ("2012345002753", "12345", "2.75", None),
        ("2312345012999", "12345", "12.99", None),
        ("2254321928750", "54321", "28.75", None),
        ("2112345012506", "12345", None, "1.250"),
        ("]E02112345012506", "12345", None, "1.250"),
    ],
)
def test_a_label_of_weighed_goods_says_item_and_value(
    code: str, item: str, price: str | None, weight: str | None
) -> None:
    scan = parse_scan(code, TEMPLATES)
    assert isinstance(scan, Embedded)
    assert scan.label.item == item
    assert scan.label.price == (None if price is None else Decimal(price))
    assert scan.label.weight == (None if weight is None else Decimal(weight))


def test_the_longest_prefix_claims_a_label() -> None:
    scan = parse_scan("2100042012356", TEMPLATES)
    assert isinstance(scan, Embedded)
    assert scan.label.item == "0042"


@pytest.mark.parametrize(
    ("code", "error"),
    [("2112345012503", "check_digit"), ("2012345002754", "check_digit"), ("2254321828753", "price_verifier")],
)
def test_a_claimed_label_that_fails_is_not_tried_as_anything_else(code: str, error: str) -> None:
    assert _code(code) == error


def test_a_restricted_code_without_a_template_is_an_ordinary_gtin() -> None:
    assert isinstance(parse_scan("2012345002753"), Gtin)


def test_an_element_string_is_read_with_and_without_its_prefix() -> None:
    for text in ("]C10107501031311309310300123515261231", "0107501031311309310300123515261231"):
        data = _gs1(text)
        assert data.gtin == "07501031311309"
        assert str(data.weight_kg) == "1.235"
        assert (data.best_before, data.expiry, data.lot, data.price) == ("2026-12-31", None, None, None)


def test_the_parts_of_an_element_string_have_names() -> None:
    data = _gs1(f"]d20107501031311309392202{'75'}{GS}10L42{GS}3201000125{GS}3712{GS}17270200")
    assert (data.price, data.lot, data.weight_lb, data.count) == (Decimal("2.75"), "L42", Decimal("12.5"), 12)
    assert data.expiry == "2027-02-28"
    assert data.weight_kg is None


def test_a_missing_separator_is_refused_whole() -> None:
    assert _code("01075010313113093922027510L42") == "not_numeric"


def test_a_gtin14_of_its_own_is_no_element_string() -> None:
    assert parse_scan("01234567890128"[:14]) == Gtin("01234567890128", "01234567890128")


def test_a_digital_link_is_read() -> None:
    data = _gs1("https://id.gs1.org/01/07501031311309/10/LOTE7?17=271231&3103=001250&utm=x&99=y")
    assert data.ai == {
        "01": "07501031311309",
        "10": "LOTE7",
        "17": "2027-12-31",
        "3103": Decimal("1.250"),
    }


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://id.gs1.org/01/07501031311308", "check_digit"),
        ("https://id.gs1.org/01/7501031311309", "length"),
        ("https://id.gs1.org/01/07501031311309/10", "length"),
        ("https://id.gs1.org/01/07501031311309/98/X", "unknown_ai"),
        ("https://id.gs1.org/01/07501031311309/10/%1bp", "scan_unreadable"),
        ("https://id.gs1.org/01/07501031311309?3103=x", "length"),
        ("https://id.gs1.org/01/07501031311309?3103=00125x", "not_numeric"),
        ("http://[::1/01/07501031311309", "length"),
    ],
)
def test_a_digital_link_that_fails_is_refused_whole(url: str, code: str) -> None:
    assert _code(url) == code


def test_another_address_is_no_digital_link() -> None:
    assert parse_digital_link("https://example.org/producto/1") is None
    assert parse_scan("https://example.org/producto/1") == Opaque("https://example.org/producto/1")


def test_an_add_on_is_left_off() -> None:
    assert parse_scan("]E3750103131130912345") == Gtin("7501031311309", "07501031311309")
    assert parse_scan("]E3750103131130912") == Gtin("7501031311309", "07501031311309")


@pytest.mark.parametrize("text", ["", " \r\n", "]C1"])
def test_nothing_is_no_scan(text: str) -> None:
    assert _code(text) == "scan_empty"


@pytest.mark.parametrize("text", ["AB\x00C", "AB\x1bp", "\ud800", "a\u202eb", "A" * (MAX_SCAN + 1)])
def test_what_cannot_be_read_is_refused_without_its_control_characters(text: str) -> None:
    with pytest.raises(DomainError) as refusal:
        parse_scan(text)
    assert refusal.value.code == "scan_unreadable"
    assert refusal.value.values["text"].isprintable()
    assert len(refusal.value.values["text"]) <= 40


@given(st.text(max_size=60), st.booleans())
def test_any_text_is_a_scan_or_a_refusal(text: str, aim: bool) -> None:
    try:
        scan: Scan = parse_scan("]C1" + text if aim else text, TEMPLATES)
    except DomainError:
        return
    assert scan.text


@given(st.text("0123456789" + GS + "AL", max_size=40))
def test_element_strings_never_surprise(data: str) -> None:
    try:
        parsed = parse_elements(data)
    except DomainError as error:
        if error.code not in {"unknown_ai", "length", "not_numeric", "check_digit", "date"}:
            raise
        return
    assert all(isinstance(value, str | Decimal | CurrencyAmount) for value in parsed.ai.values())


@given(
    st.sampled_from([7, 11, 12, 13]).flatmap(lambda size: st.text("0123456789", min_size=size, max_size=size))
)
def test_every_code_with_its_check_digit_is_valid_and_any_other_digit_is_not(body: str) -> None:
    right = check_digit(body)
    assert gtin14(body + right) == (body + right).zfill(14)
    assert all(gtin14(body + wrong) is None for wrong in "0123456789" if wrong != right)


def test_check_digits_are_for_digits() -> None:
    with pytest.raises(ValueError, match="digits"):
        check_digit("12a")


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_a_label_gives_back_what_was_printed(item: int, value: int) -> None:
    body = f"21{item:05d}{value:05d}"
    label = read_label(parse_template("21 IIIII WWWWW C"), body + check_digit(body))
    assert (label.item, label.weight) == (f"{item:05d}", Decimal(value).scaleb(-3))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20IIIIIPPPPP",
        "20IIIIIPPPPPPC",
        "20PPPPPIIIIIC",
        "22IIIIVPPPPPPC",
        "2XIIIIIPPPPPC",
        "IIIIIIIPPPPPC",
    ],
)
def test_a_template_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(DomainError, match="template_invalid"):
        parse_template(text)


def test_a_template_is_read() -> None:
    assert parse_template("22 IIIII V PPPP C") == LabelTemplate("22", 5, True, 4, is_price=True)


@pytest.mark.parametrize(("text", "code"), [("123", "length"), ("12a4", "not_numeric")])
def test_a_verifier_needs_its_digits(text: str, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        price_verifier(text)


@pytest.mark.parametrize(
    ("code", "error"),
    [("21", "length"), ("21A0042012356", "not_numeric"), ("2012345002753", "template_mismatch")],
)
def test_a_code_of_another_form_is_no_label(code: str, error: str) -> None:
    with pytest.raises(DomainError, match=error):
        read_label(parse_template("21IIIIIWWWWWC"), code)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("]C1", ""),
        ("011234", "length"),
        ("17271301", "date"),
        ("17270230", "date"),
        ("17270001", "date"),
        ("10" + "A" * 21, "length"),
        (f"10{GS}", "length"),
        ("3932840", "length"),
        ("3922" + "1" * 16, "length"),
        ("395212345", "length"),
        ("31", "unknown_ai"),
        ("0", "unknown_ai"),
        ("10é", "scan_unreadable"),
    ],
)
def test_a_field_that_fails_is_named(data: str, code: str) -> None:
    if not code:
        assert parse_elements(data).ai == {}
        return
    with pytest.raises(DomainError) as refusal:
        parse_elements(data)
    assert refusal.value.code == code


def test_a_separator_alone_makes_an_element_string() -> None:
    assert _gs1(f"10LOTE7{GS}3712").ai == {"10": "LOTE7", "37": "12"}


@pytest.mark.parametrize(
    "code",
    [
        "0001-000123",
        "0101-0000000123",
        "0200-000001",
        "2101-0004201235",
        "R0001-000001",
        "0001K7F3-000001",
        "R0001K7F3-000001",
    ],
)
def test_a_receipt_number_is_a_receipt_whatever_it_begins_with(code: str) -> None:
    assert parse_scan(code, TEMPLATES) == ReceiptScan(code, signed=False)
    assert parse_scan(f"]C0{code}", TEMPLATES) == ReceiptScan(code, signed=False)


@pytest.mark.parametrize(
    "code", ["1-000123", "0001-00012", "0001-00000000123", "A001-000123", "0001-000123X", "00011234-000123"]
)
def test_what_only_resembles_a_receipt_number_is_none(code: str) -> None:
    assert parse_scan(code) == Opaque(code)


def test_a_signed_code_is_a_receipt_though_longer_than_any_product() -> None:
    longest = "CUADRE" + "A" * (MAX_CHARS - 6)
    for code in (longest, longest[:130], longest[:130].lower()):
        assert parse_scan(f"]Q1{code}\n") == ReceiptScan(code, signed=True)
    with pytest.raises(DomainError, match="scan_unreadable"):
        parse_scan(longest + "A")


def test_a_short_code_that_begins_alike_is_none() -> None:
    assert parse_scan("CUADRE-LIBRETA-001") == Opaque("CUADRE-LIBRETA-001")
