"""The figures of the page come from what the long runs left, and a run that was not made is said."""

from __future__ import annotations

import json
from pathlib import Path

from tests.reliability import table

KILLS = {
    "program": "abc",
    "random": 80,
    "kills": 122,
    "sales": 900,
    "violation": None,
    "around": {
        "commit": "1234567",
        "os": "Linux 6",
        "cores": 2,
        "python": "3.11.7",
        "sqlite": "3.53.4",
        "disk": "ext4",
    },
}


def write(build: Path, name: str, *rows: dict[str, object]) -> None:
    (build / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_rows_of_one_program_and_settings_are_one_line(tmp_path: Path) -> None:
    write(tmp_path, "kills.jsonl", *(KILLS | {"seed": seed} for seed in (1, 2, 3, 9)))
    (line,) = [line for line in table.figures(tmp_path).splitlines() if line.startswith("| kills")]
    assert line == (
        "| kills (random 80) | 488 processes killed, 3,600 sales | 1-3, 9 | 0 violations "
        "| program `abc`; commit 1234567; Linux, 2 cores; Python 3.11.7, SQLite 3.53.4; ext4 |"
    )


def test_rows_of_another_program_are_another_line_and_a_seed_counts_once(tmp_path: Path) -> None:
    rows = (KILLS | {"seed": 1}, KILLS | {"seed": 1}, KILLS | {"seed": 1, "program": "def"})
    write(tmp_path, "kills.jsonl", *rows)
    lines = [line for line in table.figures(tmp_path).splitlines() if line.startswith("| kills")]
    assert [line.split(" | ")[1] for line in lines] == ["122 processes killed, 900 sales"] * 2


def test_what_was_found_is_counted(tmp_path: Path) -> None:
    write(tmp_path, "kills.jsonl", KILLS | {"seed": 1}, KILLS | {"seed": 2, "violation": "a sale is missing"})
    write(tmp_path, "powerloss.jsonl", {"program": "x", "seed": 1, "images": 100, "lost": 2, "corrupt": 0})
    made = table.figures(tmp_path)
    assert "1 violations" in made
    assert "| 100 images | 1 | 2 lost, 0 corrupt |" in made


def test_a_run_that_was_not_made_says_how_to_make_it(tmp_path: Path) -> None:
    made = table.figures(tmp_path)
    for proof in table.PROOFS:
        assert f"| {proof.title} | not run yet: {proof.command} |" in made


def test_mutants_that_survive_are_named(tmp_path: Path) -> None:
    rows = [{"id": "M1", "killer": "I3", "seed": 2}, {"id": "M2", "killer": None, "seed": None}]
    (tmp_path / table.MUTANTS).write_text(json.dumps(rows), encoding="utf-8")
    line = table.figures(tmp_path).splitlines()[-1]
    assert line.startswith("| mutants | 2 wrong programs, one change each | 2 | 1 survived: M2 |")


def test_the_figures_replace_those_before(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text(f"head\n{table.BEGIN}\nold\n{table.END}\ntail\n", encoding="utf-8")
    for _ in range(2):
        assert table.main(tmp_path, document) == 0
    text = document.read_text(encoding="utf-8")
    assert text.startswith("head\n")
    assert text.endswith("\ntail\n")
    assert "old" not in text
    assert text.count(table.HEAD) == 1
