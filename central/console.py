"""What commands print: one JSON object a line on standard output, for people and programs alike."""

from __future__ import annotations

import getpass
import json
import sys
from typing import Any


def say(answer: dict[str, Any]) -> None:
    """Print one object and let it out at once."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def ask_secret(prompt: str) -> str:
    """A secret typed twice on the terminal without being shown, or the first line of what is piped in.

    Never an argument: those stand in the shell's history and in the list of processes.

    Raises:
        ValueError: the two differ.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    first = getpass.getpass(f"{prompt}: ")
    if getpass.getpass(f"{prompt} (again): ") != first:
        raise ValueError("the two differ")
    return first
