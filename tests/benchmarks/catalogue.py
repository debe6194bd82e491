"""The seeded catalogue of the benchmarks, 10k to 1M products, and its cached database.

Every draw is one `random.Random.random`, and no result depends on a transcendental function, so every Python
on every machine makes the same rows; one pinned SHA-256 per size says so (performance.md section 3).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from math import isqrt
from pathlib import Path
from random import Random
from typing import Final, NamedTuple, TypeVar

from app.store.catalog import build_catalog
from app.store.catalog.schema import INDEXES, SCHEMA, TABLES
from core.domain.barcode import check_digit
from core.domain.catalog import TAX_RATES, Product
from tests.benchmarks.vocabulary import ADJECTIVES, NOUNS, SYLLABLES, UNITS

SIZES: Final = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
PINNED: Final = {
    "10k": "c7c04d8cda406411bdc85e96de43ccb8e8d434161e8a05ebe3908e21c0986f29",
    "100k": "0b7efcd4ab2c960a4b41877fce34c2a0c478e87ddb46ac0b1ff55ec835407fd9",
    "1m": "221dd571bbf78ce58b071efb7ed8ea3858187b1e30f28a01dd117bff6f2d57f3",
}
"""SHA-256 over ``id|sku|name|price|barcode`` lines of each size."""
FOLDER: Final = Path(".bench")
CATEGORIES: Final = 24

T = TypeVar("T")


class Row(NamedTuple):
    """One generated product; ``id`` is its popularity rank."""

    id: int
    sku: str
    name: str
    cents: int
    barcode: str

    def line(self) -> bytes:
        """The form that is hashed."""
        price = f"{self.cents // 100}.{self.cents % 100:02d}"
        return f"{self.id}|{self.sku}|{self.name}|{price}|{self.barcode}\n".encode()


def rows(count: int) -> Iterator[Row]:
    """The catalogue of this size, in rank order."""
    draw = Random(42).random
    makers = _makers(draw, min(12_000, 60 + 12 * isqrt(count)))
    for number in range(1, count + 1):
        name = _name(draw, makers)
        cents = 25 + int(draw() * 9_975)
        body = f"745{number:09d}"
        yield Row(number, f"SKU{number:08d}", name, cents, body + check_digit(body))


def digest(rows_: Iterator[Row]) -> str:
    """SHA-256 of rows, as pinned."""
    hashing = hashlib.sha256()
    for row in rows_:
        hashing.update(row.line())
    return hashing.hexdigest()


def product(row: Row) -> Product:
    """A generated row as a product of the till."""
    code = f"0{row.id % 4}"
    return Product(
        variant_id=f"00000000-0000-7000-8000-{row.id:012d}",
        sku=row.sku,
        barcode=row.barcode,
        name=row.name,
        unit="u",
        measured=False,
        unit_price=Decimal(row.cents).scaleb(-2),
        tax_code=code,
        tax_rate=TAX_RATES[code],
        category=f"Categoría {row.id % CATEGORIES:02d}",
    )


def database(size: str, folder: Path = FOLDER) -> Path:
    """The catalogue of a size as the till stores it; built once and kept.

    Raises:
        RuntimeError: the generator no longer makes the pinned rows.
    """
    form = hashlib.sha256("".join((*TABLES, *INDEXES, PINNED[size])).encode()).hexdigest()[:10]
    path = folder / f"catalog-{size}-{SCHEMA}-{form}.db"
    if path.is_file():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    hashing = hashlib.sha256()

    def hashed() -> Iterator[Product]:
        for row in rows(SIZES[size]):
            hashing.update(row.line())
            yield product(row)
        if hashing.hexdigest() != PINNED[size]:
            raise RuntimeError(f"the {size} catalogue is not the pinned one")

    build_catalog(path, hashed(), {"prices": 1}, as_of=datetime(2026, 11, 24, tzinfo=UTC))
    return path


def keystrokes(count: int, products: int = 150) -> Iterator[str]:
    """What a cashier types for 150 seeded products, one text per key: the first word and part of another."""
    draw = Random(7).random
    wanted = {1 + int(draw() * count) for _ in range(products)}
    for row in rows(count):
        if row.id in wanted:
            words = row.name.lower().split()
            text = f"{words[0]} {_pick(draw, words[1:])[:5]}" if len(words) > 1 else words[0]
            for length in range(1, len(text) + 1):
                yield text[:length]


class Typo(NamedTuple):
    """A word of the catalogue typed with one slip."""

    typed: str
    meant: str


def typos(count: int, number: int = 200) -> list[Typo]:
    """Seeded slips in words of four letters and more, each of another product; never in the first letter."""
    draw = Random(7).random
    wanted = {1 + int(draw() * count) for _ in range(2 * number)}
    found: list[Typo] = []
    for row in rows(count):
        words = [word for word in row.name.lower().split() if word.isalpha() and len(word) >= 4]
        if row.id in wanted and words and len(found) < number:
            meant = _pick(draw, words)
            typed = _slip(draw, meant)
            if typed != meant:
                found.append(Typo(typed, meant))
    return found


def _slip(draw: Callable[[], float], word: str) -> str:
    """Delete 30 %, substitute 30 %, swap 20 %, insert 20 %."""
    kind, at = draw(), 1 + int(draw() * (len(word) - 1))
    letter = chr(ord("a") + int(draw() * 26))
    if kind < 0.3:
        return word[:at] + word[at + 1 :]
    if kind < 0.6:
        return word[:at] + letter + word[at + 1 :]
    if kind < 0.8:
        return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    return word[:at] + letter + word[at:]


def _makers(draw: Callable[[], float], count: int) -> list[str]:
    seen: dict[str, None] = {}
    while len(seen) < count:
        name = "".join(_pick(draw, SYLLABLES) for _ in range(2 + int(draw() * 3))).capitalize()
        seen[name + "'s" if draw() < 0.01 else name] = None
    return list(seen)


def _name(draw: Callable[[], float], makers: Sequence[str]) -> str:
    parts = [_pick(draw, NOUNS)]
    if draw() < 0.85:
        parts.append(_pick(draw, ADJECTIVES))
    if draw() < 0.35:
        parts.append(_pick(draw, ADJECTIVES))
    parts.append(_maker(draw, makers))
    if draw() < 0.12:
        parts.append(f"{chr(65 + int(draw() * 26))}{chr(65 + int(draw() * 26))}-{int(draw() * 1000)}")
    parts.append(f"{_size(draw)} {_pick(draw, UNITS)}")
    return " ".join(parts)


def _maker(draw: Callable[[], float], makers: Sequence[str]) -> str:
    if draw() < 0.60:
        rank = _pareto(draw)
        if rank < len(makers):
            return makers[rank]
    return _pick(draw, makers)


def _pareto(draw: Callable[[], float]) -> int:
    """Rank by a Pareto law with α 0.6: ``floor(v ** (-5/3)) - 1``, settled by multiplications alone.

    ``k <= v ** (-5/3)`` says the same as ``v⁵ · k³ <= 1``, which every machine rounds alike.
    """
    v = 1.0 - draw()
    if v < 1e-4:
        return 5_000_000
    fifth = v * v * v * v * v
    k = int(v ** (-5 / 3))
    while k > 1 and fifth * (k * k * k) > 1.0:
        k -= 1
    while fifth * ((k + 1) * (k + 1) * (k + 1)) <= 1.0:
        k += 1
    return k - 1


def _size(draw: Callable[[], float]) -> str:
    whole = 1 + int(draw() * 999)
    if draw() < 0.2:
        return f"{1 + whole % 9}.{1 + whole // 9 % 9}"
    return str(whole if whole < 20 else whole // 5 * 5)


def _pick(draw: Callable[[], float], items: Sequence[T]) -> T:
    return items[int(draw() * len(items))]
