"""The paper roll of the virtual printer: lines of cells, codes and cuts, ticket by ticket."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

RECEIPT_NUMBER: Final = re.compile(r"\bR?\d{4}(?:[A-Z][0-9A-Z]{3})?-\d{6,}\b")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style; ``wide`` ones take two columns each, ``tall`` ones are double height."""

    text: str
    bold: bool = False
    wide: bool = False
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    Attributes:
        kind: ``text``, ``qr``, ``barcode``, ``picture`` or ``cut``.
        runs: The characters of a ``text`` line, in order.
        align: ``left``, ``center`` or ``right``, as the printer was told.
        data: What a code says; for a picture its packed bits in hex.
        width: Dots across, of a picture.
        height: Dots down, of a picture.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    align: str = "left"
    data: str = ""
    width: int = 0
    height: int = 0

    @property
    def text(self) -> str:
        """The characters as they stand in the columns: a wide one is followed by a blank column."""
        return "".join(
            "".join(char + " " for char in run.text) if run.wide else run.text for run in self.runs
        )

    def to_json(self) -> dict[str, Any]:
        """For the control channel and the panel that draws the roll."""
        body: dict[str, Any] = {"kind": self.kind, "align": self.align}
        if self.runs:
            body["runs"] = [
                {"text": run.text, "bold": run.bold, "wide": run.wide, "tall": run.tall} for run in self.runs
            ]
        if self.data:
            body["data"] = self.data
        if self.width:
            body |= {"width": self.width, "height": self.height}
        return body


@dataclass(slots=True)
class Roll:
    """Everything printed since it was put in."""

    lines: list[Line] = field(default_factory=list[Line])

    def add(self, line: Line) -> None:
        """Print one line."""
        self.lines.append(line)

    def tickets(self) -> list[list[Line]]:
        """Lines between cuts; the last one may still hang in the printer. Empty slips are left out."""
        tickets: list[list[Line]] = [[]]
        for line in self.lines:
            if line.kind == "cut":
                tickets.append([])
            else:
                tickets[-1].append(line)
        return [ticket for ticket in tickets if any(line.text.strip() or line.data for line in ticket)]

    def copies(self) -> Counter[str]:
        """Tickets by the first number on each: ``0001-000123``, of a return ``R0001-000001``."""
        found: Counter[str] = Counter()
        for ticket in self.tickets():
            for line in ticket:
                match = RECEIPT_NUMBER.search(line.text or line.data)
                if match:
                    found[match.group()] += 1
                    break
        return found
