"""Marks literals for translation; lupdate knows the name. Typed, where Qt's own returns ``object``."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return ``text`` as it is.

    Args:
        context: Translation context, read by lupdate alone.
        text: English source literal.
    """
    del context
    return text
