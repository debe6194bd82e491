"""Message ids with values; their words live in ``app.ui.messages`` (ux.md section 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Tone(StrEnum):
    """How much a message matters; colour, icon and word follow it."""

    INFO = "info"
    OK = "ok"
    WARN = "warn"
    ERR = "err"


class M(StrEnum):
    """Every message of the till. The comment names the values its words may use."""

    # scanning and basket
    UNKNOWN_CODE = "unknown_code"  # code, as_of
    BAD_SCAN = "bad_scan"  # code
    SCAN_NOT_HERE = "scan_not_here"
    PANEL_FIRST = "panel_first"
    SALE_FIRST = "sale_first"
    PAYMENT_FIRST = "payment_first"
    NO_RESULTS = "no_results"  # query
    BASKET_EMPTY = "basket_empty"
    NOTHING_SELECTED = "nothing_selected"
    NOTHING_TO_UNDO = "nothing_to_undo"
    LINE_REMOVED = "line_removed"  # name
    QUANTITY_NOT_POSITIVE = "quantity_not_positive"
    QUANTITY_NOT_WHOLE = "quantity_not_whole"  # name
    QUANTITY_IS_CODE = "quantity_is_code"  # text
    QUANTITY_LARGE = "quantity_large"  # quantity
    QUANTITY_NOT_NUMBER = "quantity_not_number"  # text
    QUANTITY_TYPE_FIRST = "quantity_type_first"  # name
    WEIGHT_NEEDED = "weight_needed"  # name, unit
    QUANTITY_FIXED = "quantity_fixed"
    PRICE_MISSING = "price_missing"
    LABEL_TIMES = "label_times"  # name
    BASKET_FULL = "basket_full"
    WEIGHT_OTHER_UNIT = "weight_other_unit"  # name, unit
    BASKET_RESTORED = "basket_restored"  # lines
    BASKET_UNREADABLE = "basket_unreadable"
    # data
    STORE_FULL = "store_full"
    STORE_UNAVAILABLE = "store_unavailable"
    SALES_RECOVERED = "sales_recovered"  # count
    UNEXPECTED_CLOSE = "unexpected_close"
    JOURNAL_COPY_DEGRADED = "journal_copy_degraded"
    AUTH_PAUSED = "auth_paused"
    SENT_ALL = "sent_all"  # count
    SEND_FAILED = "send_failed"
    NOTHING_TO_SEND = "nothing_to_send"
    PRACTICE_CLOSED = "practice_closed"  # code
    INTERNAL = "internal"  # code
    # start refused
    ALREADY_OPEN = "already_open"
    DATABASE_NEWER = "database_newer"
    DATABASE_DAMAGED = "database_damaged"
    LIBRARY_TOO_OLD = "library_too_old"  # version
    DATA_NOT_WRITABLE = "data_not_writable"
    NOT_ENROLLED = "not_enrolled"
    ENROLMENT_FAILED = "enrolment_failed"  # reason
    CONFIG_WRONG = "config_wrong"  # file, key, detail


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its values (amounts, codes and names already formatted as text)."""

    id: M
    tone: Tone = Tone.INFO
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    action: str | None = None
    """Action id offered by a button beside the words, e.g. ``undo`` (see ``app.presenters.states.Act``)."""
    lasting: bool = False
    """Stays until it is dealt with; otherwise it leaves after 6 s."""
