"""JSON objects of payloads and the error of reading them; below the journal and the documents alike."""

from __future__ import annotations

from typing import Any

JsonObject = dict[str, Any]


class PayloadError(ValueError):
    """The bytes are not a payload of this program's version (not JSON, missing or mistyped fields)."""
