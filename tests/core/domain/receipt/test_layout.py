from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.receipt.document import (
    Align,
    Barcode,
    Column,
    Columns,
    Cut,
    Feed,
    Image,
    Qr,
    ReceiptDocument,
    Row,
    Rule,
    Span,
    Text,
    row,
)
from core.domain.receipt.layout import TextLine, layout
from core.domain.receipt.text import render_text
from core.domain.receipt.wrap import cells, merge, wrap
from tests.core.domain.receipt.test_document import documents

WIDTHS = [32, 42, 48, 56, 64]
widths = st.sampled_from(WIDTHS)
names = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=120)
amounts = st.integers(-(10**9), 10**9).map(lambda cents: f"B/. {cents / 1:,.0f} E"[:24])
labels = st.lists(st.builds(Span, names, st.booleans(), st.booleans(), st.booleans()), max_size=3).map(tuple)
rights = st.builds(Span, amounts, st.booleans(), st.booleans(), st.booleans())


def _lines(document: ReceiptDocument, width: int) -> list[TextLine]:
    return [line for line in layout(document, width) if isinstance(line, TextLine)]


@given(documents, widths)
def test_no_line_is_wider_than_the_paper(document: ReceiptDocument, width: int) -> None:
    flexible = [
        b for b in document.blocks if isinstance(b, Columns) and sum(c.width == 0 for c in b.columns) > 1
    ]
    if flexible:
        with pytest.raises(ValueError, match="flexible"):
            layout(document, width)
        return
    assert all(line.cells <= width for line in _lines(document, width))


@given(labels, rights, widths)
def test_an_amount_is_never_cut_nor_wrapped(left: tuple[Span, ...], right: Span, width: int) -> None:
    lines = _lines(ReceiptDocument((Row(left, right),)), width)
    assert lines[-1].plain.endswith(right.text)
    assert lines[-1].cells == width
    assert sum(right.text in line.plain for line in lines) >= 1


@given(labels, rights, widths)
def test_no_word_of_a_label_is_lost(left: tuple[Span, ...], right: Span, width: int) -> None:
    lines = _lines(ReceiptDocument((Row(left, right),)), width)
    printed = "".join(line.plain for line in lines).replace(" ", "")
    wanted = "".join(span.text for span in left) + right.text
    assert printed == wanted.replace(" ", "")


@given(labels, widths)
def test_wrapping_keeps_words_whole_where_they_fit(spans: tuple[Span, ...], width: int) -> None:
    lines = wrap(spans, width)
    assert all(cells(line) <= width for line in lines)
    whole = "".join(span.text for span in spans)
    if all(len(word) * 2 <= width for word in whole.split(" ")):
        assert [w for line in lines for w in "".join(s.text for s in line).split(" ") if w] == [
            w for w in whole.split(" ") if w
        ]


@given(st.lists(st.builds(Span, names, st.booleans()), max_size=6))
def test_merging_changes_no_character(spans: list[Span]) -> None:
    merged = merge(spans)
    assert "".join(s.text for s in merged) == "".join(s.text for s in spans)
    assert all(one.bold != two.bold for one, two in pairwise(merged))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_label_and_its_amount_share_a_line_where_they_fit(width: int) -> None:
    (line,) = _lines(ReceiptDocument((row("Subtotal", "30.25"),)), width)
    assert line.plain == "Subtotal" + "30.25".rjust(width - 8)


def test_a_long_label_wraps_before_its_amount() -> None:
    name = "Refresco de naranja extraordinariamente largo"
    lines = _lines(ReceiptDocument((row(name, "1.99 A"),)), 32)
    assert [line.plain for line in lines] == [
        "Refresco de naranja",
        "extraordinariamente largo 1.99 A",
    ]


def test_an_amount_that_does_not_fit_gets_its_own_line() -> None:
    lines = _lines(ReceiptDocument((row("extraordinariamente largo nombre", "1.99 A"),)), 32)
    assert [line.plain for line in lines] == ["extraordinariamente largo nombre", "1.99 A".rjust(32)]


def test_a_wide_amount_too_wide_for_the_paper_is_printed_at_single_width() -> None:
    lines = _lines(ReceiptDocument((row("TOTAL", "B/. 9,999,999.99", wide=True),)), 32)
    assert [line.cells for line in lines] == [10, 32]
    assert lines[1].spans[-1] == Span("B/. 9,999,999.99", wide=True)
    (line,) = _lines(ReceiptDocument((row("TOTAL", "B/. 99,999,999.99", wide=True),)), 32)
    assert line.spans == (Span("TOTAL", wide=True), Span("B/. 99,999,999.99".rjust(22)))


def test_an_endless_word_is_broken_where_it_must() -> None:
    (block,) = (Text((Span("a" * 70),)),)
    assert [line.plain for line in _lines(ReceiptDocument((block,)), 32)] == ["a" * 32, "a" * 32, "a" * 6]


@pytest.mark.parametrize(
    ("align", "text"), [(Align.LEFT, "ab"), (Align.CENTER, " " * 15 + "ab"), (Align.RIGHT, " " * 30 + "ab")]
)
def test_alignment(align: Align, text: str) -> None:
    (line,) = _lines(ReceiptDocument((Text((Span("ab"),), align),)), 32)
    assert line.plain == text


def _table(name: str) -> ReceiptDocument:
    cells_ = (
        Column(Span("2"), 4),
        Column(Span(name), 0),
        Column(Span("1,234.50"), 8, Align.RIGHT),
    )
    return ReceiptDocument((Columns(cells_),))


def test_columns_wrap_in_the_flexible_cell_alone() -> None:
    lines = [line.plain for line in _lines(_table("Refresco de naranja grande"), 32)]
    assert lines == ["2    Refresco de        1,234.50", "     naranja grande"]


def test_columns_too_narrow_for_the_flexible_cell_stack() -> None:
    wide = Columns(
        (Column(Span("Refresco"), 0), Column(Span("x" * 14), 14), Column(Span("y" * 14), 14, Align.RIGHT))
    )
    lines = [line.plain for line in _lines(ReceiptDocument((wide,)), 32)]
    assert lines == ["Refresco", "   " + "x" * 14 + " " + "y" * 14]


def test_fixed_cells_that_do_not_fit_stand_below_each_other() -> None:
    wide = Columns((Column(Span("x" * 20), 20), Column(Span("y" * 20), 20)))
    lines = [line.plain for line in _lines(ReceiptDocument((wide,)), 32)]
    assert lines == [" " * 12 + "x" * 20, " " * 12 + "y" * 20]


def test_a_rule_fills_the_width() -> None:
    assert [line.plain for line in _lines(ReceiptDocument((Rule("="), Rule(""))), 32)] == ["=" * 32, "-" * 32]


def test_paper_has_a_least_width() -> None:
    with pytest.raises(ValueError, match="too few"):
        layout(ReceiptDocument(()), 15)


@given(documents, widths)
def test_plain_text_is_no_wider_than_the_paper_but_for_codes(document: ReceiptDocument, width: int) -> None:
    texts = ReceiptDocument(
        tuple(
            block
            for block in document.blocks
            if isinstance(block, Text | Row | Rule) and "\n" not in str(block) and "\\" not in repr(block)
        )
    )
    for line in render_text(texts, width).split("\n"):
        assert len(line) <= width


def test_codes_pictures_and_feeds_have_a_place_in_plain_text() -> None:
    document = ReceiptDocument((Image("logo"), Qr("https://x"), Barcode("0001-000123"), Feed(2), Cut()))
    assert render_text(document, 32).split("\n") == [
        "             [logo]",
        "         [QR https://x]",
        "     [||| 0001-000123 |||]",
        "",
        "",
        "- " * 16,
        "",
    ]


def test_blocks_without_a_text_print_what_there_is() -> None:
    blocks = (Text(()), Row((), Span("1.00")), Columns(()), Columns((Column(Span("only"), 0),)))
    assert [line.plain for line in _lines(ReceiptDocument(blocks), 32)] == ["1.00".rjust(32), "only"]
