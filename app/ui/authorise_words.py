"""Words of authorisation: its messages, a part of the table in ``app.ui.messages``, and rights by name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from app.presenters.messages import M
from app.ui.marking import QT_TRANSLATE_NOOP
from core.domain.staff import Permission

AUTHORISE_TABLE: Final[dict[M, tuple[str, str]]] = {
    M.NO_APPROVER: (
        QT_TRANSLATE_NOOP("Messages", "Nobody here may authorise it"),
        QT_TRANSLATE_NOOP(
            "Messages", "The sale is as it was. Ask the centre to add a supervisor to this shop."
        ),
    ),
    M.PICK_APPROVER: (
        QT_TRANSLATE_NOOP("Messages", "Who authorises?"),
        QT_TRANSLATE_NOOP("Messages", "Touch the name or type its number first, or scan the badge."),
    ),
    M.APPROVER_WRONG_PIN: (
        QT_TRANSLATE_NOOP("Messages", "Wrong PIN"),
        QT_TRANSLATE_NOOP(
            "Messages", "Tries left: {left}; then there is a wait. Another person may authorise."
        ),
    ),
    M.WRONG_BADGE: (
        QT_TRANSLATE_NOOP("Messages", "Nobody's badge"),
        QT_TRANSLATE_NOOP("Messages", "Tries left: {left}; then badges wait. The PIN works all the same."),
    ),
    M.APPROVER_WAIT: (
        QT_TRANSLATE_NOOP("Messages", "Wait {wait}"),
        QT_TRANSLATE_NOOP("Messages", "Too many wrong tries. Another person may authorise meanwhile."),
    ),
    M.APPROVER_UNAVAILABLE: (
        QT_TRANSLATE_NOOP("Messages", "It cannot be checked here"),
        QT_TRANSLATE_NOOP(
            "Messages", "This person has none on this till, or the till lacks its keys. Try another way."
        ),
    ),
    M.APPROVER_SELF: (
        QT_TRANSLATE_NOOP("Messages", "Another person must authorise"),
        QT_TRANSLATE_NOOP("Messages", "Whoever asks cannot allow it too. Nothing changed."),
    ),
    M.APPROVER_INACTIVE: (
        QT_TRANSLATE_NOOP("Messages", "This person no longer authorises"),
        QT_TRANSLATE_NOOP("Messages", "Their right was withdrawn. Nothing changed; ask another person."),
    ),
    M.APPROVER_NOT_ALLOWED: (
        QT_TRANSLATE_NOOP("Messages", "Not among this person's permissions"),
        QT_TRANSLATE_NOOP("Messages", "Nothing changed. Ask another person, or the remote code."),
    ),
    M.APPROVER_LIMIT: (
        QT_TRANSLATE_NOOP("Messages", "Beyond this person's limit"),
        QT_TRANSLATE_NOOP("Messages", "Nothing changed. Somebody with a higher limit may authorise it."),
    ),
    M.NOT_A_BADGE: (
        QT_TRANSLATE_NOOP("Messages", "That is no badge"),
        QT_TRANSLATE_NOOP("Messages", "Nothing was added. Here a badge or a PIN is asked for, no goods."),
    ),
    M.BADGE_WAIT: (
        QT_TRANSLATE_NOOP("Messages", "Badges wait {wait}"),
        QT_TRANSLATE_NOOP("Messages", "Too many unknown badges. The PIN works all the same."),
    ),
    M.BADGE_NOT_HERE: (
        QT_TRANSLATE_NOOP("Messages", "This badge does not work here"),
        QT_TRANSLATE_NOOP("Messages", "This till knows no such person any more. Sign in with the PIN."),
    ),
    M.REMOTE_CODE_SHORT: (
        QT_TRANSLATE_NOOP("Messages", "The answer is incomplete"),
        QT_TRANSLATE_NOOP("Messages", "Type its eight digits, then Enter."),
    ),
    M.REMOTE_CODE_WRONG: (
        QT_TRANSLATE_NOOP("Messages", "The answer does not fit"),
        QT_TRANSLATE_NOOP("Messages", "Read code, permission and amount aloud again. Tries left: {left}."),
    ),
    M.AUTHORIZATION_EXPIRED: (
        QT_TRANSLATE_NOOP("Messages", "The time to authorise is over"),
        QT_TRANSLATE_NOOP("Messages", "Nothing changed. Ask again; there is a minute for each."),
    ),
    M.AUTHORIZATION_USED: (
        QT_TRANSLATE_NOOP("Messages", "Authorised once already"),
        QT_TRANSLATE_NOOP("Messages", "An authorisation serves once. Nothing changed now; ask again."),
    ),
    M.AUTHORIZATION_MISMATCH: (
        QT_TRANSLATE_NOOP("Messages", "The sale changed meanwhile"),
        QT_TRANSLATE_NOOP(
            "Messages", "What was authorised is not this any more. Nothing changed; ask again."
        ),
    ),
}

RIGHTS: Final[dict[str, str]] = {
    Permission.DISCOUNT: QT_TRANSLATE_NOOP("Authorise", "discount"),
    Permission.PRICE: QT_TRANSLATE_NOOP("Authorise", "price"),
    Permission.OPEN_PRICE: QT_TRANSLATE_NOOP("Authorise", "goods without a price"),
    Permission.CANCEL: QT_TRANSLATE_NOOP("Authorise", "give the sale up"),
    Permission.VOID: QT_TRANSLATE_NOOP("Authorise", "void"),
    Permission.RETURN: QT_TRANSLATE_NOOP("Authorise", "return"),
    Permission.REFUND_CASH: QT_TRANSLATE_NOOP("Authorise", "refund in cash"),
    Permission.RELEASE: QT_TRANSLATE_NOOP("Authorise", "unconfirmed payment"),
    Permission.CREDIT: QT_TRANSLATE_NOOP("Authorise", "sale on credit"),
    Permission.CASH: QT_TRANSLATE_NOOP("Authorise", "cash in or out"),
    Permission.DRAWER: QT_TRANSLATE_NOOP("Authorise", "no-sale"),
    Permission.TRAINING: QT_TRANSLATE_NOOP("Authorise", "practice"),
    Permission.REPORT: QT_TRANSLATE_NOOP("Authorise", "reports"),
    Permission.ADMIN: QT_TRANSLATE_NOOP("Authorise", "settings"),
}
"""Rights by the word the till and the centre both say on the phone."""


def right_words(permission: str) -> str:
    """Return the word of a right; one this version does not know is shown as it is."""
    literal = RIGHTS.get(permission)
    return permission if literal is None else QCoreApplication.translate("Authorise", literal)
