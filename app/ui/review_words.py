"""Words of reviews in English; lupdate finds them, translations are in ``resources/i18n``."""

from __future__ import annotations

from typing import Final

from app.presenters.review_wording import V, Word
from app.ui.marking import QT_TRANSLATE_NOOP

REVIEW_WORDS: Final[dict[Word, str]] = {
    V.TITLE: QT_TRANSLATE_NOOP("Panel", "Reviews"),
    V.COUNTS: QT_TRANSLATE_NOOP("Panel", "{open} to decide · {done} decided lately"),
    V.NONE: QT_TRANSLATE_NOOP("Panel", "Nothing to review."),
    V.SEE: QT_TRANSLATE_NOOP("Panel", "See"),
    V.OPEN: QT_TRANSLATE_NOOP("Panel", "Reviews ({count})"),
    V.OF: QT_TRANSLATE_NOOP("Panel", "{title}: {what}"),
    V.RECEIPT_ROLE: QT_TRANSLATE_NOOP("Panel", "{number} · {role} decides"),
    V.ROLE_DECIDES: QT_TRANSLATE_NOOP("Panel", "{role} decides"),
    V.UNTIL: QT_TRANSLATE_NOOP("Panel", "until {when}"),
    V.LATE: QT_TRANSLATE_NOOP("Panel", "{age} late"),
    V.TOMORROW: QT_TRANSLATE_NOOP("Panel", "tomorrow {time}"),
    V.DONE_ROW: QT_TRANSLATE_NOOP("Panel", "{number} · {done}"),
    V.RESOLVED: QT_TRANSLATE_NOOP("Panel", "Resolved: {done}"),
    V.READ_FAILED: QT_TRANSLATE_NOOP("Panel", "The reviews cannot be read now. What is sold is not touched."),
    V.STANDS: QT_TRANSLATE_NOOP("Panel", "Receipt {number} is saved and does not change by itself"),
    V.ABOUT: QT_TRANSLATE_NOOP("Panel", "About this till's records"),
    V.WHO: QT_TRANSLATE_NOOP("Panel", "Decides"),
    V.WHO_UNTIL: QT_TRANSLATE_NOOP("Panel", "{role} · {until}"),
    V.BEFORE: QT_TRANSLATE_NOOP("Panel", "The centre had"),
    V.SOLD: QT_TRANSLATE_NOOP("Panel", "Sold"),
    V.AFTER: QT_TRANSLATE_NOOP("Panel", "Left"),
    V.DECIDED: QT_TRANSLATE_NOOP("Panel", "Decided"),
    V.NOTE: QT_TRANSLATE_NOOP("Panel", "Note"),
    V.OFFLINE: QT_TRANSLATE_NOOP("Panel", "Deciding needs the network. The sale does not change meanwhile."),
    V.NOBODY: QT_TRANSLATE_NOOP(
        "Panel", "Nobody at this till may decide it. It is for {role}, at the centre; keep selling."
    ),
    V.ELSEWHERE: QT_TRANSLATE_NOOP("Panel", "The centre has decided it: {done}."),
    V.AWAITS_RETURN: QT_TRANSLATE_NOOP(
        "Panel", "A credit note was chosen: the return of this receipt ends it."
    ),
    V.ADDED: QT_TRANSLATE_NOOP("Panel", "Later sales of it are in the same review."),
    V.WHO_ASK: QT_TRANSLATE_NOOP("Panel", "Who decides?"),
    V.WHY: QT_TRANSLATE_NOOP("Panel", "Why"),
    V.COUNTED: QT_TRANSLATE_NOOP("Panel", "Counted"),
    V.PIN: QT_TRANSLATE_NOOP("Panel", "PIN"),
    V.DO: QT_TRANSLATE_NOOP("Panel", "Decide"),
    V.ASKING: QT_TRANSLATE_NOOP(
        "Panel", "The centre is asked. You may go back to the sale: it decides all the same."
    ),
    V.PICK_PRODUCT: QT_TRANSLATE_NOOP("Panel", "What really left the shop?"),
    V.PICK_CUSTOMER: QT_TRANSLATE_NOOP("Panel", "Who really bought?"),
    V.PICK: QT_TRANSLATE_NOOP("Panel", "Choose"),
    V.WHAT: QT_TRANSLATE_NOOP("Panel", "Which"),
    V.NOT_FOUND: QT_TRANSLATE_NOOP("Panel", "Nothing found with that."),
    V.TYPE: QT_TRANSLATE_NOOP("Panel", "Type a name or a code, or scan it."),
    V.PICKED: QT_TRANSLATE_NOOP("Panel", "{outcome}: {what}"),
    V.CENTRE: QT_TRANSLATE_NOOP("Panel", "the centre"),
    V.SUPERVISOR: QT_TRANSLATE_NOOP("Panel", "Supervisor"),
    V.MANAGER: QT_TRANSLATE_NOOP("Panel", "Manager"),
    V.ACCOUNTANT: QT_TRANSLATE_NOOP("Panel", "Accounting"),
    V.CATALOGUE: QT_TRANSLATE_NOOP("Panel", "Catalogue"),
    V.SUPPORT: QT_TRANSLATE_NOOP("Panel", "Support"),
    V.ADMINISTRATOR: QT_TRANSLATE_NOOP("Panel", "Administrator"),
    V.T_SHA: QT_TRANSLATE_NOOP("Panel", "The same record came with other content"),
    V.T_CHAIN: QT_TRANSLATE_NOOP("Panel", "A record does not follow the last"),
    V.T_SCHEMA: QT_TRANSLATE_NOOP("Panel", "The centre does not understand it yet"),
    V.T_NOBODY: QT_TRANSLATE_NOOP("Panel", "The centre does not know the customer"),
    V.T_OTHER: QT_TRANSLATE_NOOP("Panel", "The centre asks for a look. {code}"),
    V.P_STOCK: QT_TRANSLATE_NOOP(
        "Panel", "The centre counts less than nothing of a product: more was sold than counted."
    ),
    V.P_PRICE: QT_TRANSLATE_NOOP("Panel", "A product was charged at another price than the list's."),
    V.P_PROMO: QT_TRANSLATE_NOOP("Panel", "A promotion was given after it had ended."),
    V.P_TAX: QT_TRANSLATE_NOOP("Panel", "A product was charged with another tax than the one in force."),
    V.P_TOTAL: QT_TRANSLATE_NOOP(
        "Panel", "Lines, tax and payments do not add up. Its stock and points wait."
    ),
    V.P_CUSTOMER: QT_TRANSLATE_NOOP("Panel", "It was sold to a customer who is blocked at the centre."),
    V.P_CREDIT: QT_TRANSLATE_NOOP("Panel", "The customer owes more than the credit allows."),
    V.P_SKU: QT_TRANSLATE_NOOP("Panel", "The centre does not know a product of this sale: that line waits."),
    V.P_RETURN: QT_TRANSLATE_NOOP(
        "Panel", "More came back than was sold: two tills took it back without seeing each other."
    ),
    V.P_NUMBER: QT_TRANSLATE_NOOP("Panel", "The number of this receipt had been used before."),
    V.P_GAP: QT_TRANSLATE_NOOP("Panel", "A number is missing among the receipts of this till."),
    V.P_SHA: QT_TRANSLATE_NOOP(
        "Panel", "The same record came twice with other content. It may be damage or tampering."
    ),
    V.P_CHAIN: QT_TRANSLATE_NOOP(
        "Panel", "A record does not follow the one before it. It may be damage or tampering."
    ),
    V.P_CLOCK: QT_TRANSLATE_NOOP("Panel", "The till's clock was far from the true time."),
    V.P_PERMISSION: QT_TRANSLATE_NOOP("Panel", "Somebody allowed it whose permission had been withdrawn."),
    V.P_TENDER: QT_TRANSLATE_NOOP("Panel", "Nothing shows that a payment of this sale arrived."),
    V.P_CAUSE: QT_TRANSLATE_NOOP(
        "Panel", "What it refers to has not reached the centre. It waits until that comes."
    ),
    V.P_SCHEMA: QT_TRANSLATE_NOOP(
        "Panel", "The centre does not understand this record yet. It is kept whole."
    ),
    V.P_Z: QT_TRANSLATE_NOOP("Panel", "A Z report does not agree with what reached the centre."),
    V.P_OTHER: QT_TRANSLATE_NOOP(
        "Panel", "The centre asks a person to look at it; this till has no words for why. {code}"
    ),
    V.V_STOCK: QT_TRANSLATE_NOOP(
        "Panel", "There are {after} of “{name}” in the system: more was sold than counted."
    ),
    V.V_PRICE: QT_TRANSLATE_NOOP("Panel", "“{name}” was charged at {charged}; its price was {expected}."),
    V.V_PROMO: QT_TRANSLATE_NOOP("Panel", "“{name}” was given after it had ended."),
    V.V_TAX: QT_TRANSLATE_NOOP(
        "Panel", "“{name}” was charged with {charged} of tax; {expected} was in force."
    ),
    V.V_CUSTOMER: QT_TRANSLATE_NOOP("Panel", "It was sold to {name}, a customer blocked at the centre."),
    V.V_NOBODY: QT_TRANSLATE_NOOP(
        "Panel",
        "The centre does not know this customer: points and credit wait until it does, or another gets them.",
    ),
    V.V_CREDIT: QT_TRANSLATE_NOOP("Panel", "{name} owes {used}; the credit goes up to {limit}."),
    V.V_SKU: QT_TRANSLATE_NOOP("Panel", "The centre does not know “{name}”: that line waits."),
    V.V_RETURN: QT_TRANSLATE_NOOP(
        "Panel",
        "More came back of {receipt} than was sold: two tills took it back without seeing each other.",
    ),
    V.V_NUMBER: QT_TRANSLATE_NOOP("Panel", "Number {receipt} came twice."),
    V.V_GAP: QT_TRANSLATE_NOOP("Panel", "Numbers {first} to {last} of series {series} are missing."),
    V.V_CLOCK: QT_TRANSLATE_NOOP("Panel", "The till's clock was {age} off."),
    V.V_PERMISSION: QT_TRANSLATE_NOOP("Panel", "{name} allowed it without having that permission any more."),
    V.V_TENDER: QT_TRANSLATE_NOOP("Panel", "Nothing shows that B/. {amount} by {method} arrived."),
    V.V_TENDER_TWICE: QT_TRANSLATE_NOOP("Panel", "The same payment code stands on another sale too."),
    V.V_Z: QT_TRANSLATE_NOOP("Panel", "Z report {number} does not agree with what reached the centre."),
    V.O_ACCEPT: QT_TRANSLATE_NOOP("Panel", "Accept"),
    V.O_COUNT: QT_TRANSLATE_NOOP("Panel", "Count stock"),
    V.O_SUBSTITUTE: QT_TRANSLATE_NOOP("Panel", "Substitute"),
    V.O_CUSTOMER: QT_TRANSLATE_NOOP("Panel", "Assign customer"),
    V.O_NOTE: QT_TRANSLATE_NOOP("Panel", "Credit note"),
    V.O_CONFIRM: QT_TRANSLATE_NOOP("Panel", "Confirm"),
    V.O_REJECT: QT_TRANSLATE_NOOP("Panel", "Reject"),
    V.O_ANNUL: QT_TRANSLATE_NOOP("Panel", "Annul"),
    V.O_BOTH: QT_TRANSLATE_NOOP("Panel", "Keep both"),
    V.O_AGAIN: QT_TRANSLATE_NOOP("Panel", "Read again"),
    V.O_ARRIVED: QT_TRANSLATE_NOOP("Panel", "It arrived"),
    V.D_ACCEPT: QT_TRANSLATE_NOOP("Panel", "It stays as it is"),
    V.D_COUNT: QT_TRANSLATE_NOOP("Panel", "Count what is there and write it down"),
    V.D_SUBSTITUTE: QT_TRANSLATE_NOOP("Panel", "Another product left: choose which"),
    V.D_CUSTOMER: QT_TRANSLATE_NOOP("Panel", "Somebody else bought: choose who"),
    V.D_NOTE: QT_TRANSLATE_NOOP("Panel", "The return of this receipt ends it"),
    V.D_CONFIRM: QT_TRANSLATE_NOOP("Panel", "The money is there"),
    V.D_REJECT: QT_TRANSLATE_NOOP("Panel", "The money is not there; the sale stands"),
    V.D_ANNUL: QT_TRANSLATE_NOOP("Panel", "The second one does not count"),
    V.D_BOTH: QT_TRANSLATE_NOOP("Panel", "Both happened and both count"),
    V.D_AGAIN: QT_TRANSLATE_NOOP("Panel", "The centre tries once more"),
    V.D_ARRIVED: QT_TRANSLATE_NOOP("Panel", "It ended by itself"),
    V.D_OTHER: QT_TRANSLATE_NOOP("Panel", "A newer way: decide it at the centre"),
    V.E_ACCEPT: QT_TRANSLATE_NOOP("Panel", "accepted by {who}"),
    V.E_COUNT: QT_TRANSLATE_NOOP("Panel", "stock counted by {who}"),
    V.E_SUBSTITUTE: QT_TRANSLATE_NOOP("Panel", "another product, said {who}"),
    V.E_CUSTOMER: QT_TRANSLATE_NOOP("Panel", "another customer, said {who}"),
    V.E_NOTE: QT_TRANSLATE_NOOP("Panel", "goods taken back, {who}"),
    V.E_CONFIRM: QT_TRANSLATE_NOOP("Panel", "money confirmed by {who}"),
    V.E_REJECT: QT_TRANSLATE_NOOP("Panel", "money did not come, said {who}"),
    V.E_ANNUL: QT_TRANSLATE_NOOP("Panel", "second one annulled by {who}"),
    V.E_BOTH: QT_TRANSLATE_NOOP("Panel", "both kept by {who}"),
    V.E_AGAIN: QT_TRANSLATE_NOOP("Panel", "read again by {who}"),
    V.E_ARRIVED: QT_TRANSLATE_NOOP("Panel", "what was missing arrived"),
    V.E_OTHER: QT_TRANSLATE_NOOP("Panel", "{outcome}, {who}"),
}
