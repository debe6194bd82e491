"""Theme and language as a person last chose them on this till; they outrank the installer's file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from app.config import LANGUAGES, THEMES, TillConfig

FILE_NAME: Final = "choices.txt"
_ALLOWED: Final = {"theme": THEMES, "language": LANGUAGES}
_LONGEST: Final = 200


def with_choices(config: TillConfig) -> TillConfig:
    """Return ``config`` as people changed it; a file that cannot be read or understood changes nothing."""
    found = _read(config.data_dir / FILE_NAME)
    return replace(
        config,
        theme=found.get("theme", config.theme),
        language=found.get("language", config.language),
    )


def keep_choices(data_dir: Path, theme: str, language: str) -> None:
    """Keep what people chose for the next start: the whole file or the one before, never half of one.

    Raises:
        OSError: When the folder cannot be written.
    """
    path = data_dir / FILE_NAME
    draft = path.with_name(FILE_NAME + ".new")
    draft.write_text(f"theme={theme}\nlanguage={language}\n", encoding="utf-8")
    draft.replace(path)


def _read(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8")[:_LONGEST]
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.partition("=") for line in text.splitlines())
    return {name: value for name, _, value in pairs if value in _ALLOWED.get(name, ())}
