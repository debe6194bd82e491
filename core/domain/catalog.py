"""Products as the till sells them. Prices are final shelf prices, tax included (domain.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

TAX_RATES: Final[dict[str, Decimal]] = {
    "00": Decimal("0"),
    "01": Decimal("7"),
    "02": Decimal("10"),
    "03": Decimal("15"),
}
"""ITBMS codes of the e-invoice (``dTasaITBMS``) and their percent: exempt, 7, 10, 15."""


@dataclass(frozen=True, slots=True)
class Product:
    """One sellable variant.

    Attributes:
        variant_id: UUID, the identity in baskets and events.
        sku: The shop's own code, unique.
        barcode: Primary code as printed on the pack, empty when it has none.
        name: Name as people write it; free of control characters.
        unit: ``u`` for pieces, else the measure: ``kg``, ``lb``, ``L``, ``m``.
        measured: Whether quantities may have decimals (weighed or measured goods).
        unit_price: Balboas per unit, 2 decimals, tax included.
        tax_code: Key of `TAX_RATES`.
        tax_rate: Percent that belongs to ``tax_code`` today.
        category: Shelf category, for tiles.
        statutory_class: Class of a discount the law grants, e.g. ``medicamento``; empty for most goods
            (domain.md section 10). Percent and class are data of the shop.
        price_list: Name of the list the price comes from, empty where there is only one.
        open_price: Whether the price is asked for at each sale; ``unit_price`` is then a proposal.
    """

    variant_id: str
    sku: str
    barcode: str
    name: str
    unit: str
    measured: bool
    unit_price: Decimal
    tax_code: str
    tax_rate: Decimal
    category: str = ""
    statutory_class: str = ""
    price_list: str = ""
    open_price: bool = False
