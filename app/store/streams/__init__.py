"""What the centre tells this till of people, configuration and reviews, kept in ``till.db`` (sync.md D2)."""
