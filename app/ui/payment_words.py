"""Words of the panels of ways to pay; a part of the table in ``app.ui.panel_words``."""

from __future__ import annotations

from typing import Final

from app.presenters.review_wording import Word
from app.presenters.wording import W
from app.ui.marking import QT_TRANSLATE_NOOP

PAYMENT_WORDS: Final[dict[Word, str]] = {
    W.PAY_AMOUNT: QT_TRANSLATE_NOOP("Panel", "Amount"),
    W.PAY_MISSING: QT_TRANSLATE_NOOP("Panel", "Missing B/. {amount}"),
    W.PAY_TAKE: QT_TRANSLATE_NOOP("Panel", "Receive"),
    W.CARD_TITLE: QT_TRANSLATE_NOOP("Panel", "Card"),
    W.CARD_LAST4: QT_TRANSLATE_NOOP("Panel", "Last 4 digits"),
    W.CARD_APPROVAL: QT_TRANSLATE_NOOP("Panel", "Approval code"),
    W.CARD_TERMINAL: QT_TRANSLATE_NOOP("Panel", "Terminal"),
    W.CARD_BATCH: QT_TRANSLATE_NOOP("Panel", "Batch"),
    W.CARD_TRACE: QT_TRANSLATE_NOOP("Panel", "Trace number"),
    W.CARD_CREDIT: QT_TRANSLATE_NOOP("Panel", "Credit"),
    W.CARD_DEBIT: QT_TRANSLATE_NOOP("Panel", "Debit"),
    W.CARD_OTHER: QT_TRANSLATE_NOOP("Panel", "Other"),
    W.CARD_MORE: QT_TRANSLATE_NOOP("Panel", "Terminal, batch, trace"),
    W.CARD_LESS: QT_TRANSLATE_NOOP("Panel", "Fewer fields"),
    W.CARD_NO_NUMBER: QT_TRANSLATE_NOOP(
        "Panel", "A full card number is never kept. Type its last four digits only."
    ),
    W.PAY_OPTIONAL: QT_TRANSLATE_NOOP("Panel", "optional"),
    W.YAPPY_TITLE: QT_TRANSLATE_NOOP("Panel", "Yappy"),
    W.YAPPY_CODE: QT_TRANSLATE_NOOP("Panel", "Confirmation code"),
    W.YAPPY_PAYER: QT_TRANSLATE_NOOP("Panel", "Who pays"),
    W.YAPPY_LATER: QT_TRANSLATE_NOOP("Panel", "It counts now and is confirmed later with the bank's list."),
    W.TRANSFER_TITLE: QT_TRANSLATE_NOOP("Panel", "Transfer"),
    W.TRANSFER_BANK: QT_TRANSLATE_NOOP("Panel", "Bank"),
    W.TRANSFER_OTHER: QT_TRANSLATE_NOOP("Panel", "Another bank"),
    W.TRANSFER_REFERENCE: QT_TRANSLATE_NOOP("Panel", "Reference"),
    W.TRANSFER_PAYER: QT_TRANSLATE_NOOP("Panel", "In the name of"),
    W.TRANSFER_WAITING: QT_TRANSLATE_NOOP("Panel", "Not seen yet"),
    W.TRANSFER_SEEN: QT_TRANSLATE_NOOP("Panel", "Seen on the account"),
    W.TRANSFER_RELEASE: QT_TRANSLATE_NOOP("Panel", "Release goods on a transfer not seen: {amount}"),
    W.YAPPY_QR: QT_TRANSLATE_NOOP("Panel", "Show QR"),
    W.YAPPY_OR_CODE: QT_TRANSLATE_NOOP(
        "Panel", "Enter shows a code to scan. Where there is none, type the confirmation code."
    ),
    W.QR_TITLE: QT_TRANSLATE_NOOP("Panel", "Yappy with QR"),
    W.QR_SHOWN: QT_TRANSLATE_NOOP("Panel", "The customer scans it, here or on their screen"),
    W.QR_ASKING: QT_TRANSLATE_NOOP("Panel", "Asking for an answer…"),
    W.QR_SCAN: QT_TRANSLATE_NOOP("Panel", "Valid for {time}"),
    W.QR_ASK_NOW: QT_TRANSLATE_NOOP("Panel", "Ask now"),
    W.QR_ASK_AGAIN: QT_TRANSLATE_NOOP("Panel", "Ask again"),
    W.QR_APPROVED: QT_TRANSLATE_NOOP("Panel", "Approved with this code"),
    W.QR_UNPAID: QT_TRANSLATE_NOOP("Panel", "Not paid"),
    W.QR_NO_ANSWER: QT_TRANSLATE_NOOP("Panel", "No answer"),
    W.QR_NOT_AGAIN: QT_TRANSLATE_NOOP("Panel", "Do not charge again before it is clear"),
    W.QR_UNKNOWN: QT_TRANSLATE_NOOP(
        "Panel", "We do not know if B/. {amount} was paid. Look at the customer's screen: with a code it was."
    ),
    W.QR_CODE_SEEN: QT_TRANSLATE_NOOP("Panel", "as the customer's screen shows it"),
    W.PURSE_POINTS: QT_TRANSLATE_NOOP("Panel", "Points"),
    W.PURSE_CREDIT: QT_TRANSLATE_NOOP("Panel", "Store credit"),
    W.PURSE_WORTH: QT_TRANSLATE_NOOP("Panel", "They are worth"),
    W.PURSE_HOW_MANY: QT_TRANSLATE_NOOP("Panel", "How many points"),
    W.PURSE_OVER: QT_TRANSLATE_NOOP("Panel", "Credit beyond the limit: {amount}"),
}
