"""Row-level security: the policies every tenant table gets, and the lint that proves it (sync.md X4).

No tenant set means no rows and refused inserts: it fails closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

ROLES: Final = ("pos_owner", "pos_app", "pos_relay", "pos_saga", "pos_report", "pos_feed")

FUNCTIONS: Final = (
    """CREATE FUNCTION pos.org_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT NULLIF(current_setting('app.current_organization_id', true), '')::uuid $$""",
    """CREATE FUNCTION pos.local_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT NULLIF(current_setting('app.current_local_id', true), '')::uuid $$""",
)
"""A plain cast of the setting raises on a fresh connection and on ``''`` after ``SET LOCAL`` has ended."""

_ORG: Final = "organization_id = (SELECT pos.org_id())"
_BOTH: Final = f"{_ORG} AND local_id = (SELECT pos.local_id())"
_SHARED: Final = f"{_ORG} AND (local_id IS NULL OR local_id = (SELECT pos.local_id()))"
_REPORT: Final = (
    f"{_ORG} AND (local_id = (SELECT pos.local_id())"
    " OR (SELECT current_setting('app.report_scope', true)) = 'organization')"
)

GLOBAL_UNIQUES: Final = frozenset({"organizations_slug_key"})
"""Keys that may span tenants: the name an organization signs in by."""


def protect(table: str, *, with_local: bool, shared: bool = False, extra: tuple[str, ...] = ()) -> list[str]:
    """Statements that enable and force row security on ``pos.<table>``.

    Args:
        table: Name without schema.
        with_local: Whether rows belong to one shop; else to the whole organization.
        shared: Whether a row without a shop is every shop's, and others their own shop's.
        extra: Further ``CREATE POLICY`` statements.
    """
    rule = _SHARED if shared else _BOTH if with_local else _ORG
    report = _REPORT if with_local else _ORG
    return [
        f"ALTER TABLE pos.{table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE pos.{table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant ON pos.{table} TO pos_app, pos_owner, pos_saga, pos_feed"
        f" USING ({rule}) WITH CHECK ({rule})",
        f"CREATE POLICY report ON pos.{table} FOR SELECT TO pos_report USING ({report})",
        *extra,
    ]


@dataclass(frozen=True, slots=True)
class Finding:
    """A table, key or role that breaks a rule of tenant isolation."""

    subject: str
    rule: str


_LINT: Final = (
    (
        "row security is not enabled and forced",
        """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'pos' AND c.relkind IN ('r', 'p') AND c.relname <> 'alembic_version'
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity)""",
    ),
    (
        "no column organization_id",
        """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'pos' AND c.relkind IN ('r', 'p') AND c.relname <> 'alembic_version'
          AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
                            AND a.attname = 'organization_id')""",
    ),
    (
        "no tenant policy of the API role by pos.org_id(), or another policy lets all rows through",
        """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'pos' AND c.relkind IN ('r', 'p') AND c.relname <> 'alembic_version'
          AND (NOT EXISTS (SELECT FROM pg_policies p WHERE p.schemaname = 'pos' AND p.tablename = c.relname
                 AND 'pos_app' = ANY (p.roles) AND p.cmd = 'ALL' AND p.qual LIKE '%org_id()%'
                 AND p.with_check = p.qual
                 AND (p.qual LIKE '%local_id()%' OR NOT EXISTS (SELECT FROM pg_attribute a
                        WHERE a.attrelid = c.oid AND a.attname = 'local_id' AND a.attnotnull)
                      OR c.relname = 'staff_locals'))
            OR EXISTS (SELECT FROM pg_policies p WHERE p.schemaname = 'pos' AND p.tablename = c.relname
                 AND ('pos_app' = ANY (p.roles) OR 'public' = ANY (p.roles)) AND p.qual = 'true'))""",
    ),
    (
        "key or foreign key does not start with organization_id",
        """SELECT k.conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE n.nspname = 'pos' AND k.contype IN ('p', 'u', 'f') AND a.attname <> 'organization_id'
          AND k.conname <> ALL (ARRAY['organizations_slug_key', 'alembic_version_pkc'])""",
    ),
    (
        "unique index does not start with organization_id",
        """SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_namespace n ON n.oid = i.relnamespace
        JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[0]
        WHERE n.nspname = 'pos' AND x.indisunique AND a.attname <> 'organization_id'
          AND i.relname <> ALL (ARRAY['organizations_slug_key', 'alembic_version_pkc'])""",
    ),
    (
        "view is not security_invoker",
        """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'pos' AND c.relkind = 'v'
          AND NOT COALESCE(c.reloptions @> ARRAY['security_invoker=true'], false)""",
    ),
    (
        "role may bypass row security or owns tables it should not",
        """SELECT r.rolname FROM pg_roles r WHERE r.rolname LIKE 'pos\\_%' AND (r.rolsuper OR r.rolbypassrls
          OR r.rolcreaterole OR (r.rolname <> 'pos_owner' AND EXISTS (
             SELECT FROM pg_class c WHERE c.relowner = r.oid)))""",
    ),
)


async def lint(connection: AsyncConnection) -> list[Finding]:
    """Every breach of the isolation rules in schema ``pos``; empty when all hold."""
    findings: list[Finding] = []
    for rule, query in _LINT:
        rows = await connection.execute(text(query))
        findings.extend(Finding(str(row[0]), rule) for row in rows)
    return findings
