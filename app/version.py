"""The program's version, a constant: reading it from package metadata costs the start-up dearly."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.1.0"
