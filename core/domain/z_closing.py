"""What a Z says of its shift, so that the centre can hold it against what it has (sync.md U9).

The till builds it from its own events, the centre counts what it holds of the same places: both by event
kind, by tender and by the hash at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from core.domain.journal.events import Event, EventKind, JsonObject, PayloadError
from core.domain.money import from_cents, to_cents
from core.domain.outbox import StreamPlace

_SIGNS: Final[Mapping[str, int]] = {
    EventKind.SALE_COMPLETED: 1,
    EventKind.REFUND_COMPLETED: -1,
    EventKind.SALE_VOIDED: -1,
}
MAX_RANGES: Final = 20
MAX_TENDERS: Final = 40


@dataclass(frozen=True, slots=True)
class StreamRange:
    """Places of one epoch, both ends included."""

    epoch: int
    first: int
    last: int

    @property
    def size(self) -> int:
        """Number of places."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class ZClosing:
    """Totals of a closed shift.

    Attributes:
        shift_id: UUID of the shift.
        number: Number of the Z, never reused at this till.
        ranges: Where its events stand, ascending; more than one when an epoch was opened meanwhile.
        head: The last of them, with its hash.
        counts: Events by kind.
        tenders: Cents by tender: what sales took less what returns and voids gave back.
        grand_totals: Everything the till ever sold and took back, counts and cents (E8).
    """

    shift_id: str
    number: int
    ranges: tuple[StreamRange, ...]
    head: StreamPlace
    counts: Mapping[str, int]
    tenders: Mapping[str, int]
    grand_totals: Mapping[str, int] = field(default_factory=dict[str, int])


class ZCounter:
    """Adds up the events of a shift in stream order."""

    def __init__(self) -> None:
        self._ranges: list[StreamRange] = []
        self._counts: Counter[str] = Counter()
        self._tenders: Counter[str] = Counter()
        self._head: StreamPlace | None = None

    def add(self, event: Event, event_hash: bytes) -> None:
        """Take in the next event.

        Raises:
            ValueError: it does not follow the one before, or its payments are none.
        """
        last = self._ranges[-1] if self._ranges else None
        if last is not None and event.epoch == last.epoch:
            if event.seq != last.last + 1:
                raise ValueError("events of a shift follow each other")
            self._ranges[-1] = StreamRange(last.epoch, last.first, event.seq)
        else:
            self._ranges.append(StreamRange(event.epoch, event.seq, event.seq))
        self._counts[event.kind] += 1
        for method, cents in tenders_of(event).items():
            self._tenders[method] += cents
        self._head = StreamPlace(event.epoch, event.seq, event_hash.hex())

    def close(self, shift_id: str, number: int, grand_totals: Mapping[str, int]) -> ZClosing:
        """The totals of what was added.

        Raises:
            ValueError: nothing was.
        """
        if self._head is None:
            raise ValueError("a shift has at least its opening")
        return ZClosing(
            shift_id,
            number,
            tuple(self._ranges),
            self._head,
            dict(sorted(self._counts.items())),
            dict(sorted(self._tenders.items())),
            dict(grand_totals),
        )


def tenders_of(event: Event) -> dict[str, int]:
    """Cents by tender that one event moves; nothing for kinds that move no money by a document.

    Raises:
        ValueError: its payments are not what its kind promises.
    """
    sign = _SIGNS.get(event.kind)
    if sign is None:
        return {}
    moved: Counter[str] = Counter()
    try:
        for payment in event.data["payments"]:
            moved[str(payment["method"])] += sign * to_cents(Decimal(payment["amount"]))
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError("payments of a document") from error
    return dict(moved)


def z_to_data(closing: ZClosing) -> JsonObject:
    """``data`` of ``z.closed``."""
    return {
        "shift_id": closing.shift_id,
        "number": closing.number,
        "ranges": [[part.epoch, part.first, part.last] for part in closing.ranges],
        "head": {"epoch": closing.head.epoch, "seq": closing.head.seq, "hash": closing.head.hash},
        "counts": dict(closing.counts),
        "tenders": {method: str(from_cents(cents)) for method, cents in closing.tenders.items()},
        "grand_totals": dict(closing.grand_totals),
    }


def z_from_data(data: Mapping[str, Any]) -> ZClosing:
    """Read ``data`` of ``z.closed``.

    Raises:
        PayloadError: it is not what its kind promises.
    """
    try:
        ranges = tuple(StreamRange(_whole(e), _whole(f), _whole(t)) for e, f, t in data["ranges"])
        head = StreamPlace(
            _whole(data["head"]["epoch"]), _whole(data["head"]["seq"]), str(data["head"]["hash"])
        )
        closing = ZClosing(
            shift_id=str(data["shift_id"]),
            number=_whole(data["number"]),
            ranges=ranges,
            head=head,
            counts={str(kind): _whole(count) for kind, count in dict(data["counts"]).items()},
            tenders={str(m): _whole(to_cents(Decimal(a))) for m, a in dict(data["tenders"]).items()},
            grand_totals={str(n): _whole(v) for n, v in dict(data.get("grand_totals") or {}).items()},
        )
        well = len(bytes.fromhex(head.hash)) == 32 and 1 <= len(ranges) <= MAX_RANGES
        well = well and all(part.epoch >= 1 and 1 <= part.first <= part.last for part in ranges)
        well = well and (head.epoch, head.seq) == (ranges[-1].epoch, ranges[-1].last)
        if not well or len(closing.tenders) > MAX_TENDERS:
            raise PayloadError("a Z whose places make no sense")
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise PayloadError("a Z that cannot be read") from error
    return closing


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -(2**62) < value < 2**62:
        raise PayloadError("not a whole number")
    return value
