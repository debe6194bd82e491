"""Marks of PRÁCTICA on paper: at both ends of whatever is printed, so that no half of it passes for real."""

from __future__ import annotations

from core.domain.receipt.document import Align, Block, Cut, Feed, ReceiptDocument, text_line
from core.domain.receipt.words import ReceiptWords


def practice_paper(document: str, words: ReceiptWords) -> str:
    """The document with ``words.practice`` as its first and last line; one that has them stays as it is.

    Args:
        document: Canonical JSON of a receipt document of any kind.
        words: The language.

    Raises:
        DocumentError: ``document`` is none.
    """
    blocks = ReceiptDocument.from_json(document).blocks
    mark = text_line(words.practice, Align.CENTER, bold=True)
    end = _end(blocks)
    if end > 1 and blocks[0] == mark and blocks[end - 1] == mark:
        return document
    return ReceiptDocument((mark, *blocks[:end], mark, *blocks[end:])).to_json()


def _end(blocks: tuple[Block, ...]) -> int:
    """Behind the last block that leaves ink."""
    end = len(blocks)
    while end and isinstance(blocks[end - 1], Feed | Cut):
        end -= 1
    return end
