"""Bank and reference of tenders, so that a transfer pays once at this till."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS: Final = (
    "ALTER TABLE payment ADD COLUMN bank TEXT",
    "ALTER TABLE payment ADD COLUMN reference TEXT",
    # what was sold before stands in the events, which also say of each tender what it is known by
    """UPDATE payment SET (bank, reference) = (
      SELECT json_extract(said.value, '$.bank'), json_extract(said.value, '$.reference')
      FROM journal j, json_each(CAST(j.payload AS TEXT), '$.data.payments') said
      WHERE j.event_id = payment.event_id AND json_extract(said.value, '$.n') = payment.n)
      WHERE method <> 'cash'""",
    "CREATE INDEX payment_reference ON payment(reference) WHERE reference IS NOT NULL",
    "UPDATE meta SET schema = 7 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
