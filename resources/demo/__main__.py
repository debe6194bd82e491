"""Prints the demo shop's price list, best-sellers first: ``python -m resources.demo``."""

from __future__ import annotations

import sys

from resources.demo import load


def main() -> None:
    """Write rank, SKU, barcode, price, unit, ITBMS code, category and name, separated by tabs."""
    for rank, p in enumerate(load().products, start=1):
        row = (str(rank), p.sku, p.barcode or "-", str(p.unit_price), p.unit, p.tax_code, p.category, p.name)
        sys.stdout.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main()
