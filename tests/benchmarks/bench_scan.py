"""From a decoded scan, and from a key, to the painted row: the real window over the real catalogue.

The picture is done when Qt has painted all that the scan changed. The draft line is written meanwhile by the
store thread, as it is in the shop.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import chain, pairwise
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act, BasketRow, RowKind
from core.domain.basket_limit import BasketLimit
from core.domain.discount import Discount
from core.domain.sale import Sale
from core.domain.sale_state import Buyer
from tests.benchmarks.catalogue import SIZES, database, keystrokes
from tests.benchmarks.harness import WARM_UP, BenchContext, Result, quantile
from tests.benchmarks.offers import offers
from tests.benchmarks.tills import codes
from tests.benchmarks.windows import LiveTill, application, turn_once, turn_until

PER_SIZE: Final = True
ROUNDS: Final = 300
SMALL: Final = 10
LARGE: Final = 10_000
BUSY: Final = 1_000
RULES: Final = 10_000
STANDING: Final = Decimal(5)
"""Percent of a customer's own discount, which every line bears a part of."""
_ROW: Final = 52
_COLUMNS: Final = ((0, 420), (420, 60), (480, 90), (570, 60), (630, 110))


class Reference(QWidget):
    """The least a basket can cost: one widget that draws the last rows it has room for."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(760, 520)
        self.rows: list[BasketRow] = []

    def append(self, row: BasketRow) -> None:
        """Add a row and ask for a picture."""
        self.rows.append(row)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Five texts a row."""
        del event
        painter = QPainter(self)
        for place, row in enumerate(self.rows[-(self.height() // _ROW) :]):
            texts = (row.name, row.quantity, row.price, row.tax, row.amount)
            for (left, width), text in zip(_COLUMNS, texts, strict=True):
                painter.drawText(QRect(left, place * _ROW, width, _ROW), 0, text)
        painter.end()


def run(context: BenchContext) -> Iterator[Result]:
    """Baskets of 10 and of 10,000 lines in two windows, in turn, beside the reference."""
    catalogue = database(context.size, context.cache)
    products = SIZES[context.size]
    with (
        LiveTill(context.work / "10", catalogue) as small,
        LiveTill(context.work / "10k", catalogue) as large,
    ):
        tills = {SMALL: small, LARGE: large}
        for lines, till in tills.items():
            _fill(till, lines, products)
        yield from _scans(tills, products)
        yield from _keys(small, products)
    rules = offers(RULES, products)
    with LiveTill(context.work / "rules", catalogue, promotions=rules) as ruled:
        _fill(ruled, BUSY, products)
        yield from _ruled(ruled, products)


def _fill(till: LiveTill, lines: int, products: int) -> None:
    open_sale = till.running.services.open_sale
    # the till itself stops at some hundreds of lines; the cost of a line is shown beyond them
    open_sale.sale = Sale(
        open_sale.sale.sale_id,
        limit=BasketLimit(lines=20_000, payload_bytes=1 << 30),
        promoter=till.running.services.shelf.promoter(),
    )
    for code in codes(lines, products):
        open_sale.scan(code)
    till.running.floor.open()
    till.rest()
    assert till.window.floor.basket.model.rowCount() == lines


def _scans(tills: dict[int, LiveTill], products: int) -> Iterator[Result]:
    samples: dict[int, list[float]] = {lines: [] for lines in tills}
    reference, plain = _reference(), list[float]()
    wanted = codes((ROUNDS + WARM_UP) * 2, products)
    row = BasketRow(0, RowKind.ITEM, "")
    for number in range(-WARM_UP, ROUNDS):
        for lines, till in tills.items():
            spent = _painted(partial(till.window.scanned, next(wanted)))
            model = till.window.floor.basket.model
            assert model.rowCount() == lines + 1
            row = model.row_at(lines)
            till.running.floor.act(Act.UNDO)
            till.rest()
            if number >= 0:
                samples[lines].append(spent)
        least = _painted(partial(reference.append, row))
        if number >= 0:
            plain.append(least)
    reference.hide()
    reference.deleteLater()
    small, large = samples[SMALL], samples[LARGE]
    yield Result("scan.painted.p50", quantile(small, 0.5), "ms", n=ROUNDS)
    yield Result("scan.painted.p99", quantile(small, 0.99), "ms", target="value<=16", n=ROUNDS)
    yield Result("scan.painted_10k_lines.p99", quantile(large, 0.99), "ms", target="value<=16", n=ROUNDS)
    yield Result(
        "scan.painted_10k_to_10_lines.p50",
        quantile(large, 0.5),
        "ms",
        quantile(small, 0.5),
        "ratio<=1.2",
        ROUNDS,
        {"limit_is": "the same in a basket of 10 lines"},
    )
    yield Result(
        "scan.painted_to_reference.p50",
        quantile(small, 0.5),
        "ms",
        quantile(plain, 0.5),
        None,
        ROUNDS,
        {"limit_is": "one widget that draws ten rows by itself; no till behind it"},
    )


def _ruled(till: LiveTill, products: int) -> Iterator[Result]:
    """A basket of 1,000 lines under 10,000 promotions, then for a customer who has 5 % on everything."""
    wanted = codes((ROUNDS + WARM_UP) * 3, products)
    buyer = Buyer("00000000-0000-7000-8000-00000000c0de", "Rosa", discount=Discount.of_customer(STANDING))
    for name, who in (("10k_rules", None), ("10k_rules_and_customer", buyer)):
        till.running.services.open_sale.set_buyer(who)
        till.running.floor.open()
        till.rest()
        samples: list[float] = []
        for number in range(-WARM_UP, ROUNDS):
            spent = _painted(partial(till.window.scanned, next(wanted)))
            assert till.window.floor.basket.model.rowCount() == BUSY + 1
            till.running.floor.act(Act.UNDO)
            till.rest()
            if number >= 0:
                samples.append(spent)
        assert till.running.services.open_sale.sale.promotion_total > 0
        yield Result(f"scan.painted_with_{name}.p50", quantile(samples, 0.5), "ms", n=ROUNDS)
        yield Result(
            f"scan.painted_with_{name}.p99", quantile(samples, 0.99), "ms", target="value<=16", n=ROUNDS
        )


class Released(QObject):
    """Notes when the wedge filter let a key go: it may hold it for one gap (hardware.md section 8.4)."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0
        self.came = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field has the key."""
        if event.type() is QEvent.Type.KeyPress:
            self.at, self.came = time.perf_counter(), True
        return super().eventFilter(watched, event)


def _keys(till: LiveTill, products: int) -> Iterator[Result]:
    samples: list[float] = []
    line, released = till.window.floor.command, Released()
    line.edit.installEventFilter(released)
    for before, text in pairwise(chain([""], keystrokes(products, 40))):
        if not text.startswith(before) or not before:
            till.running.floor.act(Act.BACK)
            till.rest()
        released.came = False
        till.key(_qt_key(text[-1]), text[-1])
        turn_until(lambda: released.came, look_ms=0)
        turn_once()
        ended = time.perf_counter()
        assert line.text() == text
        samples.append((ended - released.at) * 1000)
    till.running.floor.act(Act.BACK)
    till.rest()
    yield Result("search.painted.p50", quantile(samples, 0.5), "ms", n=len(samples))
    yield Result("search.painted.p99", quantile(samples, 0.99), "ms", target="value<=16", n=len(samples))


def _qt_key(letter: str) -> Qt.Key:
    upper = letter.upper()
    return Qt.Key(ord(upper)) if upper.isascii() else Qt.Key.Key_unknown


def _reference() -> Reference:
    application()
    reference = Reference()
    reference.show()
    turn_once()
    return reference


def _painted(act: partial[None]) -> float:
    start = time.perf_counter()
    act()
    turn_once()
    return (time.perf_counter() - start) * 1000
