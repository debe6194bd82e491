"""Everything that lets the service run alone on one machine: its own PostgreSQL."""
