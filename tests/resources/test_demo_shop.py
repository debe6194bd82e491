from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import FrozenInstanceError
from decimal import Decimal
from pathlib import Path

import pytest

from core.domain.barcode import gtin14
from core.domain.catalog import TAX_RATES, Product
from core.domain.embedded import Label, parse_template
from core.domain.ids import is_uuid
from core.domain.money import to_cents
from core.domain.promotion.book import RuleBook
from core.domain.promotion.kinds import Kind
from core.domain.promotion.pack_terms import NForPrice
from core.domain.promotion.rules import Level
from core.domain.statutory import CLASS_PERCENTS
from core.domain.tax_id import TaxpayerType, ruc_dv_check
from core.domain.text import is_clean
from resources import demo
from resources.demo.codes import stable_uuid
from resources.demo.tables_reader import TableError, carried, read_makers, read_table

SHOP = demo.load()
BY_NAME = {product.name: product for product in SHOP.products}
COMMON_PINS = {"1234", "0000", "1111", "2580", "123456", "000000", "111111", "654321", "121212", "112233"}


def test_the_shop_is_as_large_as_a_minisuper() -> None:
    assert 2_200 <= len(SHOP.products) <= 2_600
    assert 20 <= len({product.category for product in SHOP.products}) <= 30


def test_it_is_the_same_every_time() -> None:
    assert demo.load() == SHOP
    assert stable_uuid("variant", "Banano") == BY_NAME["Banano"].variant_id
    assert BY_NAME["Arroz blanco 5 lb"].barcode == "7450001025053"


@pytest.mark.parametrize("key", ["variant_id", "sku", "name"])
def test_identities_are_unique(key: str) -> None:
    twins = [value for value, n in Counter(getattr(p, key) for p in SHOP.products).items() if n > 1]
    assert twins == []


def test_barcodes_are_unique_valid_ean13_of_panama() -> None:
    codes = [p.barcode for p in SHOP.products if p.barcode]
    assert len(codes) == len(set(codes)) > 2_000
    assert all(code.startswith("745") and len(code) == 13 and gtin14(code) for code in codes)


def test_only_goods_without_a_pack_lack_a_barcode() -> None:
    for product in SHOP.products:
        assert (product.barcode == "") == (len(product.sku) == 5), product.name
        assert not (product.measured and product.barcode), product.name


def test_typed_codes_cannot_be_taken_for_barcodes() -> None:
    assert all(re.fullmatch(r"\d{5,6}", product.sku) for product in SHOP.products)


def test_names_are_written_as_people_write_them() -> None:
    for product in SHOP.products:
        name = product.name
        assert is_clean(name), name
        assert unicodedata.is_normalized("NFC", name), name
        assert name[0].isupper(), name
        assert len(name) <= 63, name
        assert not re.search(r"[\[\]{}|@=/]", name), name
        assert not re.search(r"\d(g|kg|ml|L|lb|oz|u)\b", name), f"{name}: a space before the unit"
        assert not re.search(r"\b(\w+) \1\b", name), f"{name}: the same word twice"
    text = " ".join(BY_NAME)
    assert all(letter in text for letter in "áéíóúñü½")


def test_prices_are_those_of_a_corner_shop() -> None:
    for product in SHOP.products:
        assert product.unit_price == product.unit_price.quantize(Decimal("0.01"))
        assert Decimal("0.10") <= product.unit_price <= Decimal("25.00"), product.name
    middle = sorted(product.unit_price for product in SHOP.products)[len(SHOP.products) // 2]
    assert Decimal("1.00") < middle < Decimal("3.00")


def test_a_bigger_pack_of_the_same_goods_costs_more() -> None:
    weights: dict[tuple[str, str], list[tuple[Decimal, Product]]] = {}
    for product in SHOP.products:
        size = re.fullmatch(r"(.+) (\d+(?:\.\d+)?) (g|ml|lb|oz|L|u)", product.name)
        if size:
            weights.setdefault((size[1], size[3]), []).append((Decimal(size[2]), product))
    for family in weights.values():
        by_size = sorted(family, key=lambda entry: entry[0])
        prices = [product.unit_price for _, product in by_size]
        assert prices == sorted(set(prices)), [product.name for _, product in by_size]


def test_the_four_itbms_categories_hold_what_they_should() -> None:
    for product in SHOP.products:
        assert product.tax_rate == TAX_RATES[product.tax_code]
    by_category = {
        category: {p.tax_code for p in SHOP.products if p.category == category}
        for category in {p.category for p in SHOP.products}
    }
    assert by_category["Frutas"] == by_category["Arroz, granos y pastas"] - {"01"} == {"00"}
    assert by_category["Cervezas y licores"] == {"01", "02"}
    assert by_category["Cigarrillos"] == {"03"}
    assert by_category["Limpieza"] == {"01"}
    assert all(p.name.startswith("Cerveza sin alcohol") for p in SHOP.products if _untaxed_drink(p))


def _untaxed_drink(product: Product) -> bool:
    return product.category == "Cervezas y licores" and product.tax_code != "02"


@pytest.mark.parametrize(
    ("name", "price", "unit", "tax"),
    [
        ("Arroz blanco 5 lb", "3.25", "u", "00"),
        ("Refresco de cola 2 L", "1.99", "u", "01"),
        ("Queso blanco", "8.90", "kg", "01"),
        ("Leche entera 1 L", "1.85", "u", "00"),
        ("Pan de molde integral 550 g", "2.65", "u", "00"),
        ("Detergente líquido limón 1.8 L", "7.95", "u", "01"),
        ("Café molido 425 g", "5.35", "u", "00"),
        ("Banano", "0.45", "lb", "00"),
        ("Cerveza 6 u", "6.49", "u", "02"),
        ("Cigarrillos rojos Tabarela 20 u", "4.75", "u", "03"),
        ("Hojaldre congelada 6 u", "1.95", "u", "01"),
        ("Pañales etapa 3 Arrulina 40 u", "11.15", "u", "01"),
    ],
)
def test_known_articles_keep_their_price(name: str, price: str, unit: str, tax: str) -> None:
    product = BY_NAME[name]
    assert (str(product.unit_price), product.unit, product.tax_code) == (price, unit, tax)
    assert product.measured == (unit != "u")


def test_best_sellers_come_first() -> None:
    first = [product.name for product in SHOP.products[:30]]
    assert {"Arroz blanco 5 lb", "Banano", "Refresco de cola 2 L", "Pan flauta"} <= set(first)


def test_tiles_name_goods_of_the_shop() -> None:
    ids = {product.variant_id for product in SHOP.products}
    names = [tab.name for tab in SHOP.tiles]
    assert names[:4] == ["Frecuentes", "Panadería", "Frutas", "Verduras"]
    for tab in SHOP.tiles:
        assert len(tab.variant_ids) >= 10, tab.name
        assert len(set(tab.variant_ids)) == len(tab.variant_ids), tab.name
        assert set(tab.variant_ids) <= ids, tab.name


def test_scale_labels_name_goods_sold_by_the_kilogram() -> None:
    assert SHOP.label_templates == (parse_template("21IIIIIWWWWWC"), parse_template("20IIIIIPPPPPC"))
    items = {product.sku: product for product in SHOP.products}
    assert Label("12345").item in items
    assert {items[item].unit for item in ("12345", "00042")} == {"kg"}


def test_people_have_their_own_pins_of_their_roles_length() -> None:
    people = SHOP.staff
    assert [(p.number, p.name, p.title) for p in people] == [
        (1, "Ana Morales", "Cajera"),
        (2, "Luis Pinto", "Cajero"),
        (3, "Marta Ríos", "Supervisora"),
        (4, "Iván Soto", "Supervisor"),
        (5, "Elsa Quintero", "Cajera"),
        (6, "Instalación", "Instalador"),
    ]
    assert len({p.pin for p in people}) == len({p.staff_id for p in people}) == len(people)
    for person in people:
        assert person.pin.isdigit()
        assert len(person.pin) >= (4 if person.role == "cashier" else 6)
        assert person.pin not in COMMON_PINS
        assert person.pin not in "01234567890" + "09876543210"
        assert len(set(person.pin)) >= 4
        assert person.pin not in repr(SHOP) + repr(person)


def test_identifiers_are_canonical_uuids() -> None:
    found = [SHOP.identity.organization_id, SHOP.identity.local_id]
    found += [person.staff_id for person in SHOP.staff]
    found += [product.variant_id for product in SHOP.products]
    assert all(is_uuid(text) and text[14] == "5" for text in found)
    assert len(set(found)) == len(found)


def test_the_ruc_has_its_own_check_digits() -> None:
    assert _company_dv("155610034-2-2015") == "27"  # a published sample proves the rule below
    assert _company_dv(SHOP.identity.ruc) == SHOP.identity.dv


def _company_dv(ruc: str) -> str:
    """DV of a company's RUC of the new kind (domain.md section 6)."""
    roll, folio, entry = ruc.split("-")
    digits = roll.zfill(10) + folio.zfill(4) + entry.zfill(6)
    assert not (digits[3] == digits[4] == "0" and digits[5] < "5")
    result = ""
    for _ in range(2):
        total = sum(int(digit) * weight for weight, digit in enumerate(reversed(digits + result), start=2))
        result += str(11 - total % 11 if total % 11 > 1 else 0)
    return result


def test_promotions_are_of_every_kind_and_name_goods_of_the_shop() -> None:
    assert {rule.kind for rule in SHOP.promotions} == set(Kind)
    assert len({rule.promotion_id for rule in SHOP.promotions}) == len(SHOP.promotions) >= 12
    variants = {product.variant_id for product in SHOP.products}
    categories = {product.category for product in SHOP.products}
    for rule in SHOP.promotions:
        assert rule.reach.variants <= variants, rule.name
        assert rule.reach.categories <= categories, rule.name
        assert is_clean(rule.name), rule.name
    RuleBook(SHOP.promotions)


def test_promotions_show_every_condition() -> None:
    rules = SHOP.promotions
    assert any(rule.level is Level.ORDER for rule in rules)
    assert any(rule.windows and rule.windows[0].end < rule.windows[0].start for rule in rules)
    assert any(not rule.stackable for rule in rules)
    assert any(rule.valid_to for rule in rules)
    groups = {group for rule in rules for group in rule.customer_groups}
    assert groups <= {group for customer in SHOP.customers for group in customer.groups}
    exclusive = [rule.exclusive_group for rule in rules if rule.exclusive_group]
    assert len(exclusive) > len(set(exclusive)) > 0


def test_no_promotion_is_dearer_than_the_shelf() -> None:
    for rule in SHOP.promotions:
        if isinstance(rule.terms, NForPrice):
            reached = [p for p in SHOP.products if p.variant_id in rule.reach.variants]
            assert all(to_cents(p.unit_price) * rule.terms.n > rule.terms.price_cents for p in reached)


def test_stock_is_there_for_what_stands_on_shelves() -> None:
    variants = {product.variant_id for product in SHOP.products}
    made = {p.variant_id for p in SHOP.products if p.category in ("Comida preparada", "Varios")}
    assert set(SHOP.stock) == variants - made
    assert SHOP.stock[BY_NAME["Banano"].variant_id] == Decimal("61.326")
    whole = {p.variant_id for p in SHOP.products if not p.measured}
    assert all(amount % 1 == 0 for variant, amount in SHOP.stock.items() if variant in whole)
    out = sum(amount <= 0 for amount in SHOP.stock.values())
    assert 50 < out < 250


def test_customers_are_of_every_kind_and_their_check_digits_match() -> None:
    people = SHOP.customers
    assert {customer.kind for customer in people} == {"cedula", "ruc", "pasaporte", "none"}
    assert len({customer.customer_id for customer in people}) == len(people) == 12
    for customer in people:
        assert is_clean(customer.name)
        taxpayer = {"cedula": TaxpayerType.NATURAL, "ruc": TaxpayerType.LEGAL}.get(customer.kind)
        if taxpayer is not None:
            assert ruc_dv_check(customer.document, taxpayer, customer.dv).match, customer.name
        assert customer.email == "" or customer.email.endswith("@example.com")
        assert customer.phone == "" or customer.phone.startswith("+507 555-01")


def test_customers_show_what_a_till_must_handle() -> None:
    people = SHOP.customers
    assert any("jubilado" in customer.groups for customer in people)
    assert any(customer.blocked for customer in people)
    assert any(c.credit_limit and c.credit_used < c.credit_limit for c in people)
    assert any(customer.points > 1_000 for customer in people)
    assert any(customer.discount_percent for customer in people)
    cards = [card for customer in people for card in customer.cards]
    assert len(cards) == len(set(cards)) >= 8
    assert not {product.barcode for product in SHOP.products} & set(cards)


def test_medicines_have_their_class_and_nothing_else_has_one() -> None:
    classes = {(product.category, product.statutory_class) for product in SHOP.products}
    assert {category for category, found in classes if found} == {"Farmacia"}
    assert BY_NAME["Acetaminofén 500 mg 10 tab"].statutory_class in CLASS_PERCENTS
    assert BY_NAME["Termómetro digital Saluvela"].statutory_class == ""


def test_the_price_of_goods_without_a_code_is_asked_for() -> None:
    asked = [product for product in SHOP.products if product.open_price]
    assert {product.tax_code for product in asked} == {"00", "01"}
    assert all(product.category == "Varios" and not product.barcode for product in asked)


def test_versions_for_cites_are_there() -> None:
    assert set(SHOP.versions) == {"prices", "promotions", "taxes", "staff"}
    assert all(version >= 1 for version in SHOP.versions.values())


def test_the_shop_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        SHOP.identity.name = "Otro"  # type: ignore[misc]


def test_who_the_shop_is_can_be_known_without_its_products() -> None:
    assert demo.identity() == SHOP.identity
    assert demo.staff() == SHOP.staff


def test_loading_needs_no_package_and_no_network() -> None:
    code = (
        "import sys; before = set(sys.modules); from resources import demo; demo.load();"
        "print(*sorted({m.partition('.')[0] for m in set(sys.modules) - before}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    foreign = set(run.stdout.split()) - set(sys.stdlib_module_names) - {"core", "resources"}
    assert foreign == set()
    assert not {"ssl", "email", "asyncio", "sqlite3", "http", "importlib.metadata"} & set(run.stdout.split())


def test_the_price_list_can_be_read() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "resources.demo"],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    lines = run.stdout.decode().splitlines()
    assert len(lines) == len(SHOP.products)
    assert lines[0].endswith("Arroz blanco 5 lb")


# --- the tables ---


def table(tmp_path: Path, text: str) -> list[tuple[str, int, str, bool]]:
    path = tmp_path / "07-prueba.txt"
    path.write_text(f"category: Prueba\ntax: 01\n{text}\n", encoding="utf-8")
    return [(a.name, a.cents, a.tax, a.loose) for a in read_table(path, {"": 100, "Uno": 104})]


def test_a_line_stands_for_each_choice_maker_and_size(tmp_path: Path) -> None:
    assert table(tmp_path, "50 | Té [verde/negro] | -, Uno | 10 u=0.99, 20 u=1.85 | tax=00") == [
        ("Té verde 10 u", 99, "00", False),
        ("Té verde 20 u", 185, "00", False),
        ("Té verde Uno 10 u", 105, "00", False),
        ("Té verde Uno 20 u", 190, "00", False),
        ("Té negro 10 u", 99, "00", False),
        ("Té negro 20 u", 185, "00", False),
        ("Té negro Uno 10 u", 105, "00", False),
        ("Té negro Uno 20 u", 190, "00", False),
    ]


def test_goods_by_measure_have_no_pack(tmp_path: Path) -> None:
    assert table(tmp_path, "50 | Yuca | - | @lb 0.75 |") == [("Yuca", 75, "01", True)]


def test_a_small_shop_does_not_carry_everything() -> None:
    assert carried(0, 0, 3)
    assert carried(9, 0, 0)
    assert not carried(2, 1, 1)


@pytest.mark.parametrize(
    "line",
    [
        "x | Té | - | =1.00",
        "50 | Té | Nadie | =1.00",
        "50 | Té | - | =1",
        "50 | Té |",
        "50 | Té | - | 10 u=1.5",
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(TableError, match=r"07-prueba\.txt:3"):
        table(tmp_path, line)


def test_every_maker_is_used() -> None:
    makers = read_makers(Path(demo.__file__).with_name("makers.txt"))
    text = " ".join(BY_NAME)
    assert [maker for maker in makers if maker not in text] == []
