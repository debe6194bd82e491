"""Personal limits and badges; a person from before has the limits of their role and no badge."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS: Final = (
    "ALTER TABLE staff ADD COLUMN limits TEXT",
    "ALTER TABLE staff ADD COLUMN badge_pepper_id TEXT",
    "ALTER TABLE staff ADD COLUMN badge_sha256 BLOB",
    "UPDATE meta SET schema = 4 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
