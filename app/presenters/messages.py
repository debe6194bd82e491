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
    # payment
    AMOUNT_NOT_NUMBER = "amount_not_number"  # text
    AMOUNT_AMBIGUOUS = "amount_ambiguous"  # text, whole, decimal
    AMOUNT_TOO_LARGE = "amount_too_large"
    AMOUNT_TOO_FINE = "amount_too_fine"
    AMOUNT_UNUSUAL = "amount_unusual"  # amount
    AMOUNT_NOT_POSITIVE = "amount_not_positive"
    CASH_MISSING = "cash_missing"  # missing, received, due
    NOTHING_DUE = "nothing_due"
    TENDER_BACK = "tender_back"  # amount
    LAST4_WRONG = "last4_wrong"
    APPROVAL_WRONG = "approval_wrong"
    TERMINAL_WRONG = "terminal_wrong"
    BATCH_WRONG = "batch_wrong"
    TRACE_WRONG = "trace_wrong"
    SLIP_TWICE = "slip_twice"  # authorization
    CODE_UNREADABLE = "code_unreadable"
    CODE_USED = "code_used"  # code
    BANK_MISSING = "bank_missing"
    REFERENCE_WRONG = "reference_wrong"
    QR_APPROVED = "qr_approved"  # amount
    QR_DECLINED = "qr_declined"  # amount
    QR_CANCELLED = "qr_cancelled"  # amount
    QR_EXPIRED = "qr_expired"  # amount
    QR_NOT_ASKED = "qr_not_asked"
    QR_GIVEN_UP = "qr_given_up"  # amount
    QR_STILL_OPEN = "qr_still_open"  # amount
    QR_RETURNED = "qr_returned"  # amount
    QR_NOT_RETURNED = "qr_not_returned"  # amount
    CUSTOMER_NEEDED = "customer_needed"
    PURSE_EMPTY = "purse_empty"  # name
    POINTS_NONE = "points_none"  # name
    POINTS_NOT_POSITIVE = "points_not_positive"
    POINTS_BELOW = "points_below"  # minimum
    POINTS_OVER_BALANCE = "points_over_balance"  # available
    POINTS_OVER_DUE = "points_over_due"  # points
    CREDIT_NONE = "credit_none"  # name
    TENDER_SETTLED = "tender_settled"
    TENDER_GONE = "tender_gone"
    EXCEEDS_DUE = "exceeds_due"  # due
    TENDERS_FIRST = "tenders_first"
    # after the sale
    SALE_SAVED = "sale_saved"  # number, change
    SALE_STOOD = "sale_stood"  # number, change
    RECEIPT_WAITING = "receipt_waiting"  # number
    RECEIPT_UNCERTAIN = "receipt_uncertain"  # number
    REPRINTED = "reprinted"  # number, copy
    NO_RECEIPT = "no_receipt"
    DRAWER_BY_KEY = "drawer_by_key"
    # receipts on which goods come back
    RECEIPT_SCANNED = "receipt_scanned"
    RECEIPT_NOT_FOUND = "receipt_not_found"  # number
    RECEIPT_OTHER_TILL = "receipt_other_till"  # number
    RECEIPT_VOIDED = "receipt_voided"  # number
    RECEIPT_CODE_INVALID = "receipt_code_invalid"
    RECEIPT_CODE_NEWER = "receipt_code_newer"
    RECEIPT_CODE_FALSE = "receipt_code_false"
    RECEIPT_TILL_UNKNOWN = "receipt_till_unknown"
    # people and shift
    WRONG_PIN = "wrong_pin"  # left
    PIN_WAIT = "pin_wait"  # wait
    PIN_TOO_SHORT = "pin_too_short"
    PIN_UNAVAILABLE = "pin_unavailable"
    PICK_PERSON = "pick_person"
    # authorisation
    NO_APPROVER = "no_approver"
    PICK_APPROVER = "pick_approver"
    APPROVER_WRONG_PIN = "approver_wrong_pin"  # left
    WRONG_BADGE = "wrong_badge"  # left
    APPROVER_WAIT = "approver_wait"  # wait
    APPROVER_UNAVAILABLE = "approver_unavailable"
    APPROVER_SELF = "approver_self"
    APPROVER_INACTIVE = "approver_inactive"
    APPROVER_NOT_ALLOWED = "approver_not_allowed"
    APPROVER_LIMIT = "approver_limit"
    NOT_A_BADGE = "not_a_badge"
    BADGE_WAIT = "badge_wait"  # wait
    BADGE_NOT_HERE = "badge_not_here"
    REMOTE_CODE_SHORT = "remote_code_short"
    REMOTE_CODE_WRONG = "remote_code_wrong"  # left
    AUTHORIZATION_EXPIRED = "authorization_expired"
    AUTHORIZATION_USED = "authorization_used"
    AUTHORIZATION_MISMATCH = "authorization_mismatch"
    # discounts, prices, permission
    PERCENT_NOT_NUMBER = "percent_not_number"  # text
    DISCOUNT_OVER_100 = "discount_over_100"
    DISCOUNT_EXCEEDS = "discount_exceeds"  # left
    DISCOUNT_INVALID = "discount_invalid"
    PROMOTION_IS_BETTER = "promotion_is_better"  # discount, promotion
    DOCUMENT_MISSING = "document_missing"
    GOODS_EXPIRED = "goods_expired"  # date, name
    # customers and what is taken down of them
    CONSENT_FIRST = "consent_first"
    CUSTOMER_CHOSEN = "customer_chosen"  # name
    CARD_OF_NOBODY = "card_of_nobody"  # code
    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"  # limit
    DOCUMENT_NUMBER_MISSING = "document_number_missing"
    DOCUMENT_TOO_LONG = "document_too_long"  # limit
    PHONE_WRONG = "phone_wrong"
    EMAIL_WRONG = "email_wrong"
    PAN_REFUSED = "pan_refused"
    # parked and given up
    SALE_PARKED = "sale_parked"  # lines, name
    SALE_GIVEN_UP = "sale_given_up"
    SALE_NOT_EMPTY = "sale_not_empty"
    PARKED_GONE = "parked_gone"
    TENDER_APPROVED = "tender_approved"
    TENDER_UNRESOLVED = "tender_unresolved"
    # taking back: void, return
    VOID_OTHER_SHIFT = "void_other_shift"  # number
    VOID_OTHER_TILL = "void_other_till"  # number
    VOID_EXCHANGE = "void_exchange"  # number
    VOID_RETURNED = "void_returned"  # number
    REFERENCE_NEEDED = "reference_needed"
    # price of goods without one
    PRICE_NEEDED = "price_needed"  # name
    PRICE_FIRST = "price_first"  # name
    OPEN_PRICE_TOO_HIGH = "open_price_too_high"  # limit
    NOTHING_MARKED = "nothing_marked"
    EXCEEDS_SOLD = "exceeds_sold"  # left, name
    ALL_RETURNED = "all_returned"  # number, numbers
    LINE_UNRESOLVED = "line_unresolved"  # name
    RETURN_CHANGED = "return_changed"
    REFUND_WAY_UNKNOWN = "refund_way_unknown"  # number
    LABEL_LEARNT = "label_learnt"  # layout, prefix
    LABEL_NOT_KEPT = "label_not_kept"
    LABEL_NOT_OWN = "label_not_own"  # text
    LABEL_UNKNOWN = "label_unknown"  # text
    CLOCK_BACK = "clock_back"  # after, before
    # receipts as files
    PDF_SAVED = "pdf_saved"  # file, folder
    MAIL_SAVED = "mail_saved"  # file, folder
    EXPORT_FAILED = "export_failed"  # folder
    EXCHANGE_READY = "exchange_ready"  # amount
    EXCHANGE_ONE = "exchange_one"
    RETURN_STANDS = "return_stands"
    # approved lines
    QUANTITY_APPROVED = "quantity_approved"
    # practice
    TRAINING_NOT_ALLOWED = "training_not_allowed"
    # payment
    PAID_TOO_MUCH = "paid_too_much"  # amount
    PAID_TOO_MUCH_CASH = "paid_too_much_cash"  # amount, cash
    CASH_AGAIN = "cash_again"  # cash, total
    # practice
    PRACTICE_WHO = "practice_who"
    # payments to confirm, change corrected
    PAYMENT_TOLD = "payment_told"  # number
    CHANGE_CORRECTED = "change_corrected"  # change, number
    CHANGE_BELOW_KEPT = "change_below_kept"  # amount
    CHANGE_SAME = "change_same"
    CHANGE_NO_CASH = "change_no_cash"
    # change
    CHANGE_GONE = "change_gone"
    # giving up
    SALE_GIVEN_UP_CASH = "sale_given_up_cash"  # cash
    # a disabled till
    TILL_DISABLED = "till_disabled"  # hours
    TILL_LOCKED = "till_locked"
    # two tills in one
    TILL_FENCED = "till_fenced"
    # sending
    CLOCK_OFF = "clock_off"  # minutes
    NOT_THE_CENTRE = "not_the_centre"
    SENDING_RESTS = "sending_rests"
    # reviews
    REVIEW_DECIDED = "review_decided"
    REVIEW_PIN_REFUSED = "review_pin_refused"
    REVIEW_WAIT = "review_wait"  # wait
    REVIEW_NOT_ALLOWED = "review_not_allowed"  # name
    REVIEW_ALREADY = "review_already"
    REVIEW_GONE = "review_gone"
    REVIEW_REFUSED = "review_refused"  # code
    REVIEW_OFFLINE = "review_offline"
    REVIEW_UNKNOWN = "review_unknown"
    REVIEW_NO_KEY = "review_no_key"
    REVIEW_NOTE_MISSING = "review_note_missing"
    REVIEW_ELSEWHERE = "review_elsewhere"
    REVIEW_NOBODY = "review_nobody"
    REVIEW_BADGE = "review_badge"
    # what the centre tells
    APPROVER_LAPSED = "approver_lapsed"
    ACCESS_ENDED = "access_ended"
    STAFF_LIST_REFUSED = "staff_list_refused"  # reason
    PRICES_AGED = "prices_aged"  # as_of
    PROMOTIONS_AGED = "promotions_aged"  # as_of
    TAXES_AGED = "taxes_aged"  # as_of
    STAFF_AGED = "staff_aged"  # as_of
    PRICES_EXPIRED = "prices_expired"
    STREAM_HELD = "stream_held"
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
