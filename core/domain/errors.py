"""Errors of the domain: a message id with values, never a sentence (ux.md section 5).

The screen turns a message id into Spanish or English words; the domain knows no language.
"""

from __future__ import annotations


class DomainError(Exception):
    """A refusal that a person can understand and act upon.

    Attributes:
        code: Stable message id in snake_case, e.g. ``check_digit`` or ``cash_below_total``.
        values: What the words need (amounts and quantities as decimal strings, codes, names).
    """

    def __init__(self, code: str, /, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        """Code and values, for logs; never shown on the screen."""
        details = " ".join(f"{key}={value!r}" for key, value in sorted(self.values.items()))
        return f"{self.code} {details}".rstrip()
