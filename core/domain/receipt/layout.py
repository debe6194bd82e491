"""Layout of a receipt document, once, into lines of cells; renderers only draw (hardware.md section 7).

One character is one cell, two when wide. An amount never wraps and is never cut: a long label wraps before
it, and where both do not fit the amount gets a right-aligned line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from core.domain.receipt.document import (
    Align,
    Barcode,
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
)
from core.domain.receipt.wrap import cells, fit_amount, merge, wrap

MIN_COLUMNS: Final = 16
_FLEX_LEAST: Final = 8
"""Below this many cells the flexible column gets lines of its own."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line: spans left to right, blanks included; their cells never exceed the column count."""

    spans: tuple[Span, ...]

    @property
    def cells(self) -> int:
        """Cells taken."""
        return cells(self.spans)

    @property
    def plain(self) -> str:
        """The characters without style."""
        return "".join(span.text for span in self.spans)


LayoutLine: TypeAlias = TextLine | Qr | Barcode | Image | Feed | Cut


def layout(document: ReceiptDocument, columns: int) -> tuple[LayoutLine, ...]:
    """Lay a document out for a paper of ``columns`` characters (32, 42, 48, 56, 64 are usual).

    Raises:
        ValueError: fewer than `MIN_COLUMNS` columns.
    """
    if columns < MIN_COLUMNS:
        raise ValueError(f"{columns} columns are too few for a receipt")
    return tuple(_lines(document, columns))


def _lines(document: ReceiptDocument, width: int) -> Iterator[LayoutLine]:
    for block in document.blocks:
        match block:
            case Text(spans, align):
                yield from (_aligned(line, align, width) for line in wrap(spans, width))
            case Row(left, right):
                yield from _row(left, right, width)
            case Columns():
                yield from _columns(block, width)
            case Rule(mark):
                yield TextLine((Span((mark or "-")[0] * width),))
            case Qr(caption=caption):
                yield block
                yield from (_aligned(line, Align.CENTER, width) for line in wrap((Span(caption),), width))
            case Barcode() | Image() | Feed() | Cut():
                yield block


def _aligned(line: Sequence[Span], align: Align, width: int) -> TextLine:
    left = width - cells(line)
    pad = {Align.LEFT: 0, Align.CENTER: left // 2, Align.RIGHT: left}[align]
    return TextLine(merge([Span(" " * pad), *line]))


def _row(left: Sequence[Span], right: Span, width: int) -> Iterator[TextLine]:
    amounts = fit_amount(right, width)
    amount = amounts[-1]
    room = width - cells((amount,)) - 1
    labels = wrap(left, width)
    if len(amounts) > 1 or not labels:
        yield from (TextLine(merge(line)) for line in labels)
        yield from (_aligned((part,), Align.RIGHT, width) for part in amounts)
        return
    yield from (TextLine(merge(line)) for line in labels[:-1])
    last = labels[-1]
    if cells(last) <= room:
        gap = width - cells(last) - cells((amount,))
        yield TextLine(merge([*last, Span(" " * gap), amount]))
    else:
        yield TextLine(merge(last))
        yield _aligned((amount,), Align.RIGHT, width)


def _columns(block: Columns, width: int) -> Iterator[TextLine]:
    fixed = [max(column.width, cells((column.span,))) for column in block.columns]
    flexible = [index for index, column in enumerate(block.columns) if column.width == 0]
    gaps = len(block.columns) - 1
    if len(flexible) > 1:
        raise ValueError("only one column may be flexible")
    if not flexible:
        yield from _fixed_columns(block, fixed, width)
        return
    at = flexible[0]
    room = width - gaps - sum(size for index, size in enumerate(fixed) if index != at)
    if room < _FLEX_LEAST:
        column = block.columns[at]
        yield from (_aligned(line, column.align, width) for line in wrap((column.span,), width))
        rest = Columns(block.columns[:at] + block.columns[at + 1 :])
        yield from _fixed_columns(rest, fixed[:at] + fixed[at + 1 :], width)
        return
    sizes = [*fixed[:at], room, *fixed[at + 1 :]]
    wrapped = wrap((block.columns[at].span,), room) or [()]
    for number, part in enumerate(wrapped):
        parts: list[Sequence[Span]] = [
            part if index == at else ((column.span,) if number == 0 else ())
            for index, column in enumerate(block.columns)
        ]
        yield _side_by_side(parts, sizes, [column.align for column in block.columns])


def _fixed_columns(block: Columns, sizes: Sequence[int], width: int) -> Iterator[TextLine]:
    """Cells that must not wrap: on one line where they fit, else each on its own, right-aligned."""
    if not block.columns:
        return
    if sum(sizes) + len(sizes) - 1 <= width:
        spare = width - sum(sizes) - len(sizes) + 1
        line = _side_by_side(
            [(column.span,) for column in block.columns], sizes, [column.align for column in block.columns]
        )
        right = block.columns[-1].align is Align.RIGHT
        yield TextLine(merge([Span(" " * spare), *line.spans])) if right else line
        return
    for column in block.columns:
        yield from (_aligned((part,), Align.RIGHT, width) for part in fit_amount(column.span, width))


def _side_by_side(parts: Iterable[Sequence[Span]], sizes: Sequence[int], aligns: Sequence[Align]) -> TextLine:
    line: list[Span] = []
    for index, (part, size, align) in enumerate(zip(parts, sizes, aligns, strict=True)):
        if index:
            line.append(Span(" "))
        spare = size - cells(part)
        before = {Align.LEFT: 0, Align.CENTER: spare // 2, Align.RIGHT: spare}[align]
        line.extend([Span(" " * before), *part, Span(" " * (spare - before))])
    return TextLine(_trimmed(merge(line)))


def _trimmed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    if not spans:
        return spans
    last = replace(spans[-1], text=spans[-1].text.rstrip(" "))
    return (*spans[:-1], last) if last.text else _trimmed(spans[:-1])
