"""The demo shop: «Minisúper La Esquina», an invented Panamanian minisúper.

Till and centre are filled from the same `load`, so both know the same people, products and prices.
Everything in it is invented; identifiers depend on the data alone and are the same on every machine.
"""

from __future__ import annotations

from resources.demo.loader import identity, load, staff
from resources.demo.model import DemoPerson, DemoShop, ShopIdentity, TileTab

__all__ = ["DemoPerson", "DemoShop", "ShopIdentity", "TileTab", "identity", "load", "staff"]
