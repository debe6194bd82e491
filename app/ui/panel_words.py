"""Words of panels: every id of `app.presenters.wording` with its literal (ux.md sections 5 and 9).

English literals with ``{named}`` values; lupdate finds them by ``QT_TRANSLATE_NOOP``.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from app.presenters.panels import Label, Say
from app.presenters.review_wording import Word
from app.presenters.wording import W
from app.ui.customer_words import CUSTOMER_WORDS
from app.ui.marking import QT_TRANSLATE_NOOP
from app.ui.messages import clean
from app.ui.payment_words import PAYMENT_WORDS
from app.ui.review_words import REVIEW_WORDS
from app.ui.sending_words import SENDING_WORDS

LONGEST: Final = 200
"""Data of people is cut here; widgets shorten it to their width."""

TABLE: Final[dict[Word, str]] = {
    W.PANEL_BACK: QT_TRANSLATE_NOOP("Panel", "Go back"),
    W.PANEL_BUSY: QT_TRANSLATE_NOOP("Panel", "One moment…"),
    W.PANEL_NEXT: QT_TRANSLATE_NOOP("Panel", "Next"),
    W.DISCOUNT_TITLE: QT_TRANSLATE_NOOP("Panel", "Discount"),
    W.DISCOUNT_LINE: QT_TRANSLATE_NOOP("Panel", "This line"),
    W.DISCOUNT_WHOLE_SALE: QT_TRANSLATE_NOOP("Panel", "Whole sale"),
    W.DISCOUNT_PERCENT: QT_TRANSLATE_NOOP("Panel", "Percent"),
    W.DISCOUNT_AMOUNT: QT_TRANSLATE_NOOP("Panel", "Balboas"),
    W.DISCOUNT_LAW: QT_TRANSLATE_NOOP("Panel", "By law"),
    W.DISCOUNT_HOW_MUCH: QT_TRANSLATE_NOOP("Panel", "How much"),
    W.DISCOUNT_DOCUMENT: QT_TRANSLATE_NOOP("Panel", "Document seen"),
    W.DISCOUNT_CEDULA: QT_TRANSLATE_NOOP("Panel", "Cédula"),
    W.DISCOUNT_CARD: QT_TRANSLATE_NOOP("Panel", "Retirement card"),
    W.DISCOUNT_LAST: QT_TRANSLATE_NOOP("Panel", "Last digits of the document"),
    W.DISCOUNT_OFF: QT_TRANSLATE_NOOP("Panel", "Discount {amount}"),
    W.DISCOUNT_APPLY: QT_TRANSLATE_NOOP("Panel", "Apply"),
    W.DISCOUNT_REMOVE: QT_TRANSLATE_NOOP("Panel", "Remove discount"),
    W.DISCOUNT_OVER: QT_TRANSLATE_NOOP("Panel", "Discount {percent} % (limit {limit} %)"),
    W.DISCOUNT_OVER_AMOUNT: QT_TRANSLATE_NOOP("Panel", "Discounts {amount} (limit {limit})"),
    W.DISCOUNT_BEFORE_PAY: QT_TRANSLATE_NOOP("Panel", "Before money is taken"),
    W.REASON_ASK: QT_TRANSLATE_NOOP("Panel", "Why"),
    W.REASON_DAMAGED: QT_TRANSLATE_NOOP("Panel", "Damaged"),
    W.REASON_NEAR_EXPIRY: QT_TRANSLATE_NOOP("Panel", "About to expire"),
    W.REASON_COURTESY: QT_TRANSLATE_NOOP("Panel", "Courtesy"),
    W.REASON_AGREED: QT_TRANSLATE_NOOP("Panel", "Agreed price"),
    W.REASON_SHELF_PRICE: QT_TRANSLATE_NOOP("Panel", "Lower price on the shelf"),
    W.REASON_WRONG_PRICE: QT_TRANSLATE_NOOP("Panel", "Wrong price in the list"),
    W.REASON_CUSTOMER_LEFT: QT_TRANSLATE_NOOP("Panel", "Customer left"),
    W.REASON_WRONG_GOODS: QT_TRANSLATE_NOOP("Panel", "Wrong goods"),
    W.REASON_NO_MONEY: QT_TRANSLATE_NOOP("Panel", "Not enough money"),
    W.REASON_WRONG_TENDER: QT_TRANSLATE_NOOP("Panel", "Wrong payment"),
    W.REASON_CUSTOMER_REGRET: QT_TRANSLATE_NOOP("Panel", "Customer changed their mind"),
    W.REASON_TWICE: QT_TRANSLATE_NOOP("Panel", "Charged twice"),
    W.REASON_NOT_SUITABLE: QT_TRANSLATE_NOOP("Panel", "Does not suit"),
    W.REASON_EXPIRED: QT_TRANSLATE_NOOP("Panel", "Expired"),
    W.PRICE_TITLE: QT_TRANSLATE_NOOP("Panel", "Another price"),
    W.PRICE_NOW: QT_TRANSLATE_NOOP("Panel", "Price now"),
    W.PRICE_NEW: QT_TRANSLATE_NOOP("Panel", "New price"),
    W.PRICE_EACH: QT_TRANSLATE_NOOP("Panel", "Price of each"),
    W.PRICE_ASKED: QT_TRANSLATE_NOOP("Panel", "Another price than the list's"),
    W.NOTE_TITLE: QT_TRANSLATE_NOOP("Panel", "Note"),
    W.NOTE_TEXT: QT_TRANSLATE_NOOP("Panel", "It is printed on the receipt"),
    W.NOTE_SAVE: QT_TRANSLATE_NOOP("Panel", "Keep"),
    W.WHY_TITLE: QT_TRANSLATE_NOOP("Panel", "Why {amount}?"),
    W.WHY_LIST_PRICE: QT_TRANSLATE_NOOP("Panel", "Price of the list"),
    W.WHY_GROSS: QT_TRANSLATE_NOOP("Panel", "Quantity by price"),
    W.WHY_LABEL: QT_TRANSLATE_NOOP("Panel", "Price on its label"),
    W.WHY_PROMOTION: QT_TRANSLATE_NOOP("Panel", "Promotion"),
    W.WHY_AMOUNT: QT_TRANSLATE_NOOP("Panel", "Amount"),
    W.WHY_SOURCE: QT_TRANSLATE_NOOP("Panel", "Price of list {list}, version {version}, as of {time}."),
    W.WHY_SOURCE_ONE: QT_TRANSLATE_NOOP("Panel", "Price of version {version}, as of {time}."),
    W.WHY_GONE: QT_TRANSLATE_NOOP(
        "Panel", "This product is no longer in the catalogue; the price is that of the moment it was added."
    ),
    W.CHECK_TITLE: QT_TRANSLATE_NOOP("Panel", "Price check"),
    W.CHECK_QUERY: QT_TRANSLATE_NOOP("Panel", "Scan or type a name"),
    W.CHECK_NONE: QT_TRANSLATE_NOOP("Panel", "No product matches. Try fewer letters."),
    W.CHECK_SEE: QT_TRANSLATE_NOOP("Panel", "See price"),
    W.CHECK_ADD: QT_TRANSLATE_NOOP("Panel", "Add to the sale"),
    W.CHECK_TAX: QT_TRANSLATE_NOOP("Panel", "ITBMS"),
    W.CHECK_STOCK: QT_TRANSLATE_NOOP("Panel", "Stock {age} ago"),
    W.CHECK_PRICE: QT_TRANSLATE_NOOP("Panel", "Price"),
    **CUSTOMER_WORDS,
    **PAYMENT_WORDS,
    **SENDING_WORDS,
    **REVIEW_WORDS,
    W.PARKED_TITLE: QT_TRANSLATE_NOOP("Panel", "Parked sales"),
    W.PARKED_FILTER: QT_TRANSLATE_NOOP("Panel", "Name"),
    W.PARKED_NONE: QT_TRANSLATE_NOOP("Panel", "No sale is parked."),
    W.PARKED_RECALL: QT_TRANSLATE_NOOP("Panel", "Recall"),
    W.PARKED_NUMBERED: QT_TRANSLATE_NOOP("Panel", "Parked {number}"),
    W.PARKED_DETAIL: QT_TRANSLATE_NOOP("Panel", "{time} · lines: {lines}"),
    W.PARKED_UNKNOWN: QT_TRANSLATE_NOOP("Panel", "Payment without answer"),
    W.CANCEL_TITLE: QT_TRANSLATE_NOOP("Panel", "Give the sale up"),
    W.CANCEL_LINES: QT_TRANSLATE_NOOP("Panel", "Lines"),
    W.CANCEL_TOTAL: QT_TRANSLATE_NOOP("Panel", "Total"),
    W.CANCEL_DO: QT_TRANSLATE_NOOP("Panel", "Give up"),
    W.WHY_LEFT: QT_TRANSLATE_NOOP("Panel", "Left of it"),
    W.WHY_CUSTOMER: QT_TRANSLATE_NOOP("Panel", "Customer's discount, {percent}"),
    W.WHY_SALE: QT_TRANSLATE_NOOP("Panel", "Share of the sale's discount"),
    W.WHY_POINTS: QT_TRANSLATE_NOOP("Panel", "Share of the points"),
    W.TILE_POINTS: QT_TRANSLATE_NOOP("Panel", "Points {points} (at {time})"),
    W.TILE_POINTS_OF: QT_TRANSLATE_NOOP("Panel", "Points {points} (of {day}, {time})"),
    W.PANEL_DONE: QT_TRANSLATE_NOOP("Panel", "Done"),
    W.RECEIPT_ASK: QT_TRANSLATE_NOOP("Panel", "Number of the receipt"),
    W.RECEIPT_HINT: QT_TRANSLATE_NOOP("Panel", "Scan the receipt, or type its number"),
    W.RECEIPT_OTHER: QT_TRANSLATE_NOOP("Panel", "Another receipt"),
    W.RECEIPT_NUMBER: QT_TRANSLATE_NOOP("Panel", "Receipt"),
    W.RECEIPT_TIME: QT_TRANSLATE_NOOP("Panel", "Time"),
    W.VOID_TITLE: QT_TRANSLATE_NOOP("Panel", "Void the sale"),
    W.VOID_OF: QT_TRANSLATE_NOOP("Panel", "Sale {number}"),
    W.VOID_DO: QT_TRANSLATE_NOOP("Panel", "Void"),
    W.VOID_DONE: QT_TRANSLATE_NOOP("Panel", "Sale voided"),
    W.GIVE_BACK_NOW: QT_TRANSLATE_NOOP("Panel", "Give back now"),
    W.PAPER_SIGNED: QT_TRANSLATE_NOOP(
        "Panel", "The paper is printing: have the customer sign it and keep it."
    ),
    W.TENDER_CASH: QT_TRANSLATE_NOOP("Panel", "Cash"),
    W.TENDER_CARD: QT_TRANSLATE_NOOP("Panel", "Card"),
    W.TENDER_YAPPY: QT_TRANSLATE_NOOP("Panel", "Yappy"),
    W.TENDER_TRANSFER: QT_TRANSLATE_NOOP("Panel", "Transfer"),
    W.TENDER_POINTS: QT_TRANSLATE_NOOP("Panel", "Points"),
    W.TENDER_CREDIT: QT_TRANSLATE_NOOP("Panel", "Store credit"),
    W.TENDER_EXCHANGE: QT_TRANSLATE_NOOP("Panel", "Returned goods"),
    W.REFERENCE_CARD: QT_TRANSLATE_NOOP("Panel", "Approval of the refund to the card"),
    W.REFERENCE_YAPPY: QT_TRANSLATE_NOOP("Panel", "Confirmation of the refund by Yappy"),
    W.REFERENCE_TRANSFER: QT_TRANSLATE_NOOP("Panel", "Reference of the transfer back"),
    W.OPEN_PRICE_TITLE: QT_TRANSLATE_NOOP("Panel", "What does it cost?"),
    W.OPEN_PRICE_QUANTITY: QT_TRANSLATE_NOOP("Panel", "Quantity"),
    W.OPEN_PRICE_PROPOSED: QT_TRANSLATE_NOOP("Panel", "{amount} if nothing is typed"),
    W.OPEN_PRICE_ASKED: QT_TRANSLATE_NOOP("Panel", "Goods without a list price"),
    W.RECEIPT_LAST: QT_TRANSLATE_NOOP("Panel", "Last receipt"),
    W.RETURN_TITLE: QT_TRANSLATE_NOOP("Panel", "Return"),
    W.RETURN_OF: QT_TRANSLATE_NOOP("Panel", "{number} · {when} · {till}"),
    W.RETURN_QUANTITY: QT_TRANSLATE_NOOP("Panel", "How many come back"),
    W.RETURN_SOLD: QT_TRANSLATE_NOOP("Panel", "Sold {sold}"),
    W.RETURN_LEFT: QT_TRANSLATE_NOOP("Panel", "Sold {sold}, returned {returned}, left {left}"),
    W.RETURN_NONE_LEFT: QT_TRANSLATE_NOOP("Panel", "Nothing left"),
    W.RETURN_UNKNOWN_HERE: QT_TRANSLATE_NOOP("Panel", "Not known at this till"),
    W.RETURN_FOREIGN: QT_TRANSLATE_NOOP(
        "Panel", "Receipt of another till: what others took back is not known here. The centre checks it."
    ),
    W.RETURN_BEFORE: QT_TRANSLATE_NOOP("Panel", "Came back before with {numbers}"),
    W.RETURN_ALL: QT_TRANSLATE_NOOP("Panel", "All of it"),
    W.RETURN_NONE: QT_TRANSLATE_NOOP("Panel", "None of it"),
    W.RETURN_TOTAL: QT_TRANSLATE_NOOP("Panel", "To refund"),
    W.RETURN_DO: QT_TRANSLATE_NOOP("Panel", "Refund"),
    W.RETURN_NUMBER: QT_TRANSLATE_NOOP("Panel", "Return {number}"),
    W.RETURN_DONE: QT_TRANSLATE_NOOP("Panel", "Goods taken back"),
    W.RETURN_POINTS: QT_TRANSLATE_NOOP("Panel", "Points taken back: {points}"),
    W.RETURN_OUT_OF: QT_TRANSLATE_NOOP("Panel", "of {left}"),
    W.LABELS_TITLE: QT_TRANSLATE_NOOP("Panel", "Scale labels"),
    W.LABELS_SCAN: QT_TRANSLATE_NOOP(
        "Panel", "Scan a label of goods you know, with its weight or price in the bars."
    ),
    W.LABELS_CODE: QT_TRANSLATE_NOOP("Panel", "Or its digits"),
    W.LABELS_READ: QT_TRANSLATE_NOOP("Panel", "Read"),
    W.LABELS_WHICH: QT_TRANSLATE_NOOP("Panel", "Which one does the label say?"),
    W.LABELS_WEIGHT: QT_TRANSLATE_NOOP("Panel", "Weight"),
    W.LABELS_PRICE: QT_TRANSLATE_NOOP("Panel", "Price"),
    W.LABELS_PRICE_VERIFIED: QT_TRANSLATE_NOOP("Panel", "Price with verifier"),
    W.LABELS_AS_WEIGHT: QT_TRANSLATE_NOOP("Panel", "Item {item}: weighs {quantity}, so {amount}"),
    W.LABELS_AS_PRICE: QT_TRANSLATE_NOOP("Panel", "Item {item}: costs {amount}, so {quantity}"),
    W.LABELS_LAYOUT: QT_TRANSLATE_NOOP("Panel", "Digits"),
    W.LABELS_ITEM: QT_TRANSLATE_NOOP("Panel", "Item {item}"),
    W.LABELS_AMOUNT: QT_TRANSLATE_NOOP("Panel", "Amount"),
    W.LABELS_REPLACES: QT_TRANSLATE_NOOP(
        "Panel", "It takes the place of {old}: labels with these first digits are read anew."
    ),
    W.LABELS_SAVE: QT_TRANSLATE_NOOP("Panel", "Save and use"),
    W.RECEIPTS_TITLE: QT_TRANSLATE_NOOP("Panel", "Receipts"),
    W.RECEIPTS_FIND: QT_TRANSLATE_NOOP("Panel", "Number, amount, day or customer"),
    W.RECEIPTS_HINT: QT_TRANSLATE_NOOP("Panel", "123, 18.54, 24/11, today"),
    W.RECEIPTS_NONE: QT_TRANSLATE_NOOP("Panel", "This till has no receipts yet"),
    W.RECEIPTS_NOT_FOUND: QT_TRANSLATE_NOOP("Panel", "No receipt fits that"),
    W.RECEIPTS_SEE: QT_TRANSLATE_NOOP("Panel", "See"),
    W.RECEIPTS_OLDER: QT_TRANSLATE_NOOP("Panel", "Older ones"),
    W.RECEIPTS_VOIDED: QT_TRANSLATE_NOOP("Panel", "Voided"),
    W.RECEIPTS_MIXED: QT_TRANSLATE_NOOP("Panel", "Several ways"),
    W.RETURN_HOW: QT_TRANSLATE_NOOP("Panel", "The customer gets"),
    W.RETURN_REFUND: QT_TRANSLATE_NOOP("Panel", "Money"),
    W.RETURN_EXCHANGE: QT_TRANSLATE_NOOP("Panel", "Other goods"),
    W.RETURN_ADD: QT_TRANSLATE_NOOP("Panel", "Add to the sale"),
    W.RETURN_CREDITED: QT_TRANSLATE_NOOP("Panel", "Goods that come back"),
    W.SETTLE_TITLE: QT_TRANSLATE_NOOP("Panel", "Give money back"),
    W.SETTLE_BOUGHT: QT_TRANSLATE_NOOP("Panel", "Goods bought"),
    W.PARKED_MOVED: QT_TRANSLATE_NOOP("Panel", "Prices changed"),
    W.PARKED_MOVED_WHY: QT_TRANSLATE_NOOP(
        "Panel", "The list changed while this sale waited. Choose which prices are charged."
    ),
    W.PARKED_WAS: QT_TRANSLATE_NOOP("Panel", "It was {amount}"),
    W.PARKED_NOW: QT_TRANSLATE_NOOP("Panel", "Charge the new ones"),
    W.PARKED_BEFORE: QT_TRANSLATE_NOOP("Panel", "Keep the earlier ones"),
    W.PARKED_NOT_FOUND: QT_TRANSLATE_NOOP("Panel", "No parked sale with that name"),
    W.RECEIPTS_REFUND: QT_TRANSLATE_NOOP("Panel", "Return · {when}"),
    W.RECEIPTS_EXCHANGE: QT_TRANSLATE_NOOP("Panel", "Exchange · {when}"),
    W.RECEIPTS_VOID: QT_TRANSLATE_NOOP("Panel", "Void · {when}"),
    W.PARKED_PROMOTIONS: QT_TRANSLATE_NOOP("Panel", "Promotions"),
    W.PARKED_PROMOTIONS_WHY: QT_TRANSLATE_NOOP(
        "Panel", "Promotions of now hold; those of before cannot be kept."
    ),
    W.PARKED_PROMOTIONS_MOVED: QT_TRANSLATE_NOOP("Panel", "Promotions changed"),
    W.PARKED_NAME: QT_TRANSLATE_NOOP("Panel", "Name of the parked sale"),
    W.PARKED_NAME_BUTTON: QT_TRANSLATE_NOOP("Panel", "Name…"),
    W.PARKED_GIVE_UP: QT_TRANSLATE_NOOP("Panel", "Void…"),
    W.PARKED_WHICH: QT_TRANSLATE_NOOP("Panel", "Choose which one"),
    W.AWAITED_TITLE: QT_TRANSLATE_NOOP("Panel", "Payments to confirm"),
    W.AWAITED_WHAT: QT_TRANSLATE_NOOP("Panel", "Yappy and transfers of this till, the oldest first"),
    W.AWAITED_NONE: QT_TRANSLATE_NOOP("Panel", "No payment waits to be confirmed."),
    W.AWAITED_MORE: QT_TRANSLATE_NOOP("Panel", "Later ones"),
    W.AWAITED_CODE: QT_TRANSLATE_NOOP("Panel", "Code or reference"),
    W.AWAITED_ASK: QT_TRANSLATE_NOOP("Panel", "Did the money arrive?"),
    W.AWAITED_ARRIVED: QT_TRANSLATE_NOOP("Panel", "Confirmed"),
    W.AWAITED_LOST: QT_TRANSLATE_NOOP("Panel", "It did not arrive"),
    W.AWAITED_STANDS: QT_TRANSLATE_NOOP("Panel", "The sale stands either way"),
    W.AWAITED_TOLD: QT_TRANSLATE_NOOP("Panel", "{number}: B/. {amount} confirmed."),
    W.AWAITED_TOLD_LOST: QT_TRANSLATE_NOOP("Panel", "{number}: B/. {amount} did not arrive; in review."),
    W.REASON_NOT_IN_ACCOUNT: QT_TRANSLATE_NOOP("Panel", "It is not in the account"),
    W.REASON_OTHER_AMOUNT: QT_TRANSLATE_NOOP("Panel", "Another amount arrived"),
    W.REASON_SENT_BACK: QT_TRANSLATE_NOOP("Panel", "The bank sent it back"),
    W.CHANGE_FIX_TITLE: QT_TRANSLATE_NOOP("Panel", "Correct received"),
    W.CHANGE_FIX_WHAT: QT_TRANSLATE_NOOP("Panel", "How much cash did the customer hand over?"),
    W.CHANGE_FIX_SO_FAR: QT_TRANSLATE_NOOP("Panel", "Received so far"),
    W.CHANGE_FIX_NEW: QT_TRANSLATE_NOOP("Panel", "Change to hand back"),
    W.CHANGE_FIX_DO: QT_TRANSLATE_NOOP("Panel", "Correct"),
    W.CHANGE_FIX_STANDS: QT_TRANSLATE_NOOP("Panel", "Receipt {number} stays as it is"),
    W.CANCEL_CASH: QT_TRANSLATE_NOOP("Panel", "Cash to give back"),
    W.RECEIPTS_TO_SEND: QT_TRANSLATE_NOOP("Panel", "To send"),
    W.RECEIPTS_IN_REVIEW: QT_TRANSLATE_NOOP("Panel", "In review"),
    W.RECEIPTS_HELD: QT_TRANSLATE_NOOP("Panel", "Held"),
    W.RECEIPTS_STANDING: QT_TRANSLATE_NOOP("Panel", "{paid} · {state}"),
    W.DATA_TITLE: QT_TRANSLATE_NOOP("Panel", "Data from the centre"),
    W.DATA_WHAT: QT_TRANSLATE_NOOP("Panel", "How old each is. Selling goes on with what is here."),
    W.DATA_NONE: QT_TRANSLATE_NOOP("Panel", "This till asks no centre for data."),
    W.DATA_DECIDE: QT_TRANSLATE_NOOP("Panel", "Decide"),
    W.DATA_PRICES: QT_TRANSLATE_NOOP("Panel", "Prices"),
    W.DATA_PROMOTIONS: QT_TRANSLATE_NOOP("Panel", "Promotions"),
    W.DATA_TAXES: QT_TRANSLATE_NOOP("Panel", "Taxes"),
    W.DATA_PRODUCTS: QT_TRANSLATE_NOOP("Panel", "Products"),
    W.DATA_STOCK: QT_TRANSLATE_NOOP("Panel", "Stock"),
    W.DATA_CUSTOMERS: QT_TRANSLATE_NOOP("Panel", "Customers"),
    W.DATA_STAFF: QT_TRANSLATE_NOOP("Panel", "Staff"),
    W.DATA_CONFIG: QT_TRANSLATE_NOOP("Panel", "Settings of the shop"),
    W.DATA_REVIEWS: QT_TRANSLATE_NOOP("Panel", "Reviews"),
    W.DATA_HELD: QT_TRANSLATE_NOOP("Panel", "Waits for your decision"),
    W.DATA_NEVER: QT_TRANSLATE_NOOP("Panel", "Not here yet"),
    W.DATA_TO_AUTHORISE: QT_TRANSLATE_NOOP("Panel", "To be authorised"),
    W.DATA_OLD: QT_TRANSLATE_NOOP("Panel", "Old"),
    W.DATA_HELD_PRICES: QT_TRANSLATE_NOOP(
        "Panel", "{repriced} of {priced} prices would change at once, and {gone} of {all} go."
    ),
    W.DATA_HELD_GONE: QT_TRANSLATE_NOOP("Panel", "{gone} of {all} would go at once."),
    W.DATA_HELD_WHAT: QT_TRANSLATE_NOOP("Panel", "It may be a mistake. What is here sells on."),
    W.DATA_NO_EXAMPLES: QT_TRANSLATE_NOOP("Panel", "No examples are shown."),
    W.DATA_ASK: QT_TRANSLATE_NOOP("Panel", "What is to be done with it?"),
    W.DATA_TAKE: QT_TRANSLATE_NOOP("Panel", "Use it"),
    W.DATA_DROP: QT_TRANSLATE_NOOP("Panel", "Do not use it"),
    W.DATA_GONE: QT_TRANSLATE_NOOP("Panel", "Goes"),
    W.DATA_PRICES_ASKED: QT_TRANSLATE_NOOP("Panel", "Go on with these prices?"),
    W.DATA_PRICES_WHY: QT_TRANSLATE_NOOP("Panel", "The centre has not answered for over 7 days"),
    W.DATA_DECIDED: QT_TRANSLATE_NOOP("Panel", "Decided. It is on record."),
    W.PEOPLE_MORE: QT_TRANSLATE_NOOP("Panel", "More people…"),
}


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        del key
        return "…"


def say(label: Label) -> str:
    """Return a label in the language in force; data is freed of control characters."""
    if not isinstance(label, Say):
        return clean(label, LONGEST)
    words = QCoreApplication.translate("Panel", TABLE[label.id])
    if not label.values:
        return words
    return words.format_map(_Values({key: say(value) for key, value in label.values.items()}))


def is_data(label: Label) -> bool:
    """Whether a label holds text of any length, which may be shortened with an ellipsis."""
    return not isinstance(label, Say) or bool(label.values)
