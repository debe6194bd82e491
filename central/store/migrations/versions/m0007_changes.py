"""What tills are told: the log of changes, its generation, and the replicas as the streams serve them."""

from __future__ import annotations

from alembic import op

from central.store.rls import protect

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_LOG: dict[str, str] = {
    # No local_id: every shop of the organization. The transaction's number is what cursors go by (D5).
    "change_log": """
        organization_id uuid NOT NULL REFERENCES pos.organizations, local_id uuid,
        id bigint GENERATED ALWAYS AS IDENTITY, xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        stream text NOT NULL, item_id text NOT NULL, op text NOT NULL CHECK (op IN ('upsert', 'delete')),
        version bigint NOT NULL, logged_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, local_id) REFERENCES pos.locals""",
    # Up to where a stream's log was pruned: cursors before it are gone.
    "change_horizon": """
        organization_id uuid NOT NULL REFERENCES pos.organizations, stream text NOT NULL,
        xid xid8 NOT NULL, id bigint NOT NULL, PRIMARY KEY (organization_id, stream)""",
    # Of which cluster and timeline the log's numbers are; a restore empties it.
    "generation": """
        organization_id uuid PRIMARY KEY REFERENCES pos.organizations, generation text NOT NULL,
        system_identifier bigint NOT NULL, timeline integer NOT NULL, begun_at timestamptz NOT NULL""",
}
_REPLICAS: dict[str, str] = {
    "r_promotions": """
        organization_id uuid NOT NULL REFERENCES pos.organizations, promotion_id text NOT NULL,
        body jsonb NOT NULL, version bigint NOT NULL, PRIMARY KEY (organization_id, promotion_id)""",
    "r_stock": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, variant_id uuid NOT NULL,
        quantity_milli bigint NOT NULL, as_of timestamptz NOT NULL, version bigint NOT NULL,
        PRIMARY KEY (organization_id, local_id, variant_id),
        FOREIGN KEY (organization_id, local_id) REFERENCES pos.locals""",
}
_COLUMNS = (
    "ALTER TABLE pos.r_products ADD COLUMN barcode text NOT NULL DEFAULT '',"
    " ADD COLUMN codes jsonb NOT NULL DEFAULT '[]', ADD COLUMN statutory_class text NOT NULL DEFAULT '',"
    " ADD COLUMN open_price boolean NOT NULL DEFAULT false, ADD COLUMN rank bigint,"
    # Two products may change their sku with each other in one file.
    " DROP CONSTRAINT r_products_organization_id_sku_key,"
    " ADD CONSTRAINT r_products_sku UNIQUE (organization_id, sku) DEFERRABLE INITIALLY DEFERRED",
    # One code may be on several products: whoever looks it up is shown them all.
    "ALTER TABLE pos.r_barcodes ADD COLUMN kind text NOT NULL DEFAULT 'code',"
    " DROP CONSTRAINT r_barcodes_pkey, ADD PRIMARY KEY (organization_id, barcode, kind, variant_id),"
    " DROP CONSTRAINT r_barcodes_organization_id_variant_id_fkey,"
    " ADD FOREIGN KEY (organization_id, variant_id) REFERENCES pos.r_products ON DELETE CASCADE,"
    " DROP COLUMN version",
    "CREATE INDEX r_barcodes_of ON pos.r_barcodes (organization_id, variant_id)",
    # Streams fail independently: a price may be here before its product.
    "ALTER TABLE pos.r_prices DROP CONSTRAINT r_prices_organization_id_variant_id_fkey,"
    " DROP CONSTRAINT r_prices_pkey, ADD COLUMN item_id text, ADD COLUMN price_list text NOT NULL DEFAULT '',"
    " ALTER COLUMN valid_from DROP NOT NULL",
    "ALTER TABLE pos.r_taxes DROP CONSTRAINT r_taxes_pkey, ADD COLUMN item_id text,"
    " ALTER COLUMN valid_from DROP NOT NULL",
    "ALTER TABLE pos.r_customers ADD COLUMN discount_milli bigint NOT NULL DEFAULT 0,"
    " ADD COLUMN points bigint NOT NULL DEFAULT 0, ADD COLUMN points_as_of timestamptz,"
    " ADD COLUMN credit_limit_minor bigint, ADD COLUMN credit_used_minor bigint NOT NULL DEFAULT 0,"
    " ADD COLUMN consent_at timestamptz, ADD COLUMN cards text[] NOT NULL DEFAULT '{}',"
    " ADD COLUMN rank bigint",
    # What somebody agreed to stays as evidence when the customer does not.
    "ALTER TABLE pos.customer_consents DROP CONSTRAINT customer_consents_organization_id_customer_id_fkey",
    "CREATE SEQUENCE pos.change_version",
)


def _seen_by_owner(table: str, statement: str) -> tuple[str, ...]:
    """Change rows of all tenants: the owner sees them while row security is not forced."""
    force = f"ALTER TABLE pos.{table} FORCE ROW LEVEL SECURITY"
    return force.replace("FORCE", "NO FORCE", 1), statement, force


def _keyed(table: str, key: str) -> tuple[str, ...]:
    """Give old rows the identity that items of the stream have."""
    return (
        *_seen_by_owner(
            table,
            f"UPDATE pos.{table} SET item_id = {key} || '@'"  # noqa: S608 names of this module only
            " || to_char(valid_from AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
        ),
        f"ALTER TABLE pos.{table} ALTER COLUMN item_id SET NOT NULL,"
        " ADD PRIMARY KEY (organization_id, item_id)",
    )


_REST = (
    # Two, for a condition IS NULL on a column of an index costs a page its order: all would be sorted.
    "CREATE INDEX change_log_shop ON pos.change_log (organization_id, stream, local_id, xid, id)"
    " WHERE local_id IS NOT NULL",
    "CREATE INDEX change_log_everywhere ON pos.change_log (organization_id, stream, xid, id)"
    " WHERE local_id IS NULL",
    "CREATE INDEX r_prices_of ON pos.r_prices (organization_id, variant_id)",
    # How far a till's own events are in the figures of its shop (D7).
    "CREATE INDEX effects_stock_open ON pos.effects (organization_id, local_id, event_id)"
    " WHERE kind = 'stock' AND state IN ('held', 'pending')",
    "GRANT USAGE ON SEQUENCE pos.change_version TO pos_app, pos_saga, pos_feed",
    "GRANT SELECT, INSERT ON pos.change_log TO pos_app, pos_saga, pos_feed",
    "GRANT DELETE ON pos.change_log TO pos_feed",
    "GRANT SELECT, INSERT, UPDATE ON pos.generation TO pos_app",
    "GRANT SELECT ON pos.change_horizon, pos.r_promotions, pos.r_stock TO pos_app",
    "GRANT SELECT, INSERT, UPDATE ON pos.change_horizon TO pos_feed",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON pos.r_promotions, pos.r_stock TO pos_feed",
    "GRANT SELECT, INSERT, UPDATE ON pos.r_stock TO pos_saga",
    "GRANT SELECT, UPDATE ON pos.r_customers TO pos_saga",
    "GRANT SELECT ON pos.r_products TO pos_saga",
    "GRANT SELECT ON pos.r_stock, pos.r_promotions TO pos_report",
    # As in 0001: the planner knows from the start that an organization has many rows (docs/adr/0026).
    """DO $$ DECLARE t text; BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN RETURN; END IF;
    FOREACH t IN ARRAY ARRAY['change_log', 'r_promotions', 'r_stock'] LOOP
      PERFORM pg_restore_attribute_stats('schemaname', 'pos', 'relname', t, 'attname', 'organization_id',
        'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
    END LOOP;
  END $$""",
)


def upgrade() -> None:
    for table, columns in (_LOG | _REPLICAS).items():
        op.execute(f"CREATE TABLE pos.{table} ({columns})")
        local = table == "r_stock"
        for statement in protect(table, with_local=local, shared=table == "change_log"):
            op.execute(statement)
    prices, taxes = _keyed("r_prices", "variant_id::text"), _keyed("r_taxes", "tax_code")
    customers = _seen_by_owner(
        "r_customers", "UPDATE pos.r_customers SET version = nextval('pos.change_version') WHERE version = 0"
    )
    for statement in (*_COLUMNS, *prices, *taxes, *customers, *_REST):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
