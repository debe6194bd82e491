from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.receipt.document import (
    Align,
    Barcode,
    Column,
    Columns,
    Cut,
    DocumentError,
    Feed,
    Image,
    Qr,
    ReceiptDocument,
    Row,
    Rule,
    Span,
    Text,
)

texts = st.text(st.characters(codec="utf-8"), max_size=20)
spans = st.builds(Span, texts, st.booleans(), st.booleans(), st.booleans())
span_lists = st.lists(spans, max_size=3).map(tuple)
aligns = st.sampled_from(Align)
columns = st.builds(Column, spans, st.integers(0, 40), aligns)
blocks = st.one_of(
    st.builds(Text, span_lists, aligns),
    st.builds(Row, span_lists, spans),
    st.builds(Columns, st.lists(columns, max_size=4).map(tuple)),
    st.builds(Rule, texts),
    st.builds(Qr, texts),
    st.builds(Qr, texts, texts),
    st.builds(Barcode, texts),
    st.builds(Image, texts),
    st.builds(Feed, st.integers(0, 9)),
    st.just(Cut()),
)
documents = st.builds(ReceiptDocument, st.lists(blocks, max_size=8).map(tuple))


@given(documents)
def test_a_document_survives_its_canonical_json(document: ReceiptDocument) -> None:
    text = document.to_json()
    assert ReceiptDocument.from_json(text) == document
    assert ReceiptDocument.from_json(text).to_json() == text
    assert json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"), sort_keys=True) == text


@given(documents)
def test_texts_change_without_touching_codes(document: ReceiptDocument) -> None:
    assert document.map_text(lambda text: text) == document
    changed = document.map_text(lambda text: text + "!")
    for before, after in zip(document.blocks, changed.blocks, strict=True):
        if isinstance(before, Text | Row | Columns):
            assert type(after) is type(before)
        elif isinstance(before, Qr) and before.caption:
            assert after == Qr(before.data, before.caption + "!")
        else:
            assert after == before


def test_a_printer_changes_what_it_cannot_print() -> None:
    document = ReceiptDocument((Row((Span("Café €"),), Span("€ 1.00", bold=True)),))
    changed = document.map_text(lambda text: text.replace("€", "EUR"))
    assert changed.blocks == (Row((Span("Café EUR"),), Span("EUR 1.00", bold=True)),)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "nul",
        "[]",
        "5",
        '{"v":2,"blocks":[]}',
        '{"blocks":[]}',
        '{"v":1,"blocks":{}x}',
        '{"v":1,"blocks":[{"k":"laser"}]}',
        '{"v":1,"blocks":[{"k":"qr","data":5}]}',
        '{"v":1,"blocks":[{"k":"feed","lines":-1}]}',
        '{"v":1,"blocks":[{"k":"feed","lines":true}]}',
        '{"v":1,"blocks":[{"k":"text","spans":[{"text":"a"}],"align":"up"}]}',
        '{"v":1,"blocks":[{"k":"row","left":[]}]}',
        '{"v":1,"blocks":' + "[" * 100_000,
    ],
)
def test_what_is_no_document_is_refused(body: Any) -> None:
    with pytest.raises(DocumentError):
        ReceiptDocument.from_json(body)
