"""Words of reviews by id; values are formatted already (sync.md section 6).

Apart from `app.presenters.wording`, which names those of the other panels.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from app.presenters.wording import W


class V(StrEnum):
    """Every word that reviews need; ``P_`` means it plainly, ``V_`` with its values.

    ``O_`` names a way to end it, ``D_`` says what that does, ``E_`` how it ended.
    """

    # the list
    TITLE = "review_title"
    COUNTS = "review_counts"  # done, open
    NONE = "review_none"
    SEE = "review_see"
    OPEN = "review_open"  # count
    OF = "review_of"  # title, what
    RECEIPT_ROLE = "review_receipt_role"  # number, role
    ROLE_DECIDES = "review_role_decides"  # role
    UNTIL = "review_until"  # when
    LATE = "review_late"  # age
    TOMORROW = "review_tomorrow"  # time
    DONE_ROW = "review_done_row"  # done, number
    RESOLVED = "review_resolved"  # done
    READ_FAILED = "review_read_failed"
    # one review
    STANDS = "review_stands"  # number
    ABOUT = "review_about"
    WHO = "review_who"
    WHO_UNTIL = "review_who_until"  # role, until
    BEFORE = "review_before"
    SOLD = "review_sold"
    AFTER = "review_after"
    DECIDED = "review_decided"
    NOTE = "review_note"
    OFFLINE = "review_offline"
    NOBODY = "review_nobody"  # role
    ELSEWHERE = "review_elsewhere"  # done
    AWAITS_RETURN = "review_awaits_return"
    ADDED = "review_added"
    # deciding
    WHO_ASK = "review_who_ask"
    WHY = "review_why"
    COUNTED = "review_counted"
    PIN = "review_pin"
    DO = "review_do"
    ASKING = "review_asking"
    PICK_PRODUCT = "review_pick_product"
    PICK_CUSTOMER = "review_pick_customer"
    PICK = "review_pick"
    WHAT = "review_what"
    NOT_FOUND = "review_not_found"
    TYPE = "review_type"
    PICKED = "review_picked"  # outcome, what
    # who
    CENTRE = "review_centre"
    SUPERVISOR = "review_supervisor"
    MANAGER = "review_manager"
    ACCOUNTANT = "review_accountant"
    CATALOGUE = "review_catalogue"
    SUPPORT = "review_support"
    ADMINISTRATOR = "review_administrator"
    # what is the matter, in a few words; the others are words of sending
    T_SHA = "review_t_sha"
    T_CHAIN = "review_t_chain"
    T_SCHEMA = "review_t_schema"
    T_NOBODY = "review_t_nobody"
    T_OTHER = "review_t_other"  # code
    # what it means, without values
    P_STOCK = "review_p_stock"
    P_PRICE = "review_p_price"
    P_PROMO = "review_p_promo"
    P_TAX = "review_p_tax"
    P_TOTAL = "review_p_total"
    P_CUSTOMER = "review_p_customer"
    P_CREDIT = "review_p_credit"
    P_SKU = "review_p_sku"
    P_RETURN = "review_p_return"
    P_NUMBER = "review_p_number"
    P_GAP = "review_p_gap"
    P_SHA = "review_p_sha"
    P_CHAIN = "review_p_chain"
    P_CLOCK = "review_p_clock"
    P_PERMISSION = "review_p_permission"
    P_TENDER = "review_p_tender"
    P_CAUSE = "review_p_cause"
    P_SCHEMA = "review_p_schema"
    P_Z = "review_p_z"
    P_OTHER = "review_p_other"  # code
    # what it means, with its values
    V_STOCK = "review_v_stock"  # after, name
    V_PRICE = "review_v_price"  # charged, expected, name
    V_PROMO = "review_v_promo"  # name
    V_TAX = "review_v_tax"  # charged, expected, name
    V_CUSTOMER = "review_v_customer"  # name
    V_NOBODY = "review_v_nobody"
    V_CREDIT = "review_v_credit"  # limit, name, used
    V_SKU = "review_v_sku"  # name
    V_RETURN = "review_v_return"  # receipt
    V_NUMBER = "review_v_number"  # receipt
    V_GAP = "review_v_gap"  # first, last, series
    V_CLOCK = "review_v_clock"  # age
    V_PERMISSION = "review_v_permission"  # name
    V_TENDER = "review_v_tender"  # amount, method
    V_TENDER_TWICE = "review_v_tender_twice"
    V_Z = "review_v_z"  # number
    # ways to end it
    O_ACCEPT = "review_o_accept"
    O_COUNT = "review_o_count"
    O_SUBSTITUTE = "review_o_substitute"
    O_CUSTOMER = "review_o_customer"
    O_NOTE = "review_o_note"
    O_CONFIRM = "review_o_confirm"
    O_REJECT = "review_o_reject"
    O_ANNUL = "review_o_annul"
    O_BOTH = "review_o_both"
    O_AGAIN = "review_o_again"
    O_ARRIVED = "review_o_arrived"
    # what each does
    D_ACCEPT = "review_d_accept"
    D_COUNT = "review_d_count"
    D_SUBSTITUTE = "review_d_substitute"
    D_CUSTOMER = "review_d_customer"
    D_NOTE = "review_d_note"
    D_CONFIRM = "review_d_confirm"
    D_REJECT = "review_d_reject"
    D_ANNUL = "review_d_annul"
    D_BOTH = "review_d_both"
    D_AGAIN = "review_d_again"
    D_ARRIVED = "review_d_arrived"
    D_OTHER = "review_d_other"
    # how it ended
    E_ACCEPT = "review_e_accept"  # who
    E_COUNT = "review_e_count"  # who
    E_SUBSTITUTE = "review_e_substitute"  # who
    E_CUSTOMER = "review_e_customer"  # who
    E_NOTE = "review_e_note"  # who
    E_CONFIRM = "review_e_confirm"  # who
    E_REJECT = "review_e_reject"  # who
    E_ANNUL = "review_e_annul"  # who
    E_BOTH = "review_e_both"  # who
    E_AGAIN = "review_e_again"  # who
    E_ARRIVED = "review_e_arrived"
    E_OTHER = "review_e_other"  # outcome, who


Word: TypeAlias = W | V
"""Words of any panel."""
