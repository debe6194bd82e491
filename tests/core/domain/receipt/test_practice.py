"""Nothing printed in PRÁCTICA passes for real."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.receipt.document import (
    Align,
    Barcode,
    Block,
    Cut,
    DocumentError,
    Feed,
    ReceiptDocument,
    Rule,
    row,
    text_line,
)
from core.domain.receipt.practice import practice_paper
from core.domain.receipt.text import render_text
from core.domain.receipt.words_es import SPANISH

MARK = "*** PRÁCTICA ***"
BLOCKS: tuple[Block, ...] = (
    text_line("RECIBO"),
    Rule(),
    row("TOTAL", "1.07"),
    Barcode("P-000017"),
    Feed(2),
    Cut(),
)


def inked(document: str) -> list[str]:
    lines = render_text(ReceiptDocument.from_json(document), 42).splitlines()
    return [line.strip() for line in lines if line.strip(" -")]


@given(st.lists(st.sampled_from(BLOCKS)))
def test_the_first_and_last_ink_of_any_document_is_the_mark(blocks: list[Block]) -> None:
    found = inked(practice_paper(ReceiptDocument(tuple(blocks)).to_json(), SPANISH))
    assert (found[0], found[-1], found.count(MARK)) == (MARK, MARK, 2)


@given(st.lists(st.sampled_from(BLOCKS)))
def test_what_was_printed_before_stands_between_the_marks_and_a_second_marking_changes_nothing(
    blocks: list[Block],
) -> None:
    marked = practice_paper(ReceiptDocument(tuple(blocks)).to_json(), SPANISH)
    mark = text_line(MARK, Align.CENTER, bold=True)
    rest = [block for block in ReceiptDocument.from_json(marked).blocks if block != mark]
    assert rest == blocks
    assert practice_paper(marked, SPANISH) == marked


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(DocumentError):
        practice_paper("{}", SPANISH)
