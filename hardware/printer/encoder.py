"""A laid-out receipt as the bytes of one copy: one code page, one prologue (hardware.md section 4)."""

from __future__ import annotations

from core.domain.receipt.build import reprint
from core.domain.receipt.document import (
    Barcode,
    Block,
    Cut,
    DocumentError,
    Feed,
    Image,
    Qr,
    ReceiptDocument,
    Span,
)
from core.domain.receipt.layout import LayoutLine, TextLine, layout
from core.domain.receipt.words import ReceiptWords
from core.ports.printing import PrintJob
from hardware.channel import RenderError
from hardware.printer import codes, commands
from hardware.printer.codepages import encode_cells, to_page
from hardware.printer.profile import Profile
from hardware.printer.sanitise import sanitise


def prologue(profile: Profile) -> bytes:
    """Start of every job, in this order: reset, leave Kanji, national set where known, code page.

    ``ESC @`` alone is not enough, and after it the page must be set again.
    """
    national = commands.NATIONAL_SET_USA if profile.national_set else b""
    return (
        commands.RESET + commands.LEAVE_KANJI + national + commands.code_page(profile.codepages[profile.page])
    )


def cut(profile: Profile) -> bytes:
    """Feed to the cutter and cut; without a cutter feed far enough to tear."""
    return {
        "partial": commands.FEED_AND_PARTIAL_CUT,
        "full": commands.FEED_AND_FULL_CUT,
        "none": commands.FEED_SIX,
    }[profile.cutter]


def interruption(profile: Profile) -> bytes:
    """Before the next job after one that broke off: no leftovers on the next ticket."""
    return prologue(profile) + commands.LINE_FEED + cut(profile)


def for_page(document: ReceiptDocument, profile: Profile) -> ReceiptDocument:
    """The document as this printer can show it, before layout, so that the columns still fit.

    Characters are those of its page; a code for machines that it cannot draw is left out with its caption.
    """
    page = profile.page
    shown = tuple(block for block in document.blocks if not _lost(block, profile))
    return ReceiptDocument(shown).map_text(lambda text: to_page(sanitise(text), page))


def _lost(block: Block, profile: Profile) -> bool:
    return isinstance(block, Qr) and bool(block.caption) and not codes.prints_qr(block.data, profile)


def render(document: ReceiptDocument, profile: Profile) -> bytes:
    """Bytes of one copy.

    Raises:
        ValueError: the document cannot be laid out on this paper.
    """
    parts = [prologue(profile)]
    parts += [_line(line, profile) for line in layout(for_page(document, profile), profile.columns)]
    return b"".join(parts)


def render_job(job: PrintJob, profile: Profile, words: ReceiptWords) -> bytes:
    """Bytes of a job's copy; from the second copy on its first line says that it is a reprint.

    Raises:
        RenderError: ``no_document`` or ``bad_document``.
    """
    if job.document is None:
        raise RenderError("no_document")
    try:
        document = ReceiptDocument.from_json(job.document)
        if job.copy_no > 1:
            document = reprint(document, job.copy_no - 1, words)
        return render(document, profile)
    except (DocumentError, ValueError) as error:
        raise RenderError("bad_document") from error


def _line(line: LayoutLine, profile: Profile) -> bytes:
    match line:
        case TextLine(spans):
            return _text(spans, profile.page) + commands.LINE_FEED
        case Qr(data):
            return codes.qr(data, profile) or _plain(data, profile)
        case Barcode(data):
            return codes.barcode(data, profile) or _plain(data, profile)
        case Feed(lines):
            return commands.feed(lines) if lines else b""
        case Cut():
            return cut(profile)
        case Image():
            return b""  # pictures come with the logo; a printer that lacks one prints the rest


def _plain(data: str, profile: Profile) -> bytes:
    """A code this paper cannot carry is at least readable."""
    text = to_page(sanitise(data), profile.page)
    rows = [text[at : at + profile.columns] for at in range(0, len(text), profile.columns)]
    return b"".join(
        encode_cells(row.center(profile.columns).rstrip(), profile.page) + commands.LINE_FEED for row in rows
    )


def _text(spans: tuple[Span, ...], page: str) -> bytes:
    parts: list[bytes] = []
    for number, span in enumerate(spans, start=1):
        last = number == len(spans)
        text = span.text.rstrip(" ") if last else span.text
        parts.append(_styled(span, encode_cells(text, page)))
    return b"".join(parts)


def _styled(span: Span, data: bytes) -> bytes:
    """Style on, text, style off: nothing leaks into the next span."""
    if not data:
        return b""
    if span.bold:
        data = commands.BOLD_ON + data + commands.BOLD_OFF
    if span.wide or span.tall:
        on = commands.size(double_width=span.wide, double_height=span.tall)
        data = on + data + commands.size(double_width=False, double_height=False)
    return data
