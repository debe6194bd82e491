"""The one paper of an exchange: what came back, what went out, and the difference (domain.md section 11).

It is the receipt of the sale with the return inside: its number, its mark and its signed code are the
sale's, by which goods of it come back later. The return keeps number and mark of its own, for it is a
document of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.documents import CompletedSale, format_number
from core.domain.payment import EXCHANGE
from core.domain.receipt.amounts import display_money
from core.domain.receipt.build import Inside, build_sale_receipt
from core.domain.receipt.document import Align, Block, Feed, ReceiptDocument, Rule, row, text_line
from core.domain.receipt.refund_receipt import Letterhead, about, money_rows, refund_items
from core.domain.receipt.words import ReceiptWords
from core.domain.refund_document import CompletedRefund


def exchange_receipt(
    sale: CompletedSale,
    refund: CompletedRefund,
    paper: Letterhead,
    mark: str,
    refund_mark: str,
    code: str | None,
) -> ReceiptDocument:
    """The paper of a sale and of the return it was exchanged for.

    Args:
        sale: As stored.
        refund: As stored before it in the same transaction.
        paper: Shop, till, person and time.
        mark: Of the sale's event.
        refund_mark: Of the return's event.
        code: The sale's signed code, None where it has none.
    """
    words = paper.words
    inside = Inside(
        title=words.exchange_name,
        before=tuple(_came_back(refund, refund_mark, words)),
        after=(
            *_difference(sale, refund, words),
            Feed(3),
            Rule("_"),
            text_line(words.signature, Align.CENTER),
        ),
    )
    return build_sale_receipt(
        sale,
        paper.shop,
        paper.till_name,
        paper.cashier_name,
        paper.at,
        mark,
        code,
        demo=paper.demo,
        words=words,
        inside=inside,
    )


def _came_back(refund: CompletedRefund, mark: str, words: ReceiptWords) -> Iterator[Block]:
    yield row(words.refund_name, format_number(refund.series, refund.number), bold=True)
    yield from about(refund.original, refund.reason, words)
    yield text_line(f"{words.mark} {mark}")
    yield from refund_items(refund, words)
    for rate, tax in refund.tax_by_rate.items():
        yield row(f"  {words.tax.format(rate=rate)}", display_money(-tax))
    yield row(words.exchange_back, display_money(-refund.total), bold=True)
    yield Rule()


def _difference(sale: CompletedSale, refund: CompletedRefund, words: ReceiptWords) -> Iterator[Block]:
    """What the customer paid on top of the goods, or got back beside them."""
    yield Rule()
    handed = tuple(payment for payment in refund.payments if payment.method != EXCHANGE)
    label = words.balance_back if sale.total < refund.total else words.balance_paid
    difference = f"{words.currency} {display_money(abs(sale.total - refund.total))}"
    yield row(label, difference, bold=True)
    yield from money_rows(handed, refund.points_back, words)
