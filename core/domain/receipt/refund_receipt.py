"""The papers of what takes a sale back: DEVOLUCIÓN and ANULACIÓN, each with a line to sign (domain.md 11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from core.domain.documents import SalePayment, format_number, quantity_text
from core.domain.receipt.amounts import display_money
from core.domain.receipt.build import banner, clean, head
from core.domain.receipt.document import (
    Align,
    Barcode,
    Block,
    Cut,
    Feed,
    ReceiptDocument,
    Rule,
    row,
    text_line,
)
from core.domain.receipt.words import ReceiptWords
from core.domain.refund_document import CompletedRefund, OriginalSale, RefundItem, SaleVoid
from core.domain.shop import Shop

_ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every paper of a till says of itself.

    Attributes:
        shop: Whose till.
        till_name: The till as the shop calls it.
        cashier_name: Who stood at it.
        at: Time on the shop's clock.
        demo: Whether this is the demonstration shop: its paper says so at both ends.
        words: The language.
    """

    shop: Shop
    till_name: str
    cashier_name: str
    at: datetime
    demo: bool
    words: ReceiptWords


def refund_receipt(refund: CompletedRefund, paper: Letterhead, mark: str) -> ReceiptDocument:
    """The paper of a return: what came back, its number, its sale's, why, and how the money went back.

    ``mark`` is made of the event's hash, as on the receipt of a sale.
    """
    words, number = paper.words, format_number(refund.series, refund.number)
    body: list[Block] = list(about(refund.original, refund.reason, words))
    body.append(Rule())
    body += refund_items(refund, words)
    body.append(Rule())
    for rate, tax in refund.tax_by_rate.items():
        body.append(row(words.tax.format(rate=rate), display_money(tax)))
    body.append(_total(words.refund_total, refund.total, words))
    body += money_rows(refund.payments, refund.points_back, words)
    return _paper(words.refund_name, number, body, paper, mark, known=refund.customer_id is not None)


def void_receipt(void: SaleVoid, paper: Letterhead, mark: str) -> ReceiptDocument:
    """The paper of a void; it bears the number of the sale undone, which stays used."""
    words, original = paper.words, void.original
    body: list[Block] = list(about(original, void.reason, words))
    body.append(Rule())
    body.append(_total(words.void_total, void.total, words))
    body += money_rows(void.payments, void.points_back, words)
    return _paper(
        words.void_name, format_number(original.series, original.number), body, paper, mark, known=None
    )


def _paper(
    title: str, number: str, body: Sequence[Block], paper: Letterhead, mark: str, *, known: bool | None
) -> ReceiptDocument:
    words = paper.words
    demo = [banner(words.demo)] if paper.demo else []
    when = paper.at.strftime(words.date_format)
    blocks: list[Block] = [
        *demo,
        *head(number, paper.shop, paper.till_name, paper.cashier_name, when, words, title, known=known),
        *body,
        Feed(3),
        Rule("_"),
        text_line(words.signature, Align.CENTER),
        Rule(),
        text_line(f"{words.mark} {mark}", Align.CENTER),
        Barcode(number),
        *demo,
        Feed(2),
        Cut(),
    ]
    return ReceiptDocument(tuple(blocks))


def about(original: OriginalSale, reason: str, words: ReceiptWords) -> Iterator[Block]:
    """Of which sale, and why."""
    yield row(words.refund_of, format_number(original.series, original.number))
    yield row(words.reason, words.reasons.get(reason, clean(reason)))


def refund_items(refund: CompletedRefund, words: ReceiptWords) -> Iterator[Block]:
    """What came back, each line with a minus."""
    for item in refund.items:
        yield from _item(item, words.tax_letters.get(item.tax_code, "?"))


def _item(item: RefundItem, letter: str) -> Iterator[Block]:
    amount, name = f"{display_money(-item.total)} {letter}", clean(item.name)
    if item.quantity == _ONE and item.unit == "u":
        yield row(name, amount)
        return
    unit = "" if item.unit == "u" else f" {clean(item.unit)}"
    yield row(f"{quantity_text(item.quantity)}{unit} {name}", amount)


def _total(label: str, total: Decimal, words: ReceiptWords) -> Block:
    return row(label, f"{words.currency} {display_money(total)}", bold=True, wide=True, tall=True)


def money_rows(payments: Sequence[SalePayment], points_back: int, words: ReceiptWords) -> Iterator[Block]:
    """How the money went back, and the points taken back."""
    for payment in payments:
        name = words.methods.get(payment.method, payment.method)
        reference = payment.details.reference
        label = f"{name} {words.reference} {clean(reference)}" if reference else name
        yield row(label, display_money(payment.amount))
    if points_back:
        yield row(words.points_back, str(points_back))
