"""What the puller tells of its requests to whatever else speaks with the centre."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from core.domain.changes import Stream
from core.ports.transport import Refresh


class Line(Protocol):
    """The till's line to its centre, shared with the upload; used on the sync thread."""

    def pulling(self, stream: Stream | None) -> None:
        """Pages of a stream are asked for now; None: no more."""
        ...

    def heard(self, sent: datetime, took_s: float, server_time_ms: int | None) -> None:
        """The centre itself answered.

        Args:
            sent: Wall clock when the request left.
            took_s: Seconds until the answer was there.
            server_time_ms: Its clock, where the answer names it.
        """
        ...

    def served(self) -> None:
        """It gave what was asked for: whatever it had against this till is over."""
        ...

    def lost(self, code: str) -> None:
        """Nothing usable came back."""
        ...

    def token_refused(self, refresh: Refresh) -> bool:
        """No access token is to be had; whether that is for a person to mend."""
        ...

    def forbidden(self, code: str) -> None:
        """The centre knows the till and will not serve it, or not believe its token."""
        ...
