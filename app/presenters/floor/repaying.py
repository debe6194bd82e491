"""Money on its way back, as the panels of void and return say it: by which means, under which reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from app.presenters import format as fmt
from app.presenters.panels import Block, Facts, Field, FieldKind, Label, Remark, Say
from app.presenters.wording import W
from core.domain.documents import SalePayment
from core.domain.giving_back import REFERENCE_LIMIT, REFERENCED, with_reference
from core.domain.payment import CASH, EXCHANGE, UNTRACED

_METHODS: Final[Mapping[str, W]] = MappingProxyType(
    {
        CASH: W.TENDER_CASH,
        "card": W.TENDER_CARD,
        "yappy": W.TENDER_YAPPY,
        "transfer": W.TENDER_TRANSFER,
        "points": W.TENDER_POINTS,
        "store_credit": W.TENDER_CREDIT,
        EXCHANGE: W.TENDER_EXCHANGE,
        UNTRACED: W.TENDER_EXCHANGE,
    }
)
_ASKED: Final[Mapping[str, W]] = MappingProxyType(
    {"card": W.REFERENCE_CARD, "yappy": W.REFERENCE_YAPPY, "transfer": W.REFERENCE_TRANSFER}
)


def tender_words(method: str) -> Label:
    """Name of a means of payment; one this version does not know is shown as it is."""
    words = _METHODS.get(method)
    return method if words is None else Say(words)


def money_rows(payments: Sequence[SalePayment]) -> tuple[tuple[Label, str], ...]:
    """One row for each part, with its amount."""
    return tuple((tender_words(payment.method), fmt.money(payment.amount)) for payment in payments)


def _in_cash(payment: SalePayment) -> bool:
    return payment.method == CASH


def given_back(payments: Sequence[SalePayment]) -> tuple[Block, ...]:
    """What the person at the till hands out now, cash last and largest: it is what the drawer is opened for.

    What the ticket took with the goods is none of it.
    """
    parts = [payment for payment in payments if payment.method != EXCHANGE]
    parts.sort(key=_in_cash)
    facts = Facts(money_rows(parts), strong=True, handed=any(_in_cash(part) for part in parts))
    return (Remark(Say(W.GIVE_BACK_NOW)), facts, Remark(Say(W.PAPER_SIGNED)))


class References:
    """References of the parts that go back outside the till; each is typed into its own field."""

    def __init__(self) -> None:
        self._asked: tuple[SalePayment, ...] = ()
        self._typed: dict[int, str] = {}
        self._active = 0

    def begin(self, payments: Sequence[SalePayment]) -> None:
        """Ask for those of these payments; what was typed before is forgotten."""
        self._asked = tuple(payment for payment in payments if payment.method in REFERENCED)
        self._typed = {payment.n: "" for payment in self._asked}
        self._active = self._asked[0].n if self._asked else 0

    @property
    def asked(self) -> bool:
        """Whether there is anything to ask for."""
        return bool(self._asked)

    @property
    def typed(self) -> Mapping[int, str]:
        """What was typed, by payment number."""
        return self._typed

    def fields(self) -> tuple[Field, ...]:
        """A field for each, with its amount."""
        return tuple(
            Field(
                f"reference{payment.n}",
                Say(_ASKED[payment.method]),
                FieldKind.CODE,
                self._typed[payment.n],
                active=payment.n == self._active,
                trailing=fmt.money(payment.amount),
                limit=REFERENCE_LIMIT,
            )
            for payment in self._asked
        )

    def edited(self, field_id: str, text: str) -> None:
        """The text of a field changed."""
        for payment in self._asked:
            if field_id == f"reference{payment.n}":
                self._typed[payment.n] = text

    def focus(self, field_id: str) -> None:
        """Keys go to another field."""
        for payment in self._asked:
            if field_id == f"reference{payment.n}":
                self._active = payment.n

    def missing(self) -> str | None:
        """Method of the first part without a reference, whose field becomes active; None without one."""
        for payment in self._asked:
            if not self._typed[payment.n].strip():
                self._active = payment.n
                return payment.method
        return None

    def filled(self, payments: Sequence[SalePayment]) -> tuple[SalePayment, ...]:
        """The payments with what was typed for them.

        Raises:
            DomainError: ``pan_refused``.
        """
        return tuple(
            with_reference(payment, self._typed[payment.n]) if payment.n in self._typed else payment
            for payment in payments
        )
