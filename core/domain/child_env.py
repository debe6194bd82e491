"""Environment of child processes (packaging.md section 4, trap a).

A frozen program's bootloader puts its own libraries into ``LD_LIBRARY_PATH``; a child that inherits it may
load them instead of the system's and fail at a missing symbol.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_LIBRARY_PATHS: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")


def child_environment(environment: Mapping[str, str], *, frozen: bool) -> dict[str, str]:
    """A copy for a child process.

    Args:
        environment: The program's own environment.
        frozen: Whether the program is a packaged one; then library paths are put back to what the user had
            (``…_ORIG``), or taken away when he had none.
    """
    child = {name: value for name, value in environment.items() if not name.endswith("_ORIG")}
    if frozen:
        for name in _LIBRARY_PATHS:
            original = environment.get(f"{name}_ORIG")
            if original is None:
                child.pop(name, None)
            else:
                child[name] = original
    return child
