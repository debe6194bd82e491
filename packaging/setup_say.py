"""How the set-up speaks: one line for each step, on standard error, and plain words when it must stop."""

from __future__ import annotations

import sys
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the bootstrap."""

    FAILED = 1
    UNSUPPORTED = 2
    LIBRARIES = 3
    USAGE = 64


class SetupError(Exception):
    """The set-up cannot go on; ``str`` is what a person reads."""

    def __init__(self, message: str, code: Exit = Exit.FAILED) -> None:
        super().__init__(message)
        self.code = code


def say(line: str) -> None:
    """One line of progress."""
    print(f"cuadre: {line}", file=sys.stderr, flush=True)
