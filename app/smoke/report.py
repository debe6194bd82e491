"""What the checks found, as JSON."""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.version import VERSION


class CheckFailed(Exception):  # noqa: N818 - an outcome, not a mistake
    """A check that does not hold; the text says what was found."""


def must(holds: object, found: object) -> None:
    """Fail the check unless ``holds``.

    Raises:
        CheckFailed: with ``found`` as its text.
    """
    if not holds:
        raise CheckFailed(str(found))


@dataclass(slots=True)
class Report:
    """Checks in the order they ran."""

    checks: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    facts: dict[str, Any] = field(default_factory=dict[str, Any])

    def check(self, name: str, ask: Callable[[], object]) -> None:
        """Run one check; what it returns is its detail, what it raises its failure."""
        began = time.perf_counter()
        entry: dict[str, Any] = {"name": name, "ok": True, "detail": ""}
        try:
            found = ask()
        except CheckFailed as failed:
            entry |= {"ok": False, "detail": str(failed)}
        except Exception as error:  # noqa: BLE001 - one broken part must not hide the state of the others
            entry |= {"ok": False, "detail": repr(error), "trace": traceback.format_exc()}
        else:
            entry["detail"] = "" if found is None else str(found)
        entry["ms"] = round((time.perf_counter() - began) * 1000, 1)
        self.checks.append(entry)

    def fail(self, name: str, detail: str) -> None:
        """Note a failure found elsewhere."""
        self.checks.append({"name": name, "ok": False, "detail": detail, "ms": 0.0})

    @property
    def ok(self) -> bool:
        """Whether there were checks and all of them hold."""
        return bool(self.checks) and all(entry["ok"] for entry in self.checks)

    def body(self) -> dict[str, Any]:
        """The whole report."""
        return {
            "ok": self.ok,
            "version": VERSION,
            "frozen": bool(getattr(sys, "frozen", False)),
            "python": sys.version.split()[0],
            "facts": self.facts,
            "checks": self.checks,
        }

    def write(self, path: Path | None) -> None:
        """To a file, and where there is none to stdout."""
        text = json.dumps(self.body(), ensure_ascii=False, indent=1)
        if path is not None:
            path.write_text(text + "\n", encoding="utf-8")
        elif sys.stdout is not None:  # pyright: ignore[reportUnnecessaryComparison] - None in a windowed build
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
