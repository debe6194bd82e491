"""Alembic environment: a given connection of role ``pos_owner``, one transaction."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=None, version_table_schema="pos")
with context.begin_transaction():
    context.run_migrations()
