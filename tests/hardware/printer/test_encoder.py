"""What the printer gets is what was laid out, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.receipt.document import Align, Cut, Qr, ReceiptDocument, Span, Text, text_line
from core.domain.receipt.layout import TextLine, layout
from core.domain.receipt.words_es import SPANISH
from core.domain.receipt_code import MAX_CHARS
from core.ports.printing import PrintJob, PrintJobState, PrintKind
from hardware.channel import RenderError
from hardware.printer.codes import qr_module
from hardware.printer.encoder import for_page, interruption, prologue, render, render_job
from hardware.printer.profile import Profile, load_profile
from tests.hardware.papers import NUMBER, hostile, printed, small, ten_lines, text_of

DOTS = {32: 384, 42: 512, 48: 576}
LAYOUT_COMMANDS = {
    "ESC @", "FS .", "ESC R", "ESC t", "ESC a", "ESC E", "GS !", "LF", "ESC d", "GS V",
    "GS h", "GS w", "GS H", "GS k 73", "GS ( k", "GS v 0",
}  # fmt: skip
CORPUS = [
    "Coca\x1b\x70\x00\x19\x19Cola",
    "\x10\x14\x01\x00\x01",
    "\x1d\x56\x00cut",
    "\x1b@",
    "a\x00b\x7fc\x9bd",
    "tab\there\nline\rret\x0b\x0c",
    "NFD: n\u0303 e\u0301 A\u030a",
    "emoji 😀👨‍👩‍👧 日本語 العربية עברית",
    "\u202eRTL\u202c\u200b\u2028\u2029\ufeff",
    "\ud800lone\udfff",
    "x" * 500,
    "",
    " ",
    "é" * 60,
    "\x1c\x70\x01\x00 \x1d\x28\x4c\x02\x00\x30\x45",
]  # fmt: skip


def paper(columns: int, **changes: Any) -> Profile:
    return load_profile("virtual", columns=columns, dots=DOTS[columns], **changes)


def laid_out(document: ReceiptDocument, profile: Profile) -> str:
    """The text renderer's lines of the same document: what a person must be able to read on the paper."""
    rows = []
    for line in layout(for_page(document, profile), profile.columns):
        if isinstance(line, TextLine):
            cells = "".join("".join(f"{c} " for c in s.text) if s.wide else s.text for s in line.spans)
            rows.append(cells.rstrip() + "\n")
    return "".join(rows)


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("page", ["cp858", "cp1252", "cp850", "cp437"])
def test_the_paper_says_what_the_text_renderer_says(columns: int, page: str) -> None:
    profile = paper(columns, codepage=page)
    machine = printed(render(ten_lines(), profile), columns)
    lines = [line for line in machine.roll.lines if line.kind == "text"]
    blank_feed = [line for line in lines if not line.runs]
    assert text_of([line for line in lines if line.runs]) == laid_out(ten_lines(), profile)
    assert len(blank_feed) == 2
    assert all(len(line.text.rstrip()) <= columns for line in lines)
    assert [line.data for line in machine.roll.lines if line.kind == "barcode"] == [NUMBER]
    assert machine.roll.copies() == {NUMBER: 1}


def test_styles_reach_the_paper_and_end_with_their_span() -> None:
    document = ReceiptDocument((Text((Span("big", bold=True, wide=True, tall=True), Span(" small"))), Cut()))
    runs = printed(render(document, paper(48))).roll.lines[0].runs
    assert [(r.text, r.bold, r.wide, r.tall) for r in runs] == [
        ("big", True, True, True),
        (" small", False, False, False),
    ]


def test_a_usual_receipt_is_small_and_sends_no_picture() -> None:
    data = render(ten_lines(), paper(48))
    assert len(data) <= 1300
    assert "GS v 0" not in printed(data).commands


def test_the_prologue_opens_every_copy_in_its_order() -> None:
    assert prologue(load_profile("epson-tm-t20iii")) == bytes.fromhex("1b40 1c2e 1b5200 1b7413")
    assert prologue(load_profile("generic")) == bytes.fromhex("1b40 1c2e 1b7400")
    assert render(small(), paper(48)).startswith(prologue(paper(48)))


def test_the_code_page_is_set_once() -> None:
    assert printed(render(ten_lines(), paper(48))).commands.count("ESC t") == 1


@pytest.mark.parametrize(
    ("cutter", "tail"), [("partial", "1d564200"), ("full", "1d564100"), ("none", "1b6406")]
)
def test_the_cut_is_the_models(cutter: str, tail: str) -> None:
    assert render(small(), paper(48, cutter=cutter)).endswith(bytes.fromhex(tail))


@pytest.mark.parametrize("text", CORPUS)
@pytest.mark.parametrize("columns", [32, 48])
@pytest.mark.parametrize("native", [True, False])
def test_data_never_becomes_a_command(text: str, columns: int, native: bool) -> None:
    profile = paper(columns, native_qr=native, native_code128=native)
    machine = printed(render(hostile(text), profile), columns)
    assert set(machine.commands) <= LAYOUT_COMMANDS
    assert machine.unknown == []
    assert machine.drawer.kicks == 0
    assert machine.commands.count("GS V") == 1
    assert machine.replies == b""
    assert all(len(line.text.rstrip()) <= columns for line in machine.roll.lines)


@given(st.text(max_size=80), st.sampled_from([32, 42, 48]), st.sampled_from(["cp858", "cp437"]))
def test_no_text_whatever_acts_or_leaves_its_columns(text: str, columns: int, page: str) -> None:
    profile = paper(columns, codepage=page)
    machine = printed(render(hostile(text), profile), columns)
    assert set(machine.commands) <= LAYOUT_COMMANDS
    assert (machine.unknown, machine.drawer.kicks, bytes(machine.replies)) == ([], 0, b"")
    assert all(len(line.text.rstrip()) <= columns for line in machine.roll.lines)


@pytest.mark.parametrize(
    ("size", "dots", "module"),
    [(14, 576, 4), (180, 576, 4), (180, 192, 3), (1264, 576, 4), (1265, 576, None), (1264, 200, None)],
)
def test_a_qr_is_as_large_as_the_paper_allows(size: int, dots: int, module: int | None) -> None:
    assert qr_module(size, dots) == module


def test_a_qr_for_a_model_that_draws_none_is_a_picture_without_real_time_bytes() -> None:
    data = "https://dgi-fep.example/q?x=" + "A1" * 70
    profile = paper(48, native_qr=False, disable_realtime=True)
    blob = render(ReceiptDocument((Qr(data), Cut())), profile)
    machine = printed(blob)
    picture = next(line for line in machine.roll.lines if line.kind == "picture")
    assert picture.height > 100
    assert picture.width <= profile.dots
    assert machine.drawer.kicks == 0
    assert machine.commands.count("GS ( D") == 2
    bits = bytes.fromhex(picture.data)
    assert not any(bits[i] == 0x10 and bits[i + 1] in {4, 5, 0x14} for i in range(len(bits) - 1))


def test_a_code_the_paper_cannot_carry_is_at_least_readable() -> None:
    blob = render(ReceiptDocument((Qr("ñ" * 3), Cut())), paper(48))
    assert text_of(printed(blob).roll.lines).strip() == "ñññ"


@pytest.mark.parametrize("native", [True, False])
def test_a_code_for_machines_is_drawn_with_its_words_below(native: bool) -> None:
    data = "CUADRE" + "A7" * 150
    profile = paper(48, native_qr=native)
    lines = printed(
        render(ReceiptDocument((Qr(data, "Código para devoluciones"), Cut())), profile)
    ).roll.lines
    assert [line.kind for line in lines] == ["qr" if native else "picture", "text", "cut"]
    assert lines[1].text.strip() == "Código para devoluciones"
    assert lines[0].data == data if native else lines[0].width <= profile.dots


def test_a_code_for_machines_that_the_paper_cannot_carry_is_left_out_whole() -> None:
    document = ReceiptDocument((Qr("A" * 1265, "Código para devoluciones"), Cut()))
    assert [line.kind for line in printed(render(document, paper(48))).roll.lines] == ["cut"]


def test_the_longest_signed_code_goes_on_paper_of_80_and_58_millimetres() -> None:
    document = ReceiptDocument((Qr("A" * MAX_CHARS, "Código para devoluciones"), Cut()))
    for columns in (48, 32):
        assert printed(render(document, paper(columns))).roll.lines[0].data == "A" * MAX_CHARS
    assert qr_module(MAX_CHARS, DOTS[48]) == 4


def job(document: str | None, copy_no: int = 1) -> PrintJob:
    return PrintJob(
        "a", PrintKind.RECEIPT, "main", PrintJobState.QUEUED, 0, document=document, copy_no=copy_no
    )


def test_a_reprint_says_so_first_and_then_is_the_same() -> None:
    profile = paper(48)
    first = printed(render_job(job(small().to_json()), profile, SPANISH)).roll.lines
    again = printed(render_job(job(small().to_json(), 3), profile, SPANISH)).roll.lines
    assert again[0].text.strip() == "*** REIMPRESIÓN 2 ***"
    assert again[1:] == first


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (None, "no_document"),
        ("{}", "bad_document"),
        ("nonsense", "bad_document"),
        ('{"v":9,"blocks":[]}', "bad_document"),
    ],
)
def test_a_document_that_cannot_be_drawn_says_why(document: str | None, code: str) -> None:
    with pytest.raises(RenderError) as refused:
        render_job(job(document), paper(48), SPANISH)
    assert refused.value.code == code


def test_after_an_interruption_the_next_ticket_is_clean() -> None:
    profile = paper(48)
    half = render(small("0001-000001"), profile)[:40]
    machine = printed(half + interruption(profile) + render(small("0001-000002"), profile))
    tickets = machine.roll.tickets()
    assert "0001-000002" in tickets[-1][0].text
    assert "0001-000001" not in "".join(line.text for line in tickets[-1])


def test_a_page_without_the_euro_keeps_its_columns() -> None:
    document = ReceiptDocument((text_line("€" * 20, Align.RIGHT), Cut()))
    lines = printed(render(document, paper(48, codepage="cp437"))).roll.lines
    assert "".join(line.text.strip() for line in lines if line.kind == "text") == "EUR" * 20
