"""Opaque cursors over (created_at, id)."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime

from central.api.problems import ApiError
from core.contract.problems import ProblemCode
from core.domain.ids import is_uuid


def encode_cursor(after: tuple[datetime, str] | None) -> str | None:
    """Text of a place in a list, None at its end."""
    if after is None:
        return None
    text = json.dumps([after[0].isoformat(), after[1]])
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def decode_cursor(text: str | None) -> tuple[datetime, str] | None:
    """Place a cursor stands for.

    Raises:
        ApiError: 400 ``BAD_CURSOR``.
    """
    if text is None:
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        moment, identifier = json.loads(raw)
        place = datetime.fromisoformat(moment), str(identifier)
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise ApiError(400, ProblemCode.BAD_CURSOR) from error
    if place[0].tzinfo is None or not is_uuid(place[1]):
        raise ApiError(400, ProblemCode.BAD_CURSOR)
    return place
