"""What is found out about the money of a completed sale; payments that nobody has confirmed yet."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0009"
down_revision = "0008"

STATEMENTS: Final = (
    """CREATE TABLE payment_outcome(
      entry INTEGER PRIMARY KEY,
      event_id TEXT NOT NULL UNIQUE, sale_event_id TEXT NOT NULL, n INTEGER NOT NULL,
      outcome TEXT NOT NULL, reason TEXT, occurred_at_ms INTEGER NOT NULL,
      cashier_id TEXT, approver_id TEXT) STRICT""",
    """CREATE TABLE change_correction(
      entry INTEGER PRIMARY KEY,
      event_id TEXT NOT NULL UNIQUE, sale_event_id TEXT NOT NULL,
      received_cents INTEGER NOT NULL, change_cents INTEGER NOT NULL,
      occurred_at_ms INTEGER NOT NULL, cashier_id TEXT, approver_id TEXT) STRICT""",
    "CREATE INDEX change_correction_sale ON change_correction(sale_event_id)",
    # A list of what is open alone: years of confirmed codes lie beside it and are never walked through.
    """CREATE TABLE payment_awaited(
      entry INTEGER PRIMARY KEY,
      event_id TEXT NOT NULL, n INTEGER NOT NULL,
      UNIQUE(event_id, n)) STRICT""",
    """INSERT INTO payment_awaited(event_id, n)
      SELECT p.event_id, p.n FROM payment p JOIN sale s ON s.event_id = p.event_id
      WHERE p.state = 'unconfirmed'
      AND NOT EXISTS (SELECT 1 FROM sale_void v WHERE v.original_event_id = p.event_id)
      ORDER BY s.entry, p.n""",
    """CREATE TRIGGER payment_awaits AFTER INSERT ON payment WHEN NEW.state = 'unconfirmed'
      BEGIN INSERT INTO payment_awaited(event_id, n) VALUES (NEW.event_id, NEW.n); END""",
    """CREATE TRIGGER payment_told AFTER INSERT ON payment_outcome
      BEGIN DELETE FROM payment_awaited WHERE event_id = NEW.sale_event_id AND n = NEW.n; END""",
    """CREATE TRIGGER payment_undone AFTER INSERT ON sale_void
      BEGIN DELETE FROM payment_awaited WHERE event_id = NEW.original_event_id; END""",
    "UPDATE meta SET schema = 9 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
