"""What programs write into documents: everything between two marks."""

from __future__ import annotations


def between(text: str, begin: str, end: str, made: str) -> str:
    """The document with something else between its marks.

    Raises:
        ValueError: it has no place for it.
    """
    before, opened, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not opened or not closed:
        raise ValueError("the document has no place for the figures")
    return f"{before}{begin}\n\n{made}\n{end}{after}"
