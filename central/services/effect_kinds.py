"""Kinds of effects, and which of them an event has: written in the event's own statement (sync.md C11).

A kind may carry what it is about after a colon: ``stock:<review_id>`` moves what a decision says.
"""

from __future__ import annotations

from typing import Final

from central.services.intake import TransactionRow

STOCK: Final = "stock"
"""Goods leave the shop's stock, or come back."""
CUSTOMER: Final = "customer"
"""Points and credit of a customer move."""
MOVING: Final = (STOCK, CUSTOMER)
"""Kinds that move something: they wait while a review holds their event. Checks find, and go on."""
DRIFT: Final = "drift"
"""Hold prices, promotions, taxes, rights and the clock against what held then."""
OVER_RETURN: Final = "over_return"
"""Count what came back of a sale over all tills."""
CONFIRMATION_CODE: Final = "confirmation_code"
"""Find the sales that name one payment's code a second time, and tenders nobody has confirmed."""
Z_RECONCILE: Final = "z_reconcile"
"""Hold what a Z says against what is here."""


def effects_of(row: TransactionRow) -> tuple[str, ...]:
    """Kinds of a sale or a return."""
    kinds = [STOCK] if row.customer_id is None else [STOCK, CUSTOMER]
    if row.kind != "sale":
        return (*kinds, DRIFT, OVER_RETURN)
    return (*kinds, DRIFT, CONFIRMATION_CODE) if _asks_about_money(row) else (*kinds, DRIFT)


def _asks_about_money(row: TransactionRow) -> bool:
    """Whether a tender names a code that only one sale may name, or is still open."""
    return any(
        payment.state == "unconfirmed" or (payment.rare is not None and '"confirmation_code"' in payment.rare)
        for payment in row.payments
    )
