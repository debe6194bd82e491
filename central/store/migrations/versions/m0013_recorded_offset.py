"""Whether a clock was off is judged by what each event says of it, not by what its till said last.

Who carries out effects may not read payloads: this one number of them is told by a function, of the tenant it
has taken on.
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_OFFSET = """CREATE FUNCTION pos.recorded_offset(event uuid) RETURNS bigint LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pos, pg_temp AS $$
  SELECT (convert_from(i.payload, 'UTF8')::jsonb ->> 'offset_ms')::bigint FROM pos.sync_inbox i
  WHERE i.organization_id = pos.org_id() AND i.event_id = event $$"""


def upgrade() -> None:
    op.execute(_OFFSET)
    op.execute("REVOKE ALL ON FUNCTION pos.recorded_offset(uuid) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION pos.recorded_offset(uuid) TO pos_saga")


def downgrade() -> None:
    raise NotImplementedError("the centre never goes back by a migration")
