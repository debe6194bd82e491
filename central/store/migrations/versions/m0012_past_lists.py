"""Lists as they were are forgotten with the log that told of them."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("GRANT DELETE ON pos.r_past TO pos_feed")


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
