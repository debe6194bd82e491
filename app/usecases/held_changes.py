"""What the centre sent and a person must look at before it is used (sync.md D4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.domain.changes import Stream


@dataclass(frozen=True, slots=True)
class HeldExample:
    """One item of many.

    Attributes:
        name: As people know it.
        before: Price in use, balboas with 2 decimals; empty for what is to be taken away.
        after: Price to come, likewise.
    """

    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class HeldNote:
    """Why the changes of a stream wait.

    Attributes:
        stream: Which.
        deleted: Items that would go.
        rows: Items in use.
        repriced: Variants whose price would change, now or at a time to come.
        priced: Variants with a price.
        examples: A few of them; of customers none.
    """

    stream: Stream
    deleted: int
    rows: int
    repriced: int
    priced: int
    examples: tuple[HeldExample, ...] = ()


class HeldChanges(Protocol):
    """What waits for a person."""

    def held_note(self, stream: Stream) -> HeldNote | None:
        """What was held of a stream, None when nothing is; from any thread."""
        ...
