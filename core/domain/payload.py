"""JSON objects of payloads, their times and the error of reading them; below journal and documents alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

JsonObject = dict[str, Any]


class PayloadError(ValueError):
    """The bytes are not a payload of this program's version (not JSON, missing or mistyped fields)."""


def format_time(moment: datetime) -> str:
    """RFC 3339 UTC with milliseconds, e.g. ``2026-11-24T15:04:07.120Z``."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def parse_time(text: str) -> datetime:
    """Inverse of `format_time`.

    Raises:
        PayloadError: not an RFC 3339 time with an offset.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise PayloadError("not a time") from error
    if moment.tzinfo is None:
        raise PayloadError("time without an offset")
    return moment.astimezone(UTC)
