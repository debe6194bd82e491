"""Repositories: SQL behind the ports of the services. They never commit; the unit of work does."""
