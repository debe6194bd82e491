"""Words of actions, states and roles: one place per thing, as the table of ux.md section 5 has them.

Every literal stands whole inside ``QCoreApplication.translate``: aliases and variables are not found
by lupdate.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.presenters.states import Act, DrawerState, Link, PrinterState, PrintShown
from app.ui.counted import Counted
from app.ui.theme.tokens import Ink


def act_words(act: Act) -> str:
    """Name of an action, as on its button and in the list of actions."""
    words = {
        Act.HELP: QCoreApplication.translate("Act", "Actions"),
        Act.SEARCH: QCoreApplication.translate("Act", "Search"),
        Act.QUANTITY: QCoreApplication.translate("Act", "Quantity"),
        Act.REMOVE: QCoreApplication.translate("Act", "Remove"),
        Act.UNDO: QCoreApplication.translate("Act", "Undo"),
        Act.REPEAT: QCoreApplication.translate("Act", "Repeat"),
        Act.PAY: QCoreApplication.translate("Act", "Pay"),
        Act.BACK: QCoreApplication.translate("Act", "Back"),
        Act.EXACT: QCoreApplication.translate("Act", "Exact"),
        Act.LAST_RECEIPT: QCoreApplication.translate("Act", "Last receipt"),
        Act.REPRINT: QCoreApplication.translate("Act", "Reprint"),
        Act.VIEW_RECEIPT: QCoreApplication.translate("Act", "See receipt"),
        Act.LOCK: QCoreApplication.translate("Act", "Lock"),
        Act.SENDING: QCoreApplication.translate("Act", "Sending and review"),
        Act.REVIEWS: QCoreApplication.translate("Act", "Reviews"),
        Act.CENTRE_DATA: QCoreApplication.translate("Act", "Data from the centre"),
        Act.SEND_NOW: QCoreApplication.translate("Act", "Send now"),
        Act.PRINTED_YES: QCoreApplication.translate("Act", "It printed"),
        Act.CUSTOMER: QCoreApplication.translate("Act", "Customer"),
        Act.PRICE_CHECK: QCoreApplication.translate("Act", "Price"),
        Act.DISCOUNT: QCoreApplication.translate("Act", "Discount"),
        Act.PRICE_OVERRIDE: QCoreApplication.translate("Act", "Change price"),
        Act.NOTE: QCoreApplication.translate("Act", "Note"),
        Act.WHY: QCoreApplication.translate("Act", "Why this price?"),
        Act.PARK: QCoreApplication.translate("Act", "Park"),
        Act.PARKED_LIST: QCoreApplication.translate("Act", "Parked sales"),
        Act.RETURN: QCoreApplication.translate("Act", "Return"),
        Act.VOID: QCoreApplication.translate("Act", "Void sale"),
        Act.SALE_SEARCH: QCoreApplication.translate("Act", "Receipts"),
        Act.AWAITED: QCoreApplication.translate("Act", "Payments to confirm"),
        Act.CORRECT_CHANGE: QCoreApplication.translate("Act", "Correct change"),
        Act.SAVE_PDF: QCoreApplication.translate("Act", "PDF"),
        Act.SAVE_MAIL: QCoreApplication.translate("Act", "Mail"),
        Act.LABELS: QCoreApplication.translate("Act", "Scale labels"),
        Act.PRACTICE: QCoreApplication.translate("Act", "Practice"),
        Act.LEAVE_PRACTICE: QCoreApplication.translate("Act", "Leave practice"),
        Act.PAY_CARD: QCoreApplication.translate("Act", "Card"),
        Act.PAY_YAPPY: QCoreApplication.translate("Act", "Yappy"),
        Act.PAY_TRANSFER: QCoreApplication.translate("Act", "Transfer"),
        Act.PAY_OTHER: QCoreApplication.translate("Act", "Other"),
    }
    return words[act]


def list_words(act: Act) -> str:
    """Name of an action in the list of all, where there is room for more than its button holds."""
    words = {
        Act.PRICE_CHECK: QCoreApplication.translate("Act", "Price check"),
        Act.PARK: QCoreApplication.translate("Act", "Park the sale"),
        Act.RETURN: QCoreApplication.translate("Act", "Return or exchange"),
        Act.SAVE_PDF: QCoreApplication.translate("Act", "Save receipt as PDF"),
        Act.SAVE_MAIL: QCoreApplication.translate("Act", "Receipt as mail"),
        Act.PAY_OTHER: QCoreApplication.translate("Act", "Other way to pay"),
    }
    return words.get(act) or act_words(act)


def key_words(act: Act) -> str:
    """Key of an action as its button shows it, empty without one."""
    keys = {
        Act.HELP: "F1",
        Act.SEARCH: "F2",
        Act.QUANTITY: "F4",
        Act.REMOVE: QCoreApplication.translate("Key", "Del"),
        Act.UNDO: "Ctrl+Z",
        Act.REPEAT: "Ins",
        Act.PAY: "F10",
        Act.BACK: "Esc",
        Act.LAST_RECEIPT: "F11",
        Act.LOCK: "F12",
        Act.CUSTOMER: "F3",
        Act.PRICE_CHECK: "F5",
        Act.DISCOUNT: "F6",
        Act.PARK: "F7",
        Act.PARKED_LIST: QCoreApplication.translate("Key", "Shift+F7"),
        Act.RETURN: "F8",
        Act.SALE_SEARCH: QCoreApplication.translate("Key", "Shift+F11"),
        Act.AWAITED: QCoreApplication.translate("Key", "Shift+F8"),
        Act.CORRECT_CHANGE: QCoreApplication.translate("Key", "Shift+F4"),
        Act.SENDING: QCoreApplication.translate("Key", "Shift+F9"),
        Act.REVIEWS: "Ctrl+F9",
        Act.VOID: QCoreApplication.translate("Key", "Ctrl+Del"),
        Act.PAY_CARD: "F6",
        Act.PAY_YAPPY: "F7",
        Act.PAY_TRANSFER: "F8",
        Act.PAY_OTHER: "F9",
    }
    return keys.get(act, "")


ACT_ICONS = {
    Act.HELP: "menu",
    Act.SEARCH: "search",
    Act.QUANTITY: "hash",
    Act.REMOVE: "trash",
    Act.UNDO: "undo",
    Act.REPEAT: "repeat",
    Act.PAY: "cash",
    Act.BACK: "chevron-left",
    Act.EXACT: "check",
    Act.LAST_RECEIPT: "receipt",
    Act.REPRINT: "printer",
    Act.VIEW_RECEIPT: "eye",
    Act.LOCK: "lock",
    Act.SENDING: "cloud-sync",
    Act.REVIEWS: "alert",
    Act.CENTRE_DATA: "cloud-check",
    Act.SEND_NOW: "send",
    Act.PRINTED_YES: "check",
    Act.CUSTOMER: "user-plus",
    Act.PRICE_CHECK: "tag",
    Act.DISCOUNT: "percent",
    Act.PRICE_OVERRIDE: "tag-edit",
    Act.NOTE: "note",
    Act.WHY: "question",
    Act.PARK: "pause",
    Act.PARKED_LIST: "list",
    Act.RETURN: "return",
    Act.VOID: "trash",
    Act.SALE_SEARCH: "history",
    Act.AWAITED: "clock",
    Act.CORRECT_CHANGE: "cash",
    Act.SAVE_PDF: "file",
    Act.SAVE_MAIL: "mail",
    Act.LABELS: "scan",
    Act.PRACTICE: "practice",
    Act.LEAVE_PRACTICE: "practice",
    Act.PAY_CARD: "card",
    Act.PAY_YAPPY: "phone",
    Act.PAY_TRANSFER: "swap",
    Act.PAY_OTHER: "dots",
}


def link_words(link: Link) -> str:
    """State of the connection in a word or two."""
    words = {
        Link.ONLINE: QCoreApplication.translate("Strip", "Online"),
        Link.OFFLINE: QCoreApplication.translate("Strip", "Offline"),
        Link.CONNECTING: QCoreApplication.translate("Strip", "Connecting"),
        Link.PAUSED: QCoreApplication.translate("Strip", "Sending paused"),
        Link.NONE: QCoreApplication.translate("Strip", "No centre"),
    }
    return words[link]


def queue_words(queued: int) -> str:
    """``12 por enviar``."""
    return Counted().to_send(queued)


def printer_words(state: PrinterState) -> str:
    """State of the receipt printer."""
    words = {
        PrinterState.READY: QCoreApplication.translate("Strip", "Printer ready"),
        PrinterState.BUSY: QCoreApplication.translate("Strip", "Printing"),
        PrinterState.NEAR_END: QCoreApplication.translate("Strip", "Paper running out"),
        PrinterState.PAPER_OUT: QCoreApplication.translate("Strip", "Printer out of paper"),
        PrinterState.COVER_OPEN: QCoreApplication.translate("Strip", "Printer cover open"),
        PrinterState.OFF: QCoreApplication.translate("Strip", "Printer off"),
        PrinterState.UNCERTAIN: QCoreApplication.translate("Strip", "Did it print?"),
        PrinterState.UNKNOWN: QCoreApplication.translate("Strip", "Printer not answering"),
        PrinterState.NONE: QCoreApplication.translate("Strip", "No printer"),
    }
    return words[state]


def printer_tiny(state: PrinterState) -> str:
    """State of the printer in a word, beside its icon, where the strip is narrow."""
    words = {
        PrinterState.NEAR_END: QCoreApplication.translate("Strip", "Little paper"),
        PrinterState.PAPER_OUT: QCoreApplication.translate("Strip", "No paper"),
        PrinterState.COVER_OPEN: QCoreApplication.translate("Strip", "Cover open"),
        PrinterState.OFF: QCoreApplication.translate("Strip", "Printer off"),
        PrinterState.UNCERTAIN: QCoreApplication.translate("Strip", "Printed?"),
        PrinterState.UNKNOWN: QCoreApplication.translate("Strip", "No answer"),
    }
    return words.get(state, QCoreApplication.translate("Strip", "Printer"))


def drawer_words(state: DrawerState) -> str:
    """State of the cash drawer."""
    words = {
        DrawerState.CLOSED: QCoreApplication.translate("Strip", "Drawer closed"),
        DrawerState.OPEN: QCoreApplication.translate("Strip", "Drawer open"),
        DrawerState.UNKNOWN: QCoreApplication.translate("Strip", "Drawer without sensor"),
        DrawerState.NONE: QCoreApplication.translate("Strip", "No drawer"),
    }
    return words[state]


def printed_words(state: PrintShown) -> tuple[str, str, Ink]:
    """Words, icon and colour of a receipt's state; empty words say nothing."""
    words = {
        PrintShown.NONE: ("", "", Ink.MUTED),
        PrintShown.QUEUED: (QCoreApplication.translate("Receipt", "Receipt printing"), "printer", Ink.MUTED),
        PrintShown.WAITING: (
            QCoreApplication.translate("Receipt", "Receipt waiting"),
            "paper-roll",
            Ink.WARN,
        ),
        PrintShown.SENT: (QCoreApplication.translate("Receipt", "Receipt sent"), "printer", Ink.OK),
        PrintShown.PRINTED: (QCoreApplication.translate("Receipt", "Receipt printed"), "printer", Ink.OK),
        PrintShown.UNCERTAIN: (QCoreApplication.translate("Receipt", "Did it print?"), "alert", Ink.WARN),
        PrintShown.PREVIEW: (
            QCoreApplication.translate("Receipt", "Receipt on the screen"),
            "eye",
            Ink.PRACTICE,
        ),
    }
    return words[state]


def sent_words(state: str) -> tuple[str, str, Ink]:
    """Words, icon and colour of a receipt's way to the centre."""
    words = {
        "acked": (QCoreApplication.translate("Receipt", "Accepted by the centre"), "cloud-check", Ink.OK),
        "review": (QCoreApplication.translate("Receipt", "In review"), "alert", Ink.WARN),
        "quarantined": (QCoreApplication.translate("Receipt", "Held"), "alert", Ink.WARN),
        "fenced": (QCoreApplication.translate("Receipt", "Held"), "alert", Ink.WARN),
        "practice": (QCoreApplication.translate("Receipt", "Practice: never sent"), "practice", Ink.PRACTICE),
    }
    waiting = (QCoreApplication.translate("Receipt", "To send"), "clock", Ink.MUTED)
    return words.get(state, waiting)


def role_words(role: str) -> str:
    """Role of a person."""
    words = {
        "cashier": QCoreApplication.translate("Role", "Cashier"),
        "supervisor": QCoreApplication.translate("Role", "Supervisor"),
        "manager": QCoreApplication.translate("Role", "Manager"),
        "installer": QCoreApplication.translate("Role", "Installer"),
        "owner": QCoreApplication.translate("Role", "Owner"),
    }
    return words.get(role, role)


def line_count(lines: int) -> str:
    """``8 renglones``."""
    return Counted().lines(lines)
