"""The issuer of receipts (domain.md section 5)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shop:
    """Who sells, as the receipt must say.

    Attributes:
        name: Trade name.
        ruc: Taxpayer number as written, empty when there is none.
        dv: Its check digits.
        address: Lines of the address, in order.
        phone: As people write it, empty when there is none.
        thanks: Closing line, empty for the default of the language.
    """

    name: str
    ruc: str = ""
    dv: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    thanks: str = ""
