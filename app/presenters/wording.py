"""Ids of the words on panels; the words themselves are in ``app.ui.panel_words`` (ux.md section 9)."""

from __future__ import annotations

from enum import StrEnum


class W(StrEnum):
    """Every word or sentence of a panel, named ``<task>_<what>``; the comment names the values it may use."""

    # foot of every panel
    PANEL_BACK = "panel_back"
    PANEL_BUSY = "panel_busy"
    # discount and reasons
    PANEL_NEXT = "panel_next"
    # payment
    PAY_AMOUNT = "pay_amount"
    PAY_MISSING = "pay_missing"  # amount
    PAY_TAKE = "pay_take"
    CARD_TITLE = "card_title"
    CARD_LAST4 = "card_last4"
    CARD_APPROVAL = "card_approval"
    CARD_TERMINAL = "card_terminal"
    CARD_BATCH = "card_batch"
    CARD_TRACE = "card_trace"
    CARD_CREDIT = "card_credit"
    CARD_DEBIT = "card_debit"
    CARD_OTHER = "card_other"
    CARD_MORE = "card_more"
    CARD_LESS = "card_less"
    PAY_OPTIONAL = "pay_optional"
    YAPPY_TITLE = "yappy_title"
    YAPPY_CODE = "yappy_code"
    YAPPY_PAYER = "yappy_payer"
    YAPPY_LATER = "yappy_later"
    TRANSFER_TITLE = "transfer_title"
    TRANSFER_BANK = "transfer_bank"
    TRANSFER_OTHER = "transfer_other"
    TRANSFER_REFERENCE = "transfer_reference"
    TRANSFER_PAYER = "transfer_payer"
    TRANSFER_WAITING = "transfer_waiting"
    TRANSFER_SEEN = "transfer_seen"
    TRANSFER_RELEASE = "transfer_release"  # amount
    CARD_NO_NUMBER = "card_no_number"
    DISCOUNT_TITLE = "discount_title"
    DISCOUNT_LINE = "discount_line"
    DISCOUNT_WHOLE_SALE = "discount_whole_sale"
    DISCOUNT_PERCENT = "discount_percent"
    DISCOUNT_AMOUNT = "discount_amount"
    DISCOUNT_LAW = "discount_law"
    DISCOUNT_HOW_MUCH = "discount_how_much"
    DISCOUNT_DOCUMENT = "discount_document"
    DISCOUNT_CEDULA = "discount_cedula"
    DISCOUNT_CARD = "discount_card"
    DISCOUNT_LAST = "discount_last"
    DISCOUNT_OFF = "discount_off"  # amount
    DISCOUNT_APPLY = "discount_apply"
    DISCOUNT_REMOVE = "discount_remove"
    DISCOUNT_OVER = "discount_over"  # limit, percent
    DISCOUNT_OVER_AMOUNT = "discount_over_amount"  # amount
    REASON_ASK = "reason_ask"
    REASON_DAMAGED = "reason_damaged"
    REASON_NEAR_EXPIRY = "reason_near_expiry"
    REASON_COURTESY = "reason_courtesy"
    REASON_AGREED = "reason_agreed"
    REASON_SHELF_PRICE = "reason_shelf_price"
    REASON_WRONG_PRICE = "reason_wrong_price"
    REASON_CUSTOMER_LEFT = "reason_customer_left"
    REASON_WRONG_GOODS = "reason_wrong_goods"
    REASON_NO_MONEY = "reason_no_money"
    REASON_WRONG_TENDER = "reason_wrong_tender"
    REASON_CUSTOMER_REGRET = "reason_customer_regret"
    REASON_TWICE = "reason_twice"
    REASON_NOT_SUITABLE = "reason_not_suitable"
    REASON_EXPIRED = "reason_expired"
    # prices, notes
    PRICE_TITLE = "price_title"
    PRICE_NOW = "price_now"
    PRICE_NEW = "price_new"
    PRICE_EACH = "price_each"
    PRICE_ASKED = "price_asked"
    NOTE_TITLE = "note_title"
    NOTE_TEXT = "note_text"
    NOTE_SAVE = "note_save"
    WHY_TITLE = "why_title"  # amount
    WHY_LIST_PRICE = "why_list_price"
    WHY_GROSS = "why_gross"
    WHY_LABEL = "why_label"
    WHY_PROMOTION = "why_promotion"
    WHY_AMOUNT = "why_amount"
    WHY_SOURCE = "why_source"  # list, time, version
    WHY_SOURCE_ONE = "why_source_one"  # time, version
    WHY_GONE = "why_gone"
    CHECK_TITLE = "check_title"
    CHECK_QUERY = "check_query"
    CHECK_NONE = "check_none"
    CHECK_SEE = "check_see"
    CHECK_ADD = "check_add"
    CHECK_TAX = "check_tax"
    CHECK_STOCK = "check_stock"  # time
    CHECK_PRICE = "check_price"
    # customers
    CUSTOMERS_TITLE = "customers_title"
    CUSTOMERS_QUERY = "customers_query"
    CUSTOMERS_OR_SCAN = "customers_or_scan"
    CUSTOMERS_TYPE = "customers_type"
    CUSTOMERS_NOBODY = "customers_nobody"
    CUSTOMERS_USE = "customers_use"
    CUSTOMERS_NEW = "customers_new"
    CUSTOMERS_WALK_IN = "customers_walk_in"
    CUSTOMERS_POINTS = "customers_points"  # time
    CUSTOMERS_POINTS_OF = "customers_points_of"  # day, time
    CUSTOMERS_CREDIT = "customers_credit"  # time
    CUSTOMERS_CREDIT_OF = "customers_credit_of"  # day, time
    CUSTOMERS_DISCOUNTS = "customers_discounts"
    CUSTOMERS_BLOCKED = "customers_blocked"
    CUSTOMERS_UNKNOWN = "customers_unknown"
    CUSTOMERS_HELD_BACK = "customers_held_back"
    CUSTOMER_CONSENT = "customer_consent"
    CUSTOMER_AGREES = "customer_agrees"
    CUSTOMER_DISAGREES = "customer_disagrees"
    CUSTOMER_CEDULA = "customer_cedula"
    CUSTOMER_RUC = "customer_ruc"
    CUSTOMER_PASSPORT = "customer_passport"
    CUSTOMER_NAME = "customer_name"
    CUSTOMER_NUMBER = "customer_number"
    CUSTOMER_PHONE = "customer_phone"
    CUSTOMER_EMAIL = "customer_email"
    CUSTOMER_OPTIONAL = "customer_optional"
    CUSTOMER_SAVE = "customer_save"
    CUSTOMER_HELD = "customer_held"  # name
    CUSTOMER_DV_DIFFERS = "customer_dv_differs"  # given, expected
    CUSTOMER_NUMBER_UNUSUAL = "customer_number_unusual"
    # parked and given up
    PARKED_TITLE = "parked_title"
    PARKED_FILTER = "parked_filter"
    PARKED_NONE = "parked_none"
    PARKED_RECALL = "parked_recall"
    PARKED_NUMBERED = "parked_numbered"  # number
    PARKED_DETAIL = "parked_detail"  # lines, time
    PARKED_UNKNOWN = "parked_unknown"
    CANCEL_TITLE = "cancel_title"
    CANCEL_LINES = "cancel_lines"
    CANCEL_TOTAL = "cancel_total"
    CANCEL_DO = "cancel_do"
    # why, part of the sale; tile of who buys
    WHY_LEFT = "why_left"
    WHY_CUSTOMER = "why_customer"  # percent
    WHY_SALE = "why_sale"
    WHY_POINTS = "why_points"
    TILE_POINTS = "tile_points"  # points, time
    TILE_POINTS_OF = "tile_points_of"  # day, points, time
    # void and return
    PANEL_DONE = "panel_done"
    RECEIPT_ASK = "receipt_ask"
    RECEIPT_HINT = "receipt_hint"
    RECEIPT_OTHER = "receipt_other"
    RECEIPT_NUMBER = "receipt_number"
    RECEIPT_TIME = "receipt_time"
    VOID_TITLE = "void_title"
    VOID_OF = "void_of"  # number
    VOID_DO = "void_do"
    VOID_DONE = "void_done"
    GIVE_BACK_NOW = "give_back_now"
    PAPER_SIGNED = "paper_signed"
    TENDER_CASH = "tender_cash"
    TENDER_CARD = "tender_card"
    TENDER_YAPPY = "tender_yappy"
    TENDER_TRANSFER = "tender_transfer"
    TENDER_POINTS = "tender_points"
    TENDER_CREDIT = "tender_credit"
    TENDER_EXCHANGE = "tender_exchange"
    REFERENCE_CARD = "reference_card"
    REFERENCE_YAPPY = "reference_yappy"
    REFERENCE_TRANSFER = "reference_transfer"
    # price of goods without one
    OPEN_PRICE_TITLE = "open_price_title"
    OPEN_PRICE_QUANTITY = "open_price_quantity"
    OPEN_PRICE_PROPOSED = "open_price_proposed"  # amount
    OPEN_PRICE_ASKED = "open_price_asked"
    RECEIPT_LAST = "receipt_last"
    RETURN_TITLE = "return_title"
    RETURN_OF = "return_of"  # number, till, when
    RETURN_QUANTITY = "return_quantity"
    RETURN_SOLD = "return_sold"  # sold
    RETURN_LEFT = "return_left"  # left, returned, sold
    RETURN_NONE_LEFT = "return_none_left"
    RETURN_UNKNOWN_HERE = "return_unknown_here"
    RETURN_FOREIGN = "return_foreign"
    RETURN_BEFORE = "return_before"  # numbers
    RETURN_ALL = "return_all"
    RETURN_NONE = "return_none"
    RETURN_TOTAL = "return_total"
    RETURN_DO = "return_do"
    RETURN_NUMBER = "return_number"  # number
    RETURN_DONE = "return_done"
    RETURN_POINTS = "return_points"  # points
    RETURN_OUT_OF = "return_out_of"  # left
