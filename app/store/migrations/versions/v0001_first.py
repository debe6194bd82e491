"""First schema: the journal and what this program projects from it."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0001"
down_revision = None

JOURNAL: Final = (
    """CREATE TABLE meta(
      id INTEGER PRIMARY KEY CHECK(id = 1), schema INTEGER NOT NULL, compat INTEGER NOT NULL) STRICT""",
    "INSERT INTO meta(id, schema, compat) VALUES(1, 1, 1)",
    """CREATE TABLE journal(
      pos INTEGER PRIMARY KEY,
      epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
      event_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, cause_id TEXT,
      payload BLOB NOT NULL, sha256 BLOB NOT NULL, prev_hash BLOB NOT NULL, hash BLOB NOT NULL,
      state TEXT NOT NULL DEFAULT 'pending'
        CHECK(state IN('pending','acked','review','fenced','quarantined')),
      attempts INTEGER NOT NULL DEFAULT 0, failing_s INTEGER NOT NULL DEFAULT 0,
      last_code TEXT, review_id TEXT,
      UNIQUE(epoch, seq)) STRICT""",
    "CREATE INDEX journal_outbox ON journal(pos) WHERE state='pending'",
    """CREATE INDEX journal_held ON journal(state)
      WHERE state IN('review','fenced','quarantined')""",
    """CREATE TABLE journal_base(
      id INTEGER PRIMARY KEY CHECK(id = 1),
      pruned_to INTEGER NOT NULL DEFAULT 0, epoch INTEGER, seq INTEGER, hash BLOB,
      grand_totals TEXT) STRICT""",
    "INSERT INTO journal_base(id) VALUES(1)",
    """CREATE TRIGGER journal_append_only
      BEFORE UPDATE OF pos,epoch,seq,event_id,kind,cause_id,payload,sha256,prev_hash,hash
      ON journal BEGIN SELECT RAISE(ABORT,'journal is append-only'); END""",
    """CREATE TRIGGER journal_keep BEFORE DELETE ON journal
      WHEN OLD.pos > (SELECT pruned_to FROM journal_base)
      BEGIN SELECT RAISE(ABORT,'journal is not prunable here'); END""",
)

PROJECTIONS: Final = (
    """CREATE TABLE sale(
      entry INTEGER PRIMARY KEY,
      event_id TEXT NOT NULL UNIQUE, local_transaction_id TEXT NOT NULL UNIQUE,
      series TEXT NOT NULL, number INTEGER NOT NULL CHECK(number > 0),
      occurred_at_ms INTEGER NOT NULL, business_date TEXT, shift_id TEXT, cashier_id TEXT,
      customer_id TEXT, currency TEXT NOT NULL, tax_rounding TEXT NOT NULL,
      price_includes_tax INTEGER NOT NULL,
      subtotal_cents INTEGER NOT NULL, discount_cents INTEGER NOT NULL, tax_cents INTEGER NOT NULL,
      tax_by_rate TEXT NOT NULL, total_cents INTEGER NOT NULL, paid_cents INTEGER NOT NULL,
      change_cents INTEGER NOT NULL, drawer INTEGER, note TEXT, training INTEGER NOT NULL,
      UNIQUE(series, number)) STRICT""",
    """CREATE TABLE sale_line(
      event_id TEXT NOT NULL REFERENCES sale(event_id), n INTEGER NOT NULL,
      variant_id TEXT NOT NULL, sku TEXT NOT NULL, barcode TEXT NOT NULL, name TEXT NOT NULL,
      unit TEXT NOT NULL, quantity_milli INTEGER NOT NULL, unit_price_cents INTEGER NOT NULL,
      gross_cents INTEGER NOT NULL, discount_cents INTEGER NOT NULL, net_cents INTEGER NOT NULL,
      tax_code TEXT NOT NULL, tax_rate_milli INTEGER NOT NULL, tax_micro INTEGER NOT NULL,
      tax_cents INTEGER NOT NULL, total_cents INTEGER NOT NULL,
      PRIMARY KEY(event_id, n)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE payment(
      event_id TEXT NOT NULL REFERENCES sale(event_id), n INTEGER NOT NULL,
      method TEXT NOT NULL, amount_cents INTEGER NOT NULL, received_cents INTEGER,
      state TEXT NOT NULL,
      PRIMARY KEY(event_id, n)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE stock_delta(
      event_id TEXT NOT NULL, n INTEGER NOT NULL, variant_id TEXT NOT NULL,
      quantity_milli INTEGER NOT NULL,
      PRIMARY KEY(event_id, n)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE shift(
      shift_id TEXT PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, number INTEGER NOT NULL UNIQUE,
      business_date TEXT NOT NULL, opened_at_ms INTEGER NOT NULL, cashier_id TEXT NOT NULL,
      float_cents INTEGER NOT NULL, closed_event_id TEXT, closed_at_ms INTEGER) STRICT""",
    "CREATE UNIQUE INDEX shift_open ON shift(closed_event_id IS NULL) WHERE closed_event_id IS NULL",
    """CREATE TABLE incident(
      event_id TEXT PRIMARY KEY, code TEXT NOT NULL, occurred_at_ms INTEGER NOT NULL,
      params TEXT NOT NULL) STRICT, WITHOUT ROWID""",
)

STATE: Final = (
    """CREATE TABLE series(
      doc_type TEXT PRIMARY KEY, series TEXT NOT NULL UNIQUE,
      next INTEGER NOT NULL CHECK(next > 0)) STRICT""",
    """CREATE TABLE terminal(
      id INTEGER PRIMARY KEY CHECK(id = 1), terminal_id TEXT NOT NULL,
      organization_id TEXT NOT NULL, local_id TEXT NOT NULL, terminal_name TEXT NOT NULL,
      epoch INTEGER NOT NULL, nonce BLOB NOT NULL CHECK(length(nonce) = 32),
      centre_url TEXT NOT NULL) STRICT""",
    """CREATE TABLE instance(
      entry INTEGER PRIMARY KEY, boot_id TEXT NOT NULL UNIQUE, started_at_ms INTEGER NOT NULL,
      checked_at_ms INTEGER, clean_end INTEGER NOT NULL DEFAULT 0) STRICT""",
    """CREATE TABLE staff(
      staff_id TEXT PRIMARY KEY, number INTEGER NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
      permissions TEXT NOT NULL, active INTEGER NOT NULL,
      pin_memory_kib INTEGER, pin_time_cost INTEGER, pin_parallelism INTEGER,
      pin_salt BLOB, pin_pepper_id TEXT, pin_hash BLOB) STRICT""",
    """CREATE TABLE pin_failures(
      staff_id TEXT PRIMARY KEY, failures INTEGER NOT NULL, waited_ms INTEGER NOT NULL) STRICT""",
    """CREATE TABLE draft(
      entry INTEGER PRIMARY KEY, local_transaction_id TEXT NOT NULL UNIQUE,
      header TEXT NOT NULL) STRICT""",
    """CREATE TABLE draft_line(
      local_transaction_id TEXT NOT NULL
        REFERENCES draft(local_transaction_id) ON DELETE CASCADE,
      key INTEGER NOT NULL, line TEXT NOT NULL,
      PRIMARY KEY(local_transaction_id, key)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE print_job(
      entry INTEGER PRIMARY KEY, output_id TEXT NOT NULL UNIQUE, event_id TEXT,
      kind TEXT NOT NULL, copy_no INTEGER NOT NULL, printer TEXT NOT NULL, document TEXT,
      drawer_pin INTEGER, blob BLOB, sha256 TEXT,
      state TEXT NOT NULL CHECK(state IN('queued','waiting_device','sending','sent','printed',
        'uncertain','reprinted','cancelled')),
      fence TEXT, attempts INTEGER NOT NULL DEFAULT 0, epoch INTEGER, created_ms INTEGER NOT NULL,
      sent_ms INTEGER, done_ms INTEGER, error TEXT) STRICT""",
    """CREATE INDEX print_job_queue ON print_job(printer, kind <> 'drawer', entry)
      WHERE state IN('queued','waiting_device')""",
    """CREATE INDEX print_job_open ON print_job(entry)
      WHERE state IN('sending','sent','uncertain')""",
    "CREATE INDEX print_job_event ON print_job(event_id, kind, copy_no)",
    """CREATE TABLE sync_state(
      id INTEGER PRIMARY KEY CHECK(id = 1), high_water_epoch INTEGER, high_water_seq INTEGER,
      high_water_hash TEXT, durable_seq INTEGER, config_version INTEGER,
      last_acked_at_ms INTEGER) STRICT""",
    "INSERT INTO sync_state(id) VALUES(1)",
)


def upgrade() -> None:
    for statement in (*JOURNAL, *PROJECTIONS, *STATE):
        op.execute(statement)
