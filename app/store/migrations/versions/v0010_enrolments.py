"""Nonces of earlier enrolments, by which their epochs are verified; a disabling; what is held twice."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS: Final = (
    "ALTER TABLE terminal ADD COLUMN nonce_since INTEGER NOT NULL DEFAULT 1",
    """CREATE TABLE earlier_nonce(
      first_epoch INTEGER PRIMARY KEY, nonce BLOB NOT NULL CHECK(length(nonce) = 32)) STRICT""",
    "ALTER TABLE sync_state ADD COLUMN disabled_at_ms INTEGER",
    "ALTER TABLE sync_state ADD COLUMN disabled_ms INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE durable(
      epoch INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT""",
    "UPDATE meta SET schema = 10 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
