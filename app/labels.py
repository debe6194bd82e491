"""Label layouts learnt at this till; they outrank those of the installer's file with the same prefix."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from core.domain.embedded import LabelTemplate, parse_template
from core.domain.errors import DomainError
from core.domain.label_wizard import replaced

FILE_NAME: Final = "labels.txt"
_LONGEST: Final = 4_000


def with_learnt(data_dir: Path, templates: Iterable[LabelTemplate]) -> tuple[LabelTemplate, ...]:
    """The layouts in force at a start; a file or a line of it that cannot be read changes nothing."""
    found = tuple(templates)
    for template in _read(data_dir / FILE_NAME):
        found = replaced(found, template)
    return found


def keep_learnt(data_dir: Path, learnt: LabelTemplate) -> None:
    """Keep a layout for the next start: the whole file or the one before, never half of one.

    Raises:
        OSError: the folder cannot be written.
    """
    path = data_dir / FILE_NAME
    draft = path.with_name(FILE_NAME + ".new")
    lines = "".join(f"{template.text}\n" for template in replaced(_read(path), learnt))
    draft.write_text(lines, encoding="ascii")
    draft.replace(path)


def _read(path: Path) -> tuple[LabelTemplate, ...]:
    try:
        text = path.read_text(encoding="ascii")[:_LONGEST]
    except (OSError, UnicodeDecodeError):
        return ()
    found: list[LabelTemplate] = []
    for line in text.splitlines():
        try:
            found.append(parse_template(line))
        except DomainError:
            continue
    return tuple(found)
