from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.customer import (
    MAX_NAME,
    Customer,
    CustomerEntry,
    clean_email,
    clean_groups,
    clean_name,
    clean_phone,
    new_customer,
)
from core.domain.customer_data import customer_from_data, customer_to_data
from core.domain.errors import DomainError
from core.domain.identity_document import (
    Document,
    DocumentAdvice,
    DocumentKind,
    clean_document,
    read_document,
)
from core.domain.pan import contains_pan
from core.domain.payload import PayloadError
from core.domain.text import is_clean

ID = "0198f0c0-0000-7000-8000-0000000000c1"
NOW = datetime(2026, 11, 24, 15, 4, 7, 120_456, tzinfo=UTC)
ENTRY = CustomerEntry(
    "Ana Ríos", DocumentKind.CEDULA, "8-442-445 DV 08", "6612-3456", "ana@tienda.pa", consented=True
)
CARD = "4242 4242 4242 4242"


def refusal(entry: CustomerEntry) -> DomainError:
    with pytest.raises(DomainError) as caught:
        new_customer(ID, entry, NOW)
    return caught.value


def test_a_customer_is_what_was_typed_made_clean() -> None:
    customer = new_customer(ID, ENTRY, NOW, groups=["oro", "jubilado", "oro"])
    assert customer == Customer(
        ID,
        "Ana Ríos",
        datetime(2026, 11, 24, 15, 4, 7, 120_000, tzinfo=UTC),
        Document(DocumentKind.CEDULA, "8-442-445", "08"),
        "66123456",
        "ana@tienda.pa",
        ("jubilado", "oro"),
    )


def test_a_name_is_enough() -> None:
    customer = new_customer(ID, CustomerEntry("Ana", consented=True), NOW)
    assert (customer.document, customer.phone, customer.email, customer.groups) == (None, "", "", ())


def test_without_consent_there_is_no_customer() -> None:
    assert refusal(replace(ENTRY, consented=False)).code == "consent_missing"


def test_consent_has_a_moment_whatever_the_zone() -> None:
    panama = timezone(timedelta(hours=-5))
    assert new_customer(ID, ENTRY, NOW.astimezone(panama)).consent_at.utcoffset() == timedelta(0)
    with pytest.raises(ValueError, match="aware moment"):
        new_customer(ID, ENTRY, NOW.replace(tzinfo=None))


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200e", "\u202e"])
def test_a_name_that_shows_nothing_is_missing(typed: str) -> None:
    assert refusal(replace(ENTRY, name=typed)).code == "name_missing"


def test_a_name_is_never_cut_in_silence() -> None:
    error = refusal(replace(ENTRY, name="ñ" * 500))
    assert (error.code, error.values) == ("name_too_long", {"limit": "120"})
    assert clean_name("ñ" * MAX_NAME) == "ñ" * MAX_NAME


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana \t Ríos\n", "Ana Ríos"),
        ("Ana\u202e Ríos\u202c", "Ana Ríos"),
        ("شركة الأمل", "شركة الأمل"),
        ("Panadería 🥖", "Panadería 🥖"),
        ("Nin\u0303o", "Niño"),
    ],
)
def test_names_of_all_scripts_stay_legible(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@given(st.text(max_size=600))
def test_every_name_is_clean_or_refused(typed: str) -> None:
    try:
        name = clean_name(typed)
    except DomainError:
        return
    assert is_clean(name)
    assert 0 < len(name) <= MAX_NAME


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("name", replace(ENTRY, name=f"Ana {CARD}")),
        ("document", replace(ENTRY, document_number=CARD)),
        ("document", replace(ENTRY, document_number="4242-4242-4242-4242")),
        ("document", replace(ENTRY, document_kind=DocumentKind.RUC, document_number="3782-822463-10005")),
        ("document", replace(ENTRY, document_kind=DocumentKind.PASSPORT, document_number=CARD)),
        ("phone", replace(ENTRY, phone="3782 822463 10005")),
        ("phone", replace(ENTRY, phone="3782.822463.10005")),
        ("email", replace(ENTRY, email="4242424242424242@tienda.pa")),
    ],
)
def test_a_card_number_is_refused_and_never_repeated(field: str, entry: CustomerEntry) -> None:
    error = refusal(entry)
    assert (error.code, error.values) == ("pan_refused", {"field": field})


def test_a_company_number_that_passes_luhn_is_no_card() -> None:
    number = "155610034-2-2015"
    assert contains_pan(number)
    document = clean_document(DocumentKind.RUC, number)
    assert document == Document(DocumentKind.RUC, number)


@pytest.mark.parametrize(
    ("kind", "typed", "advice", "expected"),
    [
        (DocumentKind.CEDULA, "8-442-445", DocumentAdvice.COMPUTED, "08"),
        (DocumentKind.CEDULA, " 8 - 442 - 445  dv08", DocumentAdvice.MATCHES, "08"),
        (DocumentKind.CEDULA, "8-442-445 D.V. 8", DocumentAdvice.MATCHES, "08"),
        (DocumentKind.RUC, "8-442-445 DV 08", DocumentAdvice.DIFFERS, "20"),
        (DocumentKind.RUC, "155610034-2-2015, DV: 27", DocumentAdvice.MATCHES, "27"),
        (DocumentKind.CEDULA, "8-SB-12-345", DocumentAdvice.NONE, None),
        (DocumentKind.CEDULA, "abc", DocumentAdvice.UNUSUAL, None),
        (DocumentKind.PASSPORT, "AB 123456", DocumentAdvice.NONE, None),
    ],
)
def test_advice_warns_and_the_number_is_taken(
    kind: DocumentKind, typed: str, advice: DocumentAdvice, expected: str | None
) -> None:
    document = read_document(kind, typed)
    assert (document.advice, document.expected_dv) == (advice, expected)
    assert clean_document(kind, typed) == document


def test_a_passport_keeps_letters_that_look_like_a_dv() -> None:
    assert read_document(DocumentKind.PASSPORT, "XDV12").number == "XDV12"


def test_a_document_shows_its_end_alone_where_that_is_enough() -> None:
    assert Document(DocumentKind.CEDULA, "8-442-445").masked == "*****-445"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (replace(ENTRY, document_kind=None), "document_number_missing"),
        (replace(ENTRY, document_number="DV 08"), "document_number_missing"),
        (replace(ENTRY, document_number="X" * 33), "document_too_long"),
        (replace(ENTRY, phone="123"), "phone_invalid"),
        (replace(ENTRY, phone="seis seis"), "phone_invalid"),
        (replace(ENTRY, email="ana"), "email_invalid"),
        (replace(ENTRY, email="ana@tienda"), "email_invalid"),
        (replace(ENTRY, email="a" * 250 + "@tienda.pa"), "email_invalid"),
    ],
)
def test_what_cannot_be_used_is_refused_by_field(entry: CustomerEntry, code: str) -> None:
    assert refusal(entry).code == code


@pytest.mark.parametrize(
    ("typed", "kept"), [("", ""), ("+507 6612-3456", "+50766123456"), ("(507) 271.2345", "5072712345")]
)
def test_a_telephone_is_kept_as_digits(typed: str, kept: str) -> None:
    assert clean_phone(typed) == kept


def test_an_address_keeps_its_spelling() -> None:
    assert clean_email(" Ana.Rios@Tienda.com.pa ") == "Ana.Rios@Tienda.com.pa"


@pytest.mark.parametrize("groups", [["Oro"], ["con espacio"], [""], [f"g{n}" for n in range(17)]])
def test_groups_are_short_codes(groups: list[str]) -> None:
    with pytest.raises(ValueError, match="groups"):
        clean_groups(groups)


customers = st.builds(
    Customer,
    st.just(ID),
    st.text(min_size=1, max_size=MAX_NAME).filter(is_clean),
    st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    ),
    st.none()
    | st.builds(
        Document,
        st.sampled_from(DocumentKind),
        st.from_regex("[0-9A-Z-]{1,32}", fullmatch=True),
        st.sampled_from(["", "08"]),
    ),
    st.sampled_from(["", "66123456"]),
    st.sampled_from(["", "ana@tienda.pa"]),
    st.lists(st.sampled_from(["oro", "jubilado", "mayorista"])).map(clean_groups),
)


@given(customers)
def test_the_event_gives_the_same_customer_back(customer: Customer) -> None:
    assert customer_from_data(customer_to_data(customer)) == customer


def test_the_event_carries_only_what_there_is() -> None:
    customer = new_customer(ID, CustomerEntry("Ana", consented=True), NOW)
    assert customer_to_data(customer) == {
        "customer_id": ID,
        "name": "Ana",
        "consent": {"at": "2026-11-24T15:04:07.120Z", "text": "1"},
    }


@pytest.mark.parametrize(
    "change",
    [
        {"customer_id": "1"},
        {"name": ""},
        {"name": "Ana\u0000"},
        {"name": "ñ" * 500},
        {"name": 7},
        {"consent": None},
        {"consent": "2026-11-24T15:04:07Z"},
        {"consent": {"at": "2026-11-24T15:04:07", "text": "1"}},
        {"consent": {"at": "ayer", "text": "1"}},
        {"document": "8-442-445"},
        {"document": {"kind": "carnet", "number": "1"}},
        {"document": {"kind": "ruc"}},
        {"phone": ["6612"]},
        {"groups": "oro"},
        {"groups": ["ORO"]},
    ],
)
def test_an_event_that_is_none_is_not_read(change: dict[str, Any]) -> None:
    data = customer_to_data(new_customer(ID, ENTRY, NOW)) | change
    with pytest.raises(PayloadError):
        customer_from_data(data)
