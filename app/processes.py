"""Starting our own programs as child processes, with the environment they need."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from core.domain.child_env import child_environment


def own_environment() -> dict[str, str]:
    """This process's environment, fit for a child (also when this is a packaged program)."""
    return child_environment(os.environ, frozen=getattr(sys, "frozen", False))


def python_command(module: str, *arguments: str) -> list[str]:
    """The command that runs one of our modules: this interpreter, or the packaged program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", module, *arguments]


def spawn_apart(command: Sequence[str], extra: Mapping[str, str] | None = None) -> None:
    """Start a program that outlives this one.

    Raises:
        OSError: it cannot be started.
    """
    subprocess.Popen(command, env=own_environment() | dict(extra or {}), start_new_session=True)
