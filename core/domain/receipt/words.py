"""Words of a receipt as values, so that the domain has no language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReceiptWords:
    """Everything a receipt says that is not data. ``{…}`` marks what is filled in.

    Attributes:
        date_format: For ``strftime``, day first in Panama.
        tax: With ``{rate}``, e.g. ``ITBMS {rate} %``.
        tax_base: With ``{base}``, said after ``tax`` of a rate.
        tax_letters: Letter printed behind an amount, by tax code.
        methods: Name of each payment method.
        documents: Name of each kind of a customer's document.
        customer_discount: With ``{percent}``.
        reprint: With ``{n}``.
        refund_of: Before the number of the sale, on a return or void.
        mail_subject: Of a mail that carries a receipt, with ``{number}`` and ``{shop}``.
        reasons: Why goods or a sale came back, by reason code.
    """

    document_name: str
    number: str
    not_fiscal: str
    demo: str
    practice: str
    reprint: str
    ruc: str
    dv: str
    phone: str
    date_format: str
    till: str
    cashier: str
    customer: str
    customer_known: str
    customer_named: str
    documents: Mapping[str, str]
    subtotal: str
    promotion: str
    promotions: str
    discount: str
    customer_discount: str
    exempt: str
    tax: str
    tax_base: str
    total: str
    currency: str
    received: str
    authorization: str
    confirmation: str
    unconfirmed: str
    change: str
    points_earned: str
    points_spent: str
    points_balance: str
    mark: str
    return_code: str
    thanks: str
    tax_letters: Mapping[str, str]
    methods: Mapping[str, str]
    refund_name: str
    refund_total: str
    exchange_name: str
    exchange_back: str
    balance_paid: str
    balance_back: str
    void_name: str
    void_total: str
    refund_of: str
    reason: str
    reference: str
    points_back: str
    signature: str
    mail_subject: str
    mail_body: str
    reasons: Mapping[str, str]
    parked_name: str
    parked_lines: str
    parked_hint: str
