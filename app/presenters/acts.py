"""What a person may ask for, where the floor stands, and what sounds: all the first picture needs to know."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Act(StrEnum):
    """Action ids: the same id serves button, key, help list and, later, permission and journal."""

    HELP = "help"
    SEARCH = "search"
    QUANTITY = "quantity"
    REMOVE = "remove"
    UNDO = "undo"
    REPEAT = "repeat"
    PAY = "pay"
    BACK = "back"
    EXACT = "exact"
    LAST_RECEIPT = "last_receipt"
    REPRINT = "reprint"
    VIEW_RECEIPT = "view_receipt"
    LOCK = "lock"
    SEND_NOW = "send_now"
    SENDING = "sending"
    REVIEWS = "reviews"
    CENTRE_DATA = "centre_data"
    PRINTED_YES = "printed_yes"
    CUSTOMER = "customer"
    PRICE_CHECK = "price_check"
    DISCOUNT = "discount"
    PRICE_OVERRIDE = "price_override"
    NOTE = "note"
    WHY = "why"
    PARK = "park"
    PARKED_LIST = "parked_list"
    RETURN = "return"
    VOID = "void"
    SALE_SEARCH = "sale_search"
    AWAITED = "awaited"
    CORRECT_CHANGE = "correct_change"
    SAVE_PDF = "save_pdf"
    SAVE_MAIL = "save_mail"
    LABELS = "labels"
    PRACTICE = "practice"
    LEAVE_PRACTICE = "leave_practice"
    PAY_CARD = "pay_card"
    PAY_YAPPY = "pay_yappy"
    PAY_TRANSFER = "pay_transfer"
    PAY_OTHER = "pay_other"


WHILE_PAYING: Final = frozenset({Act.PAY_CARD, Act.PAY_YAPPY, Act.PAY_TRANSFER, Act.PAY_OTHER})
"""Tasks that stand on the payment screen alone."""
WHILE_SELLING: Final = frozenset(
    {
        Act.PRICE_CHECK,
        Act.DISCOUNT,
        Act.PRICE_OVERRIDE,
        Act.NOTE,
        Act.WHY,
        Act.PARK,
        Act.PARKED_LIST,
        Act.RETURN,
        Act.VOID,
        Act.SALE_SEARCH,
        Act.AWAITED,
        Act.CORRECT_CHANGE,
        Act.SENDING,
        Act.REVIEWS,
        Act.CENTRE_DATA,
        Act.LABELS,
        Act.PRACTICE,
    }
)
"""Tasks that change or leave the sale: not once money is being taken."""

OVER_PANEL: Final = frozenset(
    {Act.PAY, Act.BACK, Act.LOCK, Act.SEND_NOW, Act.PRINTED_YES, Act.LEAVE_PRACTICE}
)
"""Actions that mean something while a panel is open; the rest wait until it closes."""


class FloorMode(StrEnum):
    """What fills the left side; strip, command line, total, pad and Pay never move."""

    SALE = "sale"
    SEARCH = "search"
    PAYMENT = "payment"
    CHANGE = "change"
    RECEIPT = "receipt"
    PANEL = "panel"


class Sound(StrEnum):
    """Sounds, each with a visual twin."""

    OK = "ok"
    ERROR = "error"
    ATTENTION = "attention"
    DONE = "done"
