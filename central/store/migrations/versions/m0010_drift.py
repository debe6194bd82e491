"""Drift is found by a consumer: it reads lists, rights and discounts of the tenant it acts for."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "GRANT SELECT ON pos.staff_rights, pos.discounts TO pos_saga",
    "GRANT SELECT (organization_id, staff_id, name) ON pos.staff TO pos_saga",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
