"""The design system: tokens, type, space and icons (ux.md section 2)."""
