"""Words of the customers' panels, and of what they refuse; parts of the tables of panels and messages."""

from __future__ import annotations

from typing import Final

from app.presenters.messages import M
from app.presenters.review_wording import Word
from app.presenters.wording import W
from app.ui.marking import QT_TRANSLATE_NOOP

CUSTOMER_WORDS: Final[dict[Word, str]] = {
    W.CUSTOMERS_TITLE: QT_TRANSLATE_NOOP("Panel", "Customers"),
    W.CUSTOMERS_QUERY: QT_TRANSLATE_NOOP("Panel", "Search"),
    W.CUSTOMERS_OR_SCAN: QT_TRANSLATE_NOOP("Panel", "name, cédula, RUC or phone"),
    W.CUSTOMERS_TYPE: QT_TRANSLATE_NOOP("Panel", "Type who buys, or scan their card."),
    W.CUSTOMERS_NOBODY: QT_TRANSLATE_NOOP("Panel", "Nobody found. Enter makes a new customer."),
    W.CUSTOMERS_USE: QT_TRANSLATE_NOOP("Panel", "Use"),
    W.CUSTOMERS_NEW: QT_TRANSLATE_NOOP("Panel", "New customer"),
    W.CUSTOMERS_WALK_IN: QT_TRANSLATE_NOOP("Panel", "Walk-in customer"),
    W.CUSTOMERS_POINTS: QT_TRANSLATE_NOOP("Panel", "Points (at {time})"),
    W.CUSTOMERS_POINTS_OF: QT_TRANSLATE_NOOP("Panel", "Points (of {day}, {time})"),
    W.CUSTOMERS_CREDIT: QT_TRANSLATE_NOOP("Panel", "Credit left (at {time})"),
    W.CUSTOMERS_CREDIT_OF: QT_TRANSLATE_NOOP("Panel", "Credit left (of {day}, {time})"),
    W.CUSTOMERS_DISCOUNTS: QT_TRANSLATE_NOOP("Panel", "Discounts"),
    W.CUSTOMERS_BLOCKED: QT_TRANSLATE_NOOP("Panel", "No credit and no points for now; buying is fine."),
    W.CUSTOMERS_UNKNOWN: QT_TRANSLATE_NOOP("Panel", "Points and credit are not known here yet."),
    W.CUSTOMERS_HELD_BACK: QT_TRANSLATE_NOOP(
        "Panel", "These figures are not recent: no more than this until the centre answers."
    ),
    W.CUSTOMER_CONSENT: QT_TRANSLATE_NOOP("Panel", "May we keep your data for purchases, points and credit?"),
    W.CUSTOMER_AGREES: QT_TRANSLATE_NOOP("Panel", "Agrees"),
    W.CUSTOMER_DISAGREES: QT_TRANSLATE_NOOP("Panel", "Does not agree"),
    W.CUSTOMER_CEDULA: QT_TRANSLATE_NOOP("Panel", "National ID"),
    W.CUSTOMER_RUC: QT_TRANSLATE_NOOP("Panel", "Company RUC"),
    W.CUSTOMER_PASSPORT: QT_TRANSLATE_NOOP("Panel", "Passport"),
    W.CUSTOMER_NAME: QT_TRANSLATE_NOOP("Panel", "Name"),
    W.CUSTOMER_NUMBER: QT_TRANSLATE_NOOP("Panel", "Number"),
    W.CUSTOMER_PHONE: QT_TRANSLATE_NOOP("Panel", "Phone"),
    W.CUSTOMER_EMAIL: QT_TRANSLATE_NOOP("Panel", "Email"),
    W.CUSTOMER_OPTIONAL: QT_TRANSLATE_NOOP("Panel", "optional"),
    W.CUSTOMER_SAVE: QT_TRANSLATE_NOOP("Panel", "Save and use"),
    W.CUSTOMER_HELD: QT_TRANSLATE_NOOP("Panel", "{name} has this document. Esc goes back to the customers."),
    W.CUSTOMER_DV_DIFFERS: QT_TRANSLATE_NOOP(
        "Panel", "DV {given} does not check; it should be {expected}. It may be kept."
    ),
    W.CUSTOMER_NUMBER_UNUSUAL: QT_TRANSLATE_NOOP(
        "Panel", "Such a document seldom looks like this. It may be kept."
    ),
}

CUSTOMER_MESSAGES: Final[dict[M, tuple[str, str]]] = {
    M.CONSENT_FIRST: (
        QT_TRANSLATE_NOOP("Messages", "Consent is missing"),
        QT_TRANSLATE_NOOP("Messages", "Ask the customer and press 1; without a yes nothing is kept."),
    ),
    M.CUSTOMER_CHOSEN: (
        QT_TRANSLATE_NOOP("Messages", "Customer chosen"),
        QT_TRANSLATE_NOOP("Messages", "This sale is for {name}; the basket stays as it is."),
    ),
    M.CARD_OF_NOBODY: (
        QT_TRANSLATE_NOOP("Messages", "Card without a customer"),
        QT_TRANSLATE_NOOP("Messages", "«{code}» belongs to nobody here; the sale is as it was."),
    ),
    M.NAME_MISSING: (
        QT_TRANSLATE_NOOP("Messages", "The name is missing"),
        QT_TRANSLATE_NOOP("Messages", "Type the customer's name; nothing was kept yet."),
    ),
    M.NAME_TOO_LONG: (
        QT_TRANSLATE_NOOP("Messages", "The name is too long"),
        QT_TRANSLATE_NOOP("Messages", "It takes up to {limit} letters; shorten it."),
    ),
    M.DOCUMENT_NUMBER_MISSING: (
        QT_TRANSLATE_NOOP("Messages", "The document's number is missing"),
        QT_TRANSLATE_NOOP("Messages", "Type it as the document shows it; nothing changed yet."),
    ),
    M.DOCUMENT_TOO_LONG: (
        QT_TRANSLATE_NOOP("Messages", "The number is too long"),
        QT_TRANSLATE_NOOP("Messages", "A document has up to {limit} characters; check it."),
    ),
    M.PHONE_WRONG: (
        QT_TRANSLATE_NOOP("Messages", "That is no phone number"),
        QT_TRANSLATE_NOOP("Messages", "Type 7 to 15 digits, or leave it empty."),
    ),
    M.EMAIL_WRONG: (
        QT_TRANSLATE_NOOP("Messages", "That is no email address"),
        QT_TRANSLATE_NOOP("Messages", "Type it like ana@tienda.com, or leave it empty."),
    ),
}
