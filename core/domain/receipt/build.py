"""The receipt of a completed sale (domain.md section 5), and the mark of a reprint."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from core.domain.discount import DiscountKind
from core.domain.documents import (
    CompletedSale,
    SaleBuyer,
    SaleItem,
    format_number,
    quantity_text,
)
from core.domain.money import from_cents, to_cents
from core.domain.receipt.amounts import display_money
from core.domain.receipt.document import (
    Align,
    Barcode,
    Block,
    Cut,
    Feed,
    Qr,
    ReceiptDocument,
    Rule,
    blocks_json,
    row,
    text_line,
)
from core.domain.receipt.tenders import tender_rows
from core.domain.receipt.words import ReceiptWords
from core.domain.shop import Shop
from core.domain.text import sanitise

_NAME_LIMIT: Final = 120
# C1 controls: no clean text holds one and JSON writes them as they are. The escape of another, six plain
# letters, may be typed into a note, which would be filled in there too.
_NUMBER_HOLE: Final = "\x81"
_MARK_HOLE: Final = "\x82"
_TIME_HOLE: Final = "\x83"
_PAID_HOLE: Final = text_line("\x84")
_CODE_HOLE: Final = text_line("\x85")
_ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Inside:
    """What else stands on the receipt of a sale: the return it was exchanged for.

    Attributes:
        title: Name of the document.
        before: Above the goods that went out.
        after: Below the money.
    """

    title: str
    before: tuple[Block, ...]
    after: tuple[Block, ...]


_ALONE: Final = Inside("", (), ())


def build_sale_receipt(
    sale: CompletedSale,
    shop: Shop,
    till_name: str,
    cashier_name: str,
    occurred_at_local: datetime,
    mark: str,
    code: str | None = None,
    *,
    demo: bool,
    words: ReceiptWords,
    inside: Inside = _ALONE,
) -> ReceiptDocument:
    """The receipt of a sale without a fiscal adapter.

    Args:
        sale: The document as stored.
        shop: Who sells.
        till_name: The till as the shop calls it.
        cashier_name: Who sold.
        occurred_at_local: Time of the sale on the shop's clock.
        mark: First digits of the event's hash, ``DE5D FA9A`` (sync.md A1).
        code: The signed code of the sale (`core.domain.receipt_code`), None where it has none.
        demo: Whether this is the demonstration shop: its paper says so at both ends.
        words: The language.
        inside: The return it was exchanged for.
    """
    number = format_number(sale.series, sale.number)
    when = occurred_at_local.strftime(words.date_format)
    paid, coded = _paid(sale, words), _coded(code, words)
    return _build(
        sale,
        number,
        shop,
        till_name,
        cashier_name,
        when,
        mark,
        paid,
        coded,
        demo=demo,
        words=words,
        inside=inside,
    )


@dataclass(frozen=True, slots=True)
class PreparedReceipt:
    """A receipt made before its sale has a number and a mark, so that its transaction need not wait for it.

    Its signed code holds a number already: the one the sale is about to get. Whoever fills it in under
    another number prepares anew.

    Attributes:
        text: Canonical JSON with a hole for each; no clean text holds such a character.
    """

    text: str

    def filled(self, number: str, mark: str) -> str:
        """Canonical JSON of the receipt, equal to that of `build_sale_receipt`."""
        text = self.text.replace(_NUMBER_HOLE, _escaped(number))
        return text.replace(_MARK_HOLE, _escaped(mark))


@dataclass(frozen=True, slots=True)
class OutlinedReceipt:
    """The receipt of lines that are being paid: what says when, how it was paid and the code still miss.

    Attributes:
        text: Canonical JSON with a hole for each of them, and those of `PreparedReceipt`.
    """

    text: str

    def prepared(
        self, sale: CompletedSale, occurred_at_local: datetime, code: str | None, words: ReceiptWords
    ) -> PreparedReceipt:
        """The receipt of a sale that is about to be stored, of the lines, sums and customer outlined here.

        Arguments as of `build_sale_receipt`.
        """
        text = self.text.replace(_TIME_HOLE, _escaped(occurred_at_local.strftime(words.date_format)))
        for hole, blocks in ((_PAID_HOLE, _paid(sale, words)), (_CODE_HOLE, _coded(code, words))):
            written = blocks_json(blocks)
            text = text.replace(f"{blocks_json((hole,))},", f"{written}," if written else "", 1)
        return PreparedReceipt(text)


def outline_sale_receipt(
    sale: CompletedSale,
    shop: Shop,
    till_name: str,
    cashier_name: str,
    *,
    demo: bool,
    words: ReceiptWords,
) -> OutlinedReceipt:
    """The receipt of lines that are being paid, but for number, time, payments, points, mark and code."""
    document = _build(
        sale,
        _NUMBER_HOLE,
        shop,
        till_name,
        cashier_name,
        _TIME_HOLE,
        _MARK_HOLE,
        (_PAID_HOLE,),
        (_CODE_HOLE,),
        demo=demo,
        words=words,
    )
    return OutlinedReceipt(document.to_json())


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _build(
    sale: CompletedSale,
    number: str,
    shop: Shop,
    till_name: str,
    cashier_name: str,
    when: str,
    mark: str,
    paid: Iterable[Block],
    coded: Iterable[Block],
    *,
    demo: bool,
    words: ReceiptWords,
    inside: Inside = _ALONE,
) -> ReceiptDocument:
    known = sale.customer_id is not None
    blocks: list[Block] = []
    if demo:
        blocks.append(banner(words.demo))
    blocks += head(
        number, shop, till_name, cashier_name, when, words, inside.title, known=known, buyer=sale.buyer
    )
    blocks.append(Rule())
    blocks += inside.before
    for item in sale.items:
        blocks += _item(item, words)
    blocks.append(Rule())
    blocks += _totals(sale, words)
    blocks.append(Rule())
    blocks += paid
    blocks += inside.after
    blocks.append(Rule())
    blocks += _foot(number, shop, mark, coded, words)
    if demo:
        blocks.append(banner(words.demo))
    return ReceiptDocument((*blocks, Feed(2), Cut()))


def reprint(document: ReceiptDocument, n: int, words: ReceiptWords) -> ReceiptDocument:
    """The same receipt marked as copy ``n`` (1 or more) at its head."""
    return ReceiptDocument((banner(words.reprint.format(n=n)), *document.blocks))


def banner(text: str) -> Block:
    """A line that marks the whole paper."""
    return text_line(text, Align.CENTER, bold=True)


def head(
    number: str,
    shop: Shop,
    till: str,
    cashier: str,
    when: str,
    words: ReceiptWords,
    title: str = "",
    *,
    known: bool | None,
    buyer: SaleBuyer | None = None,
) -> Iterator[Block]:
    """Who, where, when (as paper says it); ``title`` names a document that is no receipt of a sale.

    ``known`` says whether the customer is one of ours, None where the document does not tell. Only a
    ``buyer`` who gave a document is named, as a fiscal document needs it: paper lies about.
    """
    yield text_line(clean(shop.name), Align.CENTER, bold=True, wide=True)
    for line in shop.address:
        yield text_line(clean(line), Align.CENTER)
    if shop.ruc:
        check = f" {words.dv} {clean(shop.dv)}" if shop.dv else ""
        yield text_line(f"{words.ruc} {clean(shop.ruc)}{check}", Align.CENTER)
    if shop.phone:
        yield text_line(f"{words.phone} {clean(shop.phone)}", Align.CENTER)
    yield Feed(1)
    yield text_line(title or words.document_name, Align.CENTER, bold=True)
    yield text_line(words.not_fiscal, Align.CENTER, bold=True)
    yield row(f"{words.number} {number}", when)
    name = clean(till)
    place = name if name.casefold().startswith(words.till.casefold()) else f"{words.till} {name}"
    yield text_line(f"{place} · {words.cashier} {clean(cashier)}")
    if buyer is not None:
        yield from _buyer(buyer, words)
    elif known is not None:
        yield text_line(words.customer_known if known else words.customer)


def _buyer(buyer: SaleBuyer, words: ReceiptWords) -> Iterator[Block]:
    document = buyer.document
    check = f" {words.dv} {clean(document.dv)}" if document.dv else ""
    yield text_line(f"{words.customer_named} {clean(buyer.name)}")
    yield text_line(f"{words.documents[document.kind]} {clean(document.number)}{check}")


def _item(item: SaleItem, words: ReceiptWords) -> Iterator[Block]:
    letter = words.tax_letters.get(item.tax_code, "?")
    amount = f"{display_money(item.gross)} {letter}"
    name = clean(item.name)
    if item.quantity == _ONE and item.unit == "u":
        yield row(name, amount)
    else:
        unit = "" if item.unit == "u" else f" {clean(item.unit)}"
        yield text_line(name)
        yield row(f"  {quantity_text(item.quantity)}{unit} x {display_money(item.unit_price)}", amount)
    promotions = _promotions(item)
    if promotions:
        yield row(f"  {words.promotion}", f"{display_money(-promotions)}  ")
    if item.discount != promotions:
        yield row(f"  {words.discount}", f"{display_money(promotions - item.discount)}  ")
    if item.note:
        yield text_line(f"  {clean(item.note)}")


def _promotions(item: SaleItem) -> Decimal:
    """The part of what was taken off a line that promotions took."""
    return sum((taken.amount for taken in item.promotions), Decimal(0))


def _totals(sale: CompletedSale, words: ReceiptWords) -> Iterator[Block]:
    yield row(words.subtotal, display_money(sale.subtotal))
    promotions = sum(map(_promotions, sale.items), Decimal(0))
    if promotions:
        yield row(words.promotions, display_money(-promotions))
    if sale.discount_total != promotions:
        yield row(words.discount, display_money(promotions - sale.discount_total))
    for discount in sale.discounts:
        if discount.kind == DiscountKind.CUSTOMER and discount.percent is not None:
            said = words.customer_discount.format(percent=quantity_text(discount.percent))
            yield row(f"  {said}", display_money(-discount.amount))
    letters = {quantity_text(item.tax_rate): words.tax_letters.get(item.tax_code, "?") for item in sale.items}
    exempt = _net_of_rate(sale, "0")
    if exempt is not None:
        yield row(f"{letters['0']} {words.exempt}", display_money(exempt))
    for rate, tax in sale.tax_by_rate.items():
        net = _net_of_rate(sale, rate) or from_cents(0)
        base = net - tax if sale.price_includes_tax else net
        label = f"{words.tax.format(rate=rate)} {words.tax_base.format(base=display_money(base))}"
        yield row(f"{letters.get(rate, '?')} {label}", display_money(tax))
    yield row(words.total, f"{words.currency} {display_money(sale.total)}", bold=True, wide=True, tall=True)


def _net_of_rate(sale: CompletedSale, rate: str) -> Decimal | None:
    """Sum of line nets of one rate, None when no line has it."""
    nets = [to_cents(item.net) for item in sale.items if quantity_text(item.tax_rate) == rate]
    return from_cents(sum(nets)) if nets else None


def _paid(sale: CompletedSale, words: ReceiptWords) -> Iterator[Block]:
    yield from tender_rows(sale.payments, words)
    if sale.change_due:
        yield row(words.change, f"{words.currency} {display_money(sale.change_due)}", bold=True)
    yield from _points(sale, words)


def _points(sale: CompletedSale, words: ReceiptWords) -> Iterator[Block]:
    """Points of a customer; nothing for one who has none to do with it."""
    if not sale.points_earned and not sale.points_spent and sale.points_balance is None:
        return
    yield Rule()
    yield row(words.points_earned, f"{sale.points_earned:,}")
    if sale.points_spent:
        yield row(words.points_spent, f"{sale.points_spent:,}")
    if sale.points_balance is not None:
        yield row(words.points_balance, f"{sale.points_balance:,}")


def _coded(code: str | None, words: ReceiptWords) -> tuple[Block, ...]:
    return () if code is None else (Qr(code, words.return_code),)


def _foot(number: str, shop: Shop, mark: str, coded: Iterable[Block], words: ReceiptWords) -> Iterator[Block]:
    yield text_line(f"{words.mark} {mark}", Align.CENTER)
    yield Barcode(number)
    yield from coded
    yield text_line(clean(shop.thanks) or words.thanks, Align.CENTER)


def clean(text: str) -> str:
    """Text of people or of the catalogue, fit for paper."""
    return sanitise(text, _NAME_LIMIT)
