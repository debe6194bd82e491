"""Scripted neighbours of the worker, and events as a till makes them."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any
from unittest.mock import patch

from core.domain.catalog import Product
from core.domain.document_data import sale_to_data
from core.domain.documents import CompletedSale, SaleItem, SalePayment
from core.domain.journal.events import Event, EventContext, EventKind, encode_event
from core.domain.outbox import Batch, BatchReply, EpochState, ItemResult, ItemStatus, StreamPlace
from core.ports.transport import AuthState, Liveness, Outcome, OutcomeKind, Refresh
from sync.link import PROBE_EVERY_S
from sync.status import SyncStatus
from sync.worker import SyncWorker
from tests.fakes.outbox import TERMINAL, MemoryOutbox
from tests.sync.virtual import EPOCH, SeededIds, VirtualClock

LOCAL = "0198f0c0-0000-7000-8000-0000000000bb"
BOOT = "01990c11-74ad-7b1e-9d0a-52f7a1c09e44"
SHIFT = "01990c12-02f3-7c55-a1b9-0e6c84d3f217"
CASHIER = "0198f0c0-5b2e-7a90-8c4d-9f3071e6ab58"
PROBES = 1_500
"""Of the link at most, in one span of time: up to an hour all there are."""


def accepted(batch: Batch, **more: Any) -> Outcome:
    """The reply of a centre that took everything."""
    results = tuple(ItemResult(item.event_id, ItemStatus.ACCEPTED) for item in batch.items)
    last = batch.items[-1]
    values: dict[str, Any] = {
        "results": results,
        "current": EpochState(StreamPlace(last.epoch, last.seq, last.hash)),
        **more,
    }
    return Outcome(OutcomeKind.ANSWERED, BatchReply(batch.batch_id, **values))


Reply = Outcome | Callable[[Batch], Outcome]


class ScriptedTransport:
    """Answers from a script; when it is empty, everything is accepted.

    Attributes:
        script: Outcomes, or functions of the batch, for the next pushes.
        batches: What was sent, in order.
        alive: What the probe answers.
        is_ready: Whether the centre says that it can take work: what it refuses then is poison (U7).
        sends: Whether requests get out at all, so that there is an answer to wait for.
        prepared: What was encoded ahead.
        push_takes: Virtual seconds a push takes; `live_takes` likewise.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self.script: deque[Reply] = deque()
        self.default: Reply = accepted
        self.batches: list[Batch] = []
        self.offsets: list[int | None] = []
        self.push_times: list[float] = []
        self.probe_times: list[float] = []
        self.alive = True
        self.live_code = ""
        self.is_ready = False
        self.ready_times: list[float] = []
        self.push_takes = 0.02
        self.live_takes = 0.01
        self.server_error_ms = 0
        self.stalls = False
        self.sends = True
        self.prepared: list[Batch] = []

    def prepare(
        self, batch: Batch, sent_at_ms: int, offset_ms: int | None, offset_err_ms: int | None
    ) -> None:
        self.prepared.append(batch)

    def push(
        self,
        batch: Batch,
        sent_at_ms: int,
        offset_ms: int | None,
        offset_err_ms: int | None,
        on_stall: Callable[[], None] | None = None,
        on_sent: Callable[[], None] | None = None,
    ) -> Outcome:
        self.batches.append(batch)
        self.offsets.append(offset_ms)
        self.push_times.append(self._clock.monotonic())
        if self.stalls and on_stall is not None:
            self._clock.advance(4)
            on_stall()
        if on_sent is not None and self.sends:
            on_sent()
        self._clock.advance(self.push_takes)
        reply = self.script.popleft() if self.script else self.default
        return reply if isinstance(reply, Outcome) else reply(batch)

    def live(self) -> Liveness:
        self.probe_times.append(self._clock.monotonic())
        self._clock.advance(self.live_takes / 2)
        server_ms = int(self._clock.now().timestamp() * 1000) + self.server_error_ms
        self._clock.advance(self.live_takes / 2)
        return Liveness(self.alive, server_ms if self.alive else None, self.live_code)

    def ready(self) -> bool:
        self.ready_times.append(self._clock.monotonic())
        self._clock.advance(self.live_takes)
        return self.is_ready

    def close(self) -> None:
        """Nothing to free."""


class ScriptedCredentials:
    """A token that a 401 takes away and `refresh` brings back, unless told otherwise."""

    def __init__(self) -> None:
        self.have = True
        self.answers: deque[Refresh] = deque()
        self.refreshes = 0

    def token(self) -> str | None:
        return "access" if self.have else None

    def refresh(self) -> Refresh:
        self.refreshes += 1
        answer = self.answers.popleft() if self.answers else Refresh(AuthState.READY)
        self.have = answer.state is AuthState.READY
        return answer


class Rig:
    """A worker with all its neighbours in virtual time."""

    def __init__(self, seed: int = 1) -> None:
        self.clock = VirtualClock()
        self.ids = SeededIds(self.clock, seed)
        self.outbox = MemoryOutbox(self.clock, self.ids)
        self.transport = ScriptedTransport(self.clock)
        self.credentials = ScriptedCredentials()
        self.told: list[SyncStatus] = []
        self.worker = self.new_worker()
        self.due = 0.0

    def new_worker(self) -> SyncWorker:
        """Start the worker anew, as after a crash."""
        return SyncWorker(
            self.outbox,
            self.transport,
            self.credentials,
            self.clock,
            self.ids,
            observer=self.told.append,
        )

    def append(self, count: int = 1) -> list[str]:
        """Commit events and wake the worker."""
        ids = [self.outbox.append(f'{{"n":{len(self.outbox.rows)}}}') for _ in range(count)]
        self.worker.wake()
        self.due = self.clock.monotonic()
        return ids

    def step(self) -> None:
        """Wait until something is due and do it."""
        self.clock.advance_to(self.due)
        self.due = self.worker.step(self.clock.monotonic())

    def hurry(self) -> None:
        """«Enviar ahora»."""
        self.worker.send_now()
        self.due = self.clock.monotonic()

    def run_for(self, seconds: float) -> None:
        """Let the worker do all that falls due in a span of time.

        Over a long one the link is probed more seldom: what the worker does about its link is the same, and
        at its usual pace the probes of a week are nearly all there is to do.
        """
        with patch("sync.standing.PROBE_EVERY_S", max(PROBE_EVERY_S, seconds / PROBES)):
            self._run_for(seconds)

    def _run_for(self, seconds: float) -> None:
        end = self.clock.monotonic() + seconds
        idle = 0
        while self.due <= end:
            before = self._work()
            self.step()
            idle = idle + 1 if before == self._work() else 0
            assert idle < 4, "the worker spins"
        self.clock.advance_to(end)

    def _work(self) -> tuple[int, int, float]:
        return len(self.transport.batches), len(self.transport.probe_times), self.clock.monotonic()

    @property
    def status(self) -> SyncStatus:
        """What was told last."""
        return self.told[-1]


def failure(code: str = "reset", **more: Any) -> Outcome:
    """An outcome that tells nothing."""
    return Outcome(OutcomeKind.UNKNOWN, code=code, **more)


def sale_payload(products: Sequence[Product], chance: Random, *, seq: int = 1, lines: int = 10) -> bytes:
    """A completed sale as the till stores it, its variants drawn uniformly (the worst case for size)."""
    items: list[SaleItem] = []
    for n, product in enumerate(chance.sample(products, lines), 1):
        quantity = Decimal(chance.choice((1, 1, 1, 2, 3)))
        if product.measured:
            quantity = Decimal(chance.randint(150, 2_500)) / 1_000
        net = (quantity * product.unit_price).quantize(Decimal("0.01"))
        tax6 = (net * product.tax_rate / (100 + product.tax_rate)).quantize(Decimal("0.000001"))
        items.append(
            SaleItem(
                n=n,
                variant_id=product.variant_id,
                sku=product.sku,
                barcode=product.barcode,
                name=product.name,
                unit=product.unit,
                quantity=quantity,
                unit_price=product.unit_price,
                gross=net,
                discount=Decimal(0),
                net=net,
                tax_code=product.tax_code,
                tax_rate=product.tax_rate,
                tax6=tax6,
                tax=tax6.quantize(Decimal("0.01")),
                total=net,
            )
        )
    total = sum((item.total for item in items), Decimal(0))
    tax = sum((item.tax for item in items), Decimal(0))
    received = total.quantize(Decimal(1)) + 1
    sale = CompletedSale(
        local_transaction_id=_uuid7(chance),
        series="0001",
        number=122 + seq,
        tax_rounding="line6",
        price_includes_tax=True,
        subtotal=total,
        discount_total=Decimal(0),
        tax_by_rate={"7": tax},
        tax_total=tax,
        total=total,
        paid_total=total,
        change_due=received - total,
        items=tuple(items),
        payments=(SalePayment(1, "cash", total, received),),
        drawer=2,
    )
    context = EventContext(
        terminal_id=TERMINAL,
        local_id=LOCAL,
        boot_id=BOOT,
        occurred_at=EPOCH + timedelta(seconds=37.123 * seq),
        mono_us=37_123_456 * seq,
        offset_ms=-240,
        offset_err_ms=35,
        business_date="2026-11-24",
        shift_id=SHIFT,
        cashier_id=CASHIER,
        cites={"prices": 18231, "promotions": 44, "taxes": 7, "staff": 90},
    )
    return encode_event(Event(_uuid7(chance), 3, seq, EventKind.SALE_COMPLETED, context, sale_to_data(sale)))


def _uuid7(chance: Random) -> str:
    millis = int(EPOCH.timestamp() * 1000)
    return str(uuid.UUID(int=(millis << 80) | (7 << 76) | chance.getrandbits(76) & ~(3 << 62) | (2 << 62)))
