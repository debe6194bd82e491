"""Where the till's log goes: JSON lines, five files of 2 MiB; what a library says is kept from WARNING up."""

from __future__ import annotations

import json
import logging
import logging.handlers
import sys
from pathlib import Path
from typing import Final

FILE_BYTES: Final = 2 * 1024 * 1024
FILES: Final = 5
OURS: Final = ("app", "sync", "hardware", "core", "resources")


class JsonLines(logging.Formatter):
    """One object per record; a traceback names types and places, never values of variables."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        body = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname,
            "logger": record.name,
            "thread": record.threadName,
            "message": record.getMessage(),
        }
        if record.exc_info:
            body["trace"] = self.formatException(record.exc_info)
        return json.dumps(body, ensure_ascii=False)


def set_up_logging(folder: Path, *, echo: bool = False) -> None:
    """Write to ``folder``; with ``echo`` also to stderr (a driven till whose parent keeps the output).

    A folder that cannot be written does not stop a till: then stderr alone is used.
    """
    handlers: list[logging.Handler] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(
            logging.handlers.RotatingFileHandler(
                folder / "cuadre.log", maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8"
            )
        )
    except OSError:
        echo = True
    if echo and sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison] - None in a windowed build
        handlers.append(logging.StreamHandler(sys.stderr))
    for handler in handlers:
        handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=handlers, force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
