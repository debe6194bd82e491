from __future__ import annotations

from decimal import Decimal

import pytest

from app.store.catalog import CatalogReader
from tests.app.store.catalog.conftest import Open
from tests.app.store.catalog.products import AS_OF, named, product


def names(reader: CatalogReader, text: str, limit: int = 20) -> list[str]:
    return [hit.product.name for hit in reader.search(text, limit)]


def test_parts_of_words_come_after_whole_words(catalogue: Open) -> None:
    reader = catalogue(named("Descafeinado", "Café molido", "Portacafés", "Té"))
    assert names(reader, "café") == ["Café molido", "Descafeinado", "Portacafés"]
    assert names(reader, "CAFE") == names(reader, "café")


def test_a_full_list_holds_words_alone(catalogue: Open) -> None:
    reader = catalogue(named("Descafeinado", *(f"Café {n}" for n in range(30))))
    assert names(reader, "cafe", 20) == [f"Café {n}" for n in range(20)]


def test_parts_may_come_in_any_order_and_fill_only_what_is_missing(catalogue: Open) -> None:
    reader = catalogue(named("Arroz integral", "Integral de arrocera", *(f"Harina {n}" for n in range(9))))
    assert names(reader, "tegra rroz") == names(reader, "rroz tegra") == ["Arroz integral"]
    assert names(reader, "arina", 4) == [f"Harina {n}" for n in range(4)]


def test_two_letters_must_begin_a_word(catalogue: Open) -> None:
    reader = catalogue(named("Descafeinado instantáneo", "Descafeinado molido fino"))
    assert names(reader, "cafei in") == ["Descafeinado instantáneo"]
    assert names(reader, "fe") == []


def test_parts_with_the_tilde_come_first(catalogue: Open) -> None:
    reader = catalogue(named("Banano", "Cabaña", "Membrana", "Castañas"))
    assert names(reader, "aña") == ["Cabaña", "Castañas", "Banano", "Membrana"]
    assert names(reader, "ana") == ["Banano", "Cabaña", "Membrana", "Castañas"]
    assert names(reader, "aña", 3) == ["Cabaña", "Castañas", "Banano"]


def test_the_part_that_matched_is_marked(catalogue: Open) -> None:
    reader = catalogue(named("Descafeinado en lata"))
    (hit,) = reader.search("cafe lat")
    assert [hit.product.name[start:end] for start, end in hit.marks] == ["cafe", "lat"]
    assert not hit.typo


@pytest.mark.parametrize(
    "typed", ["arros", "aroz", "arrzo", "arrroz", "ARRÓS", "blanco arros", "arros blanco"]
)
def test_one_slip_is_forgiven_and_said(catalogue: Open, typed: str) -> None:
    reader = catalogue(named("Frijol", "Arroz blanco", "Arrozal"))
    hits = reader.search(typed)
    assert [hit.product.name for hit in hits][:1] == ["Arroz blanco"]
    assert all(hit.typo for hit in hits)
    marked = [hits[0].product.name[start:end] for start, end in hits[0].marks]
    assert "Arroz" in marked


def test_nothing_is_corrected_where_the_words_are_found(catalogue: Open) -> None:
    reader = catalogue(named("Pasta", "Pasto"))
    assert [(hit.product.name, hit.typo) for hit in reader.search("pasta")] == [("Pasta", False)]


def test_known_words_that_never_meet_are_corrected_too(catalogue: Open) -> None:
    reader = catalogue(named("Pasta larga", "Pasto verde", "Leche"))
    assert names(reader, "pasto larga") == ["Pasta larga"]
    assert names(reader, "pasta verd") == ["Pasto verde"]


def test_two_slips_in_a_word_and_unknown_numbers_find_nothing(catalogue: Open) -> None:
    reader = catalogue(named("Arroz blanco 5 lb"))
    assert names(reader, "aross") == []
    assert names(reader, "arros 7") == []
    assert names(reader, "arros 5") == ["Arroz blanco 5 lb"]


def test_a_typed_code_is_not_beside_corrections(catalogue: Open) -> None:
    reader = catalogue([product(1, "Hielo", sku="arro2"), product(2, "Arroz")])
    assert names(reader, "arro2") == ["Hielo"]


def test_corrections_prefer_frequent_words_and_best_sellers(catalogue: Open) -> None:
    reader = catalogue(
        named("Pina", "Papa", "Pita", "Pipa", "Pila", "Pisa", *(f"Pica {n}" for n in range(9)))
    )
    assert names(reader, "pixa", 6) == ["Pina", "Pipa", "Pila", "Pisa", "Pica 0", "Pica 1"]


def test_a_hit_carries_the_stock_of_its_product(catalogue: Open) -> None:
    goods = named("Arroz", "Sal")
    reader = catalogue(goods, stock=[(goods[0].variant_id, Decimal("38.5"))], stock_as_of=AS_OF)
    assert [hit.stock for hit in reader.search("arroz")] == [Decimal("38.500")]
    assert [hit.stock for hit in reader.search("sal")] == [None]
    assert [hit.stock for hit in reader.search("S00001")] == [Decimal("38.5")]
