"""Writes the figures of ``build/bench.json`` into the table of ``docs/performance.md``.

``python -m tests.benchmarks.table [build/bench.json …]``; of a figure in several files the last one stands.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.run import OUT
from tests.documents import between

DOCUMENT: Final = Path("docs/performance.md")
BEGIN: Final = "<!-- figures: written by tests/benchmarks/table.py -->"
END: Final = "<!-- end of figures -->"

Line = Mapping[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Rewrite the table; returns the exit code."""
    paths = [Path(each) for each in (sys.argv[1:] if arguments is None else arguments)] or [OUT]
    lines = [json.loads(text) for path in paths for text in path.read_text(encoding="utf-8").splitlines()]
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(between(text, BEGIN, END, table(lines)), encoding="utf-8")
    return 0


def table(lines: Iterable[Line]) -> str:
    """Markdown: what was measured with, then one row per figure."""
    figures = {_key(line): line for line in lines}
    rows = [
        f"| `{name}` | {_size(line)} | {_value(line)} | {_limit(line)} | {_ratio(line)} "
        f"| {line['target'] or ''} | {_verdict(line)} | {line['environment'].get('load1', '')} |"
        for (name, _), line in figures.items()
    ]
    head = (
        "| figure | catalogue | value | beside | ratio | target | | load |\n|---|---|---|---|---|---|---|---|"
    )
    return "\n".join([_machine(list(figures.values())), "", head, *rows, ""])


def _key(line: Line) -> tuple[str, str]:
    return str(line["name"]), _size(line)


def _size(line: Line) -> str:
    return str(line["environment"].get("size", ""))


def _machine(lines: Sequence[Line]) -> str:
    around = lines[0]["environment"]
    commits = ", ".join(dict.fromkeys(str(line["environment"]["commit"]) for line in lines))
    server = next(
        (line["environment"]["postgres"] for line in lines if line["environment"]["postgres"]), None
    )
    parts = [
        f"commit {commits}",
        f"{str(around['os']).split()[0]}, {around['cores']} cores, virtual disk",
        f"Python {around['python']}, SQLite {around['sqlite']}, PySide6 {around['pyside6']}",
        f"PostgreSQL {server}" if server else "",
    ]
    return "Measured at " + "; ".join(part for part in parts if part) + "."


def _value(line: Line) -> str:
    if line["value"] is None:
        return str(line["environment"].get("skipped") or line["environment"].get("error") or "not run")
    return f"{line['value']:g} {line['unit']}"


def _limit(line: Line) -> str:
    if line["limit"] is None:
        return ""
    return f"{line['limit']:g} {line['unit']} ({line['environment'].get('limit_is')})"


def _ratio(line: Line) -> str:
    return "" if line["ratio"] is None else f"{line['ratio']:.3g}"


def _verdict(line: Line) -> str:
    if line["environment"].get("busy"):
        return "machine busy"
    return {True: "met", False: "**missed**", None: ""}[line["ok"]]


if __name__ == "__main__":
    sys.exit(main())
