"""Public keys of the shop's tills, by which signed codes of receipts are checked."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS: Final = (
    """CREATE TABLE till_key(
      key_id TEXT PRIMARY KEY, public_key BLOB NOT NULL CHECK(length(public_key) = 32),
      terminal_id TEXT NOT NULL, terminal_name TEXT NOT NULL, valid_to_ms INTEGER) STRICT, WITHOUT ROWID""",
    "UPDATE meta SET schema = 3 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
