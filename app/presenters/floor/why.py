"""«¿Por qué 5.50?»: where a line's amount comes from, step by step (ux.md sections 3 and 8)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.presenters import format as fmt
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.rows import line_title
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Facts, Label, Panel, PanelHost, Remark, Say
from app.presenters.reasons import reason_words
from app.presenters.wording import W
from app.usecases.catalogue import Catalogue
from app.usecases.open_sale import OpenSale
from app.usecases.pricing import PromotionShelf
from app.usecases.state import TillState
from core.domain.basket_line import BasketLine
from core.domain.discount import DiscountKind
from core.domain.documents import SaleDiscount
from core.domain.money import from_cents
from core.domain.promotion.lines import Applied


class Why(BasePart):
    """Implements ``PanelPart``; nothing on it changes anything."""

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        open_sale: OpenSale,
        rows: SaleRows,
        catalogue: Catalogue,
        shelf: PromotionShelf,
    ) -> None:
        super().__init__(host)
        self._state = state
        self._open = open_sale
        self._rows = rows
        self._catalogue = catalogue
        self._shelf = shelf
        self._key = 0

    def open(self) -> None:
        """About the chosen line."""
        key = self._rows.selected_line()
        if key is None:
            self._host.refuse(Message(M.NOTHING_SELECTED, Tone.INFO))
            return
        self._key = key
        self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it."""
        line = self._open.sale.line(self._key)
        steps = [*self._price(line), *self._promotions(line), *self._discount(line)]
        steps.append((Say(W.WHY_AMOUNT), fmt.money(line.net)))
        steps += self._of_the_sale(line)
        return Panel(
            "why",
            "question",
            Say(W.WHY_TITLE, {"amount": fmt.money(line.net)}),
            (Facts(tuple(steps), strong=True), self._source(line)),
            line_title(line),
        )

    def enter(self) -> None:
        """Seen."""
        self._host.close_panel()

    def _price(self, line: BasketLine) -> list[tuple[Label, str]]:
        steps: list[tuple[Label, str]] = []
        change = line.terms.price
        if change is not None:
            steps.append((Say(W.WHY_LIST_PRICE), fmt.money(change.list_price)))
            steps.append((reason_words(change.reason), fmt.money(line.product.unit_price)))
        gross = Say(W.WHY_LABEL) if line.label_price is not None else Say(W.WHY_GROSS)
        return [*steps, (gross, fmt.money(line.gross))]

    def _promotions(self, line: BasketLine) -> list[tuple[Label, str]]:
        return self._taken(line.promotions)

    def _of_the_sale(self, line: BasketLine) -> list[tuple[Label, str]]:
        """The line's part of what is taken off the whole sale, and what is left of it then."""
        sale = self._open.sale
        shared = sale.shared()
        steps = self._taken(shared.order_promotions.get(line.key, ()))
        number = next(n for n, one in enumerate(sale.lines, start=1) if one.key == line.key)
        for discount in shared.discounts:
            part = dict(discount.shares).get(number)
            if discount.scope == "sale" and part is not None:
                steps.append((_sale_words(discount), fmt.money(-part)))
        return [*steps, (Say(W.WHY_LEFT), fmt.money(shared.totals.lines[number - 1].net))] if steps else []

    def _taken(self, promotions: Sequence[Applied]) -> list[tuple[Label, str]]:
        found: list[tuple[Label, str]] = []
        for applied in promotions:
            rule = self._shelf.book.find(applied.promotion_id)
            name: Label = rule.name if rule is not None else Say(W.WHY_PROMOTION)
            found.append((name, fmt.money(-from_cents(applied.amount_cents))))
        return found

    @staticmethod
    def _discount(line: BasketLine) -> list[tuple[Label, str]]:
        discount = line.terms.discount
        if discount is None or not line.off_cents:
            return []
        words: Label = (
            Say(W.DISCOUNT_LAW) if discount.kind is DiscountKind.STATUTORY else reason_words(discount.reason)
        )
        return [(words, fmt.money(-from_cents(line.off_cents)))]

    def _source(self, line: BasketLine) -> Remark:
        note = self._catalogue.price_note(line.product.variant_id)
        if note is None:
            return Remark(Say(W.WHY_GONE), Tone.WARN)
        time = fmt.clock_time(self._state.local_time(note.as_of))
        values = {"list": note.price_list, "version": str(note.version), "time": time}
        return Remark(Say(W.WHY_SOURCE if note.price_list else W.WHY_SOURCE_ONE, values))


def _sale_words(discount: SaleDiscount) -> Say:
    """Whose discount of the whole sale this is."""
    if discount.kind == DiscountKind.CUSTOMER:
        return Say(W.WHY_CUSTOMER, {"percent": fmt.percent(discount.percent or Decimal(0))})
    return Say(W.WHY_POINTS if discount.kind == DiscountKind.POINTS else W.WHY_SALE)
