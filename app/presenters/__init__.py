"""Screen logic over view Protocols. No Qt: screens are tested without a display."""
