"""What the centre tells of staff, configuration and reviews; how far each stream is; the signed bundle."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0011"
down_revision = "0010"

STATEMENTS: Final = (
    """CREATE TABLE stream(
      stream TEXT PRIMARY KEY, generation TEXT, cursor TEXT, fresh_at_ms INTEGER,
      snapshot INTEGER NOT NULL DEFAULT 0, pages INTEGER NOT NULL DEFAULT 0,
      item_count INTEGER NOT NULL DEFAULT 0, digest BLOB, problem TEXT) STRICT, WITHOUT ROWID""",
    """CREATE TABLE stream_item(
      stream TEXT NOT NULL, shadow INTEGER NOT NULL, item_id TEXT NOT NULL, version INTEGER NOT NULL,
      data TEXT, PRIMARY KEY(stream, shadow, item_id)) STRICT, WITHOUT ROWID""",
    """CREATE INDEX review_item ON stream_item(data ->> '$.state', data ->> '$.resolved_at')
      WHERE stream = 'reviews' AND shadow = 0 AND data IS NOT NULL""",
    """CREATE TABLE staff_bundle(
      id INTEGER PRIMARY KEY CHECK(id = 1), public_key BLOB CHECK(length(public_key) = 32),
      version INTEGER, issued_at_ms INTEGER, expires_at_ms INTEGER) STRICT""",
    "ALTER TABLE staff ADD COLUMN offline_grant_days INTEGER",
    "ALTER TABLE sync_state ADD COLUMN server_at_ms INTEGER",
    "UPDATE meta SET schema = 11 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
