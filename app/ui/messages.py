"""Words of every message: a title of what happened, a sentence of what it means, a button of what to do.

English literals with ``{named}`` values; lupdate finds them by ``QT_TRANSLATE_NOOP`` (ux.md sections 5, 9).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.presenters.messages import M, Message
from app.presenters.states import Act
from app.ui.authorise_words import AUTHORISE_TABLE
from app.ui.customer_words import CUSTOMER_MESSAGES
from app.ui.marking import QT_TRANSLATE_NOOP
from app.ui.messages_returns import RETURNS
from app.ui.payment_messages import PAYMENT_TABLE
from app.ui.review_messages import REVIEW_TABLE
from app.ui.task_messages import TASK_TABLE
from app.ui.words import act_words

CONTEXT: Final = "Messages"
RAW_LIMIT: Final = 40
"""Raw text of devices and scans is cut here."""


@dataclass(frozen=True, slots=True)
class Words:
    """A message ready to show; ``button`` is empty when there is nothing to do."""

    title: str
    body: str
    button: str


TABLE: Final[dict[M, tuple[str, str]]] = {
    M.UNKNOWN_CODE: (
        QT_TRANSLATE_NOOP("Messages", "No product for this code"),
        QT_TRANSLATE_NOOP("Messages", "«{code}» is not in the {as_of} catalogue; nothing was added."),
    ),
    M.BAD_SCAN: (
        QT_TRANSLATE_NOOP("Messages", "Incomplete scan"),
        QT_TRANSLATE_NOOP("Messages", "«{code}» does not check and was not added. Scan again."),
    ),
    M.SCAN_NOT_HERE: (
        QT_TRANSLATE_NOOP("Messages", "Scan not taken"),
        QT_TRANSLATE_NOOP("Messages", "Go back to the sale to scan products."),
    ),
    M.NO_RESULTS: (
        QT_TRANSLATE_NOOP("Messages", "Nothing found"),
        QT_TRANSLATE_NOOP("Messages", "No product matches «{query}». Try fewer letters."),
    ),
    M.BASKET_EMPTY: (
        QT_TRANSLATE_NOOP("Messages", "The basket is empty"),
        QT_TRANSLATE_NOOP("Messages", "Scan or search the first product; then collect."),
    ),
    M.NOTHING_SELECTED: (
        QT_TRANSLATE_NOOP("Messages", "No line chosen"),
        QT_TRANSLATE_NOOP("Messages", "Touch a line of the basket or choose it with ↑ ↓."),
    ),
    M.NOTHING_TO_UNDO: (
        QT_TRANSLATE_NOOP("Messages", "Nothing to undo"),
        QT_TRANSLATE_NOOP("Messages", "The basket is as it was at the start of this sale."),
    ),
    M.LINE_REMOVED: (
        QT_TRANSLATE_NOOP("Messages", "Line removed"),
        QT_TRANSLATE_NOOP("Messages", "«{name}» is no longer in the sale."),
    ),
    M.QUANTITY_NOT_POSITIVE: (
        QT_TRANSLATE_NOOP("Messages", "The quantity must be above 0"),
        QT_TRANSLATE_NOOP("Messages", "The line stays as it was. To take it out, use Remove."),
    ),
    M.QUANTITY_NOT_WHOLE: (
        QT_TRANSLATE_NOOP("Messages", "Whole pieces only"),
        QT_TRANSLATE_NOOP("Messages", "«{name}» is sold by the piece. Type a number without decimals."),
    ),
    M.QUANTITY_IS_CODE: (
        QT_TRANSLATE_NOOP("Messages", "That looks like a code"),
        QT_TRANSLATE_NOOP("Messages", "«{text}» is too long for a quantity; nothing changed."),
    ),
    M.QUANTITY_LARGE: (
        QT_TRANSLATE_NOOP("Messages", "A large quantity: {quantity}"),
        QT_TRANSLATE_NOOP("Messages", "It stands in the sale. If it is wrong, undo it."),
    ),
    M.QUANTITY_NOT_NUMBER: (
        QT_TRANSLATE_NOOP("Messages", "That is not a quantity"),
        QT_TRANSLATE_NOOP("Messages", "«{text}» could not be read as a number; nothing changed."),
    ),
    M.QUANTITY_TYPE_FIRST: (
        QT_TRANSLATE_NOOP("Messages", "Type the quantity"),
        QT_TRANSLATE_NOOP("Messages", "How many of «{name}»? Type the number, then Enter."),
    ),
    M.WEIGHT_NEEDED: (
        QT_TRANSLATE_NOOP("Messages", "Weight needed"),
        QT_TRANSLATE_NOOP("Messages", "«{name}» is sold by {unit}. Type the weight, then Enter."),
    ),
    M.QUANTITY_FIXED: (
        QT_TRANSLATE_NOOP("Messages", "The label fixes this quantity"),
        QT_TRANSLATE_NOOP("Messages", "The line stays as it was. Remove it and scan another label."),
    ),
    M.PRICE_MISSING: (
        QT_TRANSLATE_NOOP("Messages", "This product has no price"),
        QT_TRANSLATE_NOOP("Messages", "It was not added. Tell your supervisor; the rest of the sale stands."),
    ),
    M.BASKET_RESTORED: (
        QT_TRANSLATE_NOOP("Messages", "Sale recovered"),
        QT_TRANSLATE_NOOP("Messages", "The open sale with {lines} lines is here again. Go on with it."),
    ),
    M.BASKET_UNREADABLE: (
        QT_TRANSLATE_NOOP("Messages", "The open sale cannot be read"),
        QT_TRANSLATE_NOOP("Messages", "Scan its goods again and tell your supervisor. Saved sales are safe."),
    ),
    M.AMOUNT_NOT_NUMBER: (
        QT_TRANSLATE_NOOP("Messages", "That is not an amount"),
        QT_TRANSLATE_NOOP("Messages", "«{text}» could not be read as an amount; nothing was taken."),
    ),
    M.AMOUNT_AMBIGUOUS: (
        QT_TRANSLATE_NOOP("Messages", "Two readings of that amount"),
        QT_TRANSLATE_NOOP("Messages", "«{text}» was not taken. Type {whole} or {decimal}."),
    ),
    M.AMOUNT_TOO_LARGE: (
        QT_TRANSLATE_NOOP("Messages", "The amount is too large"),
        QT_TRANSLATE_NOOP("Messages", "Nothing was taken. Check what the customer gave you."),
    ),
    M.AMOUNT_TOO_FINE: (
        QT_TRANSLATE_NOOP("Messages", "Two decimals at most"),
        QT_TRANSLATE_NOOP("Messages", "Nothing was taken. Type the amount with cents."),
    ),
    M.AMOUNT_NOT_POSITIVE: (
        QT_TRANSLATE_NOOP("Messages", "The amount must be above 0"),
        QT_TRANSLATE_NOOP("Messages", "Nothing was taken. Type what the customer gave you."),
    ),
    M.CASH_MISSING: (
        QT_TRANSLATE_NOOP("Messages", "B/. {missing} missing"),
        QT_TRANSLATE_NOOP("Messages", "Received B/. {received} of B/. {due}. Type the rest or touch a note."),
    ),
    M.NOTHING_DUE: (
        QT_TRANSLATE_NOOP("Messages", "Nothing to collect"),
        QT_TRANSLATE_NOOP("Messages", "The sale is already covered. Press Enter to finish it."),
    ),
    M.TENDERS_FIRST: (
        QT_TRANSLATE_NOOP("Messages", "Money was already received"),
        QT_TRANSLATE_NOOP("Messages", "Take it back with Pay and Del before changing the lines."),
    ),
    M.AMOUNT_UNUSUAL: (
        QT_TRANSLATE_NOOP("Messages", "Is that the amount?"),
        QT_TRANSLATE_NOOP("Messages", "You typed B/. {amount}. If it is right, press Enter again."),
    ),
    M.SALE_SAVED: (
        QT_TRANSLATE_NOOP("Messages", "Sale {number} saved"),
        QT_TRANSLATE_NOOP("Messages", "Change due: B/. {change}. The next sale has begun."),
    ),
    M.SALE_STOOD: (
        QT_TRANSLATE_NOOP("Messages", "Sale {number} was saved already"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "It counts once. Change due: B/. {change}; hand it over only if you have not.",
        ),
    ),
    M.RECEIPT_WAITING: (
        QT_TRANSLATE_NOOP("Messages", "The receipt is waiting"),
        QT_TRANSLATE_NOOP(
            "Messages", "Sale {number} is saved; its receipt prints when the printer is ready."
        ),
    ),
    M.RECEIPT_UNCERTAIN: (
        QT_TRANSLATE_NOOP("Messages", "Did the receipt come out?"),
        QT_TRANSLATE_NOOP("Messages", "Sale {number} is saved. Look at the paper before printing again."),
    ),
    M.REPRINTED: (
        QT_TRANSLATE_NOOP("Messages", "Copy sent to the printer"),
        QT_TRANSLATE_NOOP("Messages", "Receipt {number}, marked as reprint {copy}."),
    ),
    M.NO_RECEIPT: (
        QT_TRANSLATE_NOOP("Messages", "No receipt yet"),
        QT_TRANSLATE_NOOP("Messages", "This shift has no completed sale to show."),
    ),
    M.DRAWER_BY_KEY: (
        QT_TRANSLATE_NOOP("Messages", "The drawer did not open"),
        QT_TRANSLATE_NOOP("Messages", "Open it with its key. The sale is saved."),
    ),
    M.WRONG_PIN: (
        QT_TRANSLATE_NOOP("Messages", "Wrong PIN"),
        QT_TRANSLATE_NOOP(
            "Messages", "Tries left: {left}; then there is a wait. Another person may sign in."
        ),
    ),
    M.PIN_WAIT: (
        QT_TRANSLATE_NOOP("Messages", "Wait {wait}"),
        QT_TRANSLATE_NOOP("Messages", "Too many wrong PINs. Another person may sign in meanwhile."),
    ),
    M.PIN_TOO_SHORT: (
        QT_TRANSLATE_NOOP("Messages", "The PIN is incomplete"),
        QT_TRANSLATE_NOOP("Messages", "Type all its digits, then Enter."),
    ),
    M.PIN_UNAVAILABLE: (
        QT_TRANSLATE_NOOP("Messages", "The PIN cannot be checked"),
        QT_TRANSLATE_NOOP("Messages", "This till lacks its keys. Tell your supervisor; no sale is lost."),
    ),
    M.PICK_PERSON: (
        QT_TRANSLATE_NOOP("Messages", "Who is signing in?"),
        QT_TRANSLATE_NOOP("Messages", "Touch your name or type its number first."),
    ),
    M.STORE_FULL: (
        QT_TRANSLATE_NOOP("Messages", "No space left on the disk"),
        QT_TRANSLATE_NOOP(
            "Messages", "This was not saved; nothing saved before is lost. Free space and repeat."
        ),
    ),
    M.STORE_UNAVAILABLE: (
        QT_TRANSLATE_NOOP("Messages", "It could not be saved"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nothing changed; what was saved is safe. Repeat, or tell your supervisor."
        ),
    ),
    M.SALES_RECOVERED: (
        QT_TRANSLATE_NOOP("Messages", "Data recovered"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "{count} records came back from the electronic journal. Nothing lost. Tell your supervisor.",
        ),
    ),
    M.UNEXPECTED_CLOSE: (
        QT_TRANSLATE_NOOP("Messages", "The till closed by surprise"),
        QT_TRANSLATE_NOOP("Messages", "All was checked on opening: nothing is missing. Go on selling."),
    ),
    M.JOURNAL_COPY_DEGRADED: (
        QT_TRANSLATE_NOOP("Messages", "The second copy is not written"),
        QT_TRANSLATE_NOOP(
            "Messages", "Sales are saved, but without their second copy. Tell your supervisor."
        ),
    ),
    M.AUTH_PAUSED: (
        QT_TRANSLATE_NOOP("Messages", "Sending is paused"),
        QT_TRANSLATE_NOOP("Messages", "Keep selling: all is kept here. The till must be enrolled again."),
    ),
    M.SENT_ALL: (
        QT_TRANSLATE_NOOP("Messages", "All sent"),
        QT_TRANSLATE_NOOP("Messages", "{count} records stand at the centre."),
    ),
    M.SEND_FAILED: (
        QT_TRANSLATE_NOOP("Messages", "Not sent yet"),
        QT_TRANSLATE_NOOP("Messages", "The centre does not answer. All is kept here and is sent by itself."),
    ),
    M.PRACTICE_CLOSED: (
        QT_TRANSLATE_NOOP("Messages", "Practice does not open"),
        QT_TRANSLATE_NOOP(
            "Messages", "Selling goes on as before; nothing was lost. Tell your supervisor. {code}"
        ),
    ),
    M.INTERNAL: (
        QT_TRANSLATE_NOOP("Messages", "That did not work"),
        QT_TRANSLATE_NOOP("Messages", "Nothing saved is lost. Repeat, or tell your supervisor. {code}"),
    ),
    M.ALREADY_OPEN: (
        QT_TRANSLATE_NOOP("Messages", "The till is already open"),
        QT_TRANSLATE_NOOP("Messages", "It runs in another window of this computer. Use that one."),
    ),
    M.DATABASE_NEWER: (
        QT_TRANSLATE_NOOP("Messages", "These data are newer"),
        QT_TRANSLATE_NOOP(
            "Messages", "A newer version of Cuadre wrote them. Update the program; nothing was touched."
        ),
    ),
    M.DATABASE_DAMAGED: (
        QT_TRANSLATE_NOOP("Messages", "The data are damaged"),
        QT_TRANSLATE_NOOP(
            "Messages", "The till did not open, to lose nothing. Restore the backup or call support."
        ),
    ),
    M.LIBRARY_TOO_OLD: (
        QT_TRANSLATE_NOOP("Messages", "A component is too old"),
        QT_TRANSLATE_NOOP("Messages", "SQLite {version} may damage data. Install Cuadre again."),
    ),
    M.DATA_NOT_WRITABLE: (
        QT_TRANSLATE_NOOP("Messages", "The data folder is closed"),
        QT_TRANSLATE_NOOP("Messages", "The till may not write in it. Ask whoever installed the till."),
    ),
    M.NOT_ENROLLED: (
        QT_TRANSLATE_NOOP("Messages", "This till is not enrolled"),
        QT_TRANSLATE_NOOP("Messages", "Enrol it with the code from your centre, or try the demo shop."),
    ),
    M.LABEL_TIMES: (
        QT_TRANSLATE_NOOP("Messages", "Scan each label"),
        QT_TRANSLATE_NOOP("Messages", "{name} is weighed: each label counts once. Nothing was added."),
    ),
    M.BASKET_FULL: (
        QT_TRANSLATE_NOOP("Messages", "The sale is full"),
        QT_TRANSLATE_NOOP("Messages", "Take the money for these lines and go on with a new sale."),
    ),
    M.NOTHING_TO_SEND: (
        QT_TRANSLATE_NOOP("Messages", "Nothing to send"),
        QT_TRANSLATE_NOOP("Messages", "Everything of this till stands at the centre."),
    ),
    M.ENROLMENT_FAILED: (
        QT_TRANSLATE_NOOP("Messages", "The till was not enrolled"),
        QT_TRANSLATE_NOOP(
            "Messages", "The centre did not take the code, or does not answer. Ask for a new code. {reason}"
        ),
    ),
    M.CONFIG_WRONG: (
        QT_TRANSLATE_NOOP("Messages", "A setting cannot be read"),
        QT_TRANSLATE_NOOP("Messages", "Look at «{key}» in {file}, or ask whoever installed the till."),
    ),
    M.WEIGHT_OTHER_UNIT: (
        QT_TRANSLATE_NOOP("Messages", "Label in kilograms"),
        QT_TRANSLATE_NOOP(
            "Messages", "{name} is sold by {unit}; nothing was added. Choose it by name and type the weight."
        ),
    ),
    **AUTHORISE_TABLE,
    **TASK_TABLE,
    **PAYMENT_TABLE,
    **REVIEW_TABLE,
    **RETURNS,
    M.PERCENT_NOT_NUMBER: (
        QT_TRANSLATE_NOOP("Messages", "Not a percent"),
        QT_TRANSLATE_NOOP("Messages", "«{text}» is no percent. Type a number from 1 to 100."),
    ),
    M.DISCOUNT_OVER_100: (
        QT_TRANSLATE_NOOP("Messages", "More than everything"),
        QT_TRANSLATE_NOOP("Messages", "A discount is at most 100 %. Nothing was taken off."),
    ),
    M.DISCOUNT_EXCEEDS: (
        QT_TRANSLATE_NOOP("Messages", "Discount above the amount"),
        QT_TRANSLATE_NOOP("Messages", "Only {left} is left to take off. Type a smaller amount."),
    ),
    M.DISCOUNT_INVALID: (
        QT_TRANSLATE_NOOP("Messages", "Not a discount"),
        QT_TRANSLATE_NOOP("Messages", "Type a percent or an amount above zero."),
    ),
    M.PROMOTION_IS_BETTER: (
        QT_TRANSLATE_NOOP("Messages", "The promotion is better"),
        QT_TRANSLATE_NOOP(
            "Messages", "It takes off {promotion}; by law it would be {discount}. The promotion stays."
        ),
    ),
    M.DOCUMENT_MISSING: (
        QT_TRANSLATE_NOOP("Messages", "Document missing"),
        QT_TRANSLATE_NOOP("Messages", "Type the last digits of the document that was shown."),
    ),
    M.GOODS_EXPIRED: (
        QT_TRANSLATE_NOOP("Messages", "Expired, not sold"),
        QT_TRANSLATE_NOOP("Messages", "«{name}» expired on {date} and was not added. Put it aside."),
    ),
    M.PAN_REFUSED: (
        QT_TRANSLATE_NOOP("Messages", "Card number refused"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "A full card number is never kept; the field was emptied.",
        ),
    ),
    **CUSTOMER_MESSAGES,
}

ROW_HINTS: Final[dict[M, str]] = {
    M.UNKNOWN_CODE: QT_TRANSLATE_NOOP("Messages", "nothing was added"),
    M.BAD_SCAN: QT_TRANSLATE_NOOP("Messages", "scan again"),
}
"""Short second half of an error row, where the sentence does not fit."""


def words(message: Message) -> Words:
    """Return the words of a message in the language in force."""
    title, body = TABLE[message.id]
    act = act_of(message)
    button = act_words(act) if act is not None else ""
    return Words(_fill(title, message), _fill(body, message), button)


def act_of(message: Message) -> Act | None:
    """Return the action a message offers, None without one."""
    return next((act for act in Act if act.value == message.action), None)


def row_words(message: Message) -> tuple[str, str]:
    """Return title and hint of an error row."""
    hint = ROW_HINTS.get(message.id, "")
    title = _fill(TABLE[message.id][0], message)
    return title, QCoreApplication.translate("Messages", hint) if hint else ""


def clean(text: str, limit: int = RAW_LIMIT) -> str:
    """Return raw text without control characters, cut at ``limit`` with an ellipsis."""
    plain = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        del key
        return "…"


def _fill(literal: str, message: Message) -> str:
    values = _Values({key: clean(value) for key, value in message.values.items()})
    return QCoreApplication.translate("Messages", literal).format_map(values)
