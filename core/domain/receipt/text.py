"""Plain text of a receipt: the same grid as on paper, without a device (hardware.md section 7)."""

from __future__ import annotations

from core.domain.receipt.document import Barcode, Cut, Feed, Image, Qr, ReceiptDocument
from core.domain.receipt.layout import LayoutLine, TextLine, layout


def render_text(document: ReceiptDocument, columns: int) -> str:
    """The document as lines of text, each ended by a newline; styles are lost.

    Codes and pictures stand as ``[QR …]`` (without what it says where that is for machines alone),
    ``[||| … |||]`` and ``[…]``; a cut as a dashed line.
    """
    return "".join(f"{line}\n" for item in layout(document, columns) for line in _render(item, columns))


def _render(item: LayoutLine, columns: int) -> list[str]:
    match item:
        case TextLine():
            return [_narrow(item, columns).rstrip(" ")]
        case Qr(data, caption):
            return [("[QR]" if caption else f"[QR {data}]").center(columns).rstrip()]
        case Barcode(data):
            return [f"[||| {data} |||]".center(columns).rstrip()]
        case Image(key):
            return [f"[{key}]".center(columns).rstrip()]
        case Feed(lines):
            return [""] * lines
        case Cut():
            return ["- " * (columns // 2)]


def _narrow(line: TextLine, columns: int) -> str:
    """The line with wide text at single width; the cells saved go to the first run of blanks.

    So a full line still ends at the right edge, and a centred one stays centred.
    """
    saved = sum(len(span.text) for span in line.spans if span.wide)
    if line.cells < columns:
        saved //= 2
    parts: list[str] = []
    for span in line.spans:
        parts.append(span.text)
        if saved and not span.wide and not span.text.strip(" "):
            parts.append(" " * saved)
            saved = 0
    return "".join(parts)
