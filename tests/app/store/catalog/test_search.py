from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.catalog import CatalogReader
from app.store.catalog.marks import _fold_places, match_spans
from app.store.catalog.search import query_words
from core.domain.search import fold, words
from core.domain.search import search as search_rule
from tests.app.store.catalog.conftest import Open
from tests.app.store.catalog.products import named, product

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[3] / "vectors" / "domain.json").read_text(encoding="utf-8")
)


def names(reader: CatalogReader, text: str, limit: int = 20) -> list[str]:
    return [hit.product.name for hit in reader.search(text, limit)]


@pytest.mark.parametrize("vector", VECTORS["search"], ids=lambda vector: str(vector["in"]["query"]))
def test_search_vectors_hold_in_the_real_index(catalogue: Open, vector: dict[str, Any]) -> None:
    reader = catalogue(named(*vector["in"]["names"]))
    assert names(reader, vector["in"]["query"]) == vector["out"]["hits"], vector["why"]


@pytest.mark.parametrize("vector", VECTORS["fold"], ids=lambda vector: str(vector["in"]["text"]))
def test_a_name_is_found_by_each_of_its_folded_forms(catalogue: Open, vector: dict[str, Any]) -> None:
    reader = catalogue(named(vector["in"]["text"]))
    for form in (vector["in"]["text"], vector["out"]["folded"], vector["out"]["folded_keep_n"]):
        assert len(reader.search(form)) == 1, vector["why"]


def test_best_sellers_come_first_and_the_limit_holds(catalogue: Open) -> None:
    reader = catalogue(named(*(f"Arroz {n}" for n in range(50))))
    assert names(reader, "arr", 3) == ["Arroz 0", "Arroz 1", "Arroz 2"]
    assert len(reader.search("arroz")) == 20
    assert reader.search("arroz", 0) == []


def test_a_hundred_better_selling_baskets_do_not_hide_the_cane(catalogue: Open) -> None:
    reader = catalogue(named(*(f"Canasta {n}" for n in range(100)), "Caña de azúcar", "Cañita"))
    assert names(reader, "cañ", 3) == ["Caña de azúcar", "Cañita", "Canasta 0"]
    assert names(reader, "caña", 2) == ["Caña de azúcar", "Canasta 0"]
    assert names(reader, "can", 1) == ["Canasta 0"]


def test_the_tilde_counts_only_in_the_words_that_have_it(catalogue: Open) -> None:
    reader = catalogue(named("Piña en lata", "Pina en lata", "Piña en caja", "Lata de piña"))
    assert names(reader, "piña lata") == ["Piña en lata", "Lata de piña", "Pina en lata"]
    assert names(reader, "lata piñ") == ["Piña en lata", "Lata de piña", "Pina en lata"]


def test_the_stand_in_for_the_tilde_finds_nothing(catalogue: Open) -> None:
    reader = catalogue(named("Piña en lata"))
    assert names(reader, "ŋa lata") == names(reader, "piŋa en lata entera") == []


def test_a_typed_sku_comes_before_the_names_that_hold_its_digits(catalogue: Open) -> None:
    reader = catalogue([product(1, "Agua 600 ml"), product(2, "Hielo", sku="600")])
    assert names(reader, "600") == ["Hielo", "Agua 600 ml"]
    assert names(reader, "60") == ["Agua 600 ml"]


def test_a_whole_barcode_finds_its_product_alone(catalogue: Open) -> None:
    goods = product(2, "Malta", barcode="7501031311309")
    reader = catalogue([product(1, "Malta 7501031311309"), goods])
    assert [hit.product for hit in reader.search(" 7501031311309 ")] == [goods]
    assert names(reader, "750103131130") == ["Malta 7501031311309"]


def test_matched_letters_are_marked_in_the_name_as_written(catalogue: Open) -> None:
    reader = catalogue(named("Leche ½ galón", "Café molido Cañaveral 425 g"))
    (hit_one,) = reader.search("molido cañ")
    name = hit_one.product.name
    assert [name[start:end] for start, end in hit_one.marks] == ["molido", "Cañ"]
    (half,) = reader.search("2 gal")
    assert [half.product.name[start:end] for start, end in half.marks] == ["½", "gal"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        '"',
        '""',
        "'",
        "*",
        "arroz*",
        "NEAR(a b)",
        "name:arroz",
        "arroz OR frijol",
        "arroz NOT blanco",
        "(((",
        "^arroz",
        "{name enye} : a",
        "-arroz",
        "arroz + blanco",
        "\x00",
        "a\x00b",
        "\ud800",
        "ﷺ",
        "𞤀𞤣",
        "日本",
        "½",
        "ß",
        "a" * 10_000,
        "a " * 5_000,
        "ñ " * 5_000,
    ],
)
def test_nothing_that_can_be_typed_is_syntax(shop: CatalogReader, text: str) -> None:
    assert isinstance(shop.search(text), list)


def test_operators_are_words_like_others(catalogue: Open) -> None:
    reader = catalogue(named("Arroz", "Frijol", "Arroz or frijol"))
    assert names(reader, "arroz OR frijol") == ["Arroz or frijol"]


@given(text=st.text(max_size=60))
def test_any_text_is_answered(shop_path: Path, text: str) -> None:
    reader = CatalogReader(shop_path)
    try:
        for hit in reader.search(text, 5):
            assert all(0 <= start < end <= len(hit.product.name) for start, end in hit.marks)
    finally:
        reader.close()


WORDS = st.sampled_from(
    ["cana", "caña", "Cañón", "can", "ñu", "pina", "PIÑA", "2", "½", "lb", "a", "N\u0303a"]
)
SHORT = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@given(shelf=st.lists(SHORT, min_size=1, max_size=8), query=SHORT)
def test_the_index_answers_as_the_rule_does(
    tmp_path_factory: pytest.TempPathFactory, shelf: list[str], query: str
) -> None:
    from app.store.catalog import build_catalog
    from tests.app.store.catalog.products import AS_OF

    path = tmp_path_factory.mktemp("rule") / "catalog.db"
    goods = named(*shelf)
    build_catalog(path, goods, {}, as_of=AS_OF)
    reader = CatalogReader(path)
    stored = [found.name for p in goods if (found := reader.by_code(p.sku))]
    by_rule = search_rule(query, stored)
    hits = reader.search(query)
    assert [hit.product.name for hit in hits][: len(by_rule)] == by_rule
    for further in hits[len(by_rule) :]:
        assert further.typo or all(word in fold(further.product.name) for word in words(fold(query)))
    reader.close()


@given(name=st.text(max_size=40), query=st.text(max_size=20))
def test_marks_lie_inside_the_name_in_order(name: str, query: str) -> None:
    spans = match_spans(name, query_words(query))
    flat = [place for span in spans for place in span]
    assert flat == sorted(flat)
    assert all(0 <= place <= len(name) for place in flat)


PLAIN = SHORT.filter(lambda text: "½" not in text)  # one letter that holds two words


@given(name=PLAIN, query=PLAIN)
def test_marks_are_the_words_and_the_beginning_that_were_typed(name: str, query: str) -> None:
    name = unicodedata.normalize("NFC", name)
    *whole, prefix = query_words(query)
    marked = [fold(name[start:end]) for start, end in match_spans(name, query_words(query))]
    expected = [
        word if word in whole else prefix
        for word in words(fold(name))
        if word in whole or word.startswith(prefix)
    ]
    assert marked == expected


@given(st.text(max_size=30))
def test_letters_fold_one_by_one_as_the_whole_name_does(text: str) -> None:
    name = unicodedata.normalize("NFC", text)
    folded, places = _fold_places(name)
    assert folded == fold(name)
    assert len(places) == len(folded)
