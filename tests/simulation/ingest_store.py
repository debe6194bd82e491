"""Centre (a): `central.services.ports.IngestStore` on an in-process SQLite (faults.md section 2).

One transaction per batch, unique keys and rollback as in PostgreSQL; judge, reply and the chain's rules are
the real ones. It is held to `PgIngestStore` by the suite in ``tests/conformance/ingest_store.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

from app.store.driver import Connection, connect_memory, dbapi2
from central.services.effect_kinds import CUSTOMER, DRIFT, MOVING, OVER_RETURN, STOCK, Z_RECONCILE, effects_of
from central.services.intake import Intake, IntakeItem, Outcome, PaymentOutcomeRow, Stored, TransactionRow
from central.services.ports import TerminalInactiveError
from central.services.review_codes import RULES
from central.services.values import Tenant
from central.store.ingest_causes import MISSING
from core.ports.clock import IdSource
from core.ports.faults import CrashPoint, Faults, NoFaults
from tests.simulation import centre_schema as sql
from tests.simulation import ingest_aside as aside
from tests.simulation.ingest_stream import StreamRows

GAPS_TOLD: Final = 100


@dataclass(frozen=True, slots=True)
class KnownTerminal:
    """A till as its enrolment left it; ``series`` maps a document type to its series."""

    tenant: Tenant
    terminal_id: str
    nonce: bytes
    series: dict[str, str]


class SimIngestStore(StreamRows):
    """The ingest store of the simulation.

    Args:
        ids: Identities the centre gives.
        faults: Crash points; what they raise rolls back as a killed server would.
    """

    def __init__(self, ids: IdSource, faults: Faults | None = None) -> None:
        self._ids = ids
        self._faults = faults or NoFaults()
        self._database = connect_memory()
        sql.create(self._database)

    @property
    def database(self) -> Connection:
        """For the invariants; they only read."""
        return self._database

    def enrol(self, known: KnownTerminal) -> None:
        """Know a till, its nonce and its series from now on."""
        organization, terminal = known.tenant.organization_id, known.terminal_id
        self._database.execute(
            "INSERT INTO terminals VALUES(?,?,?,'active',1,1)",
            (organization, known.tenant.local_id, terminal),
        )
        self._database.execute(
            "INSERT INTO terminal_enrolments VALUES(?,?,1,?)", (organization, terminal, known.nonce)
        )
        for doc_type, series in known.series.items():
            self._database.execute(
                "INSERT INTO series VALUES(?,?,?,?)", (organization, series, terminal, doc_type)
            )

    def disable(self, terminal_id: str) -> None:
        """As a person at the centre would."""
        self._database.execute("UPDATE terminals SET status='disabled' WHERE terminal_id=?", (terminal_id,))

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """The result of a coroutine over this store: it never waits."""
        return run_now(work)

    def copy(self) -> Callable[[], None]:
        """Keep a copy of all there is; calling it puts that back."""
        kept = connect_memory()
        self._database.backup(kept)
        return lambda: kept.backup(self._database)

    def close(self) -> None:
        """Forget everything."""
        self._database.close()

    async def ingest(self, intake: Intake) -> Outcome:
        """See `central.services.ports.IngestStore`."""
        self._faults.reach(CrashPoint.BEFORE_INGEST)
        with self._transaction():
            epoch, config_version = self._open(intake)
            if aside.is_fenced(self._database, intake, epoch):
                stored = aside.keep_aside(self._database, intake)
                outcome = self._outcome(intake, stored, self._epochs(intake), config_version)
            else:
                outcome = self._taken(intake, config_version)
            self._faults.reach(CrashPoint.BEFORE_INGEST_COMMIT)
        self._faults.reach(CrashPoint.AFTER_INGEST_COMMIT)
        return outcome

    def _taken(self, intake: Intake, config_version: int) -> Outcome:
        batch, waiting = aside.without_the_causeless(self._database, intake)
        stored: dict[str, Stored] = {}
        for item in batch.items:
            found = self._isolated(batch, item)
            if found is not None:
                stored[item.event_id] = found
        self._settle_rest(batch, stored)
        self._review_causeless(batch, stored)
        self._faults.reach(CrashPoint.IN_INGEST)
        epochs = self._advance(batch, stored)
        fresh = [item for item in batch.items if stored[item.event_id].state == "fresh"]
        aside.cause_arrived(self._database, batch, fresh)
        return self._outcome(batch, stored | waiting, epochs, config_version)

    @contextmanager
    def _transaction(self) -> Generator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def _open(self, intake: Intake) -> tuple[int, int]:
        tenant = intake.tenant
        row = self._database.execute(
            sql.TERMINAL, (tenant.organization_id, tenant.local_id, intake.terminal_id)
        ).fetchone()
        if row is None or row[0] == "disabled":
            raise TerminalInactiveError
        return int(row[2]), int(row[1])

    # --- items ---

    def _isolated(self, intake: Intake, item: IntakeItem) -> Stored | None:
        """Store one item, or its bytes alone when its rows do not fit; None when it was not fresh."""
        for form in (None, "SCHEMA_UNKNOWN"):
            self._database.execute("SAVEPOINT item")
            try:
                stored = self._store(intake, item if form is None else _bare(item, form))
            except dbapi2.IntegrityError:
                self._database.execute("ROLLBACK TO item")
                continue
            finally:
                self._database.execute("RELEASE item")
            return stored
        raise AssertionError("the bytes alone always fit")

    def _store(self, intake: Intake, item: IntakeItem) -> Stored | None:
        organization = intake.tenant.organization_id
        place = (organization, item.event_id, intake.terminal_id, item.epoch, item.seq)
        chained = (item.kind, item.sha256, item.prev_hash, item.hash, item.payload)
        if self._database.execute(sql.INBOX, (*place, *chained)).rowcount == 0:
            return None
        stored = Stored(item.event_id, "fresh")
        if item.review is not None:
            self._review(intake, item, item.review, item.review_id, stored)
        row = item.transaction
        if row is not None:
            if self._transaction_row(intake, item, row):
                stored.central_id = row.transaction_id
            else:
                spare = item.review_id if item.review is None else self._ids.uuid7()
                self._review(intake, item, "DUP_NUMBER", spare, stored)
        self._customer(organization, item)
        self._void(organization, item)
        self._beside(organization, item)
        return stored

    def _transaction_row(self, intake: Intake, item: IntakeItem, row: TransactionRow) -> bool:
        organization = intake.tenant.organization_id
        made = self._database.execute(
            sql.TRANSACTION,
            (
                *(organization, intake.tenant.local_id, row.transaction_id, item.event_id),
                *(row.local_transaction_id, intake.terminal_id, row.kind, row.series, row.number),
                *(row.shift_id, row.discount_minor, row.tax_minor, row.total_minor, row.paid_minor),
                *(row.change_minor, row.original.number if row.original else None),
            ),
        )
        if made.rowcount == 0:
            return False
        both: dict[str, Any] = {"o": organization, "t": row.transaction_id}
        items = [
            {
                **both,
                **{"n": line.n, "variant": line.variant_id, "quantity": line.quantity_milli},
                **{"net": line.net_minor, "tax": line.tax_minor, "total": line.total_minor},
            }
            for line in row.items
        ]
        paid = [{**both, "n": p.n, "method": p.method, "amount": p.amount_minor} for p in row.payments]
        self._database.executemany(sql.ITEM, items)
        self._database.executemany(sql.PAYMENT, paid)
        held = _held(item)
        effects = [(kind, "held" if held and kind in MOVING else "pending") for kind in effects_of(row)]
        key = "pos.sale.completed" if row.kind == "sale" else "pos.refund.completed"
        self._effects(organization, item, effects, key)
        return True

    def _effects(
        self, organization: str, item: IntakeItem, effects: Iterable[tuple[str, str]], message: str
    ) -> None:
        for kind, state in effects:
            self._database.execute(sql.EFFECT, (organization, item.event_id, kind, state))
        self._database.execute(sql.MESSAGE, (organization, item.event_id, message, int(_held(item))))

    def _customer(self, organization: str, item: IntakeItem) -> None:
        row = item.customer
        if row is None:
            return
        self._database.execute(sql.CUSTOMER, (organization, row.customer_id))
        self._database.execute(sql.CONSENT, (organization, item.event_id, row.customer_id))
        self._database.execute(sql.MESSAGE, (organization, item.event_id, "pos.customer.created", 0))

    def _void(self, organization: str, item: IntakeItem) -> None:
        row = item.void
        if row is None:
            return
        values = (organization, item.event_id, row.original.event_id, row.shift_id, row.total_minor)
        self._database.execute(sql.VOID, values)
        for paid in row.payments:
            amount: dict[str, Any] = {"n": paid.n, "method": paid.method, "amount": paid.amount_minor}
            self._database.execute(sql.VOID_PAYMENT, {"o": organization, "event": item.event_id, **amount})
        state = "held" if _held(item) else "pending"
        self._effects(
            *(
                organization,
                item,
                ((STOCK, state), (CUSTOMER, state), (DRIFT, "pending"), (OVER_RETURN, "pending")),
            ),
            "pos.sale.voided",
        )

    def _beside(self, organization: str, item: IntakeItem) -> None:
        """What was found out about the money of earlier sales, and what a Z says."""
        row, closing = item.money, item.closing
        if row is not None:
            self._database.execute(sql.MONEY, (organization, item.event_id, row.sale_event_id))
        if isinstance(row, PaymentOutcomeRow):
            self._database.execute(sql.MESSAGE, (organization, item.event_id, "pos.payment.confirmed", 0))
        if closing is not None:
            self._database.execute(sql.CLOSING, (organization, item.event_id))
            self._database.execute(sql.EFFECT, (organization, item.event_id, Z_RECONCILE, "pending"))

    def _settle_rest(self, intake: Intake, stored: dict[str, Stored]) -> None:
        organization = intake.tenant.organization_id
        rest = [item for item in intake.items if item.event_id not in stored]
        homeless: list[IntakeItem] = []
        for item in (*rest, *intake.conflicting):
            row = self._database.execute(sql.HELD, (organization, item.event_id)).fetchone()
            if row is not None and item.event_id not in stored:
                stored[item.event_id] = Stored(item.event_id, "held", {}, row[1])
            if row is None or row[0] != item.sha256:
                code = "DUP_NUMBER" if row is None else "SHA_CONFLICT"
                homeless += [item] if row is None else []
                self._review(intake, item, code, item.review_id, None, raw=item.payload, sha256=item.sha256)
                stored.setdefault(item.event_id, Stored(item.event_id, "conflict"))
            reviews = self._database.execute(sql.REVIEWS_OF, (organization, item.event_id)).fetchall()
            stored[item.event_id].reviews.update({str(code): str(found) for code, found in reviews})
        aside.fence_forks(self._database, intake, homeless)

    def _review_causeless(self, intake: Intake, stored: dict[str, Stored]) -> None:
        for item in intake.items:
            verdict = stored[item.event_id]
            if item.causeless and verdict.state == "fresh" and MISSING not in verdict.reviews:
                self._review(intake, item, MISSING, self._ids.uuid7(), verdict)


def _bare(item: IntakeItem, review: str) -> IntakeItem:
    """Without its rows."""
    bare = replace(item, review=review, transaction=None, void=None, customer=None)
    return replace(bare, money=None, closing=None)


def _held(item: IntakeItem) -> bool:
    return item.review is not None and RULES[item.review].held


def run_now(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine that never waits.

    Raises:
        RuntimeError: it waits.
    """
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    work.close()
    raise RuntimeError("the simulated centre waits for something outside virtual time")
