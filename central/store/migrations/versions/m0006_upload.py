"""Upload: causes waited for, messages held, clones told by their boots, epochs that name the one before."""

from __future__ import annotations

from alembic import op

from central.store.rls import protect

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


_CLOSINGS = """
    organization_id uuid NOT NULL, local_id uuid NOT NULL, event_id uuid NOT NULL, terminal_id uuid NOT NULL,
    shift_id uuid NOT NULL, number bigint NOT NULL, ranges jsonb NOT NULL, head_hash bytea NOT NULL,
    counts jsonb NOT NULL, tenders jsonb NOT NULL, received_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, event_id),
    FOREIGN KEY (organization_id, event_id) REFERENCES pos.sync_inbox,
    FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals"""
_GRANTS = (
    "CREATE INDEX z_closings_terminal ON pos.z_closings (organization_id, terminal_id)",
    "GRANT SELECT, INSERT ON pos.z_closings TO pos_app",
    "GRANT SELECT ON pos.z_closings TO pos_report",
    # Whoever holds a Z against what is here counts events and their money, and reads none of their words.
    "GRANT SELECT ON pos.z_closings, pos.void_payments TO pos_saga",
    "GRANT SELECT (kind, hash) ON pos.sync_inbox TO pos_saga",
    # As in 0001: the planner knows from the start that an organization has many rows (docs/adr/0026).
    """DO $$ BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN RETURN; END IF;
    PERFORM pg_restore_attribute_stats('schemaname', 'pos', 'relname', 'z_closings', 'attname',
      'organization_id', 'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
  END $$""",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
    op.execute(f"CREATE TABLE pos.z_closings ({_CLOSINGS})")
    for statement in (*protect("z_closings", with_local=True), *_GRANTS):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
