"""Cells of styled text: counting, wrapping at blanks, and keeping amounts whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from core.domain.receipt.document import Span

Line: TypeAlias = tuple[Span, ...]
_RUNS: Final = re.compile(r" +|[^ ]+")


def cells(spans: Iterable[Span]) -> int:
    """Cells a run of spans takes: one per character, two where wide."""
    return sum(len(span.text) * (2 if span.wide else 1) for span in spans)


def merge(spans: Iterable[Span]) -> Line:
    """Neighbours of one style joined, empty spans left out."""
    merged: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if merged and _style(merged[-1]) == _style(span):
            merged[-1] = replace(span, text=merged[-1].text + span.text)
        else:
            merged.append(span)
    return tuple(merged)


def wrap(spans: Sequence[Span], width: int) -> list[Line]:
    """Text broken at blanks into lines of at most ``width`` cells; a longer word is broken where it must.

    Leading blanks of the text stay (an indent); an empty text gives no line.
    """
    lines: list[Line] = []
    line: list[Span] = []
    gap: list[Span] = []
    used = 0
    for piece, is_gap in _pieces(spans):
        if is_gap:
            gap = piece
            continue
        size = cells(piece)
        if line and used + cells(gap) + size > width:
            lines.append(merge(line))
            line, gap, used = [], [], 0
        if cells(gap) + size > width:
            parts = _broken(piece, width)
            lines.extend(merge(part) for part in parts[:-1])
            line, gap = list(parts[-1]), []
        else:
            line += [*gap, *piece]
        used = cells(line)
        gap = []
    if line:
        lines.append(merge(line))
    return lines


def fit_amount(span: Span, width: int) -> list[Span]:
    """An amount in a form that fits: as it is, else at single width; longer text in parts, nothing lost."""
    if cells((span,)) <= width:
        return [span]
    narrow = replace(span, wide=False)
    return [replace(narrow, text=narrow.text[at : at + width]) for at in range(0, len(narrow.text), width)]


def _style(span: Span) -> tuple[bool, bool, bool]:
    return span.bold, span.wide, span.tall


def _pieces(spans: Sequence[Span]) -> Iterator[tuple[list[Span], bool]]:
    """Words and the blanks between them, each possibly over several spans: (spans, is blank)."""
    piece: list[Span] = []
    blank = False
    for span in spans:
        for text in _RUNS.findall(span.text):
            is_blank = text[0] == " "
            if piece and is_blank != blank:
                yield piece, blank
                piece = []
            blank = is_blank
            piece.append(replace(span, text=text))
    if piece:
        yield piece, blank


def _broken(piece: Sequence[Span], width: int) -> list[list[Span]]:
    """A word longer than the line, cut into parts of at most ``width`` cells (at least 2)."""
    parts: list[list[Span]] = [[]]
    used = 0
    for span in piece:
        size = 2 if span.wide else 1
        text = span.text
        while text:
            fits = (width - used) // size
            if fits == 0:
                parts.append([])
                used = 0
                continue
            parts[-1].append(replace(span, text=text[:fits]))
            used += min(fits, len(text)) * size
            text = text[fits:]
    return parts
