"""The review desk: effects that move stock and accounts, reviews that tills see and that are added to."""

from __future__ import annotations

from alembic import op

from central.store.rls import protect

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_OLD = "('sale_effects', 'return_effects', 'void_effects')"
_EFFECTS = (
    # A decision about a review moves goods of an event that may have no row of its own: its place was taken.
    "ALTER TABLE pos.effects DROP CONSTRAINT effects_organization_id_event_id_fkey, ADD COLUMN body jsonb",
    "ALTER TABLE pos.effects NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE pos.transactions NO FORCE ROW LEVEL SECURITY",
    "INSERT INTO pos.effects (organization_id, local_id, event_id, kind, state, created_at, due_at)"  # noqa: S608
    " SELECT e.organization_id, e.local_id, e.event_id, 'customer', e.state, e.created_at, e.created_at"
    " FROM pos.effects e LEFT JOIN pos.transactions t"
    " ON t.organization_id = e.organization_id AND t.event_id = e.event_id"
    f" WHERE e.kind IN {_OLD} AND (t.event_id IS NULL OR t.customer_id IS NOT NULL)",
    f"UPDATE pos.effects SET kind = 'stock', due_at = created_at WHERE kind IN {_OLD}",  # noqa: S608
    "ALTER TABLE pos.transactions FORCE ROW LEVEL SECURITY",
    "ALTER TABLE pos.effects FORCE ROW LEVEL SECURITY",
)
_REVIEWS = (
    "ALTER TABLE pos.sync_review NO FORCE ROW LEVEL SECURITY",
    # ``cause``: what besides the event a review is about; of some codes one at a time is open per cause.
    "ALTER TABLE pos.sync_review ADD COLUMN version bigint NOT NULL DEFAULT nextval('pos.change_version'),"
    " ADD COLUMN cause text NOT NULL DEFAULT '', ADD COLUMN decision_id uuid,"
    " DROP CONSTRAINT sync_review_organization_id_event_id_code_key,"
    " ADD UNIQUE (organization_id, event_id, code, cause)",
    "ALTER TABLE pos.change_log NO FORCE ROW LEVEL SECURITY",
    "INSERT INTO pos.change_log (organization_id, local_id, stream, item_id, op, version, logged_at)"
    " SELECT organization_id, local_id, 'reviews', review_id::text, 'upsert', version, opened_at"
    " FROM pos.sync_review",
    "ALTER TABLE pos.change_log FORCE ROW LEVEL SECURITY",
    "ALTER TABLE pos.sync_review FORCE ROW LEVEL SECURITY",
    "CREATE UNIQUE INDEX sync_review_cause ON pos.sync_review (organization_id, local_id, code, cause)"
    " WHERE state = 'open' AND cause <> ''",
    "CREATE INDEX sync_review_newest ON pos.sync_review"
    " (organization_id, local_id, opened_at DESC, review_id DESC)",
    "CREATE INDEX sync_review_notes ON pos.sync_review (organization_id)"
    " WHERE state = 'open' AND outcome = 'credit_note'",
    # What a person decided about a payment stands with what tills found out; its event is the review.
    "ALTER TABLE pos.payment_outcomes DROP CONSTRAINT payment_outcomes_organization_id_event_id_fkey,"
    " DROP CONSTRAINT payment_outcomes_pkey, ADD PRIMARY KEY (organization_id, event_id, n)",
)
_PAST = """
    organization_id uuid NOT NULL REFERENCES pos.organizations, stream text NOT NULL, key text NOT NULL,
    item_id text NOT NULL, version bigint NOT NULL, until bigint NOT NULL, body jsonb NOT NULL,
    PRIMARY KEY (organization_id, stream, key, item_id, version)"""
"""Rows of lists as they were, from their version up to the one that took their place: what a till cites is
judged by what it had."""


def _kept(table: str, stream: str, key: str, item: str, body: str, same: str) -> tuple[str, ...]:
    """Triggers that keep what an update or a delete takes away."""
    copied = f"g.organization_id, '{stream}', {key}, {item}, g.version"
    name = f"pos.keep_{table}"
    conflict = "ON CONFLICT DO NOTHING"
    return (
        f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = pos, pg_temp AS $$
        BEGIN
          IF TG_OP = 'DELETE' THEN
            INSERT INTO pos.r_past (organization_id, stream, key, item_id, version, until, body)
            SELECT {copied}, (SELECT last_value FROM pos.change_version), {body} FROM gone g {conflict};
          ELSE
            INSERT INTO pos.r_past (organization_id, stream, key, item_id, version, until, body)
            SELECT {copied}, m.version, {body} FROM gone g
            JOIN made m ON m.organization_id = g.organization_id
              AND {item.replace("g.", "m.")} = {item} AND NOT ({same}) {conflict};
          END IF;
          RETURN NULL;
        END $$""",  # noqa: S608
        f"CREATE TRIGGER keep_changed AFTER UPDATE ON pos.{table} REFERENCING OLD TABLE AS gone"
        f" NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        f"CREATE TRIGGER keep_deleted AFTER DELETE ON pos.{table} REFERENCING OLD TABLE AS gone"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    )


_LISTS = (
    *_kept(
        *("r_prices", "prices", "g.variant_id::text", "g.item_id"),
        "jsonb_build_object('price_minor', g.price_minor, 'price_list', g.price_list,"
        " 'valid_from', g.valid_from, 'valid_to', g.valid_to)",
        "(g.price_minor, g.price_list, g.valid_from, g.valid_to)"
        " IS NOT DISTINCT FROM (m.price_minor, m.price_list, m.valid_from, m.valid_to)",
    ),
    *_kept(
        *("r_promotions", "promotions", "g.promotion_id", "g.promotion_id"),
        *("g.body", "g.body IS NOT DISTINCT FROM m.body"),
    ),
)
_GRANTS = (
    "GRANT SELECT, INSERT ON pos.r_past TO pos_app, pos_feed",
    "GRANT SELECT ON SEQUENCE pos.change_version TO pos_app, pos_feed, pos_saga",
    "GRANT SELECT ON pos.r_past, pos.r_prices, pos.r_taxes, pos.r_promotions, pos.transaction_promotions,"
    " pos.payment_outcomes TO pos_saga",
    "GRANT SELECT (occurred_at, received_at) ON pos.sync_inbox TO pos_saga",
    "GRANT SELECT (organization_id, local_id, terminal_id, offset_ms) ON pos.terminals TO pos_saga",
    "GRANT INSERT ON pos.effects TO pos_saga",
    "GRANT UPDATE (held) ON pos.central_outbox TO pos_saga",
    "GRANT SELECT (organization_id, local_id, event_id, held) ON pos.central_outbox TO pos_saga",
    "GRANT UPDATE (params, version, note, resolved_by) ON pos.sync_review TO pos_saga",
    # As in 0001: the planner knows from the start that an organization has many rows (docs/adr/0026).
    """DO $$ BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN RETURN; END IF;
    PERFORM pg_restore_attribute_stats('schemaname', 'pos', 'relname', 'r_past', 'attname',
      'organization_id', 'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
  END $$""",
)


def upgrade() -> None:
    for statement in (*_EFFECTS, *_REVIEWS):
        op.execute(statement)
    op.execute(f"CREATE TABLE pos.r_past ({_PAST})")
    for statement in (*protect("r_past", with_local=False), *_LISTS, *_GRANTS):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
