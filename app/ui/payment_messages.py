"""Words of the messages of ways to pay; a part of the table in ``app.ui.messages``."""

from __future__ import annotations

from typing import Final

from app.presenters.messages import M
from app.ui.marking import QT_TRANSLATE_NOOP

PAYMENT_TABLE: Final[dict[M, tuple[str, str]]] = {
    M.TENDER_BACK: (
        QT_TRANSLATE_NOOP("Messages", "Payment taken back"),
        QT_TRANSLATE_NOOP(
            "Messages", "It no longer counts. If B/. {amount} was charged, reverse it where it was charged."
        ),
    ),
    M.LAST4_WRONG: (
        QT_TRANSLATE_NOOP("Messages", "Last 4 digits missing"),
        QT_TRANSLATE_NOOP("Messages", "Type the four digits the slip shows; nothing was taken."),
    ),
    M.APPROVAL_WRONG: (
        QT_TRANSLATE_NOOP("Messages", "Approval code not readable"),
        QT_TRANSLATE_NOOP("Messages", "Letters and digits, at most 12, as on the slip; nothing was taken."),
    ),
    M.TERMINAL_WRONG: (
        QT_TRANSLATE_NOOP("Messages", "Terminal not readable"),
        QT_TRANSLATE_NOOP("Messages", "Letters and digits, at most 20, as on the slip; nothing was taken."),
    ),
    M.BATCH_WRONG: (
        QT_TRANSLATE_NOOP("Messages", "Batch not readable"),
        QT_TRANSLATE_NOOP(
            "Messages", "Letters and digits, at most 12, or leave it empty; nothing was taken."
        ),
    ),
    M.TRACE_WRONG: (
        QT_TRANSLATE_NOOP("Messages", "Trace number not readable"),
        QT_TRANSLATE_NOOP(
            "Messages", "Letters and digits, at most 12, or leave it empty; nothing was taken."
        ),
    ),
    M.SLIP_TWICE: (
        QT_TRANSLATE_NOOP("Messages", "This slip was entered already"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Look at {authorization}: same batch, code, amount. Enter again if it is another charge.",
        ),
    ),
    M.EXCEEDS_DUE: (
        QT_TRANSLATE_NOOP("Messages", "More than what is missing"),
        QT_TRANSLATE_NOOP("Messages", "Only cash gives change. At most B/. {due} here; nothing was taken."),
    ),
    M.CODE_UNREADABLE: (
        QT_TRANSLATE_NOOP("Messages", "Code not readable"),
        QT_TRANSLATE_NOOP(
            "Messages", "Type the code on the customer's screen, 4 characters or more; nothing was taken."
        ),
    ),
    M.CODE_USED: (
        QT_TRANSLATE_NOOP("Messages", "That code was used already"),
        QT_TRANSLATE_NOOP(
            "Messages", "{code} paid another sale. Ask for the payment of this one; nothing was taken."
        ),
    ),
    M.BANK_MISSING: (
        QT_TRANSLATE_NOOP("Messages", "Bank missing"),
        QT_TRANSLATE_NOOP("Messages", "Choose or type the bank it comes from; nothing was taken."),
    ),
    M.REFERENCE_WRONG: (
        QT_TRANSLATE_NOOP("Messages", "Reference not readable"),
        QT_TRANSLATE_NOOP(
            "Messages", "Type it as on the bank's receipt, 3 to 35 characters; nothing was taken."
        ),
    ),
    M.QR_APPROVED: (
        QT_TRANSLATE_NOOP("Messages", "Paid"),
        QT_TRANSLATE_NOOP(
            "Messages", "B/. {amount} arrived. Enter finishes the sale when nothing is missing."
        ),
    ),
    M.QR_DECLINED: (
        QT_TRANSLATE_NOOP("Messages", "Payment declined"),
        QT_TRANSLATE_NOOP("Messages", "B/. {amount} were not paid. Ask again or choose another way."),
    ),
    M.QR_CANCELLED: (
        QT_TRANSLATE_NOOP("Messages", "Code withdrawn"),
        QT_TRANSLATE_NOOP(
            "Messages", "B/. {amount} were not paid and the code is good no more. Choose how to pay."
        ),
    ),
    M.QR_EXPIRED: (
        QT_TRANSLATE_NOOP("Messages", "Code lapsed"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nobody paid B/. {amount} in time. Ask for a new code or choose another way."
        ),
    ),
    M.QR_NOT_ASKED: (
        QT_TRANSLATE_NOOP("Messages", "No connection to Yappy"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nothing was charged. Type the customer's code, or choose another way."
        ),
    ),
    M.QR_GIVEN_UP: (
        QT_TRANSLATE_NOOP("Messages", "Taken as not paid"),
        QT_TRANSLATE_NOOP("Messages", "If B/. {amount} arrive later all the same, tell your supervisor."),
    ),
    M.QR_STILL_OPEN: (
        QT_TRANSLATE_NOOP("Messages", "Code not withdrawn"),
        QT_TRANSLATE_NOOP(
            "Messages", "B/. {amount} can still be paid with it. Wait, or press Esc to withdraw it again."
        ),
    ),
    M.QR_RETURNED: (
        QT_TRANSLATE_NOOP("Messages", "Yappy gave it back"),
        QT_TRANSLATE_NOOP("Messages", "B/. {amount} went back to the customer. Choose how to pay."),
    ),
    M.QR_NOT_RETURNED: (
        QT_TRANSLATE_NOOP("Messages", "Yappy did not return it"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "B/. {amount} stay paid in this sale. Finish it and return it after, or call your supervisor.",
        ),
    ),
    M.CUSTOMER_NEEDED: (
        QT_TRANSLATE_NOOP("Messages", "Choose the customer first"),
        QT_TRANSLATE_NOOP(
            "Messages", "Points and credit are somebody's. Press F3 to look them up; nothing was taken."
        ),
    ),
    M.PURSE_EMPTY: (
        QT_TRANSLATE_NOOP("Messages", "Nothing to pay with here"),
        QT_TRANSLATE_NOOP(
            "Messages", "{name} has neither points nor credit at this shop. Choose another way to pay."
        ),
    ),
    M.POINTS_NONE: (
        QT_TRANSLATE_NOOP("Messages", "No points known"),
        QT_TRANSLATE_NOOP(
            "Messages", "The centre has not told the points of {name} yet. Choose another way to pay."
        ),
    ),
    M.POINTS_NOT_POSITIVE: (
        QT_TRANSLATE_NOOP("Messages", "No points to take"),
        QT_TRANSLATE_NOOP("Messages", "Type how many points, 1 or more; nothing was taken."),
    ),
    M.POINTS_BELOW: (
        QT_TRANSLATE_NOOP("Messages", "Too few points at once"),
        QT_TRANSLATE_NOOP("Messages", "At least {minimum} points are used at once; nothing was taken."),
    ),
    M.POINTS_OVER_BALANCE: (
        QT_TRANSLATE_NOOP("Messages", "Not so many points"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "{available} may be used here now; without connection, the last ones known. Nothing was taken.",
        ),
    ),
    M.POINTS_OVER_DUE: (
        QT_TRANSLATE_NOOP("Messages", "More points than needed"),
        QT_TRANSLATE_NOOP(
            "Messages", "{points} points pay what is missing; points give no change. Nothing was taken."
        ),
    ),
    M.CREDIT_NONE: (
        QT_TRANSLATE_NOOP("Messages", "No credit at this shop"),
        QT_TRANSLATE_NOOP(
            "Messages", "{name} has no credit here. Choose another way to pay; nothing was taken."
        ),
    ),
    M.TENDER_SETTLED: (
        QT_TRANSLATE_NOOP("Messages", "Its answer is known already"),
        QT_TRANSLATE_NOOP("Messages", "Nothing changed. Look at the list of payments."),
    ),
    M.TENDER_GONE: (
        QT_TRANSLATE_NOOP("Messages", "That payment is gone"),
        QT_TRANSLATE_NOOP("Messages", "It was taken back. Nothing changed."),
    ),
}
