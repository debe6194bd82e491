"""Builds the demo shop from its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from core.domain.catalog import TAX_RATES, Product
from core.domain.embedded import parse_template
from resources.demo.codes import BarcodeBook, stable_uuid
from resources.demo.customers import customers
from resources.demo.model import DemoPerson, DemoShop, ShopIdentity, TileTab
from resources.demo.offers import read_promotions
from resources.demo.shelves import stock_of
from resources.demo.tables_reader import Article, TableError, read_makers, read_table

_HERE: Final = Path(__file__).parent
VERSIONS: Final[Mapping[str, int]] = {"prices": 1, "promotions": 1, "taxes": 1, "staff": 1}

# Name, role, title, PIN, badge. They are no secret: the demo's sign-in screen shows the PINs, and its virtual
# scanner takes a badge like any other code.
_STAFF: Final = (
    ("Ana Morales", "cashier", "Cajera", "8052", "CARNE-0001-K7D2"),
    ("Luis Pinto", "cashier", "Cajero", "3917", "CARNE-0002-M4Q9"),
    ("Marta Ríos", "supervisor", "Supervisora", "582947", "CARNE-0003-X3TB"),
    ("Iván Soto", "supervisor", "Supervisor", "916350", "CARNE-0004-H8WN"),
    ("Elsa Quintero", "cashier", "Cajera", "6294", "CARNE-0005-R5VJ"),
    ("Instalación", "installer", "Instalador", "273846", "CARNE-0006-Z2PC"),
)
PRICE_LIST: Final = "General"
_LABELS: Final = ("21 IIIII WWWWW C", "20 IIIII PPPPP C")


def load() -> DemoShop:
    """The demo shop; equal every time. Takes some 50 ms and needs no third-party package.

    Raises:
        TableError: a table of the installation is damaged.
    """
    products = _products()
    ids = {product.name: product.variant_id for product in products}
    return DemoShop(
        identity=identity(),
        staff=staff(),
        products=products,
        tiles=_tiles(ids),
        stock=stock_of(products),
        promotions=read_promotions(_HERE / "promotions.json", ids),
        customers=customers(),
        label_templates=tuple(parse_template(text) for text in _LABELS),
        versions=dict(VERSIONS),
    )


def identity() -> ShopIdentity:
    """Who the demo shop is, without reading its products."""
    return ShopIdentity(
        organization_id=stable_uuid("organization", "La Esquina"),
        local_id=stable_uuid("local", "Minisúper La Esquina"),
        name="Minisúper La Esquina",
        legal_name="Inversiones La Esquina de Muestra, S.A.",
        ruc="155999001-2-2026",
        dv="04",
        address="Calle Cuarta y Avenida del Mango, local 1, Panamá",
        phone="+507 555-0142",
        terminal_name="Caja 01",
    )


def staff() -> tuple[DemoPerson, ...]:
    """The people of the demo shop, without reading its products."""
    return tuple(
        DemoPerson(stable_uuid("staff", name), number, name, role, title, pin, badge)
        for number, (name, role, title, pin, badge) in enumerate(_STAFF, start=1)
    )


def _products() -> tuple[Product, ...]:
    makers = read_makers(_HERE / "makers.txt")
    company = {maker: number for number, maker in enumerate(makers, start=1)}
    articles = [
        article
        for path in sorted((_HERE / "tables").glob("[0-9][0-9]-*.txt"))
        for article in read_table(path, makers)
    ]
    book, skus = BarcodeBook(), _Skus()
    ranked: list[tuple[int, str, Product]] = []
    for article in articles:
        barcode = "" if article.loose else book.assign(company[article.maker], article.name)
        ranked.append((-article.score, article.name, _product(article, skus.next(article), barcode)))
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(product for _, _, product in ranked)


def _product(article: Article, sku: str, barcode: str) -> Product:
    return Product(
        variant_id=stable_uuid("variant", article.name),
        sku=sku,
        barcode=barcode,
        name=article.name,
        unit=article.unit,
        measured=article.unit != "u",
        unit_price=Decimal(article.cents).scaleb(-2),
        tax_code=article.tax,
        tax_rate=TAX_RATES[article.tax],
        category=article.category,
        statutory_class=article.statutory,
        price_list=PRICE_LIST,
        open_price=article.open_price,
    )


class _Skus:
    """Numbers short enough for the pad: table and place, five digits for loose goods, six for packs."""

    def __init__(self) -> None:
        self._count: dict[tuple[int, bool], int] = {}

    def next(self, article: Article) -> str:
        if article.item:
            return f"{article.item:05d}"
        key = (article.table, article.loose)
        place = self._count[key] = self._count.get(key, 0) + 1
        return f"{article.table:02d}{place:0{3 if article.loose else 4}d}"


def _tiles(ids: Mapping[str, str]) -> tuple[TileTab, ...]:
    tabs: list[tuple[str, list[str]]] = []
    for line in _meaningful((_HERE / "tiles.txt").read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            tabs.append((line.strip("[]"), []))
        elif line in ids:
            tabs[-1][1].append(ids[line])
        else:
            raise TableError(f"tiles.txt: no product is named {line!r}")
    return tuple(TileTab(name, tuple(variants)) for name, variants in tabs)


def _meaningful(lines: Iterable[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
