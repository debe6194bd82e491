"""Frames of a QR payment gateway on the LAN: one line of JSON each way, ended by a newline.

``{"do": "sale" | "query" | "void", "order": …, "cents": …}`` is answered by the charge's state with its order
and amount. A frame that is none, or is about another charge, says nothing at all.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final, cast

from core.domain.charge import ChargeReport, ChargeState, unknown_charge
from core.domain.money import to_cents

LONGEST: Final = 4096
"""Bytes of a frame with its newline."""
END: Final = b"\n"
_TEXT_LIMIT: Final = 512
_MOST_SECONDS: Final = 3600


def request(action: str, sequence: str, amount: Decimal) -> bytes:
    """A question as bytes; ``action`` is ``sale``, ``query`` or ``void``."""
    frame = {"do": action, "order": sequence, "cents": to_cents(amount)}
    return json.dumps(frame, separators=(",", ":")).encode("ascii") + END


def read_reply(line: bytes, sequence: str, amount: Decimal) -> ChargeReport:
    """An answer, trusted only where it is about this charge and this amount."""
    try:
        frame = _frame(line)
        if frame["order"] != sequence:
            return unknown_charge(sequence, amount, "bad_reply")
        state = ChargeState(frame["state"])
        if state is not ChargeState.NONE and frame["cents"] != to_cents(amount):
            return unknown_charge(sequence, amount, "bad_reply")
        return ChargeReport(
            sequence,
            amount,
            state,
            qr=_text(frame, "qr"),
            transaction=_text(frame, "transaction"),
            confirmation=_text(frame, "confirmation"),
            payer=_text(frame, "payer"),
            expires_s=_seconds(frame),
        )
    except (ValueError, KeyError, TypeError):
        return unknown_charge(sequence, amount, "bad_reply")


def _frame(line: bytes) -> dict[str, Any]:
    loaded: object = json.loads(line)
    if not isinstance(loaded, dict):
        raise TypeError("frame")
    return cast("dict[str, Any]", loaded)


def _text(frame: dict[str, Any], name: str) -> str:
    value = frame.get(name, "")
    if not isinstance(value, str) or len(value) > _TEXT_LIMIT:
        raise TypeError(name)
    return value


def _seconds(frame: dict[str, Any]) -> int:
    value = frame.get("expires_s", 0)
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("expires_s")
    return max(0, min(_MOST_SECONDS, value))
