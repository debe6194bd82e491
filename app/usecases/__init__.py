"""What a person can do at the till, one module per group of verbs. No Qt, no SQL."""
