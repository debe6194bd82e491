"""What the consumer of effects reads of an event: whose it is and its place in the journal, not its words."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "GRANT SELECT (organization_id, local_id, event_id, terminal_id, epoch, seq) ON pos.sync_inbox"
        " TO pos_saga"
    )


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
