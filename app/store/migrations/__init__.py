"""Alembic migrations of ``till.db``: loaded as data by `app.store.migrate`, one transaction each run."""
