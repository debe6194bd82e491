import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from app.ui.paper.code128 import bars
from app.ui.paper.lines import PaperLine, PaperRun, receipt_lines
from app.ui.paper.painter import MARGIN, PaperPainter
from app.ui.paper.pdf import receipt_pdf
from app.ui.paper.qr import QUIET, qr_modules
from app.ui.paper.sheet import Sheet, paper_image
from app.ui.theme.theme import Theme
from core.domain.receipt.document import DocumentError, ReceiptDocument
from core.domain.receipt.layout import TextLine, layout
from tests.screens.floors import receipt_document

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30)


@given(PRINTABLE)
def test_a_code_128_is_made_of_symbols_of_eleven_modules(data: str) -> None:
    widths = bars(data)
    symbols = len(data) + 2
    assert len(widths) == 6 * symbols + 7
    for at in range(symbols):
        assert sum(widths[6 * at : 6 * at + 6]) == 11
    assert widths[-7:] == (2, 3, 3, 1, 1, 1, 2)


@given(PRINTABLE)
def test_the_bars_read_back_as_what_was_said(data: str) -> None:
    widths = bars(data)
    symbols = {widths_of(value): value for value in range(103)}
    read = [symbols[widths[6 * at : 6 * at + 6]] for at in range(1, len(data) + 2)]
    *values, check = read
    assert "".join(chr(value + 32) for value in values) == data
    assert check == (104 + sum(at * value for at, value in enumerate(values, start=1))) % 103


def widths_of(value: int) -> tuple[int, ...]:
    from app.ui.paper import code128

    return tuple(int(width) for width in code128._WIDTHS[7 * value : 7 * value + 6])


def test_the_patterns_are_all_different() -> None:
    assert len({widths_of(value) for value in range(106)}) == 106


def test_a_known_code_has_its_known_bars() -> None:
    # "A": start B, A (33), check (104 + 33) mod 103 = 34, stop
    assert "".join(map(str, bars("A"))) == "211214" + "111323" + "131123" + "2331112"


@pytest.mark.parametrize("data", ["", "ñ", "a\x1d"])
def test_what_set_b_cannot_say_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        bars(data)


def test_the_preview_stands_on_the_grid_of_every_other_renderer() -> None:
    document = ReceiptDocument.from_json(receipt_document())
    plain = [line.plain for line in layout(document, 42) if isinstance(line, TextLine)]
    shown = receipt_lines(receipt_document(), 42)
    drawn = ["".join(run.text for run in line.runs) for line in shown if line.kind == "text"]
    assert [line for line in drawn if line] == [line for line in plain if line]
    assert [line.kind for line in shown][-1] == "cut"
    assert any(line.kind == "barcode" and line.data == "0001-000123" for line in shown)


def test_no_receipt_is_no_line_and_nonsense_is_refused() -> None:
    assert receipt_lines("", 42) == ()
    with pytest.raises(DocumentError):
        receipt_lines("{}", 42)


def test_wide_letters_take_two_cells_and_tall_ones_two_lines(theme: Theme) -> None:
    pen = PaperPainter(theme, 20)
    wide = PaperLine("text", (PaperRun("AB", wide=True), PaperRun("c")))
    tall = PaperLine("text", (PaperRun("AB", tall=True),))
    assert pen.height_of(tall) == 2 * pen.height_of(wide)
    assert ink_until(pen, wide) > ink_until(pen, PaperLine("text", (PaperRun("ABc"),)))


def ink_until(pen: PaperPainter, line: PaperLine) -> int:
    image = QImage(400, 60, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    pen.draw(painter, QPointF(0, 0), [line])
    painter.end()
    return max(x for x in range(400) for y in range(60) if image.pixelColor(x, y).value() < 128)


def test_pictures_and_codes_leave_ink(theme: Theme) -> None:
    picture = PaperLine("picture", align="center", data="ff" * 32, width=16, height=16)
    for line in (picture, PaperLine("qr", data="x"), PaperLine("barcode", data="0001-000123")):
        image = paper_image(theme, [line], 42)
        dark = sum(
            image.pixelColor(x, y).value() < 100 for x in range(image.width()) for y in range(image.height())
        )
        assert dark > 20, line.kind


def test_a_broken_picture_is_left_out(theme: Theme) -> None:
    line = PaperLine("picture", data="ff", width=640, height=200)
    assert not paper_image(theme, [line], 42).isNull()


def test_a_followed_roll_shows_its_end(theme: Theme) -> None:
    sheet = Sheet(theme, follow=True)
    sheet.resize(400, 200)
    sheet.show_lines([PaperLine("text", (PaperRun(str(at)),)) for at in range(200)], 42)
    bar = sheet.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_a_code_is_squares_as_large_as_fit_and_none_is_cut(theme: Theme) -> None:
    pen = PaperPainter(theme, 42)
    for data in ("CUADRE", "CUADRE" + "A" * 700):
        line = PaperLine("qr", align="center", data=data)
        rows = qr_modules(data)
        image = paper_image(theme, [line], 42)
        dark = [
            (x, y)
            for x in range(image.width())
            for y in range(MARGIN, image.height() - MARGIN)
            if image.pixelColor(x, y).value() < 100
        ]
        left, right = min(x for x, _ in dark), max(x for x, _ in dark)
        module, rest = divmod(right - left + 1, len(rows))
        assert (rest, module >= 1) == (0, True)
        assert pen.height_of(line) == module * (len(rows) + 2 * QUIET) + 8
        assert len(dark) == sum(map(sum, rows)) * module * module


def test_a_receipt_is_a_pdf_of_80_mm_with_its_words_in_it(theme: Theme) -> None:
    made = receipt_pdf(receipt_document(), 42, theme, "0001-000123")
    assert made.startswith(b"%PDF-1.")
    assert made.rstrip().endswith(b"%%EOF")
    box = re.search(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", made)
    assert box is not None
    width, height = float(box[1]), float(box[2])
    assert width == pytest.approx(80 / 25.4 * 72, abs=1)
    pen = PaperPainter(theme, 42)
    lines = receipt_lines(receipt_document(), 42)
    assert height / width == pytest.approx((pen.height(lines) + 2 * MARGIN) / pen.width, rel=0.01)
    assert b"/FontFile2" in made, "text stays text: it can be searched and copied"
    with pytest.raises(DocumentError):
        receipt_pdf("{}", 42, theme, "x")
