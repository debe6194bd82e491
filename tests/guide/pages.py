"""Where the guide's pages and pictures lie, and what a page refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

GUIDE: Final = Path(__file__).parents[2] / "docs" / "guide"
PICTURES: Final = GUIDE / "pictures"
INDEX: Final = {"es": "cajera.md", "en": "cashier.md"}
"""The first page of each language."""

_PICTURE: Final = re.compile(r"!\[([^\]]+)\]\(\.\./pictures/([a-z]{2})/([a-z-]+)\.png\)")
_QUOTED: Final = re.compile(r"«([^»]+)»")


@dataclass(frozen=True)
class Page:
    """A page as it stands in the repository."""

    path: Path

    @property
    def language(self) -> str:
        return self.path.parent.name

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def pictures(self) -> list[tuple[str, str]]:
        """Language and name of each, in order."""
        return [(language, name) for _, language, name in _PICTURE.findall(self.text)]

    @property
    def quoted(self) -> list[str]:
        """Words of the program, which stand in «»."""
        return [" ".join(words.split()) for words in _QUOTED.findall(self.text)]


def pages(language: str) -> list[Page]:
    """Pages of tasks, by name."""
    return [Page(path) for path in sorted((GUIDE / language).glob("*.md"))]
