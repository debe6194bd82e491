"""What stands in the command line: ``12*code``, a code, words to search, or an amount."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TIMES: Final = re.compile(r"\s*([0-9][0-9.,]{0,11})\s*[*×xX]\s*(.*)", re.DOTALL)
_CODE: Final = re.compile(r"[0-9]{4,48}")


@dataclass(frozen=True, slots=True)
class Command:
    """A command line taken apart.

    Attributes:
        times: Text of the quantity before ``*``, None without one.
        rest: What follows, stripped.
    """

    times: str | None
    rest: str

    @property
    def looks_like_code(self) -> bool:
        """Whether the rest is digits alone and long enough to be a code (4 or more)."""
        return _CODE.fullmatch(self.rest) is not None


def parse_command(text: str) -> Command:
    """Split ``n*rest``; ``x`` counts as ``*`` only after digits, so words with x stay words."""
    match = _TIMES.fullmatch(text)
    if match is None:
        return Command(None, text.strip())
    return Command(match.group(1), match.group(2).strip())


def waiting_times(text: str) -> str | None:
    """The quantity of ``12*`` that waits alone in the line for the next code or touch, None without one."""
    command = parse_command(text)
    return command.times if command.times and not command.rest else None
