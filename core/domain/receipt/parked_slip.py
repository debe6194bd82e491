"""The slip of a sale set aside: who, when, how much, and a bar code that takes it up again (screen 10)."""

from __future__ import annotations

import re
from typing import Final

from core.domain.receipt.amounts import display_money
from core.domain.receipt.build import banner, clean
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
from core.domain.receipt.refund_receipt import Letterhead
from core.domain.sale import Sale

_PREFIX: Final = "PK-"
_SHOWN: Final = 12
_CODE: Final = re.compile(_PREFIX + r"[0-9A-F]{12}")


def slip_code(sale_id: str) -> str:
    """The code of a parked sale, ``PK-`` and 12 hex digits.

    They are the random end of its id: a whole id is 36 characters, more bars than narrow paper can hold.
    """
    return _PREFIX + sale_id.replace("-", "")[-_SHOWN:].upper()


def is_slip(text: str) -> bool:
    """Whether a scanned text has the form of such a code."""
    return _CODE.fullmatch(text.strip().upper()) is not None


def parked_slip(sale: Sale, label: str, paper: Letterhead) -> ReceiptDocument:
    """The slip; it says that it is no receipt, since a total stands on it.

    Args:
        sale: As it was set aside.
        label: Its name in the list.
        paper: What the till says of itself.
    """
    words = paper.words
    body: list[Block] = [
        text_line(clean(paper.shop.name), Align.CENTER, bold=True),
        banner(words.parked_name),
        text_line(words.not_fiscal, Align.CENTER),
        Feed(1),
        text_line(clean(label), Align.CENTER, bold=True, wide=True),
        row(f"{words.till} {clean(paper.till_name)}", paper.at.strftime(words.date_format)),
        text_line(f"{words.cashier}: {clean(paper.cashier_name)}"),
        Rule(),
        row(words.parked_lines, str(sale.line_count)),
        row(words.total, f"{words.currency} {display_money(sale.total)}", bold=True),
        Rule(),
        Barcode(slip_code(sale.sale_id)),
        text_line(words.parked_hint, Align.CENTER),
        Feed(2),
        Cut(),
    ]
    marks = [banner(words.demo)] if paper.demo else []
    return ReceiptDocument((*marks, *body))
