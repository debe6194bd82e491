"""Words of the messages of tasks on panels; a part of the table in ``app.ui.messages``."""

from __future__ import annotations

from typing import Final

from app.presenters.messages import M
from app.ui.marking import QT_TRANSLATE_NOOP

TASK_TABLE: Final[dict[M, tuple[str, str]]] = {
    M.PANEL_FIRST: (
        QT_TRANSLATE_NOOP("Messages", "Finish this first"),
        QT_TRANSLATE_NOOP("Messages", "Nothing changed. Esc goes back to the sale; then choose it again."),
    ),
    M.SALE_FIRST: (
        QT_TRANSLATE_NOOP("Messages", "Go back to the sale first"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nothing changed. Press Esc to leave the payment, then choose it again."
        ),
    ),
    M.PAYMENT_FIRST: (
        QT_TRANSLATE_NOOP("Messages", "Press Pay first"),
        QT_TRANSLATE_NOOP("Messages", "Ways to pay are chosen on the payment screen; nothing was taken."),
    ),
    M.SALE_PARKED: (
        QT_TRANSLATE_NOOP("Messages", "Sale parked"),
        QT_TRANSLATE_NOOP("Messages", "«{name}» waits with its {lines} lines; the list is on Shift+F7."),
    ),
    M.SALE_GIVEN_UP: (
        QT_TRANSLATE_NOOP("Messages", "Sale given up"),
        QT_TRANSLATE_NOOP("Messages", "Nothing was charged; it is on record with its reason."),
    ),
    M.SALE_NOT_EMPTY: (
        QT_TRANSLATE_NOOP("Messages", "A sale is open"),
        QT_TRANSLATE_NOOP("Messages", "Park it or finish it first; then take the other one up."),
    ),
    M.PARKED_GONE: (
        QT_TRANSLATE_NOOP("Messages", "No longer parked"),
        QT_TRANSLATE_NOOP("Messages", "That sale was taken up or given up. Nothing changed here."),
    ),
    M.TENDER_APPROVED: (
        QT_TRANSLATE_NOOP("Messages", "Give the money back first"),
        QT_TRANSLATE_NOOP(
            "Messages", "It holds a payment that is not cash. Reverse it; then give the sale up."
        ),
    ),
    M.TENDER_UNRESOLVED: (
        QT_TRANSLATE_NOOP("Messages", "A payment has no answer"),
        QT_TRANSLATE_NOOP("Messages", "Say first what became of it; nothing else is taken meanwhile."),
    ),
    M.VOID_OTHER_SHIFT: (
        QT_TRANSLATE_NOOP("Messages", "Sale of another shift"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "{number} cannot be voided any more: its shift is over. Take the goods back with Return.",
        ),
    ),
    M.VOID_OTHER_TILL: (
        QT_TRANSLATE_NOOP("Messages", "Sale of another till"),
        QT_TRANSLATE_NOOP(
            "Messages", "{number} is voided at the till that made it. Here its goods come back with Return."
        ),
    ),
    M.VOID_EXCHANGE: (
        QT_TRANSLATE_NOOP("Messages", "It was paid with goods"),
        QT_TRANSLATE_NOOP(
            "Messages", "{number} took goods in exchange and is not voided. Take its goods back with Return."
        ),
    ),
    M.VOID_RETURNED: (
        QT_TRANSLATE_NOOP("Messages", "Part of it came back"),
        QT_TRANSLATE_NOOP(
            "Messages", "{number} has a return already and is not voided. Take the rest back with Return."
        ),
    ),
    M.REFERENCE_NEEDED: (
        QT_TRANSLATE_NOOP("Messages", "Reference missing"),
        QT_TRANSLATE_NOOP(
            "Messages", "Give the money back at the terminal or app first, then type the number it shows."
        ),
    ),
    M.PRICE_NEEDED: (
        QT_TRANSLATE_NOOP("Messages", "Price missing"),
        QT_TRANSLATE_NOOP("Messages", "{name} has no list price. Type its price to add it."),
    ),
    M.PRICE_FIRST: (
        QT_TRANSLATE_NOOP("Messages", "Price first"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "{name} waits for its price; what was scanned was not added. Type the price, or press Esc.",
        ),
    ),
    M.OPEN_PRICE_TOO_HIGH: (
        QT_TRANSLATE_NOOP("Messages", "Price above the limit"),
        QT_TRANSLATE_NOOP(
            "Messages", "Goods without a list price cost at most {limit}. Nothing was added; check the price."
        ),
    ),
    M.NOTHING_MARKED: (
        QT_TRANSLATE_NOOP("Messages", "Mark what comes back"),
        QT_TRANSLATE_NOOP("Messages", "Nothing was marked. Tick a line, or type how many of it come back."),
    ),
    M.EXCEEDS_SOLD: (
        QT_TRANSLATE_NOOP("Messages", "More than was sold"),
        QT_TRANSLATE_NOOP("Messages", "Of «{name}» only {left} may still come back. Nothing changed."),
    ),
    M.ALL_RETURNED: (
        QT_TRANSLATE_NOOP("Messages", "All of it came back"),
        QT_TRANSLATE_NOOP("Messages", "Of {number} nothing is left to return: see {name}."),
    ),
    M.LINE_UNRESOLVED: (
        QT_TRANSLATE_NOOP("Messages", "Product not known here"),
        QT_TRANSLATE_NOOP(
            "Messages", "«{name}» is not in this till's catalogue: its return waits for the network."
        ),
    ),
    M.RETURN_CHANGED: (
        QT_TRANSLATE_NOOP("Messages", "Some of it came back meanwhile"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nothing was refunded. Mark again what comes back; the list shows what is left."
        ),
    ),
    M.LABEL_LEARNT: (
        QT_TRANSLATE_NOOP("Messages", "Labels learnt"),
        QT_TRANSLATE_NOOP("Messages", "Labels that begin with {prefix} are read as {layout} from now on."),
    ),
    M.LABEL_NOT_KEPT: (
        QT_TRANSLATE_NOOP("Messages", "In use, not kept"),
        QT_TRANSLATE_NOOP(
            "Messages", "The disk did not take it: it holds until the till closes. Learn them again then."
        ),
    ),
    M.LABEL_NOT_OWN: (
        QT_TRANSLATE_NOOP("Messages", "Not a label of the scale"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "{text} has no 13 digits beginning with 02 or 20 to 29. Nothing changed; scan another.",
        ),
    ),
    M.LABEL_UNKNOWN: (
        QT_TRANSLATE_NOOP("Messages", "No goods fit this label"),
        QT_TRANSLATE_NOOP(
            "Messages", "{text} names no goods of the catalogue. Nothing changed; scan another label."
        ),
    ),
    M.CLOCK_BACK: (
        QT_TRANSLATE_NOOP("Messages", "The clock went back"),
        QT_TRANSLATE_NOOP(
            "Messages", "From {before} to {after}. Keep selling: sales keep their order. Tell the supervisor."
        ),
    ),
    M.PDF_SAVED: (
        QT_TRANSLATE_NOOP("Messages", "Receipt saved as PDF"),
        QT_TRANSLATE_NOOP("Messages", "It is {file}, in {folder}."),
    ),
    M.MAIL_SAVED: (
        QT_TRANSLATE_NOOP("Messages", "Mail with the receipt ready"),
        QT_TRANSLATE_NOOP("Messages", "Open {file} in {folder}, write the customer's address and send it."),
    ),
    M.EXPORT_FAILED: (
        QT_TRANSLATE_NOOP("Messages", "The file could not be saved"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "The receipt is safe in the till. Check space and permissions of {folder} and save it again.",
        ),
    ),
    M.QUANTITY_APPROVED: (
        QT_TRANSLATE_NOOP("Messages", "This line bears an approval"),
        QT_TRANSLATE_NOOP(
            "Messages", "The price or discount was allowed for this quantity. Add the rest as another line."
        ),
    ),
    M.TRAINING_NOT_ALLOWED: (
        QT_TRANSLATE_NOOP("Messages", "Practice needs a permission"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nothing changed and the sale stays. The manager gives the permission at the office."
        ),
    ),
    M.REFUND_WAY_UNKNOWN: (
        QT_TRANSLATE_NOOP("Messages", "Refund at the till that sold"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Receipt {number} does not tell how all of it was paid. Refund it there, or exchange it here.",
        ),
    ),
    M.PAID_TOO_MUCH: (
        QT_TRANSLATE_NOOP("Messages", "More paid than the total"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "B/. {amount} too much are paid. Press Esc and add goods, or take a payment back with Del.",
        ),
    ),
    M.PAID_TOO_MUCH_CASH: (
        QT_TRANSLATE_NOOP("Messages", "More paid than the total"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "B/. {amount} too much are paid. Hand back the B/. {cash} in cash, then add goods or press Del.",
        ),
    ),
    M.CASH_AGAIN: (
        QT_TRANSLATE_NOOP("Messages", "Take the cash again"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "The total is now B/. {total}: the B/. {cash} in cash no longer count. Charge again.",
        ),
    ),
    M.PRACTICE_WHO: (
        QT_TRANSLATE_NOOP("Messages", "Who will practise?"),
        QT_TRANSLATE_NOOP("Messages", "Touch your name and type your PIN. Practice begins then."),
    ),
    M.PAYMENT_TOLD: (
        QT_TRANSLATE_NOOP("Messages", "Said already"),
        QT_TRANSLATE_NOOP(
            "Messages", "What became of this payment of {number} was said before. Nothing changed."
        ),
    ),
    M.CHANGE_CORRECTED: (
        QT_TRANSLATE_NOOP("Messages", "Change corrected"),
        QT_TRANSLATE_NOOP("Messages", "Hand back B/. {change}. The receipt {number} stays as it is."),
    ),
    M.CHANGE_BELOW_KEPT: (
        QT_TRANSLATE_NOOP("Messages", "Less than the cash due"),
        QT_TRANSLATE_NOOP(
            "Messages", "At least B/. {amount} in cash were due. Nothing changed; type the true amount."
        ),
    ),
    M.CHANGE_SAME: (
        QT_TRANSLATE_NOOP("Messages", "The same as before"),
        QT_TRANSLATE_NOOP("Messages", "That is what already stands as received. Nothing changed."),
    ),
    M.CHANGE_NO_CASH: (
        QT_TRANSLATE_NOOP("Messages", "No cash in this sale"),
        QT_TRANSLATE_NOOP("Messages", "Nothing was received in cash, so no change can be corrected."),
    ),
    M.CHANGE_GONE: (
        QT_TRANSLATE_NOOP("Messages", "No change on the screen"),
        QT_TRANSLATE_NOOP("Messages", "What was received can be corrected until the next sale begins."),
    ),
    M.SALE_GIVEN_UP_CASH: (
        QT_TRANSLATE_NOOP("Messages", "Sale given up"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Give the customer back the B/. {cash} taken in cash; the sale is on record with its reason.",
        ),
    ),
    M.CLOCK_OFF: (
        QT_TRANSLATE_NOOP("Messages", "The clock is wrong"),
        QT_TRANSLATE_NOOP(
            "Messages", "It is {minutes} min from the centre's. Selling goes on; correct the computer's time."
        ),
    ),
    M.NOT_THE_CENTRE: (
        QT_TRANSLATE_NOOP("Messages", "Not the centre"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Who answers is not proved to be the centre: it was given nothing. Keep selling; tell support.",
        ),
    ),
    M.SENDING_RESTS: (
        QT_TRANSLATE_NOOP("Messages", "Sending is paused"),
        QT_TRANSLATE_NOOP(
            "Messages", "Keep selling: all is kept here. Touch the connection above to see why."
        ),
    ),
    M.TILL_DISABLED: (
        QT_TRANSLATE_NOOP("Messages", "This till was disabled"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "It sells on for {hours} h and keeps all it holds. Tell your supervisor.",
        ),
    ),
    M.TILL_LOCKED: (
        QT_TRANSLATE_NOOP("Messages", "This till is locked"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "All it sold is kept. To sell again it must be enrolled again.",
        ),
    ),
    M.TILL_FENCED: (
        QT_TRANSLATE_NOOP("Messages", "Two tills share one identity"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Keep selling: all is kept here. Tell your supervisor: the true till must be enrolled again.",
        ),
    ),
    M.APPROVER_LAPSED: (
        QT_TRANSLATE_NOOP("Messages", "This person's rights have run out"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "The till has been without the centre for too long. Nothing changed; ask for the remote "
            "code, or connect the till.",
        ),
    ),
    M.ACCESS_ENDED: (
        QT_TRANSLATE_NOOP("Messages", "Your access here has ended"),
        QT_TRANSLATE_NOOP("Messages", "Finish this sale; after it the till asks who goes on."),
    ),
    M.STAFF_LIST_REFUSED: (
        QT_TRANSLATE_NOOP("Messages", "The staff list is not accepted"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "It could not be verified ({reason}). People and permissions stay as they were and "
            "selling goes on; tell support.",
        ),
    ),
    M.PRICES_AGED: (
        QT_TRANSLATE_NOOP("Messages", "Prices are from {as_of}"),
        QT_TRANSLATE_NOOP(
            "Messages", "Selling goes on with them. They are renewed by themselves once the centre answers."
        ),
    ),
    M.PROMOTIONS_AGED: (
        QT_TRANSLATE_NOOP("Messages", "Promotions are from {as_of}"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Those that end on their date end all the same. New ones come once the centre answers.",
        ),
    ),
    M.TAXES_AGED: (
        QT_TRANSLATE_NOOP("Messages", "Tax rates are from {as_of}"),
        QT_TRANSLATE_NOOP(
            "Messages", "Selling goes on with them; the centre checks every sale by the rates of its day."
        ),
    ),
    M.STAFF_AGED: (
        QT_TRANSLATE_NOOP("Messages", "Staff list is from {as_of}"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Signing in and cash sales never expire. After three days some may no longer authorise "
            "until the centre answers.",
        ),
    ),
    M.PRICES_EXPIRED: (
        QT_TRANSLATE_NOOP("Messages", "Prices are over a week old"),
        QT_TRANSLATE_NOOP(
            "Messages", "Cash sales go on. Once this shift a supervisor says that these prices may go on."
        ),
    ),
    M.STREAM_HELD: (
        QT_TRANSLATE_NOOP("Messages", "The centre changes much at once"),
        QT_TRANSLATE_NOOP("Messages", "What is here sells on. A supervisor looks at it and decides."),
    ),
}
