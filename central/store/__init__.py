"""Everything of the service that speaks SQL."""
