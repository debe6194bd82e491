"""PIN verification. Imported after the first paint only (argon2 is heavy)."""
