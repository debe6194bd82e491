"""Writes the figures of the long runs into ``docs/reliability.md``: ``python -m tests.reliability.table``.

Each run leaves rows in ``build/``, one a seed, keyed by a digest of the program and its settings; rows of one
key are one line here. A run that was not made is said with the command that makes it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.surroundings import environment
from tests.documents import between
from tests.longruns import ROOT

DOCUMENT: Final = ROOT / "docs" / "reliability.md"
BUILD: Final = ROOT / "build"
BEGIN: Final = "<!-- figures: written by tests/reliability/table.py -->"
END: Final = "<!-- end of figures -->"
HEAD: Final = "| proof | how much | seeds | found | where |\n|---|---|---|---|---|"

MUTANTS: Final = "mutants.json"
"""A list: each with its killer, None for a survivor, and the seed of its first kill in the simulation."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proof:
    """A long run.

    Attributes:
        file: Below ``build/``.
        command: What makes it.
        settings: Keys that make rows comparable, beside the program.
        summed: Numbers to add up, with their words.
        bad: Keys that must add up to nothing: numbers, or a text where something was found.
    """

    title: str
    file: str
    command: str
    settings: tuple[str, ...]
    summed: Mapping[str, str]
    bad: Mapping[str, str]


PROOFS: Final = (
    Proof(
        "simulation",
        "simulation.jsonl",
        "make simulate SEEDS=1-1000",
        ("tills", "hours", "centre"),
        {"terminal_hours": "terminal-hours", "sales": "sales", "crashes": "crashes", "checks": "checks"},
        {"violation": "violations"},
    ),
    Proof(
        "power loss",
        "powerloss.jsonl",
        "make powerloss ARGS='--seeds 1-200'",
        ("images_each", "lying"),
        {"images": "images", "acked": "documents promised", "mended": "mended"},
        {"lost": "lost", "corrupt": "corrupt", "silent": "silent"},
    ),
    Proof(
        "damage",
        "damage.jsonl",
        "make damage SEEDS=1-100",
        ("trials_each",),
        {"trials": "trials", "acked": "documents promised", "detected": "detected", "recovered": "recovered"},
        {"lost": "lost", "undetected": "undetected", "silent": "silent"},
    ),
    Proof(
        "kills",
        "kills.jsonl",
        "make chaos SEEDS=1-20",
        ("random",),
        {"kills": "processes killed", "sales": "sales"},
        {"violation": "violations"},
    ),
)


def main(build: Path = BUILD, document: Path = DOCUMENT) -> int:
    """Rewrite the figures; returns the exit code."""
    text = document.read_text(encoding="utf-8")
    document.write_text(between(text, BEGIN, END, figures(build)), encoding="utf-8")
    return 0


def figures(build: Path) -> str:
    """Markdown: a line for each run, and what each was made with."""
    lines = [line for proof in PROOFS for line in _lines(proof, build / proof.file)]
    lines.append(_mutants(build / MUTANTS))
    return "\n".join([HEAD, *lines, ""])


def seeds_said(seeds: Iterable[int]) -> str:
    """``1-50`` or ``1-3, 9``."""
    said: list[list[int]] = []
    for seed in sorted(set(seeds)):
        if said and seed == said[-1][1] + 1:
            said[-1][1] = seed
        else:
            said.append([seed, seed])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in said)


def _lines(proof: Proof, file: Path) -> list[str]:
    if not file.exists():
        return [f"| {proof.title} | not run yet: {proof.command} | | | |"]
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    keys = ("program", *proof.settings)
    groups: dict[tuple[Any, ...], dict[int, Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row.get(key) for key in keys), {})[row["seed"]] = row
    return [_line(proof, keys, key, list(group.values())) for key, group in groups.items()]


def _line(proof: Proof, keys: Sequence[str], values: Sequence[Any], rows: Sequence[Row]) -> str:
    settings = [
        f"{key} {value}" for key, value in zip(keys[1:], values[1:], strict=True) if value is not None
    ]
    title = f"{proof.title} ({', '.join(settings)})" if settings else proof.title
    amounts = [f"{_sum(rows, key):,} {words}" for key, words in proof.summed.items() if _has(rows, key)]
    found = [f"{_bad(rows, key):,} {words}" for key, words in proof.bad.items() if _has(rows, key)]
    seeds = seeds_said(row["seed"] for row in rows)
    where = f"program `{values[0]}`; {_where(rows[-1])}"
    return f"| {title} | {', '.join(amounts)} | {seeds} | {', '.join(found)} | {where} |"


def _mutants(file: Path) -> str:
    if not file.exists():
        return "| mutants | not run yet: make mutants | | | |"
    rows: list[Row] = json.loads(file.read_text(encoding="utf-8"))
    survivors = [str(row["id"]) for row in rows if row["killer"] is None]
    seeds = seeds_said(row["seed"] for row in rows if row.get("seed") is not None)
    found = f"{len(survivors)} survived" + (f": {', '.join(survivors)}" if survivors else "")
    return f"| mutants | {len(rows)} wrong programs, one change each | {seeds} | {found} | {_where({})} |"


def _has(rows: Sequence[Row], key: str) -> bool:
    return any(key in row for row in rows)


def _sum(rows: Sequence[Row], key: str) -> int:
    return int(sum(row.get(key, 0) for row in rows))


def _bad(rows: Sequence[Row], key: str) -> int:
    values = [row.get(key) for row in rows]
    return sum(value if isinstance(value, int) else value is not None for value in values)


def _where(row: Row) -> str:
    """What the row says of itself; else this machine, as it is now."""
    around = row.get("around") or environment(0.0)
    if isinstance(around, str):
        return around
    parts = [
        f"commit {around.get('commit')}",
        f"{str(around.get('os')).split()[0]}, {around.get('cores')} cores",
        f"Python {around.get('python')}, SQLite {around.get('sqlite')}",
        str(around.get("disk", "")),
    ]
    return "; ".join(part for part in parts if part)


if __name__ == "__main__":
    sys.exit(main())
