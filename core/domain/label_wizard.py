"""A label layout learnt from one label: its splits that fit the catalogue (hardware.md section 8).

Nothing is guessed: a split counts only when its item is goods of the catalogue and its value can be theirs,
and a person picks. Layouts are configuration, so what was learnt is text like any other template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.domain.barcode import has_valid_check_digit
from core.domain.catalog import Product
from core.domain.embedded import Label, LabelTemplate, read_label
from core.domain.errors import DomainError
from core.domain.money import from_cents, q3, to_cents, to_millis
from core.domain.tax import gross_cents

MOST: Final = 6
"""Proposals shown: one digit picks one."""
LEAST: Final = Decimal("0.010")
"""Kilograms of the lightest pack one expects; lighter ones are proposed last, like ones above `LARGEST`."""
LARGEST: Final = Decimal(30)
_RESTRICTED: Final = re.compile(r"(?:02|2[0-9])[0-9]{11}")
_ITEM_DIGITS: Final = (5, 4, 6)
_WEIGHED: Final = "kg"
"""Labels carry kilograms (domain.md section 13)."""
_BODY: Final = 12
_VALUE_DIGITS: Final = frozenset({4, 5, 6})
_VERIFIED_DIGITS: Final = frozenset({4, 5})


@dataclass(frozen=True, slots=True)
class LabelProposal:
    """One way to read a label.

    Attributes:
        product: The goods its item stands for.
        quantity: Kilograms, or pieces of goods that are not weighed.
        amount: What the line comes to, balboas.
    """

    template: LabelTemplate
    label: Label
    product: Product
    quantity: Decimal
    amount: Decimal


def propose(code: str, by_item: Callable[[str], Product | None]) -> tuple[LabelProposal, ...]:
    """Ways to read a scanned label, the likeliest first.

    Args:
        code: 13 digits as scanned.
        by_item: Goods by the item number of a label.

    Raises:
        DomainError: ``label_not_own``: not 13 digits that begin as a shop's own codes do (02, 20 to 29);
            ``check_digit``; ``label_unknown``: no split has goods of the catalogue and a value of theirs.
    """
    if _RESTRICTED.fullmatch(code) is None:
        raise DomainError("label_not_own", text=code)
    if not has_valid_check_digit(code):
        raise DomainError("check_digit", text=code)
    found = [proposal for template in _splits() if (proposal := _read(template, code, by_item)) is not None]
    if not found:
        raise DomainError("label_unknown", text=code)
    return tuple(sorted(found, key=_doubt)[:MOST])


def replaced(templates: Iterable[LabelTemplate], learnt: LabelTemplate) -> tuple[LabelTemplate, ...]:
    """The layouts in force once one was learnt: it takes the place of others of its prefix."""
    kept = tuple(template for template in templates if template.prefix != learnt.prefix)
    return (*kept, learnt)


def _splits() -> Iterator[LabelTemplate]:
    """Every split; prefixes of zeros, whose place a code's own digits take."""
    for prefix, item in ((prefix, item) for prefix in ("00", "000") for item in _ITEM_DIGITS):
        value = _BODY - len(prefix) - item
        if value in _VALUE_DIGITS:
            yield LabelTemplate(prefix, item, verifier=False, value_digits=value, is_price=True)
            yield LabelTemplate(prefix, item, verifier=False, value_digits=value, is_price=False)
        if value - 1 in _VERIFIED_DIGITS:
            yield LabelTemplate(prefix, item, verifier=True, value_digits=value - 1, is_price=True)


def _read(split: LabelTemplate, code: str, by_item: Callable[[str], Product | None]) -> LabelProposal | None:
    template = replace(split, prefix=code[: len(split.prefix)])
    try:
        label = read_label(template, code)
    except DomainError:  # a verifier that does not check
        return None
    product = by_item(label.item)
    if product is None:
        return None
    return _by_price(template, label, product) if template.is_price else _by_weight(template, label, product)


def _by_weight(template: LabelTemplate, label: Label, product: Product) -> LabelProposal | None:
    weight = label.weight or Decimal(0)
    if product.unit != _WEIGHED or weight <= 0:
        return None
    amount = from_cents(gross_cents(to_millis(weight), to_cents(product.unit_price)))
    return LabelProposal(template, label, product, weight, amount)


def _by_price(template: LabelTemplate, label: Label, product: Product) -> LabelProposal | None:
    price = label.price or Decimal(0)
    each = price if product.open_price and not product.measured else product.unit_price
    if price <= 0 or each <= 0:
        return None
    quantity = q3(price / each)
    if quantity <= 0 or (not product.measured and quantity != quantity.to_integral_value()):
        return None
    return LabelProposal(template, label, product, quantity, price)


def _doubt(proposal: LabelProposal) -> tuple[bool, bool, int, int]:
    """Small for what is likely: a verifier that checks, a pack of usual size, a short prefix, five digits."""
    template = proposal.template
    unusual = not LEAST <= proposal.quantity <= LARGEST
    return (
        unusual,
        not template.verifier,
        len(template.prefix),
        _ITEM_DIGITS.index(template.item_digits),
    )
