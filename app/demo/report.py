"""The demo day's report: counted from the till's database and the centre's API, nothing assumed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class SaleSeen:
    """A sale as one side holds it."""

    local_transaction_id: str
    number: str
    total: Decimal


@dataclass(slots=True)
class DayReport:
    """What happened; ``checks`` decide the exit code."""

    at_till: Sequence[SaleSeen] = ()
    at_centre: Sequence[SaleSeen] = ()
    confirmed: list[str] = field(default_factory=list[str])
    """Receipt numbers that the screen called saved."""
    offline_sales: int = 0
    kills: int = 0
    batches: list[int] = field(default_factory=list[int])
    receipts: list[str] = field(default_factory=list[str])
    screens: list[str] = field(default_factory=list[str])
    pictures: list[str] = field(default_factory=list[str])
    """Of the tasks, in every look."""
    timings: dict[str, float] = field(default_factory=dict[str, float])
    checks: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def check(self, name: str, ok: bool, detail: str) -> None:
        """Note one check."""
        self.checks.append({"name": name, "ok": ok, "detail": detail})

    @property
    def ok(self) -> bool:
        """Whether every check held, and there were any."""
        return bool(self.checks) and all(check["ok"] for check in self.checks)

    def lost(self) -> list[str]:
        """Numbers confirmed on the screen or held by the till that the centre lacks."""
        held = {sale.local_transaction_id for sale in self.at_centre}
        missing = {sale.number for sale in self.at_till if sale.local_transaction_id not in held}
        numbers = {sale.number for sale in self.at_till}
        return sorted(missing | {number for number in self.confirmed if number not in numbers})

    def duplicates(self) -> list[str]:
        """Numbers or carts that stand more than once on either side."""
        twice: set[str] = set()
        for side in (self.at_till, self.at_centre):
            for key in ("local_transaction_id", "number"):
                counts = Counter(getattr(sale, key) for sale in side)
                twice |= {value for value, count in counts.items() if count > 1}
        return sorted(twice)

    def as_json(self) -> dict[str, Any]:
        """The keys of the report."""
        return {
            "sales_at_till": len(self.at_till),
            "sales_at_centre": len(self.at_centre),
            "offline_sales": self.offline_sales,
            "kills": self.kills,
            "lost": len(self.lost()),
            "duplicates": len(self.duplicates()),
            "till_total": str(_sum(self.at_till)),
            "centre_total": str(_sum(self.at_centre)),
            "batches": self.batches,
            "receipts": self.receipts,
            "screens": self.screens,
            "pictures": self.pictures,
            "timings": self.timings,
            "checks": self.checks,
        }

    def write(self, path: Path) -> None:
        """Save it as UTF-8 JSON."""
        path.write_text(json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def judge(report: DayReport, *, wanted_sales: int, copies: Mapping[str, int]) -> None:
    """Fill in the checks.

    Args:
        report: With both sides read.
        wanted_sales: How many sales the day was to have.
        copies: Tickets on the virtual printer's roll per receipt number.
    """
    till, centre = report.at_till, report.at_centre
    report.check("sales_made", len(till) == wanted_sales, f"{len(till)} of {wanted_sales}")
    report.check("nothing_lost", not report.lost(), ", ".join(report.lost()) or "0 lost")
    report.check("nothing_doubled", not report.duplicates(), ", ".join(report.duplicates()) or "0 doubled")
    report.check("nothing_invented", len(centre) <= len(till), f"{len(centre)} at the centre")
    report.check("totals_equal", _sum(till) == _sum(centre), f"{_sum(till)} and {_sum(centre)}")
    differing = _differing(till, centre)
    report.check("each_sale_equal", not differing, ", ".join(differing) or "to the cent")
    numbers = sorted(sale.number for sale in till)
    report.check(
        "numbers_without_gap", _contiguous(numbers), f"{numbers[0]}…{numbers[-1]}" if numbers else "none"
    )
    report.check(
        "sold_offline", report.offline_sales > 0, f"{report.offline_sales} while the centre was down"
    )
    report.check("killed_and_recovered", report.kills > 0, f"{report.kills} kills")
    twice = sorted(number for number, count in copies.items() if count > 1)
    report.check("no_receipt_twice", not twice, ", ".join(twice) or "each at most once")


def _sum(sales: Sequence[SaleSeen]) -> Decimal:
    return sum((sale.total for sale in sales), Decimal("0.00"))


def _differing(till: Sequence[SaleSeen], centre: Sequence[SaleSeen]) -> list[str]:
    held = {sale.local_transaction_id: sale for sale in centre}
    return sorted(s.number for s in till if held.get(s.local_transaction_id, s) != s)


def _contiguous(numbers: Sequence[str]) -> bool:
    counts = [int(number.rpartition("-")[2]) for number in numbers]
    return counts == list(range(1, len(counts) + 1))
