"""Upload: causes waited for, messages held, clones told by their boots, epochs that name the one before."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STATEMENTS = (
    # What goes out of an event is written with it and waits with its effects.
    "ALTER TABLE pos.central_outbox ADD COLUMN held boolean NOT NULL DEFAULT false",
    "DROP INDEX pos.central_outbox_unpublished",
    "CREATE INDEX central_outbox_unpublished ON pos.central_outbox (seq)"
    " WHERE published_at IS NULL AND NOT held",
    "CREATE INDEX cause_wait_cause ON pos.cause_wait (organization_id, cause_id)",
    # Boots in the order in which the centre first heard of them.
    "ALTER TABLE pos.terminal_boots ADD COLUMN entry bigint GENERATED ALWAYS AS IDENTITY",
    # The place an epoch continues from, as its ``epoch.opened`` says, and what a second copy holds.
    "ALTER TABLE pos.terminal_epochs ADD COLUMN previous_epoch bigint, ADD COLUMN previous_seq bigint,"
    " ADD COLUMN previous_hash bytea, ADD COLUMN durable_seq bigint",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
