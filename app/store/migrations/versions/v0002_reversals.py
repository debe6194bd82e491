"""What takes a sale back, codes of tenders, points: returns, voids and what they repay."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS: Final = (
    "ALTER TABLE sale ADD COLUMN points_earned INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sale ADD COLUMN points_spent INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE payment ADD COLUMN authorization_code TEXT",
    "ALTER TABLE payment ADD COLUMN confirmation_code TEXT",
    """CREATE INDEX payment_confirmation ON payment(confirmation_code)
      WHERE confirmation_code IS NOT NULL""",
    """CREATE TABLE refund(
      entry INTEGER PRIMARY KEY,
      event_id TEXT NOT NULL UNIQUE, local_transaction_id TEXT NOT NULL UNIQUE,
      series TEXT NOT NULL, number INTEGER NOT NULL CHECK(number > 0),
      original_event_id TEXT, original_terminal_id TEXT NOT NULL,
      original_series TEXT NOT NULL, original_number INTEGER NOT NULL,
      occurred_at_ms INTEGER NOT NULL, business_date TEXT, shift_id TEXT, cashier_id TEXT,
      customer_id TEXT, reason TEXT NOT NULL, tax_cents INTEGER NOT NULL,
      total_cents INTEGER NOT NULL, points_back INTEGER NOT NULL, drawer INTEGER,
      training INTEGER NOT NULL,
      UNIQUE(series, number)) STRICT""",
    "CREATE INDEX refund_original ON refund(original_series, original_number)",
    """CREATE TABLE refund_line(
      event_id TEXT NOT NULL REFERENCES refund(event_id), n INTEGER NOT NULL,
      original_n INTEGER NOT NULL, variant_id TEXT NOT NULL, name TEXT NOT NULL,
      quantity_milli INTEGER NOT NULL, net_cents INTEGER NOT NULL, tax_cents INTEGER NOT NULL,
      total_cents INTEGER NOT NULL,
      PRIMARY KEY(event_id, n)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE sale_void(
      event_id TEXT PRIMARY KEY, original_event_id TEXT UNIQUE,
      series TEXT NOT NULL, number INTEGER NOT NULL,
      occurred_at_ms INTEGER NOT NULL, business_date TEXT, shift_id TEXT, cashier_id TEXT,
      approver_id TEXT, reason TEXT NOT NULL, total_cents INTEGER NOT NULL,
      points_back INTEGER NOT NULL, drawer INTEGER, training INTEGER NOT NULL,
      UNIQUE(series, number)) STRICT""",
    """CREATE TABLE repayment(
      event_id TEXT NOT NULL, n INTEGER NOT NULL, method TEXT NOT NULL,
      amount_cents INTEGER NOT NULL, state TEXT NOT NULL,
      PRIMARY KEY(event_id, n)) STRICT, WITHOUT ROWID""",
    "UPDATE meta SET schema = 2 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
