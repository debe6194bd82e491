"""`ReceiptDocument`: ordered blocks, and their canonical JSON (hardware.md section 7)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeAlias

DOCUMENT_VERSION: Final = 1


class DocumentError(ValueError):
    """The text is not a receipt document of this version."""


class Align(StrEnum):
    """Where text stands on its line."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``wide`` takes two cells per character, ``tall`` is double height."""

    text: str
    bold: bool = False
    wide: bool = False
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph that wraps at blanks."""

    spans: tuple[Span, ...]
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A label that may wrap and, at the right edge, an amount that never wraps and is never cut."""

    left: tuple[Span, ...]
    right: Span


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of `Columns`: ``width`` characters at least, 0 for the one that takes what is left and wraps."""

    span: Span
    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells side by side with one blank between; only the flexible one wraps, the others grow to fit."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line over the whole width, of one character."""

    mark: str = "-"


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, made elsewhere: by the fiscal adapter, or signed by the till (ADR 85).

    Attributes:
        data: What it says, printable ASCII.
        caption: Words below a code that says nothing to people; a printer that cannot draw such a code leaves
            both out. Empty for one that does: then its data stand there as text.
    """

    data: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Barcode:
    """A Code 128 of printable ASCII, with its text below."""

    data: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture known to the printer by key, e.g. the shop's logo."""

    key: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Blank lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cut:
    """Paper cut at the end of a copy."""


Block: TypeAlias = Text | Row | Columns | Rule | Qr | Barcode | Image | Feed | Cut


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """A receipt, independent of any printer and of its width."""

    blocks: tuple[Block, ...]

    def to_json(self) -> str:
        """Canonical JSON: compact, keys sorted, non-ASCII unescaped; `from_json` gives the document back."""
        return f'{{"blocks":[{blocks_json(self.blocks)}],"v":{DOCUMENT_VERSION}}}'

    @classmethod
    def from_json(cls, text: str) -> ReceiptDocument:
        """Read canonical JSON.

        Raises:
            DocumentError: not JSON, another version, an unknown block or a mistyped field.
        """
        try:
            body: Any = json.loads(text)
            if body["v"] != DOCUMENT_VERSION:
                raise DocumentError("unknown document version")
            return cls(tuple(_block_from_json(block) for block in body["blocks"]))
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            raise DocumentError(f"not a receipt document: {error}") from error

    def map_text(self, change: Callable[[str], str]) -> ReceiptDocument:
        """The same document with every text changed, before layout.

        A printer whose code page needs ``EUR`` for ``€`` changes the text here, so that the columns
        still fit. Bar codes, QR codes and image keys stay.
        """
        return ReceiptDocument(tuple(_map_block(block, change) for block in self.blocks))


def blocks_json(blocks: Iterable[Block]) -> str:
    """Blocks as they stand in `ReceiptDocument.to_json`, one after another."""
    body = [_block_to_json(block) for block in blocks]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)[1:-1]


def text_line(text: str, align: Align = Align.LEFT, *, bold: bool = False, wide: bool = False) -> Text:
    """A paragraph of one span."""
    return Text((Span(text, bold=bold, wide=wide),), align)


def row(left: str, right: str, *, bold: bool = False, wide: bool = False, tall: bool = False) -> Row:
    """A label and an amount in one style."""
    return Row((Span(left, bold, wide, tall),), Span(right, bold, wide, tall))


def _map_block(block: Block, change: Callable[[str], str]) -> Block:
    def mapped(span: Span) -> Span:
        return replace(span, text=change(span.text))

    if isinstance(block, Text):
        return replace(block, spans=tuple(mapped(span) for span in block.spans))
    if isinstance(block, Row):
        return Row(tuple(mapped(span) for span in block.left), mapped(block.right))
    if isinstance(block, Columns):
        return Columns(tuple(replace(column, span=mapped(column.span)) for column in block.columns))
    if isinstance(block, Qr) and block.caption:
        return replace(block, caption=change(block.caption))
    return block


def _span_to_json(span: Span) -> dict[str, Any]:
    data: dict[str, Any] = {"text": span.text}
    if span.bold:
        data["bold"] = True
    if span.wide:
        data["wide"] = True
    if span.tall:
        data["tall"] = True
    return data


def _span_from_json(data: Mapping[str, Any]) -> Span:
    return Span(
        _text(data["text"]),
        bold=data.get("bold", False) is True,
        wide=data.get("wide", False) is True,
        tall=data.get("tall", False) is True,
    )


def _spans(data: Sequence[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(_span_from_json(span) for span in data)


def _block_to_json(block: Block) -> dict[str, Any]:  # noqa: PLR0911  (one return per kind of block)
    match block:
        case Text(spans, align):
            return {"k": "text", "spans": [_span_to_json(s) for s in spans], "align": align.value}
        case Row(left, right):
            return {"k": "row", "left": [_span_to_json(s) for s in left], "right": _span_to_json(right)}
        case Columns(columns):
            cells = [
                {"span": _span_to_json(c.span), "width": c.width, "align": c.align.value} for c in columns
            ]
            return {"k": "columns", "columns": cells}
        case Rule(mark):
            return {"k": "rule", "mark": mark}
        case Qr(data, caption):
            return {"k": "qr", "data": data} | ({"caption": caption} if caption else {})
        case Barcode(data):
            return {"k": "barcode", "data": data}
        case Image(key):
            return {"k": "image", "key": key}
        case Feed(lines):
            return {"k": "feed", "lines": lines}
        case Cut():
            return {"k": "cut"}


def _block_from_json(data: Mapping[str, Any]) -> Block:  # noqa: PLR0911  (one return per kind of block)
    match data["k"]:
        case "text":
            return Text(_spans(data["spans"]), Align(data["align"]))
        case "row":
            return Row(_spans(data["left"]), _span_from_json(data["right"]))
        case "columns":
            return Columns(
                tuple(
                    Column(_span_from_json(c["span"]), _count(c["width"]), Align(c["align"]))
                    for c in data["columns"]
                )
            )
        case "rule":
            return Rule(_text(data["mark"]))
        case "qr":
            return Qr(_text(data["data"]), _text(data.get("caption", "")))
        case "barcode":
            return Barcode(_text(data["data"]))
        case "image":
            return Image(_text(data["key"]))
        case "feed":
            return Feed(_count(data["lines"]))
        case "cut":
            return Cut()
        case kind:
            raise DocumentError(f"unknown block {kind!r}")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise DocumentError(f"{value!r} is not text")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise DocumentError(f"{value!r} is not a count")
    return value
