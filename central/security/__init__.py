"""Keys, tokens, permissions and limits."""
