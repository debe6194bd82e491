"""Returns, voids, promotions, discounts, tender details, and effects that are due; row security forced."""

from __future__ import annotations

from alembic import op

from central.store.rls import protect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = (
    "ALTER TABLE pos.transactions ADD COLUMN note text, ADD COLUMN points_earned bigint NOT NULL DEFAULT 0,"
    " ADD COLUMN points_spent bigint NOT NULL DEFAULT 0, ADD COLUMN points_back bigint NOT NULL DEFAULT 0,"
    " ADD COLUMN reason text, ADD COLUMN approver_id uuid, ADD COLUMN original_event_id uuid,"
    " ADD COLUMN original_terminal_id uuid, ADD COLUMN original_series text,"
    " ADD COLUMN original_number bigint,"
    " ADD CONSTRAINT transactions_original CHECK ((kind = 'return') = (original_number IS NOT NULL))",
    # A return's line has no price of its own and no tax at six places: it carries shares of the original's.
    "ALTER TABLE pos.transaction_items ALTER COLUMN unit_price_minor DROP NOT NULL,"
    " ALTER COLUMN tax_micro DROP NOT NULL, ADD COLUMN original_n integer,"
    " ADD COLUMN list_price_minor bigint, ADD COLUMN price_reason text, ADD COLUMN price_approver_id uuid,"
    " ADD COLUMN note text, ADD COLUMN lot text, ADD COLUMN expiry date",
    "ALTER TABLE pos.payments ADD COLUMN batch text, ADD COLUMN trace text, ADD COLUMN payer text,"
    " ADD COLUMN mode text, ADD COLUMN approver_id uuid",
    "ALTER TABLE pos.effects ADD COLUMN due_at timestamptz, ADD COLUMN attempts integer NOT NULL DEFAULT 0",
)
_TABLES: dict[str, str] = {
    "transaction_promotions": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, transaction_id uuid NOT NULL,
        n integer NOT NULL, place integer NOT NULL, promotion_id text NOT NULL, version bigint NOT NULL,
        amount_minor bigint NOT NULL,
        PRIMARY KEY (organization_id, transaction_id, n, place),
        FOREIGN KEY (organization_id, transaction_id, n) REFERENCES pos.transaction_items""",
    "discounts": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, transaction_id uuid NOT NULL,
        place integer NOT NULL, kind text NOT NULL, scope text NOT NULL, reason text NOT NULL,
        percent_milli bigint, amount_minor bigint NOT NULL, approver_id uuid, doc_type text, doc_last text,
        shares jsonb NOT NULL,
        PRIMARY KEY (organization_id, transaction_id, place),
        FOREIGN KEY (organization_id, transaction_id) REFERENCES pos.transactions""",
    "voids": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, event_id uuid NOT NULL,
        terminal_id uuid NOT NULL, original_event_id uuid NOT NULL, original_terminal_id uuid NOT NULL,
        original_series text NOT NULL, original_number bigint NOT NULL, reason text NOT NULL,
        total_minor bigint NOT NULL, points_back bigint NOT NULL, cashier_id uuid, approver_id uuid,
        shift_id uuid, business_date date, voided_at timestamptz NOT NULL, created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, event_id),
        FOREIGN KEY (organization_id, event_id) REFERENCES pos.sync_inbox,
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "void_payments": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, event_id uuid NOT NULL, n integer NOT NULL,
        method text NOT NULL CHECK (method <> 'mixed'), amount_minor bigint NOT NULL, received_minor bigint,
        state text NOT NULL, card_brand text, card_type text, card_last4 text
            CHECK (card_last4 ~ '^[0-9]{4}$'), authorization_code text, terminal_reference text, batch text,
        trace text, reference text, confirmation_code text, bank text, payer text, mode text,
        approver_id uuid,
        PRIMARY KEY (organization_id, event_id, n),
        FOREIGN KEY (organization_id, event_id) REFERENCES pos.voids""",
}
_INDEXES = (
    "CREATE INDEX transactions_returns ON pos.transactions"
    " (organization_id, original_series, original_number) WHERE kind = 'return'",
    "CREATE INDEX voids_original ON pos.voids (organization_id, original_event_id)",
    "CREATE INDEX payments_code ON pos.payments (organization_id, method, confirmation_code)"
    " WHERE confirmation_code IS NOT NULL",
    "CREATE INDEX effects_due ON pos.effects (due_at) WHERE state = 'pending' AND due_at IS NOT NULL",
)
_POLICIES = (
    # Effects of all tenants are found by one worker, which then takes on the tenant of each.
    "CREATE POLICY claim ON pos.effects FOR SELECT TO pos_saga USING (true)",
    # A payment's code is used once in the whole organization, in whichever of its shops.
    "CREATE POLICY codes ON pos.payments FOR SELECT TO pos_saga"
    " USING (organization_id = (SELECT pos.org_id()))",
    "CREATE POLICY codes ON pos.transactions FOR SELECT TO pos_saga"
    " USING (organization_id = (SELECT pos.org_id()))",
)
# What was sold, returned or undone is written once.
_GRANTS = (
    "GRANT SELECT, INSERT ON pos.transaction_promotions, pos.discounts, pos.voids, pos.void_payments"
    " TO pos_app",
    "GRANT SELECT ON pos.transaction_promotions, pos.discounts, pos.voids, pos.void_payments TO pos_report",
    "GRANT SELECT ON pos.transactions, pos.transaction_items, pos.payments, pos.voids, pos.effects,"
    " pos.sync_review TO pos_saga",
    "GRANT UPDATE (state, done_at, due_at, attempts) ON pos.effects TO pos_saga",
    "GRANT INSERT ON pos.sync_review TO pos_saga",
    "GRANT UPDATE (state, outcome, resolved_at) ON pos.sync_review TO pos_saga",
)
_FEW_TENANTS = """DO $$ DECLARE t text; BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN RETURN; END IF;
    FOREACH t IN ARRAY ARRAY['transaction_promotions', 'discounts', 'voids', 'void_payments'] LOOP
      PERFORM pg_restore_attribute_stats('schemaname', 'pos', 'relname', t, 'attname', 'organization_id',
        'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
    END LOOP;
  END $$"""
"""As in 0001: the planner knows from the start that an organization has many rows (docs/adr/0026)."""


def upgrade() -> None:
    for statement in _COLUMNS:
        op.execute(statement)
    for table, columns in _TABLES.items():
        op.execute(f"CREATE TABLE pos.{table} ({columns})")
        for statement in protect(table, with_local=True):
            op.execute(statement)
    for statement in (*_INDEXES, *_POLICIES, *_GRANTS, _FEW_TENANTS):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
