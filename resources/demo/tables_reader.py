"""Reads the product tables and expands each line into the articles it stands for.

A table begins with ``category:`` and ``tax:`` (ITBMS code), the pharmacy's with ``class:`` too; then one line
per kind of goods::

    96 | Café [molido/en grano] | -, Montenube | 425 g=5.35, 212 g=2.85 | tax=00

- how well it sells, 0 to 100;
- its name, with at most one choice in brackets;
- its makers, ``-`` for none; a maker's price stands in percent in ``makers.txt``;
- sizes and prices in balboas, tax included, the best-selling size first; ``@kg 8.90`` is sold by measure;
- marks: ``loose`` (no pack, so no barcode), ``item=`` (item number of scale labels), ``tax=``, ``class=``
  (statutory class, ``-`` for none), ``open`` (the price is asked for).

A small shop does not carry every maker's every size: see `carried`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

_CHOICE: Final = re.compile(r"\[([^]]+)\]")
_DEPTH: Final = 4


class TableError(ValueError):
    """A line of a table cannot be read; names file and line."""


class Article(NamedTuple):
    """One expanded article, before codes are given.

    Attributes:
        score: Higher sells more.
        cents: Price in cents, tax included.
        unit: ``u`` or the measure.
        loose: Without a pack of its own.
        table: Number of its table, 1 to 99.
        item: Item number fixed by the table, 0 for none.
        statutory: Statutory class, empty for none.
        open_price: Whether the price is asked for at the sale.
    """

    score: int
    name: str
    maker: str
    cents: int
    unit: str
    loose: bool
    tax: str
    category: str
    table: int
    item: int
    statutory: str
    open_price: bool


@dataclass(frozen=True, slots=True)
class _Line:
    weight: int
    names: tuple[str, ...]
    makers: tuple[str, ...]
    sizes: tuple[tuple[str, str, int], ...]  # (text after the name, unit, cents)
    loose: bool
    tax: str
    item: int
    statutory: str
    open_price: bool


def read_makers(path: Path) -> dict[str, int]:
    """Maker → percent of the plain article's price, in the order of the file."""
    makers = {"": 100}
    for _, line in _lines(path):
        name, _, percent = line.partition("|")
        makers[name.strip()] = int(percent)
    return makers


def read_table(path: Path, makers: Mapping[str, int]) -> Iterator[Article]:
    """Articles of one table file, named ``NN-….txt``.

    Raises:
        TableError: a line does not have the form above or names an unknown maker.
    """
    number = int(path.name[:2])
    head: dict[str, str] = {}
    for place, text in _lines(path):
        if "|" not in text:
            key, _, value = text.partition(":")
            head[key.strip()] = value.strip()
            continue
        try:
            line = _parse(text, head["tax"], head.get("class", "-"))
            yield from _expand(line, head["category"], number, makers)
        except (KeyError, ValueError, IndexError) as error:
            raise TableError(f"{path.name}:{place}: {text!r}: {error}") from error


def carried(variant: int, maker: int, size: int) -> bool:
    """Whether the shop carries this combination, by its places in the line's lists (0 = first)."""
    return variant + maker + size < _DEPTH or maker == size == 0


def _expand(line: _Line, category: str, table: int, makers: Mapping[str, int]) -> Iterator[Article]:
    for v, name in enumerate(line.names):
        for m, maker in enumerate(line.makers):
            for s, (suffix, unit, cents) in enumerate(line.sizes):
                if not carried(v, m, s):
                    continue
                yield Article(
                    score=line.weight * 10 - 25 * v - 35 * m - 40 * s,
                    name=" ".join(part for part in (name, maker, suffix) if part),
                    maker=maker,
                    cents=_price(cents, makers[maker]),
                    unit=unit,
                    loose=line.loose or unit != "u",
                    tax=line.tax,
                    category=category,
                    table=table,
                    item=line.item if v == m == s == 0 else 0,
                    statutory=line.statutory,
                    open_price=line.open_price,
                )


def _price(cents: int, percent: int) -> int:
    """A maker's price on the next 5 cents, as shelf prices are; the plain price stays as written."""
    if percent == 100:
        return cents
    return max(5, (cents * percent + 250) // 500 * 5)


def _parse(text: str, tax: str, statutory: str) -> _Line:
    fields = [field.strip() for field in text.split("|")]
    weight, template, makers, sizes = fields[:4]
    marks: dict[str, str] = {}
    for mark in fields[4].split() if len(fields) > 4 else ():
        key, _, value = mark.partition("=")
        marks[key] = value
    return _Line(
        weight=int(weight),
        names=_choices(template),
        makers=tuple("" if maker.strip() == "-" else maker.strip() for maker in makers.split(",")),
        sizes=tuple(_size(size.strip()) for size in sizes.split(",")),
        loose="loose" in marks,
        tax=marks.get("tax", tax),
        item=int(marks.get("item", "0")),
        statutory=marks.get("class", statutory).removeprefix("-"),
        open_price="open" in marks,
    )


def _choices(template: str) -> tuple[str, ...]:
    found = _CHOICE.search(template)
    if found is None:
        return (template,)
    before, after = template[: found.start()], template[found.end() :]
    return tuple(f"{before}{choice}{after}" for choice in found[1].split("/"))


def _size(text: str) -> tuple[str, str, int]:
    if text.startswith("@"):
        unit, _, price = text[1:].partition(" ")
        return "", unit, _cents(price)
    label, _, price = text.partition("=")
    return label.strip(), "u", _cents(price)


def _cents(price: str) -> int:
    whole, _, fraction = price.strip().partition(".")
    if len(fraction) != 2:
        raise ValueError(f"price {price!r} needs two decimals")
    return int(whole) * 100 + int(fraction)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield place, text
