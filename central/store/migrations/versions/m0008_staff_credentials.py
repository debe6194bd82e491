"""People sign in at the centre: hashed PINs and badges with their wrong tries; what each might do when."""

from __future__ import annotations

from alembic import op

from central.store.rls import protect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_COLUMNS = (
    "ALTER TABLE pos.staff ADD COLUMN number integer CHECK (number >= 1), ADD COLUMN limits jsonb,"
    " ADD COLUMN offline_grant_days integer NOT NULL DEFAULT 30"
    " CHECK (offline_grant_days BETWEEN 0 AND 365),"
    " ADD CONSTRAINT staff_number UNIQUE (organization_id, number)"
)
_TABLES: dict[str, str] = {
    "staff_pins": """
        organization_id uuid NOT NULL, staff_id uuid NOT NULL, memory_kib integer NOT NULL,
        time_cost integer NOT NULL, parallelism integer NOT NULL, salt bytea NOT NULL,
        pepper_id text NOT NULL, hash bytea NOT NULL CHECK (length(hash) = 32),
        set_at timestamptz NOT NULL, failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
        failed_at timestamptz,
        PRIMARY KEY (organization_id, staff_id),
        FOREIGN KEY (organization_id, staff_id) REFERENCES pos.staff""",
    "staff_badges": """
        organization_id uuid NOT NULL, staff_id uuid NOT NULL, pepper_id text NOT NULL,
        badge_sha256 bytea NOT NULL CHECK (length(badge_sha256) = 32), set_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, staff_id), UNIQUE (organization_id, badge_sha256),
        FOREIGN KEY (organization_id, staff_id) REFERENCES pos.staff""",
    "staff_rights": """
        organization_id uuid NOT NULL, staff_id uuid NOT NULL,
        entry bigint GENERATED ALWAYS AS IDENTITY, from_at timestamptz NOT NULL, role text NOT NULL,
        permissions text[] NOT NULL, limits jsonb, active boolean NOT NULL,
        PRIMARY KEY (organization_id, staff_id, entry),
        FOREIGN KEY (organization_id, staff_id) REFERENCES pos.staff""",
}
_STATEMENTS = (
    "CREATE INDEX staff_rights_from ON pos.staff_rights (organization_id, staff_id, from_at)",
    "GRANT SELECT, INSERT, UPDATE ON pos.staff_pins, pos.staff_badges TO pos_app",
    "GRANT SELECT, INSERT ON pos.staff_rights TO pos_app",
    "GRANT SELECT ON pos.staff_rights TO pos_report, pos_saga",
    # Row security binds the owner too: organizations are gone through one by one.
    """DO $$ DECLARE o uuid; BEGIN
    FOR o IN SELECT organization_id FROM pos.organizations LOOP
      PERFORM set_config('app.current_organization_id', o::text, true);
      UPDATE pos.staff SET number = code::integer WHERE kind = 'person' AND code ~ '^[1-9][0-9]{0,5}$';
      UPDATE pos.staff s SET number = n.number FROM (
        SELECT staff_id, (SELECT COALESCE(max(number), 0) FROM pos.staff)
          + row_number() OVER (ORDER BY created_at, staff_id) AS number
        FROM pos.staff WHERE kind = 'person' AND number IS NULL) n WHERE n.staff_id = s.staff_id;
      INSERT INTO pos.staff_rights (organization_id, staff_id, from_at, role, permissions, active)
        SELECT organization_id, staff_id, created_at, role, permissions, active FROM pos.staff
        WHERE kind = 'person';
    END LOOP;
    PERFORM set_config('app.current_organization_id', '', true);
  END $$""",
    # As in 0001: the planner knows from the start that an organization has many rows (docs/adr/0026).
    """DO $$ DECLARE t text; BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN RETURN; END IF;
    FOREACH t IN ARRAY ARRAY['staff_pins', 'staff_badges', 'staff_rights'] LOOP
      PERFORM pg_restore_attribute_stats('schemaname', 'pos', 'relname', t, 'attname', 'organization_id',
        'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
    END LOOP;
  END $$""",
)


def upgrade() -> None:
    op.execute(_COLUMNS)
    for table, columns in _TABLES.items():
        op.execute(f"CREATE TABLE pos.{table} ({columns})")
        for statement in protect(table, with_local=False):
            op.execute(statement)
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
