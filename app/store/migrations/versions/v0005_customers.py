"""Customers created at this till, and what each customer spent here."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS: Final = (
    """CREATE TABLE customer_local(
      entry INTEGER PRIMARY KEY,
      customer_id TEXT NOT NULL UNIQUE, event_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
      document_kind TEXT, document_number TEXT, document_dv TEXT, phone TEXT NOT NULL,
      consent_at_ms INTEGER NOT NULL) STRICT""",
    """CREATE INDEX sale_customer ON sale(customer_id, occurred_at_ms)
      WHERE customer_id IS NOT NULL""",
    "UPDATE meta SET schema = 5 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
