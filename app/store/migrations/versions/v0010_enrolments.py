"""What follows an enrolment: nonces of earlier ones, by which their epochs are verified; a disabling."""

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
    "UPDATE meta SET schema = 10 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
