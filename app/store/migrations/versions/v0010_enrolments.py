"""Nonces of earlier enrolments: the epochs they opened are still verified by them."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS: Final = (
    "ALTER TABLE terminal ADD COLUMN nonce_since INTEGER NOT NULL DEFAULT 1",
    """CREATE TABLE earlier_nonce(
      first_epoch INTEGER PRIMARY KEY, nonce BLOB NOT NULL CHECK(length(nonce) = 32)) STRICT""",
    "UPDATE meta SET schema = 10 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
