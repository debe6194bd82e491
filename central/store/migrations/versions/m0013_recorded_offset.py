"""Whether a clock was off is judged by what each event says of it, not by what its till said last."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("GRANT SELECT (payload) ON pos.sync_inbox TO pos_saga")


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
