"""The signed code of a receipt: whole or not at all, and only as its till signed it (ADR 85)."""

from __future__ import annotations

from base64 import b32decode, b32encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from core.domain.catalog import TAX_RATES, Product
from core.domain.documents import CompletedSale
from core.domain.errors import DomainError
from core.domain.receipt_code import MAGIC, MAX_CHARS, VerifiedReceipt, is_code, read, seal
from core.domain.receipt_code_body import encode
from core.domain.receipt_facts import CodeCustomer, CodeTender, ReceiptCode, code_of
from core.domain.sale import Sale
from core.domain.till_keys import TillKey, key_id_of
from hardware.printer.codes import QR_BYTES_M
from tests.core.domain.strategies import sales

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = TillKey(PRIVATE.public_key().public_bytes_raw(), "0198f0c0-0000-7000-8000-000000000001", "Caja 01")
AT = datetime(2026, 11, 24, 15, 2, 41, 7, tzinfo=UTC)


def find(key_id: str) -> TillKey | None:
    return KEY if key_id == KEY.key_id else None


def verify(key: TillKey, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public_key).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def sealed(code: ReceiptCode) -> str:
    text = seal(code, KEY.key_id, PRIVATE.sign)
    assert text is not None
    return text


def opened(text: str) -> VerifiedReceipt:
    return read(text, find, verify)


def refusal(text: str) -> str:
    with pytest.raises(DomainError) as caught:
        opened(text)
    return caught.value.code


def goods(lines: int) -> CompletedSale:
    """A supermarket's basket: six-digit SKUs, every fifth article weighed, paid in cash."""
    sale = Sale("0198f0c0-0000-7000-8000-00000000aaaa")
    for number in range(lines):
        tax = list(TAX_RATES)[number % 2]
        weighed = number % 5 == 4
        sale.add(
            Product(
                f"0198f0c0-0000-7000-8000-{number:012d}",
                f"{180000 + number}",
                "",
                "Artículo",
                "kg" if weighed else "u",
                weighed,
                Decimal("3.25") + number,
                tax,
                TAX_RATES[tax],
            ),
            Decimal("1.235") if weighed else Decimal(2),
        )
    sale.tender("cash", sale.total)
    return sale.finish("0001", 123456, drawer=None)


@given(sales(), st.integers(1, 9_999_999_999), st.datetimes(timezones=st.just(UTC)))
def test_a_code_says_its_whole_sale(sale: Sale, number: int, at: datetime) -> None:
    sale.tender("cash", sale.total)
    document = sale.finish("R0001", number, drawer=None)
    at = at.replace(year=max(at.year, 1970))
    code = code_of(document, at)
    found = opened(sealed(code))
    assert found == VerifiedReceipt(code, KEY)
    assert found.code.sold_at == at.replace(second=0, microsecond=0)
    assert found.code.tenders == (CodeTender("cash", document.total),)
    for line, item in zip(found.code.lines, document.items, strict=True):
        assert (line.n, line.sku, line.unit, line.quantity) == (item.n, item.sku, item.unit, item.quantity)
        assert (line.net, line.tax, line.tax_code, line.tax_rate) == (
            item.net,
            item.tax,
            item.tax_code,
            item.tax_rate,
        )
        assert line.is_variant(item.variant_id)


def test_another_article_under_the_same_sku_is_told() -> None:
    line = code_of(goods(1), AT).lines[0]
    assert not line.is_variant("0198f0c0-0000-7000-8000-00000000ffff")


def test_every_flipped_bit_is_refused() -> None:
    letters = sealed(code_of(goods(4), AT))[len(MAGIC) :]
    data = b32decode(letters + "=" * (-len(letters) % 8))
    codes = {
        refusal(MAGIC + b32encode(_flipped(data, bit)).decode().rstrip("=")) for bit in range(len(data) * 8)
    }
    assert codes == {"receipt_code_version", "receipt_code_key_unknown", "receipt_code_signature"}


def _flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@given(st.data())
def test_every_changed_letter_is_refused(data: st.DataObject) -> None:
    text = sealed(code_of(goods(2), AT))
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(
        st.characters(min_codepoint=32, max_codepoint=0x17F).filter(lambda c: c.upper() != text[place])
    )
    assert refusal(text[:place] + letter + text[place + 1 :]).startswith("receipt_code_")


@given(st.integers(0, 250))
def test_a_part_of_a_code_is_refused(left: int) -> None:
    text = sealed(code_of(goods(6), AT))
    assert refusal(text[: min(left, len(text) - 1)]).startswith("receipt_code_")
    assert refusal(text + "A" * (left + 1)).startswith("receipt_code_")


def test_caps_lock_changes_nothing() -> None:
    text = sealed(code_of(goods(3), AT))
    assert opened(text.lower()) == opened(text)
    assert is_code(text.lower())


@pytest.mark.parametrize(
    "text", ["", "CUADRE", "CUADRE-001", "7450000000013", "CUADRE" + "á" * 120, "X" * 200]
)
def test_what_is_no_code_is_invalid(text: str) -> None:
    assert refusal(text) == "receipt_code_invalid"


def test_a_key_this_till_does_not_know_is_refused() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    text = seal(code_of(goods(1), AT), key_id_of(other.public_key().public_bytes_raw()), other.sign)
    assert text is not None
    assert refusal(text) == "receipt_code_key_unknown"


def test_another_key_under_a_known_name_is_refused() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    text = seal(code_of(goods(1), AT), KEY.key_id, other.sign)
    assert text is not None
    assert refusal(text) == "receipt_code_signature"


def test_another_use_of_the_key_is_no_receipt() -> None:
    """The body alone, signed without its purpose: as if it had been passed off as a client assertion."""
    text = seal(code_of(goods(1), AT), KEY.key_id, lambda data: PRIVATE.sign(data.partition(b"\x00")[2]))
    assert text is not None
    assert refusal(text) == "receipt_code_signature"


@pytest.mark.parametrize(("given_up", "accepted"), [(timedelta(0), True), (timedelta(minutes=-1), False)])
def test_a_till_that_was_given_up_counts_for_what_it_sold_before(given_up: timedelta, accepted: bool) -> None:
    code = code_of(goods(1), AT)
    key = replace(KEY, valid_to=code.sold_at + given_up)
    text = sealed(code)
    if accepted:
        assert read(text, lambda _: key, verify).key == key
    else:
        with pytest.raises(DomainError, match="receipt_code_key_unknown"):
            read(text, lambda _: key, verify)


def test_what_has_no_place_in_a_code_leaves_it_out() -> None:
    code = code_of(goods(2), AT)
    backwards = replace(code, lines=code.lines[::-1])
    negative = replace(code, tenders=(CodeTender("cash", Decimal("-0.01")),))
    assert seal(backwards, KEY.key_id, PRIVATE.sign) is None
    assert seal(negative, KEY.key_id, PRIVATE.sign) is None


SIZES = {1: 179, 5: 270, 10: 373, 20: 562, 30: 749, 40: 936, 50: 1123, 57: 1253}
"""Lines to characters, as in ADR 85."""


@pytest.mark.parametrize(("lines", "chars"), SIZES.items())
def test_a_code_is_as_small_as_decision_85_says(lines: int, chars: int) -> None:
    assert len(sealed(code_of(goods(lines), AT))) == chars


ROSA_ID = "0198f0c0-3333-7000-8000-000000000001"


def test_a_code_names_the_customer_only_whose_points_or_credit_it_moves() -> None:
    sale = replace(goods(3), customer_id=ROSA_ID)
    assert code_of(sale, AT).customer is None
    assert sealed(code_of(sale, AT)) == sealed(code_of(goods(3), AT)), "as every code printed so far"
    paid = tuple(replace(payment, method="store_credit") for payment in sale.payments)
    for moved, points in (
        (replace(sale, points_earned=27), 27),
        (replace(sale, points_spent=5), 0),
        (replace(sale, payments=paid), 0),
    ):
        code = code_of(moved, AT)
        assert opened(sealed(code)).code == code
        assert code.customer == CodeCustomer(ROSA_ID, points)
        assert len(sealed(code)) - len(sealed(replace(code, customer=None))) <= 29
    assert code_of(replace(goods(3), points_earned=27), AT).customer is None


def test_a_customer_who_cannot_be_said_leaves_the_code_out() -> None:
    code = code_of(replace(goods(1), customer_id=ROSA_ID.upper(), points_earned=2), AT)
    assert seal(code, KEY.key_id, PRIVATE.sign) is None


def test_a_body_that_claims_a_customer_and_has_none_is_invalid() -> None:
    body = bytearray(encode(code_of(goods(1), AT), KEY.key_id))
    body[0] = 2
    signed = bytes(body) + PRIVATE.sign(b"cuadre-receipt-code\x00" + bytes(body))
    assert refusal(MAGIC + b32encode(signed).decode().rstrip("=")) == "receipt_code_invalid"


def test_the_longest_code_is_the_largest_that_fits_the_paper() -> None:
    held = [lines for lines in range(40, 80) if seal(code_of(goods(lines), AT), KEY.key_id, PRIVATE.sign)]
    assert held == list(range(40, 58))
    assert QR_BYTES_M[28] == MAX_CHARS
    assert (17 + 4 * 29 + 8) * 4 <= 576 < (17 + 4 * 30 + 8) * 4
