"""What is found out about the money of a sale: payments that arrived or not, change that was corrected."""

from __future__ import annotations

from alembic import op

from central.store.rls import protect

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OF_EVENT = """organization_id uuid NOT NULL, local_id uuid NOT NULL, event_id uuid NOT NULL,
        terminal_id uuid NOT NULL, sale_event_id uuid NOT NULL, cashier_id uuid, approver_id uuid,
        created_at timestamptz NOT NULL, entry bigint GENERATED ALWAYS AS IDENTITY,"""
_KEYS = """PRIMARY KEY (organization_id, event_id),
        FOREIGN KEY (organization_id, event_id) REFERENCES pos.sync_inbox,
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals"""
_TABLES: dict[str, str] = {
    "payment_outcomes": f"""{_OF_EVENT}
        n integer NOT NULL, method text NOT NULL CHECK (method <> 'mixed'), amount_minor bigint NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('confirmed', 'rejected')), reason text, reference text,
        told_at timestamptz NOT NULL, {_KEYS}""",
    "change_corrections": f"""{_OF_EVENT}
        received_before_minor bigint NOT NULL, change_before_minor bigint NOT NULL,
        received_minor bigint NOT NULL, change_minor bigint NOT NULL,
        corrected_at timestamptz NOT NULL, {_KEYS}""",
}
_STATEMENTS = (
    "CREATE INDEX payment_outcomes_sale ON pos.payment_outcomes (organization_id, sale_event_id)",
    "CREATE INDEX change_corrections_sale ON pos.change_corrections (organization_id, sale_event_id)",
    # What was found out is written once; another look is another event.
    "GRANT SELECT, INSERT ON pos.payment_outcomes, pos.change_corrections TO pos_app",
    "GRANT SELECT ON pos.payment_outcomes, pos.change_corrections TO pos_report",
    # As in 0001: the planner knows from the start that an organization has many rows (docs/adr/0026).
    """DO $$ DECLARE t text; BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN RETURN; END IF;
    FOREACH t IN ARRAY ARRAY['payment_outcomes', 'change_corrections'] LOOP
      PERFORM pg_restore_attribute_stats('schemaname', 'pos', 'relname', t, 'attname', 'organization_id',
        'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
    END LOOP;
  END $$""",
)


def upgrade() -> None:
    for table, columns in _TABLES.items():
        op.execute(f"CREATE TABLE pos.{table} ({columns})")
        for statement in protect(table, with_local=True):
            op.execute(statement)
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
