"""Staff bundles, configuration and keys of tills, as the centre tells them to a shop's tills."""

from __future__ import annotations

from alembic import op

from central.store.rls import protect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TABLES: dict[str, str] = {
    "staff_bundles": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, version bigint NOT NULL,
        issued_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, content bytea NOT NULL,
        jws text NOT NULL, handovers text[] NOT NULL,
        PRIMARY KEY (organization_id, local_id),
        FOREIGN KEY (organization_id, local_id) REFERENCES pos.locals""",
    "config_items": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, id text NOT NULL, data jsonb NOT NULL,
        version bigint NOT NULL,
        PRIMARY KEY (organization_id, local_id, id),
        FOREIGN KEY (organization_id, local_id) REFERENCES pos.locals""",
    # Receipts outlive the key that signed them: each key a till ever had, and until when it counts.
    "till_keys": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, terminal_id uuid NOT NULL,
        public_key bytea NOT NULL CHECK (length(public_key) = 32), valid_to timestamptz,
        PRIMARY KEY (organization_id, terminal_id, public_key),
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
}
_FILL = (
    # The owner sees the rows of all tenants while row security is not forced.
    "ALTER TABLE pos.terminals NO FORCE ROW LEVEL SECURITY",
    "INSERT INTO pos.till_keys (organization_id, local_id, terminal_id, public_key)"
    " SELECT organization_id, local_id, terminal_id, public_key FROM pos.terminals WHERE status = 'active'",
    "ALTER TABLE pos.terminals FORCE ROW LEVEL SECURITY",
)
_GRANTS = (
    "GRANT SELECT, INSERT, UPDATE ON pos.staff_bundles, pos.config_items, pos.till_keys TO pos_app",
    "GRANT DELETE ON pos.config_items TO pos_app, pos_feed",
    "GRANT SELECT, INSERT, UPDATE ON pos.staff_bundles, pos.config_items TO pos_feed",
    "GRANT SELECT ON pos.config_items TO pos_report, pos_saga",
    # What bundles, keys and best sellers are made of.
    "GRANT SELECT ON pos.staff, pos.staff_locals, pos.staff_pins, pos.staff_badges, pos.till_keys,"
    " pos.terminals, pos.transactions, pos.transaction_items, pos.voids TO pos_feed",
    "GRANT UPDATE (config_version) ON pos.organizations TO pos_feed",
    # As in 0001: the planner knows from the start that an organization has many rows (docs/adr/0026).
    """DO $$ DECLARE t text; BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN RETURN; END IF;
    FOREACH t IN ARRAY ARRAY['staff_bundles', 'config_items', 'till_keys'] LOOP
      PERFORM pg_restore_attribute_stats('schemaname', 'pos', 'relname', t, 'attname', 'organization_id',
        'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
    END LOOP;
  END $$""",
)


def upgrade() -> None:
    for table, columns in _TABLES.items():
        op.execute(f"CREATE TABLE pos.{table} ({columns})")
    for statement in _FILL:
        op.execute(statement)
    for table in _TABLES:
        for statement in protect(table, with_local=True):
            op.execute(statement)
    for statement in _GRANTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
