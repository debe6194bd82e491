"""Words of what is said about receipts on which goods come back; part of `app.ui.messages.TABLE`."""

from __future__ import annotations

from typing import Final

from app.presenters.messages import M
from app.ui.marking import QT_TRANSLATE_NOOP

RETURNS: Final[dict[M, tuple[str, str]]] = {
    M.RECEIPT_SCANNED: (
        QT_TRANSLATE_NOOP("Messages", "That is a receipt"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nothing was added to the sale. To take goods back, open Return and scan it there."
        ),
    ),
    M.RECEIPT_NOT_FOUND: (
        QT_TRANSLATE_NOOP("Messages", "No such receipt here"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "«{number}» is no sale of this till. Check the number, or scan the code printed on it.",
        ),
    ),
    M.RECEIPT_OTHER_TILL: (
        QT_TRANSLATE_NOOP("Messages", "Receipt of another till"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "To return {number} here, scan its square code. Without one the return waits for the network.",
        ),
    ),
    M.RECEIPT_VOIDED: (
        QT_TRANSLATE_NOOP("Messages", "That sale was voided"),
        QT_TRANSLATE_NOOP("Messages", "{number} was taken back as a whole; there is nothing left to return."),
    ),
    M.RECEIPT_CODE_INVALID: (
        QT_TRANSLATE_NOOP("Messages", "Receipt code not read whole"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nothing was taken back. Smooth the paper and scan the square code again."
        ),
    ),
    M.RECEIPT_CODE_NEWER: (
        QT_TRANSLATE_NOOP("Messages", "Receipt of a newer till"),
        QT_TRANSLATE_NOOP(
            "Messages", "This till must be updated to read it; until then its return waits for the network."
        ),
    ),
    M.RECEIPT_CODE_FALSE: (
        QT_TRANSLATE_NOOP("Messages", "Receipt code does not hold"),
        QT_TRANSLATE_NOOP(
            "Messages", "It is not what the till signed: give nothing back for it. Ask a supervisor."
        ),
    ),
    M.RECEIPT_TILL_UNKNOWN: (
        QT_TRANSLATE_NOOP("Messages", "Receipt of an unknown till"),
        QT_TRANSLATE_NOOP(
            "Messages", "This till cannot tell who signed it; its return waits for the network."
        ),
    ),
    M.EXCHANGE_READY: (
        QT_TRANSLATE_NOOP("Messages", "Goods of B/. {amount} come back"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Scan what the customer takes instead, then press Pay: it asks for the difference only.",
        ),
    ),
    M.EXCHANGE_ONE: (
        QT_TRANSLATE_NOOP("Messages", "One receipt for each sale"),
        QT_TRANSLATE_NOOP(
            "Messages", "Goods of another receipt come back in this sale already. Finish it first."
        ),
    ),
    M.RETURN_STANDS: (
        QT_TRANSLATE_NOOP("Messages", "That return is stored already"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "It was paid out and pays nothing here. Take its rows out of this sale, then press Pay.",
        ),
    ),
}
