"""Lines in ascending key order with their running sums and promotions (performance.md 2.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Final

from core.domain.basket_limit import PROMOTION_BYTES
from core.domain.basket_line import BasketLine, PricePolicy
from core.domain.discount import Discount
from core.domain.documents import money_text
from core.domain.errors import DomainError
from core.domain.money import MAX_AMOUNT, to_cents
from core.domain.promotion.lines import Applied
from core.domain.promotion.promoter import Promoter
from core.domain.sale_discounts import adjusted_nets, itbms_of
from core.domain.tax import TaxRounding, micros_to_cents

_MAX_CENTS: Final = to_cents(MAX_AMOUNT)
_BY_KEY: Final = attrgetter("key")

Promotions = Mapping[int, tuple[Applied, ...]]
"""What promotions took off lines, by key."""
Also = tuple[tuple[int, BasketLine], ...]
"""Other lines whose promotions changed, each with its position."""


class BasketLines:
    """The lines, what they sum up to, and the promoter that follows them.

    Attributes:
        gross: Cents before discounts.
        promo: Cents taken by item promotions.
        off: Cents taken by the lines' own discounts.
        held: Cents left on lines that discounts of the whole sale leave alone (statutory).
        tax6: Millionths of tax on what is left.
        tax2: The same summed from cents.
        payload_bytes: Most the lines add to the sale's payload.
        law_keys: Lines with a discount by law, whichever way they go.
    """

    def __init__(
        self,
        policy: PricePolicy,
        lines: Iterable[BasketLine] = (),
        promoter: Promoter | None = None,
        frozen: Promotions | None = None,
    ) -> None:
        """Take lines over as they are; with a ``promoter`` (empty) their promotions are worked out anew.

        ``frozen`` is what promotions of the whole order took of each line while a tender froze them.
        """
        self.policy = policy
        self.lines: list[BasketLine] = []
        self._rates: list[int] = []  # of each line, so that the tax of a shared sale looks into none
        self.law_keys: set[int] = set()
        self._promoter = promoter
        self._frozen: Promotions = frozen or {}
        self._itbms: tuple[tuple[Discount, ...], int] | None = None
        self._statutory = 0
        self.gross = self.promo = self.off = self.held = self.tax6 = self.tax2 = self.payload_bytes = 0
        for line in lines:
            if promoter is None:
                self._count(line, 1)
                self.lines.append(line)
                self._rates.append(line.rate)
            else:
                self.put(None, line)

    @property
    def net(self) -> int:
        """Cents left before discounts of the whole sale."""
        return self.gross - self.promo - self.off

    @property
    def order_cents(self) -> int:
        """Cents that promotions of the whole order take."""
        if self._promoter is not None:
            return self._promoter.order_cents
        return sum(applied.amount_cents for taken in self._frozen.values() for applied in taken)

    def itbms_cents(self, adjustments: tuple[Discount, ...]) -> int:
        """ITBMS of what these discounts of the whole sale leave.

        A running sum while nothing is taken off the whole sale; else every line bears a part, so it is
        worked out once for each change, however often it is asked for.
        """
        if not adjustments and not self.order_cents:
            return self.tax2 if self.policy.tax_rounding is TaxRounding.LINE2 else micros_to_cents(self.tax6)
        if self._itbms is None or self._itbms[0] != adjustments:
            nets = adjusted_nets(self.nets(), adjustments, self._bearing())
            self._itbms = (adjustments, itbms_of(self._rates, nets, self.policy))
        return self._itbms[1]

    def index(self, key: int) -> int:
        """Position of a line.

        Raises:
            DomainError: ``line_unknown``.
        """
        index = bisect_left(self.lines, key, key=_BY_KEY)
        if index == len(self.lines) or self.lines[index].key != key:
            raise DomainError("line_unknown", key=str(key))
        return index

    def put(self, before: BasketLine | None, after: BasketLine | None) -> tuple[int, BasketLine | None, Also]:
        """Add a line (no ``before``), replace it, or take it out (no ``after``).

        Returns:
            Its position (where it was, if it is gone), the line as it now stands, the others that changed.

        Raises:
            DomainError: ``amount_too_large``: the sale would be; nothing changes then.
            ValueError: neither line is given.
        """
        line = after or before
        if line is None:
            raise ValueError("a change needs a line")
        gross = self.gross + (after.gross_cents if after else 0) - (before.gross_cents if before else 0)
        if after is not None and gross > _MAX_CENTS:
            raise DomainError("amount_too_large", limit=money_text(MAX_AMOUNT))
        changed = self._follow(before, after)
        if after is not None:
            told = () if before is None else before.promotions  # what changed is told against this
            after = after.with_promotions(changed.pop(line.key, told), self.policy)
        index = bisect_left(self.lines, line.key, key=_BY_KEY)
        place = slice(index, index + (before is not None))
        self.lines[place] = [] if after is None else [after]
        self._rates[place] = [] if after is None else [after.rate]
        if before is not None:
            self._count(before, -1)
        if after is not None:
            self._count(after, 1)
        return index, after, self._settle(changed)

    @property
    def promoter(self) -> Promoter | None:
        """What follows the lines; None where a tender froze them, or none was ever there."""
        return self._promoter

    def renew(self, moment: datetime, customer_groups: Collection[str]) -> Also:
        """Follow the clock and the customer: the lines whose promotions changed."""
        return () if self._promoter is None else self._settle(self._promoter.renew(moment, customer_groups))

    def thaw(self, promoter: Promoter) -> Also:
        """No tender freezes the promotions any more: an empty promoter works them out anew."""
        before = tuple(self.lines)
        thawed = BasketLines(self.policy, before, promoter)
        self.__dict__.update(thawed.__dict__)
        return tuple((i, line) for i, line in enumerate(self.lines) if line != before[i])

    def order_promotions(self) -> Promotions:
        """What promotions of the whole order take off each line by key, after those of the line itself."""
        if self._promoter is None:
            return self._frozen
        if not self._promoter.order_cents:
            return {}
        whole = self._promoter.evaluation().lines
        return {line.key: rest for line in self.lines if (rest := whole[line.key][len(line.promotions) :])}

    def nets(self) -> list[int]:
        """Cents left of each line after its own discount and all promotions, in basket order."""
        if self._promoter is None:
            frozen = self._frozen
            return [
                line.net_cents - sum(one.amount_cents for one in frozen.get(line.key, ()))
                for line in self.lines
            ]
        if not self._promoter.order_cents:
            return [line.net_cents for line in self.lines]
        left = self._promoter.nets()
        if not self.off:
            return list(left)
        return [net - line.off_cents for net, line in zip(left, self.lines, strict=True)]

    def _bearing(self) -> list[int] | None:
        """Positions of the lines that discounts of the whole sale are shared over; None for all."""
        if not self._statutory:
            return None
        return [index for index, line in enumerate(self.lines) if not line.is_statutory]

    def room_taken(self, adjustments: int) -> int:
        """Bytes of the payload the lines take with the shares of the sale's discounts."""
        each = 24 * adjustments + (PROMOTION_BYTES if self.order_cents else 0)
        return self.payload_bytes + each * len(self.lines)

    def _follow(self, before: BasketLine | None, after: BasketLine | None) -> dict[int, tuple[Applied, ...]]:
        if self._promoter is None:
            return {} if after is None else {after.key: after.promotions}
        was = None if before is None else before.for_promotions()
        now = None if after is None else after.for_promotions()
        return dict(self._promoter.change(was, now))

    def _settle(self, changed: Mapping[int, tuple[Applied, ...]]) -> Also:
        self._itbms = None
        also: list[tuple[int, BasketLine]] = []
        for key, promotions in changed.items():
            index = self.index(key)
            line = self.lines[index].with_promotions(promotions, self.policy)
            self._count(self.lines[index], -1)
            self._count(line, 1)
            self.lines[index] = line
            also.append((index, line))
        return tuple(also)

    def _count(self, line: BasketLine, sign: int) -> None:
        self.gross += sign * line.gross_cents
        self.promo += sign * line.promo_cents
        self.off += sign * line.off_cents
        self.tax6 += sign * line.tax6
        self.tax2 += sign * line.tax2
        self.payload_bytes += sign * line.payload_bytes
        if line.terms.law is not None:
            (self.law_keys.add if sign > 0 else self.law_keys.discard)(line.key)
        if line.is_statutory:
            self._statutory += sign
            self.held += sign * line.net_cents
