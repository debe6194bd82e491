"""Turns refusals of the domain and errors of the store into messages for people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.presenters.messages import M, Message, Tone
from core.domain.errors import DomainError

_BY_CODE: Final[Mapping[str, M]] = MappingProxyType(
    {
        "unknown_code": M.UNKNOWN_CODE,
        "sale_empty": M.BASKET_EMPTY,
        "nothing_to_undo": M.NOTHING_TO_UNDO,
        "line_unknown": M.NOTHING_SELECTED,
        "quantity_not_positive": M.QUANTITY_NOT_POSITIVE,
        "quantity_not_whole": M.QUANTITY_NOT_WHOLE,
        "quantity_too_fine": M.QUANTITY_NOT_NUMBER,
        "quantity_is_code": M.QUANTITY_IS_CODE,
        "quantity_not_number": M.QUANTITY_NOT_NUMBER,
        "quantity_fixed": M.QUANTITY_FIXED,
        "weight_needed": M.WEIGHT_NEEDED,
        "amount_not_number": M.AMOUNT_NOT_NUMBER,
        "amount_ambiguous": M.AMOUNT_AMBIGUOUS,
        "amount_too_large": M.AMOUNT_TOO_LARGE,
        "amount_too_fine": M.AMOUNT_TOO_FINE,
        "amount_not_positive": M.AMOUNT_NOT_POSITIVE,
        "nothing_due": M.NOTHING_DUE,
        "last4_invalid": M.LAST4_WRONG,
        "authorization_invalid": M.APPROVAL_WRONG,
        "terminal_invalid": M.TERMINAL_WRONG,
        "batch_invalid": M.BATCH_WRONG,
        "trace_invalid": M.TRACE_WRONG,
        "slip_twice": M.SLIP_TWICE,
        "confirmation_invalid": M.CODE_UNREADABLE,
        "code_used": M.CODE_USED,
        "bank_missing": M.BANK_MISSING,
        "reference_invalid": M.REFERENCE_WRONG,
        "customer_needed": M.CUSTOMER_NEEDED,
        "points_none": M.POINTS_NONE,
        "points_not_positive": M.POINTS_NOT_POSITIVE,
        "points_below_minimum": M.POINTS_BELOW,
        "points_exceed_balance": M.POINTS_OVER_BALANCE,
        "points_exceed_due": M.POINTS_OVER_DUE,
        "credit_none": M.CREDIT_NONE,
        "tender_settled": M.TENDER_SETTLED,
        "tender_unknown": M.TENDER_GONE,
        "non_cash_exceeds_due": M.EXCEEDS_DUE,
        "prices_frozen": M.TENDERS_FIRST,
        "cash_below_total": M.CASH_MISSING,
        "nobody_signed_in": M.PICK_PERSON,
        "price_missing": M.PRICE_MISSING,
        "weight_other_unit": M.WEIGHT_OTHER_UNIT,
        "label_times": M.LABEL_TIMES,
        "basket_full": M.BASKET_FULL,
        "receipt_waiting": M.RECEIPT_WAITING,
        "approver_is_requester": M.APPROVER_SELF,
        "approver_inactive": M.APPROVER_INACTIVE,
        "approver_not_allowed": M.APPROVER_NOT_ALLOWED,
        "approver_limit": M.APPROVER_LIMIT,
        "authorization_expired": M.AUTHORIZATION_EXPIRED,
        "authorization_used": M.AUTHORIZATION_USED,
        "authorization_mismatch": M.AUTHORIZATION_MISMATCH,
        "receipt_scanned": M.RECEIPT_SCANNED,
        "receipt_not_found": M.RECEIPT_NOT_FOUND,
        "receipt_other_till": M.RECEIPT_OTHER_TILL,
        "receipt_voided": M.RECEIPT_VOIDED,
        "receipt_code_invalid": M.RECEIPT_CODE_INVALID,
        "receipt_code_version": M.RECEIPT_CODE_NEWER,
        "receipt_code_signature": M.RECEIPT_CODE_FALSE,
        "receipt_code_key_unknown": M.RECEIPT_TILL_UNKNOWN,
        "percent_not_number": M.PERCENT_NOT_NUMBER,
        "discount_over_100": M.DISCOUNT_OVER_100,
        "discount_exceeds": M.DISCOUNT_EXCEEDS,
        "discount_invalid": M.DISCOUNT_INVALID,
        "document_missing": M.DOCUMENT_MISSING,
        "goods_expired": M.GOODS_EXPIRED,
        "consent_missing": M.CONSENT_FIRST,
        "name_missing": M.NAME_MISSING,
        "name_too_long": M.NAME_TOO_LONG,
        "document_number_missing": M.DOCUMENT_NUMBER_MISSING,
        "document_too_long": M.DOCUMENT_TOO_LONG,
        "phone_invalid": M.PHONE_WRONG,
        "email_invalid": M.EMAIL_WRONG,
        "pan_refused": M.PAN_REFUSED,
        "sale_not_empty": M.SALE_NOT_EMPTY,
        "parked_unknown": M.PARKED_GONE,
        "tender_approved": M.TENDER_APPROVED,
        "tender_unresolved": M.TENDER_UNRESOLVED,
        "void_other_shift": M.VOID_OTHER_SHIFT,
        "void_other_till": M.VOID_OTHER_TILL,
        "void_exchange": M.VOID_EXCHANGE,
        "void_returned": M.VOID_RETURNED,
        "refund_reference_needed": M.REFERENCE_NEEDED,
        "price_needed": M.PRICE_NEEDED,
        "open_price_too_high": M.OPEN_PRICE_TOO_HIGH,
        "nothing_returned": M.NOTHING_MARKED,
        "exceeds_sold": M.EXCEEDS_SOLD,
        "all_returned": M.ALL_RETURNED,
        "line_unresolved": M.LINE_UNRESOLVED,
        "return_changed": M.RETURN_CHANGED,
        "label_not_own": M.LABEL_NOT_OWN,
        "label_unknown": M.LABEL_UNKNOWN,
        "export_failed": M.EXPORT_FAILED,
        "exchange_one_receipt": M.EXCHANGE_ONE,
        "refund_already_stored": M.RETURN_STANDS,
        "quantity_approved": M.QUANTITY_APPROVED,
        "training_not_allowed": M.TRAINING_NOT_ALLOWED,
        "refund_way_unknown": M.REFUND_WAY_UNKNOWN,
        "payment_told": M.PAYMENT_TOLD,
        "change_below_kept": M.CHANGE_BELOW_KEPT,
        "change_same": M.CHANGE_SAME,
        "change_no_cash": M.CHANGE_NO_CASH,
        "till_locked": M.TILL_LOCKED,
        "till_fenced": M.TILL_FENCED,
        "approver_lapsed": M.APPROVER_LAPSED,
    }
)

_START: Final[Mapping[str, M]] = MappingProxyType(
    {
        "store_already_open": M.ALREADY_OPEN,
        "store_newer_database": M.DATABASE_NEWER,
        "store_damaged": M.DATABASE_DAMAGED,
        "store_replaced": M.DATABASE_DAMAGED,
        "store_library_refused": M.LIBRARY_TOO_OLD,
        "store_full": M.STORE_FULL,
        "store_unavailable": M.DATA_NOT_WRITABLE,
        "data_not_writable": M.DATA_NOT_WRITABLE,
        "not_enrolled": M.NOT_ENROLLED,
        "enrolment_failed": M.ENROLMENT_FAILED,
        "config_unreadable": M.CONFIG_WRONG,
        "config_value": M.CONFIG_WRONG,
    }
)
"""Why a till does not open."""

_SCAN_CODES: Final = frozenset(
    {
        "check_digit",
        "unknown_ai",
        "length",
        "not_numeric",
        "date",
        "price_verifier",
        "scan_empty",
        "scan_unreadable",
    }
)
"""What `core.domain.barcode` says of a code that claims a form and does not hold it."""


def of_domain(error: DomainError, **more: str) -> Message:
    """The message of a refusal; unknown codes are a mistake of ours and shown with their code."""
    values = {**error.values, **more}
    if error.code in _SCAN_CODES:
        return Message(M.BAD_SCAN, Tone.ERR, values, lasting=True)
    message = _BY_CODE.get(error.code)
    if message is None:
        return Message(M.INTERNAL, Tone.ERR, {"code": error.code}, lasting=True)
    return Message(message, Tone.WARN, values)


def of_error(error: Exception) -> Message:
    """The message of an error of the store or of ours; the basket and the journal are as they were."""
    if not isinstance(error, DomainError):
        return Message(M.INTERNAL, Tone.ERR, {"code": type(error).__name__}, lasting=True)
    if error.code == "store_full":
        return Message(M.STORE_FULL, Tone.ERR, lasting=True)
    if error.code.startswith("store_"):
        return Message(M.STORE_UNAVAILABLE, Tone.ERR, {"code": error.code}, lasting=True)
    return of_domain(error)


def of_start(error: Exception) -> Message:
    """Why the till does not open, with what the words need."""
    if not isinstance(error, DomainError):
        return Message(M.INTERNAL, Tone.ERR, {"code": type(error).__name__}, lasting=True)
    message = _START.get(error.code)
    if message is None:
        return Message(M.INTERNAL, Tone.ERR, {"code": error.code}, lasting=True)
    tone = Tone.INFO if message is M.NOT_ENROLLED else Tone.ERR
    return Message(message, tone, error.values, lasting=True)
