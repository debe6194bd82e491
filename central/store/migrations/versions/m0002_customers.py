"""Customers of an organization and what each of them agreed to; row security forced."""

from __future__ import annotations

from alembic import op

from central.store.rls import protect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES: dict[str, str] = {
    "r_customers": """
        organization_id uuid NOT NULL REFERENCES pos.organizations, customer_id uuid NOT NULL,
        name text NOT NULL, document_kind text, document_number text, document_dv text,
        phone text NOT NULL DEFAULT '', email text NOT NULL DEFAULT '',
        groups text[] NOT NULL DEFAULT '{}', blocked boolean NOT NULL DEFAULT false,
        version bigint NOT NULL, valid_from timestamptz, valid_to timestamptz,
        PRIMARY KEY (organization_id, customer_id)""",
    "customer_consents": """
        organization_id uuid NOT NULL, event_id uuid NOT NULL, customer_id uuid NOT NULL,
        consent_text text NOT NULL, given_at timestamptz NOT NULL, terminal_id uuid NOT NULL,
        cashier_id uuid, received_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, event_id),
        FOREIGN KEY (organization_id, event_id) REFERENCES pos.sync_inbox,
        FOREIGN KEY (organization_id, customer_id) REFERENCES pos.r_customers,
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
}
_INDEXES = (
    "CREATE INDEX customer_consents_of ON pos.customer_consents (organization_id, customer_id)",
    "CREATE INDEX r_customers_document ON pos.r_customers (organization_id, document_number)"
    " WHERE document_number IS NOT NULL",
)
# Consent is evidence: written once. Reports see neither table: they count sales, not people.
_GRANTS = (
    "GRANT SELECT, INSERT, UPDATE ON pos.r_customers TO pos_app",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON pos.r_customers TO pos_feed",
    "GRANT SELECT, INSERT ON pos.customer_consents TO pos_app",
)
_FEW_TENANTS = """DO $$ DECLARE t text; BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN RETURN; END IF;
    FOREACH t IN ARRAY ARRAY['r_customers', 'customer_consents'] LOOP
      PERFORM pg_restore_attribute_stats('schemaname', 'pos', 'relname', t, 'attname', 'organization_id',
        'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
    END LOOP;
  END $$"""
"""As in 0001: the planner knows from the start that an organization has many rows (docs/adr/0026)."""


def upgrade() -> None:
    for table, columns in _TABLES.items():
        op.execute(f"CREATE TABLE pos.{table} ({columns})")
        for statement in protect(table, with_local=False):
            op.execute(statement)
    for statement in (*_INDEXES, *_GRANTS, _FEW_TENANTS):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
