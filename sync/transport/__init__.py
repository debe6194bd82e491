"""HTTP to the centre: one long-lived client, total deadlines, strict reading of what comes back.

The package itself is light; `sync.transport.client` and `sync.transport.http` load httpx and pydantic and are
imported on the sync thread only.
"""
