"""Lines of paper as the painter takes them, and their making from a laid-out receipt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


class RunLike(Protocol):
    """Characters of one style; wide ones take two columns, tall ones are double height."""

    @property
    def text(self) -> str:
        """The characters."""
        ...

    @property
    def bold(self) -> bool:
        """Whether bold."""
        ...

    @property
    def wide(self) -> bool:
        """Whether two columns each."""
        ...

    @property
    def tall(self) -> bool:
        """Whether double height."""
        ...


class LineLike(Protocol):
    """One line: ``kind`` is ``text``, ``barcode``, ``qr``, ``picture`` or ``cut``."""

    @property
    def kind(self) -> str:
        """What it is."""
        ...

    @property
    def runs(self) -> Sequence[RunLike]:
        """Characters of a text line."""
        ...

    @property
    def align(self) -> str:
        """``left``, ``center`` or ``right``."""
        ...

    @property
    def data(self) -> str:
        """What a code says; packed bits in hex of a picture."""
        ...

    @property
    def width(self) -> int:
        """Dots across, of a picture."""
        ...

    @property
    def height(self) -> int:
        """Dots down, of a picture."""
        ...


@dataclass(frozen=True, slots=True)
class PaperRun:
    """A run made here."""

    text: str
    bold: bool = False
    wide: bool = False
    tall: bool = False


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line made here."""

    kind: str
    runs: tuple[PaperRun, ...] = ()
    align: str = "left"
    data: str = ""
    width: int = 0
    height: int = 0


def receipt_lines(document: str, columns: int) -> tuple[PaperLine, ...]:
    """Lay a receipt out on the grid, as every other renderer does.

    Args:
        document: Canonical JSON of the receipt document; an empty one gives no lines.
        columns: Width of the grid.

    Raises:
        DocumentError: When the text is no receipt document.
    """
    if not document:
        return ()
    from core.domain.receipt.document import ReceiptDocument
    from core.domain.receipt.layout import LayoutLine, layout

    found: Sequence[LayoutLine] = layout(ReceiptDocument.from_json(document), columns)
    return tuple(line for item in found for line in _convert(item))


def _convert(item: object) -> Iterator[PaperLine]:
    from core.domain.receipt.document import Barcode, Cut, Feed, Qr
    from core.domain.receipt.layout import TextLine

    if isinstance(item, TextLine):
        runs = tuple(PaperRun(span.text, span.bold, span.wide, span.tall) for span in item.spans)
        yield PaperLine("text", runs)
    elif isinstance(item, Barcode):
        yield PaperLine("barcode", align="center", data=item.data)
    elif isinstance(item, Qr):
        yield PaperLine("qr", align="center", data=item.data)
    elif isinstance(item, Feed):
        yield from (PaperLine("text") for _ in range(item.lines))
    elif isinstance(item, Cut):
        yield PaperLine("cut")
