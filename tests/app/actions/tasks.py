"""All tasks of ux.md section 6, in the order they are done: a till opens its shift first.

Not here yet, since their screens are not: goods on a live scale, drop to the safe, no-sale, the X report, the
close.
"""

from __future__ import annotations

from typing import Final

from tests.app.actions import basket, money, people, selling
from tests.app.actions.task import Task

TASKS: Final[tuple[type[Task], ...]] = (
    people.ShiftOpened,
    selling.ExactCash,
    selling.NoteOfTwenty,
    money.Card,
    money.Yappy,
    money.Mixed,
    selling.Twelve,
    selling.Pieces,
    selling.Removed,
    selling.Undone,
    selling.ByName,
    selling.Weighed,
    selling.PriceChecked,
    basket.Discount,
    basket.DiscountAllowed,
    basket.DiscountByBadge,
    basket.DiscountFromAfar,
    basket.GivenUp,
    money.Voided,
    money.Returned,
    money.ReturnedByBadge,
    money.Exchanged,
    basket.Parked,
    basket.Recalled,
    basket.RecalledBySlip,
    basket.Reprinted,
    people.Attached,
    people.AttachedByCard,
    people.Enrolled,
    people.Locked,
    people.LetIn,
)
