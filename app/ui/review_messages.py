"""Words of the messages of reviews; a part of the table in ``app.ui.messages``."""

from __future__ import annotations

from typing import Final

from app.presenters.messages import M
from app.ui.marking import QT_TRANSLATE_NOOP

REVIEW_TABLE: Final[dict[M, tuple[str, str]]] = {
    M.REVIEW_DECIDED: (
        QT_TRANSLATE_NOOP("Messages", "Decided"),
        QT_TRANSLATE_NOOP("Messages", "The centre has it. The sale shows how it was decided, and who did."),
    ),
    M.REVIEW_PIN_REFUSED: (
        QT_TRANSLATE_NOOP("Messages", "Wrong PIN"),
        QT_TRANSLATE_NOOP(
            "Messages", "The centre does not take this PIN. Nothing was decided; type it again."
        ),
    ),
    M.REVIEW_WAIT: (
        QT_TRANSLATE_NOOP("Messages", "Too many wrong PINs"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nothing was decided. Wait {wait} before the next PIN, or let another person decide."
        ),
    ),
    M.REVIEW_NOT_ALLOWED: (
        QT_TRANSLATE_NOOP("Messages", "Not for this person"),
        QT_TRANSLATE_NOOP(
            "Messages", "{name} may not decide this one. Nothing was decided; choose another person."
        ),
    ),
    M.REVIEW_ALREADY: (
        QT_TRANSLATE_NOOP("Messages", "Already decided"),
        QT_TRANSLATE_NOOP("Messages", "Somebody was first, as it says here. Nothing changed now."),
    ),
    M.REVIEW_GONE: (
        QT_TRANSLATE_NOOP("Messages", "No longer in review"),
        QT_TRANSLATE_NOOP("Messages", "The centre keeps no such review any more. Nothing changed now."),
    ),
    M.REVIEW_REFUSED: (
        QT_TRANSLATE_NOOP("Messages", "The centre does not accept it"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Nothing was decided and the sale does not change. Choose another way, or ask support. {code}",
        ),
    ),
    M.REVIEW_OFFLINE: (
        QT_TRANSLATE_NOOP("Messages", "Deciding needs the network"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Nothing was decided and the sale does not change meanwhile. Decide when the till is online.",
        ),
    ),
    M.REVIEW_UNKNOWN: (
        QT_TRANSLATE_NOOP("Messages", "No answer from the centre"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "We do not know if it was decided; the list will tell. Deciding the same again does no harm.",
        ),
    ),
    M.REVIEW_NO_KEY: (
        QT_TRANSLATE_NOOP("Messages", "The till's key is missing"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nothing was decided. Keep selling; your administrator must enrol this till again."
        ),
    ),
    M.REVIEW_NOTE_MISSING: (
        QT_TRANSLATE_NOOP("Messages", "A word of why is missing"),
        QT_TRANSLATE_NOOP("Messages", "Nothing was decided. Write it on the first line, then decide."),
    ),
    M.REVIEW_BADGE: (
        QT_TRANSLATE_NOOP("Messages", "This badge does not decide this"),
        QT_TRANSLATE_NOOP(
            "Messages", "Nothing was decided. One of the people listed scans their badge or is picked."
        ),
    ),
    M.REVIEW_ELSEWHERE: (
        QT_TRANSLATE_NOOP("Messages", "Decide it at the centre"),
        QT_TRANSLATE_NOOP(
            "Messages", "A newer centre offers this way; this till cannot carry it out. Nothing changed."
        ),
    ),
    M.REVIEW_NOBODY: (
        QT_TRANSLATE_NOOP("Messages", "Nobody here may decide"),
        QT_TRANSLATE_NOOP(
            "Messages", "It is decided at the centre, by whom it says here. The sale stands; keep selling."
        ),
    ),
}
