"""What a task is, and what it may cost: the figures of ux.md section 6."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from tests.app.actions.till import ByKeys, ByTouch, Count, Till

_FIGURE: Final = re.compile(r"(\d+)(\+d)?")


@dataclass(frozen=True, slots=True)
class Limit:
    """How many keys or taps, and whether data is typed besides: ``3+d``."""

    acts: int
    data: bool

    @staticmethod
    def read(figure: str) -> Limit:
        """Read a figure as the page writes it; raises `ValueError` for anything else."""
        found = _FIGURE.fullmatch(figure)
        if found is None:
            raise ValueError(figure)
        return Limit(int(found[1]), found[2] is not None)

    def allows(self, count: Count) -> bool:
        """Whether a task that cost so much stays within it."""
        return count.acts <= self.acts and (self.data or not count.data)


class Task:
    """One row of the table. A new task is a subclass, listed in `tests.app.actions.tasks`.

    Attributes:
        name: As in the table.
        keys: What it may cost by keys alone, as the page writes it.
        taps: What it may cost by touch alone.
    """

    name: ClassVar[str]
    keys: ClassVar[str]
    taps: ClassVar[str]

    def before(self, till: Till) -> None:
        """What stands before it is begun: not counted."""

    def by_keys(self, cashier: ByKeys) -> None:
        """Do it with the keyboard alone."""
        raise NotImplementedError

    def by_touch(self, cashier: ByTouch) -> None:
        """Do it by touch alone."""
        raise NotImplementedError

    def done(self, till: Till) -> bool:
        """Whether it came to what it is for, either way."""
        raise NotImplementedError


def written(count: Count) -> str:
    """A count as the page writes it."""
    return f"{count.acts}+d" if count.data else str(count.acts)
