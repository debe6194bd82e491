"""The pure domain, its ports and the wire contract: shared by the till and the central service."""
