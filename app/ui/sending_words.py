"""Words of screen 19, sending (ux.md section 5); English literals, found by lupdate."""

from __future__ import annotations

from typing import Final

from app.presenters.review_wording import Word
from app.presenters.wording import W
from app.ui.marking import QT_TRANSLATE_NOOP

SENDING_WORDS: Final[dict[Word, str]] = {
    W.SENDING_TITLE: QT_TRANSLATE_NOOP("Panel", "Sending and review"),
    W.SENDING_QUEUED: QT_TRANSLATE_NOOP("Panel", "{count} to send"),
    W.SENDING_NOW: QT_TRANSLATE_NOOP("Panel", "Send now"),
    W.SENDING_OLDEST: QT_TRANSLATE_NOOP("Panel", "The oldest"),
    W.SENDING_NEXT: QT_TRANSLATE_NOOP("Panel", "Next try in"),
    W.SENDING_GOES: QT_TRANSLATE_NOOP("Panel", "Being sent now"),
    W.SENDING_LAST: QT_TRANSLATE_NOOP("Panel", "Last batch"),
    W.SENDING_PROGRESS: QT_TRANSLATE_NOOP("Panel", "{done} of {total} sent"),
    W.SENDING_PROGRESS_LEFT: QT_TRANSLATE_NOOP("Panel", "{done} of {total} sent · {left} left"),
    W.SENDING_BY_ITSELF: QT_TRANSLATE_NOOP("Panel", "Everything goes to the centre by itself. Keep selling."),
    W.SENDING_ALL_SENT: QT_TRANSLATE_NOOP("Panel", "All sent at {time}."),
    W.SENDING_NOTHING: QT_TRANSLATE_NOOP("Panel", "Nothing to send."),
    W.SENDING_OFFLINE: QT_TRANSLATE_NOOP(
        "Panel",
        "Offline. Keep selling: all is kept here and sent by itself. If it lasts, check cable or Wi-Fi.",
    ),
    W.SENDING_NO_ANSWER: QT_TRANSLATE_NOOP(
        "Panel", "The centre gave no answer. Keep selling: all is kept here and tried again by itself."
    ),
    W.SENDING_PORTAL: QT_TRANSLATE_NOOP(
        "Panel",
        "The network asks to sign in first. Accept on its page in a browser; then all is sent by itself.",
    ),
    W.SENDING_KEPT: QT_TRANSLATE_NOOP("Panel", "Nothing is sent for now. Keep selling: all is kept here."),
    W.SENDING_NOT_THE_CENTRE: QT_TRANSLATE_NOOP(
        "Panel",
        "Who answers is not proved to be the centre: it was given nothing. Check the date; tell support.",
    ),
    W.SENDING_NO_CENTRE: QT_TRANSLATE_NOOP("Panel", "This till has no centre: all is kept here."),
    W.SENDING_PRACTICE: QT_TRANSLATE_NOOP("Panel", "What is practised is never sent."),
    W.SENDING_AUTH_REFUSED: QT_TRANSLATE_NOOP(
        "Panel",
        "The centre does not know this till. Keep selling; your administrator must enrol it again.",
    ),
    W.SENDING_KEYS_MISSING: QT_TRANSLATE_NOOP(
        "Panel",
        "The till's keys are missing here. Keep selling; your administrator must enrol it again.",
    ),
    W.SENDING_KEYS_LOCKED: QT_TRANSLATE_NOOP(
        "Panel",
        "The computer's key store is locked. Sign in to the computer; the till tries again in 5 minutes.",
    ),
    W.SENDING_KEYS_UNAVAILABLE: QT_TRANSLATE_NOOP(
        "Panel",
        "The computer's key store does not answer. Keep selling; restart the computer after closing.",
    ),
    W.SENDING_KEYS_CORRUPT: QT_TRANSLATE_NOOP(
        "Panel", "The till's keys are damaged. Keep selling; your administrator must enrol it again."
    ),
    W.SENDING_DISABLED: QT_TRANSLATE_NOOP(
        "Panel",
        "The centre has disabled this till. Nothing is lost; ask your administrator if that is meant.",
    ),
    W.SENDING_OTHER_SHOP: QT_TRANSLATE_NOOP(
        "Panel", "The centre knows this till under another shop. Keep selling; tell your administrator."
    ),
    W.SENDING_FENCED: QT_TRANSLATE_NOOP(
        "Panel",
        "The centre knows a newer copy of this till. Nothing is lost; this one must be enrolled again.",
    ),
    W.SENDING_UPGRADE: QT_TRANSLATE_NOOP(
        "Panel", "The centre asks for a newer program. Keep selling; update Cuadre after closing."
    ),
    W.SENDING_CLOCK_SLOW: QT_TRANSLATE_NOOP(
        "Panel", "The till's clock is {minutes} min slow. Correct the computer's time."
    ),
    W.SENDING_CLOCK_FAST: QT_TRANSLATE_NOOP(
        "Panel", "The till's clock is {minutes} min fast. Correct the computer's time."
    ),
    W.SENDING_INCIDENT: QT_TRANSLATE_NOOP(
        "Panel", "The centre holds something else than this till. Nothing is lost; tell support. {code}"
    ),
    W.SENDING_SALES: QT_TRANSLATE_NOOP("Panel", "Sales"),
    W.SENDING_RETURNS: QT_TRANSLATE_NOOP("Panel", "Returns"),
    W.SENDING_VOIDS: QT_TRANSLATE_NOOP("Panel", "Voids"),
    W.SENDING_CASH: QT_TRANSLATE_NOOP("Panel", "Cash and drawer"),
    W.SENDING_SHIFTS: QT_TRANSLATE_NOOP("Panel", "Shifts and reports"),
    W.SENDING_CUSTOMERS: QT_TRANSLATE_NOOP("Panel", "Customers"),
    W.SENDING_PEOPLE: QT_TRANSLATE_NOOP("Panel", "People and permissions"),
    W.SENDING_OTHER: QT_TRANSLATE_NOOP("Panel", "Other records"),
    W.SENDING_IN_REVIEW: QT_TRANSLATE_NOOP("Panel", "In review · {time}"),
    W.SENDING_HELD: QT_TRANSLATE_NOOP("Panel", "Held · {time}"),
    W.SENDING_HELD_FENCED: QT_TRANSLATE_NOOP("Panel", "Waits for enrolment · {time}"),
    W.SENDING_R_STOCK: QT_TRANSLATE_NOOP("Panel", "The centre saw less stock"),
    W.SENDING_R_PRICE: QT_TRANSLATE_NOOP("Panel", "The price was another one"),
    W.SENDING_R_PROMO: QT_TRANSLATE_NOOP("Panel", "The promotion had ended"),
    W.SENDING_R_TAX: QT_TRANSLATE_NOOP("Panel", "The tax was another one"),
    W.SENDING_R_TOTAL: QT_TRANSLATE_NOOP("Panel", "The sum does not agree"),
    W.SENDING_R_CUSTOMER: QT_TRANSLATE_NOOP("Panel", "The customer is blocked"),
    W.SENDING_R_CREDIT: QT_TRANSLATE_NOOP("Panel", "Over the customer's credit"),
    W.SENDING_R_SKU: QT_TRANSLATE_NOOP("Panel", "The centre does not know the product"),
    W.SENDING_R_RETURN: QT_TRANSLATE_NOOP("Panel", "More came back than was sold"),
    W.SENDING_R_NUMBER: QT_TRANSLATE_NOOP("Panel", "The number was used before"),
    W.SENDING_R_GAP: QT_TRANSLATE_NOOP("Panel", "A number is missing"),
    W.SENDING_R_CLOCK: QT_TRANSLATE_NOOP("Panel", "The till's clock was wrong"),
    W.SENDING_R_PERMISSION: QT_TRANSLATE_NOOP("Panel", "The person no longer had that permission"),
    W.SENDING_R_TENDER: QT_TRANSLATE_NOOP("Panel", "The payment is not confirmed"),
    W.SENDING_R_CAUSE: QT_TRANSLATE_NOOP("Panel", "The sale it belongs to is missing"),
    W.SENDING_R_Z: QT_TRANSLATE_NOOP("Panel", "The Z report does not agree"),
    W.SENDING_R_FENCED: QT_TRANSLATE_NOOP("Panel", "Kept until the till is enrolled again"),
    W.SENDING_ALONE: QT_TRANSLATE_NOOP("Panel", "Tried by itself · {time}"),
    W.SENDING_R_ALONE: QT_TRANSLATE_NOOP("Panel", "The centre fails on it; the rest goes on"),
    W.SENDING_ONE_FAILS: QT_TRANSLATE_NOOP(
        "Panel",
        "The centre fails on what stands below. It is kept and tried again by itself; the rest goes on.",
    ),
    W.SENDING_R_OTHER: QT_TRANSLATE_NOOP("Panel", "Kept here; the rest goes on. {code}"),
    W.SENDING_REST_ASIDE: QT_TRANSLATE_NOOP(
        "Panel", "All the rest is sent. What stands below waits for a person."
    ),
    W.SENDING_R_CORRUPT: QT_TRANSLATE_NOOP("Panel", "The centre could not read it; it is tried each day"),
}
