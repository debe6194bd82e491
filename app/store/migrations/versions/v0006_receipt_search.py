"""Receipts found by their number and by their total."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS: Final = (
    "CREATE INDEX sale_number ON sale(number)",
    "CREATE INDEX sale_total ON sale(total_cents/100, entry, total_cents)",
    "UPDATE meta SET schema = 6 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
