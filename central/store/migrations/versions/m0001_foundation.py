"""Foundation: tenants, terminals, the inbox, sales, machinery, catalogue replicas; row security forced."""

from __future__ import annotations

from alembic import op

from central.store.rls import FUNCTIONS, protect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES: dict[str, str] = {
    "organizations": """
        organization_id uuid PRIMARY KEY, slug text NOT NULL UNIQUE, name text NOT NULL, tax_id text,
        currency text NOT NULL DEFAULT 'PAB', time_zone text NOT NULL DEFAULT 'America/Panama',
        settings jsonb NOT NULL DEFAULT '{}', config_version bigint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL""",
    "locals": """
        organization_id uuid NOT NULL REFERENCES pos.organizations, local_id uuid NOT NULL,
        name text NOT NULL, address text NOT NULL DEFAULT '', stock_policy text NOT NULL DEFAULT 'allow'
            CHECK (stock_policy IN ('allow', 'block')),
        settings jsonb NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, local_id)""",
    "staff": """
        organization_id uuid NOT NULL REFERENCES pos.organizations, staff_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('person', 'terminal')), code text NOT NULL, name text NOT NULL,
        role text NOT NULL, permissions text[] NOT NULL DEFAULT '{}', active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, staff_id), UNIQUE (organization_id, code)""",
    "staff_locals": """
        organization_id uuid NOT NULL, staff_id uuid NOT NULL, local_id uuid NOT NULL,
        PRIMARY KEY (organization_id, staff_id, local_id),
        FOREIGN KEY (organization_id, staff_id) REFERENCES pos.staff,
        FOREIGN KEY (organization_id, local_id) REFERENCES pos.locals""",
    "terminals": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, terminal_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('till', 'web', 'api')), name text NOT NULL,
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled', 'fenced')),
        staff_id uuid NOT NULL, public_key bytea NOT NULL CHECK (length(public_key) = 32),
        next_public_key bytea CHECK (length(next_public_key) = 32),
        epoch bigint NOT NULL DEFAULT 1 CHECK (epoch >= 1), boot_id uuid, app_version text NOT NULL,
        os text NOT NULL, offset_ms bigint, enrolled_at timestamptz NOT NULL, last_seen timestamptz,
        PRIMARY KEY (organization_id, terminal_id),
        FOREIGN KEY (organization_id, local_id) REFERENCES pos.locals,
        FOREIGN KEY (organization_id, staff_id) REFERENCES pos.staff""",
    "terminal_enrolments": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, terminal_id uuid NOT NULL,
        first_epoch bigint NOT NULL, nonce bytea NOT NULL CHECK (length(nonce) = 32),
        enrolled_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, terminal_id, first_epoch),
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "terminal_epochs": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, terminal_id uuid NOT NULL,
        epoch bigint NOT NULL, contiguous_seq bigint NOT NULL DEFAULT 0, high_seq bigint NOT NULL DEFAULT 0,
        high_hash bytea, fenced_at timestamptz,
        PRIMARY KEY (organization_id, terminal_id, epoch),
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "terminal_boots": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, terminal_id uuid NOT NULL,
        epoch bigint NOT NULL, boot_id uuid NOT NULL, first_head_seq bigint NOT NULL,
        first_head_hash bytea NOT NULL, last_head_seq bigint NOT NULL, first_seen timestamptz NOT NULL,
        PRIMARY KEY (organization_id, terminal_id, epoch, boot_id),
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "series": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, series text NOT NULL,
        terminal_id uuid NOT NULL, doc_type text NOT NULL, prefix text NOT NULL,
        point integer NOT NULL CHECK (point BETWEEN 1 AND 999), next bigint NOT NULL DEFAULT 1,
        PRIMARY KEY (organization_id, series),
        UNIQUE (organization_id, terminal_id, doc_type, series), UNIQUE (organization_id, point, doc_type),
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "pairing_codes": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, code_sha256 bytea NOT NULL,
        kind text NOT NULL, name text NOT NULL, created_by uuid, created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL, used_key bytea, used_at timestamptz, terminal_id uuid,
        epoch bigint, PRIMARY KEY (organization_id, code_sha256),
        FOREIGN KEY (organization_id, local_id) REFERENCES pos.locals,
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "refresh_families": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, family_id uuid NOT NULL,
        terminal_id uuid NOT NULL, staff_id uuid NOT NULL, presented bigint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL, revoked_at timestamptz,
        PRIMARY KEY (organization_id, family_id),
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals,
        FOREIGN KEY (organization_id, staff_id) REFERENCES pos.staff""",
    "refresh_tokens": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, token_sha256 bytea NOT NULL,
        family_id uuid NOT NULL, generation bigint NOT NULL CHECK (generation >= 1),
        issued_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, token_sha256), UNIQUE (organization_id, family_id, generation),
        FOREIGN KEY (organization_id, family_id) REFERENCES pos.refresh_families""",
    "assertion_ids": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, terminal_id uuid NOT NULL, jti text NOT NULL,
        expires_at timestamptz NOT NULL, PRIMARY KEY (organization_id, terminal_id, jti),
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "sync_inbox": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, event_id uuid NOT NULL,
        terminal_id uuid NOT NULL, epoch bigint NOT NULL, seq bigint NOT NULL, kind text, schema bigint,
        occurred_at timestamptz, received_at timestamptz NOT NULL, sha256 bytea NOT NULL,
        prev_hash bytea NOT NULL, hash bytea NOT NULL, payload bytea NOT NULL,
        PRIMARY KEY (organization_id, event_id), UNIQUE (organization_id, terminal_id, epoch, seq),
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "sync_review": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, review_id uuid NOT NULL,
        event_id uuid NOT NULL, code text NOT NULL, role text NOT NULL, due timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved')), held boolean NOT NULL,
        terminal_id uuid NOT NULL, epoch bigint NOT NULL, seq bigint NOT NULL,
        params jsonb NOT NULL DEFAULT '{}', raw bytea, raw_sha256 bytea, opened_at timestamptz NOT NULL,
        outcome text, note text, resolved_by uuid, resolved_at timestamptz,
        PRIMARY KEY (organization_id, review_id), UNIQUE (organization_id, event_id, code),
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "fenced_inbox": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, terminal_id uuid NOT NULL,
        boot_id uuid NOT NULL, event_id uuid NOT NULL, epoch bigint NOT NULL, seq bigint NOT NULL,
        sha256 bytea NOT NULL, hash bytea NOT NULL, payload bytea NOT NULL, received_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, event_id, sha256),
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "cause_wait": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, event_id uuid NOT NULL,
        cause_id uuid NOT NULL, first_seen timestamptz NOT NULL,
        PRIMARY KEY (organization_id, event_id)""",
    "transactions": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, transaction_id uuid NOT NULL,
        event_id uuid NOT NULL, local_transaction_id uuid NOT NULL, terminal_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('sale', 'return')),
        status text NOT NULL CHECK (status IN ('open', 'completed', 'cancelled')),
        series text NOT NULL, number bigint NOT NULL CHECK (number >= 1), cashier_id uuid, shift_id uuid,
        customer_id uuid, business_date date, currency text NOT NULL, tax_rounding text NOT NULL,
        price_includes_tax boolean NOT NULL, subtotal_minor bigint NOT NULL,
        discount_minor bigint NOT NULL, tax_minor bigint NOT NULL, total_minor bigint NOT NULL,
        paid_minor bigint NOT NULL, change_minor bigint NOT NULL, cites jsonb NOT NULL DEFAULT '{}',
        version integer NOT NULL DEFAULT 1, created_at timestamptz NOT NULL,
        completed_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, transaction_id), UNIQUE (organization_id, event_id),
        UNIQUE (organization_id, local_id, local_transaction_id), UNIQUE (organization_id, series, number),
        FOREIGN KEY (organization_id, event_id) REFERENCES pos.sync_inbox,
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "transaction_items": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, transaction_id uuid NOT NULL,
        n integer NOT NULL, variant_id uuid NOT NULL, sku text NOT NULL, barcode text NOT NULL,
        name text NOT NULL, unit text NOT NULL, quantity_milli bigint NOT NULL,
        unit_price_minor bigint NOT NULL, gross_minor bigint NOT NULL, discount_minor bigint NOT NULL,
        net_minor bigint NOT NULL, tax_code text NOT NULL, tax_rate_milli bigint NOT NULL,
        tax_micro bigint NOT NULL, tax_minor bigint NOT NULL, total_minor bigint NOT NULL,
        PRIMARY KEY (organization_id, transaction_id, n)""",
    "payments": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, transaction_id uuid NOT NULL,
        n integer NOT NULL, method text NOT NULL CHECK (method <> 'mixed'), amount_minor bigint NOT NULL,
        received_minor bigint, state text NOT NULL, card_brand text, card_type text,
        card_last4 text CHECK (card_last4 ~ '^[0-9]{4}$'), authorization_code text, terminal_reference text,
        reference text, confirmation_code text, bank text,
        PRIMARY KEY (organization_id, transaction_id, n),
        FOREIGN KEY (organization_id, transaction_id) REFERENCES pos.transactions""",
    "shifts": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, shift_id uuid NOT NULL,
        terminal_id uuid NOT NULL, cashier_id uuid, business_date date, opened_event_id uuid,
        closed_event_id uuid, opened_at timestamptz, closed_at timestamptz, float_minor bigint,
        z_number bigint, PRIMARY KEY (organization_id, shift_id),
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "cash_movements": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, event_id uuid NOT NULL,
        terminal_id uuid NOT NULL, shift_id uuid, cashier_id uuid, kind text NOT NULL,
        amount_minor bigint NOT NULL, reason text NOT NULL, occurred_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, event_id),
        FOREIGN KEY (organization_id, event_id) REFERENCES pos.sync_inbox,
        FOREIGN KEY (organization_id, terminal_id) REFERENCES pos.terminals""",
    "effects": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, event_id uuid NOT NULL, kind text NOT NULL,
        state text NOT NULL CHECK (state IN ('held', 'pending', 'done', 'dropped')),
        created_at timestamptz NOT NULL, done_at timestamptz,
        PRIMARY KEY (organization_id, event_id, kind),
        FOREIGN KEY (organization_id, event_id) REFERENCES pos.sync_inbox""",
    "central_outbox": """
        organization_id uuid NOT NULL, local_id uuid NOT NULL, event_id uuid NOT NULL,
        routing_key text NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY, body text NOT NULL,
        schema_version integer NOT NULL DEFAULT 1, created_at timestamptz NOT NULL,
        published_at timestamptz, attempts integer NOT NULL DEFAULT 0,
        PRIMARY KEY (organization_id, event_id, routing_key)""",
    "r_products": """
        organization_id uuid NOT NULL REFERENCES pos.organizations, variant_id uuid NOT NULL,
        sku text NOT NULL, name text NOT NULL, unit text NOT NULL, measured boolean NOT NULL,
        category text NOT NULL DEFAULT '', tax_code text NOT NULL, version bigint NOT NULL,
        valid_from timestamptz, valid_to timestamptz,
        PRIMARY KEY (organization_id, variant_id), UNIQUE (organization_id, sku)""",
    "r_barcodes": """
        organization_id uuid NOT NULL, barcode text NOT NULL, variant_id uuid NOT NULL,
        version bigint NOT NULL, PRIMARY KEY (organization_id, barcode),
        FOREIGN KEY (organization_id, variant_id) REFERENCES pos.r_products""",
    "r_prices": """
        organization_id uuid NOT NULL, variant_id uuid NOT NULL, valid_from timestamptz NOT NULL,
        valid_to timestamptz, price_minor bigint NOT NULL, version bigint NOT NULL,
        PRIMARY KEY (organization_id, variant_id, valid_from),
        FOREIGN KEY (organization_id, variant_id) REFERENCES pos.r_products""",
    "r_taxes": """
        organization_id uuid NOT NULL REFERENCES pos.organizations, tax_code text NOT NULL,
        valid_from timestamptz NOT NULL, valid_to timestamptz, rate_milli bigint NOT NULL,
        version bigint NOT NULL, PRIMARY KEY (organization_id, tax_code, valid_from)""",
}

_ORGANIZATION_WIDE = frozenset(
    {"organizations", "staff", "staff_locals", "r_products", "r_barcodes", "r_prices", "r_taxes"}
)

_EXTRA_POLICIES: dict[str, tuple[str, ...]] = {
    "organizations": (
        "CREATE POLICY list ON pos.organizations FOR SELECT TO pos_feed, pos_owner USING (true)",
        "CREATE POLICY by_slug ON pos.organizations FOR SELECT TO pos_app"
        " USING (slug = (SELECT current_setting('app.organization_slug', true)))",
    ),
    "locals": ("CREATE POLICY list ON pos.locals FOR SELECT TO pos_feed, pos_owner USING (true)",),
    "pairing_codes": (
        "CREATE POLICY by_code ON pos.pairing_codes FOR SELECT TO pos_app USING"
        " (code_sha256 = decode(NULLIF((SELECT current_setting('app.pairing_sha256', true)), ''), 'hex'))",
    ),
    # Points of sale are counted over the organization, while the API sees the series of one shop only.
    "series": (
        "CREATE POLICY points ON pos.series FOR SELECT TO pos_owner"
        " USING (organization_id = (SELECT pos.org_id()))",
    ),
    "central_outbox": (
        "CREATE POLICY relay ON pos.central_outbox TO pos_relay USING (true) WITH CHECK (true)",
    ),
}

_FEW_TENANTS = """DO $$ DECLARE t text; BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN RETURN; END IF;
    FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'pos' AND c.relkind = 'r' AND c.relname <> 'alembic_version' LOOP
      PERFORM pg_restore_attribute_stats('schemaname', 'pos', 'relname', t, 'attname', 'organization_id',
        'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
    END LOOP;
  END $$"""
"""What the planner believes until the first ANALYZE. Knowing nothing it takes an organization's rows for one
in two hundred: in a new centre every index that begins with the organization then looks equally good, and a
plan that is kept may read all of its rows for each one it looks for (docs/adr/0026)."""

_PARENTS = (
    """CREATE FUNCTION pos.demand_transactions() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pos, pg_temp AS $$
    BEGIN
      IF EXISTS (SELECT FROM (SELECT DISTINCT organization_id, transaction_id FROM made) m
          WHERE (SELECT true FROM pos.transactions t WHERE t.organization_id = m.organization_id
                   AND t.transaction_id = m.transaction_id) IS NULL) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a line without its transaction',
          SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
      END IF;
      RETURN NULL;
    END $$""",
    "CREATE TRIGGER parents AFTER INSERT ON pos.transaction_items REFERENCING NEW TABLE AS made"
    " FOR EACH STATEMENT EXECUTE FUNCTION pos.demand_transactions()",
)
"""What a foreign key of lines would check row by row, 500 times a batch, once for all lines of a statement
(docs/adr/0026). Its other half, that no transaction goes away under its lines, is in `_GRANTS`: nobody may
delete one or change its key."""

_INDEXES = (
    "CREATE INDEX transactions_newest ON pos.transactions"
    " (organization_id, local_id, created_at DESC, transaction_id DESC)",
    "CREATE INDEX central_outbox_unpublished ON pos.central_outbox (seq) WHERE published_at IS NULL",
    "CREATE INDEX assertion_ids_expiry ON pos.assertion_ids (organization_id, terminal_id, expires_at)",
    "CREATE INDEX pairing_codes_by_code ON pos.pairing_codes (code_sha256)",
)

_FREE_POINT = """CREATE FUNCTION pos.free_point() RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pos, pg_temp AS
    $$ SELECT COALESCE(max(point), 0) + 1 FROM pos.series WHERE organization_id = pos.org_id() $$"""

_GRANTS = (
    "REVOKE ALL ON FUNCTION pos.free_point() FROM PUBLIC",
    "GRANT USAGE ON SCHEMA pos TO pos_app, pos_relay, pos_saga, pos_report, pos_feed",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pos TO pos_app, pos_relay, pos_saga, pos_report, pos_feed",
    "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA pos TO pos_app",
    # Facts and their lines are written once: the centre's copy of the journal, and what follows from it.
    "REVOKE UPDATE ON pos.sync_inbox, pos.fenced_inbox, pos.transaction_items, pos.cash_movements,"
    " pos.terminal_enrolments FROM pos_app",
    "REVOKE UPDATE ON pos.transactions FROM pos_app",
    "GRANT UPDATE (status, version, cashier_id, shift_id, customer_id, business_date, subtotal_minor,"
    " discount_minor, tax_minor, total_minor, paid_minor, change_minor, cites, completed_at)"
    " ON pos.transactions TO pos_app",
    "REVOKE ALL ON pos.alembic_version FROM pos_app",
    "GRANT SELECT ON pos.alembic_version TO pos_app",
    "GRANT DELETE ON pos.assertion_ids, pos.refresh_tokens, pos.staff_locals, pos.cause_wait TO pos_app",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON pos.r_products, pos.r_barcodes, pos.r_prices, pos.r_taxes"
    " TO pos_feed, pos_app",
    "GRANT SELECT ON pos.organizations, pos.locals TO pos_feed",
    "GRANT SELECT, DELETE ON pos.central_outbox TO pos_relay",
    "GRANT UPDATE (published_at, attempts) ON pos.central_outbox TO pos_relay",
    "GRANT SELECT ON ALL TABLES IN SCHEMA pos TO pos_report",
    "REVOKE SELECT ON pos.refresh_tokens, pos.refresh_families, pos.pairing_codes, pos.assertion_ids"
    " FROM pos_report",
)


def upgrade() -> None:
    for statement in FUNCTIONS:
        op.execute(statement)
    for table, columns in _TABLES.items():
        op.execute(f"CREATE TABLE pos.{table} ({columns})")
        extra = _EXTRA_POLICIES.get(table, ())
        for statement in protect(table, with_local=table not in _ORGANIZATION_WIDE, extra=extra):
            op.execute(statement)
    for statement in (*_INDEXES, *_PARENTS, _FREE_POINT, *_GRANTS, _FEW_TENANTS):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
