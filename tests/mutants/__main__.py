"""``python -m tests.mutants``: apply each mutant, run its killer, report; 1 if any survives.

Mutants of the simulation run here, seed after seed; those of tests in a child of pytest
(`tests.mutants.plugin`), in which each test runs as it is first. The report goes to ``build/mutants.json``
and, with ``--docs``, into ``docs/mutants.md``.
"""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tests.documents import between
from tests.mutants.change import applied
from tests.mutants.mutant import BySimulation, ByTests, Mutant
from tests.mutants.registry import MUTANTS
from tests.simulation.run import simulate

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs" / "mutants.md"
BEGIN, END = "<!-- begin of the table -->", "<!-- end of the table -->"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a mutant.

    Attributes:
        killer: The invariant, or the test; None for a survivor.
        seed: The first one that killed it, of the simulation.
        seconds: Of processor time until then.
        ran: How often the changed line ran in the run that killed it.
        note: Why it is none, where it is none.
    """

    id: str
    area: str
    says: str
    killer: str | None
    seed: int | None = None
    seconds: float = 0.0
    ran: int = 0
    note: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; 0 when every mutant dies and every killer passes without it."""
    options = _options(arguments)
    logging.disable(logging.WARNING)  # faults are what the runs are made of
    chosen = [mutant for mutant in MUTANTS if not options.ids or mutant.id in options.ids]
    if unknown := set(options.ids) - {mutant.id for mutant in chosen}:
        print(f"no such mutant: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    results, broken = run(chosen)
    order = [mutant.id for mutant in MUTANTS]
    results.sort(key=lambda result: order.index(result.id))
    if not options.ids:
        _write(results)
        if options.docs:
            write_table(results)
    survivors = [result for result in results if result.killer is None]
    print(f"\n{len(results)} mutants, {len(results) - len(survivors)} killed")
    for result in survivors:
        print(f"  SURVIVES {result.id} ({result.area}): {result.says} {result.note}")
    for test in broken:
        print(f"  FAILS WITHOUT A MUTANT {test}")
    return 1 if survivors or broken else 0


def run(chosen: Iterable[Mutant]) -> tuple[list[Result], list[str]]:
    """Results of these, and the killers that fail without any."""
    results: list[Result] = []
    broken: list[str] = []
    together: list[Mutant] = []
    alone: list[Mutant] = []
    for mutant in chosen:
        if isinstance(mutant.killer, BySimulation):
            results.append(_say(by_simulation(mutant, mutant.killer)))
            broken += _unsound(mutant, mutant.killer, results[-1].seed)
        else:
            (alone if mutant.alone else together).append(mutant)
    if together or alone:
        _add(by_tests(together, without=alone), results, broken)
    for mutant in alone:
        _add(by_tests([mutant]), results, broken)
    return results, broken


def by_simulation(mutant: Mutant, killer: BySimulation) -> Result:
    """Seed after seed until an invariant does not hold."""
    began, note = time.process_time(), ""
    for seed in range(1, killer.seeds + 1):
        ran = 0

        def count() -> None:
            nonlocal ran
            ran += 1

        with applied(mutant.edits, count):
            report = simulate(seed, tills=killer.tills, hours=killer.hours, plan=killer.plan(seed))
        spent = time.process_time() - began
        if report.invariant in killer.invariants and ran:
            return Result(mutant.id, mutant.area, mutant.says, report.invariant, seed, spent, ran)
        if report.invariant is not None:
            note = f"seed {seed}: {report.violation} (line ran {ran} times)"
            break
    return Result(mutant.id, mutant.area, mutant.says, None, None, time.process_time() - began, 0, note)


def _unsound(mutant: Mutant, killer: BySimulation, seed: int | None) -> list[str]:
    """The seed that killed is sound without the mutant, or it says nothing."""
    if seed is None:
        return []
    report = simulate(seed, tills=killer.tills, hours=killer.hours, plan=killer.plan(seed))
    return [] if report.violation is None else [f"seed {seed} of {mutant.id}: {report.violation}"]


def by_tests(mutants: Sequence[Mutant], without: Sequence[Mutant] = ()) -> tuple[list[Result], list[str]]:
    """One child runs the killers of all of them, and those of others ``without`` their mutant."""
    nodes = sorted({node for mutant in (*mutants, *without) for node in _killer(mutant).nodes})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "runs.jsonl"
        command = [
            *(sys.executable, "-m", "pytest", "-p", "tests.mutants.plugin", "-p", "no:xdist"),
            *(f"--mutants={','.join(mutant.id for mutant in mutants)}", f"--mutants-file={file}"),
            *nodes,
        ]
        child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        rows: list[dict[str, Any]] = []
        if file.exists():
            rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    tested = {row["test"].partition("[")[0] for row in rows}
    broken = [row["test"] for row in rows if row["mutant"] is None and not row["passed"]]
    broken += [f"{node} did not run: {child.stdout[-600:]}" for node in nodes if node not in tested]
    return [_say(_verdict(mutant, rows)) for mutant in mutants], broken


def _verdict(mutant: Mutant, rows: Sequence[dict[str, Any]]) -> Result:
    own = [row for row in rows if row["mutant"] == mutant.id]
    spent = sum(row["seconds"] for row in own)
    for row in own:
        if row["killed"]:
            return Result(mutant.id, mutant.area, mutant.says, row["test"], None, spent, row["ran"])
    note = "; ".join(f"{row['raised']}, line ran {row['ran']} times" for row in own[:2])
    return Result(mutant.id, mutant.area, mutant.says, None, None, spent, 0, note)


def _killer(mutant: Mutant) -> ByTests:
    assert isinstance(mutant.killer, ByTests)
    return mutant.killer


def _add(found: tuple[list[Result], list[str]], results: list[Result], broken: list[str]) -> None:
    results += found[0]
    broken += found[1]


def _say(result: Result) -> Result:
    seed = "" if result.seed is None else f" at seed {result.seed}"
    killed = f"killed by {result.killer}{seed}" if result.killer else f"SURVIVES {result.note}"
    print(f"{result.id:5} {result.area:21} {killed}, {result.seconds:.1f} s", flush=True)
    return result


def _write(results: Sequence[Result]) -> None:
    file = ROOT / "build" / "mutants.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(result) for result in results]
    file.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_table(results: Sequence[Result]) -> None:
    """Put the report between its marks in the page."""
    text = DOCS.read_text(encoding="utf-8")
    DOCS.write_text(between(text, BEGIN, END, table(results)), encoding="utf-8")


def table(results: Sequence[Result]) -> str:
    """As Markdown, an area after another."""
    lines: list[str] = []
    area = ""
    for result in results:
        if result.area != area:
            area = result.area
            lines += ["", f"### {area.capitalize()}", "", "| mutant | what is wrong | killed by | s |"]
            lines += ["|---|---|---|---|"]
        killer = result.killer or "**nobody**"
        if result.seed is not None:
            killer = f"{killer}, seed {result.seed}"
        elif result.killer:
            killer = f"`{result.killer.partition('[')[0].removeprefix('tests/')}`"
        lines.append(f"| {result.id} | {result.says} | {killer} | {result.seconds:.1f} |")
    return "\n".join([*lines, "", ""])


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("ids", nargs="*", help="M3 M28; all without")
    parser.add_argument("--docs", action="store_true", help="write the table into docs/mutants.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
