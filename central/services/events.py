"""What the centre holds of a till's stream, asked for outside of a batch (central.md section 7.4)."""

from __future__ import annotations

from typing import Final

from central.services.ports import EventReader
from central.services.reply import head, older, verdict
from central.services.values import Principal
from core.contract.sync import ResultModel, SyncStatus

ENCODINGS: Final = ("zstd", "gzip", "identity")
"""Content encodings of a batch, best first."""


class UnknownEventError(Exception):
    """The centre does not hold it, or it is another shop's."""


class EventQueries:
    """Answers about stored events."""

    def __init__(self, reader: EventReader) -> None:
        self._reader = reader

    async def status(self, principal: Principal) -> SyncStatus:
        """High water, gaps and open reviews of the token's terminal.

        Raises:
            UnknownEventError: the token is of no terminal of this shop.
            StoreUnavailableError: try again later.
        """
        terminal_id = principal.terminal_id
        found = None if terminal_id is None else await self._reader.status(principal.tenant, terminal_id)
        if found is None or terminal_id is None:
            raise UnknownEventError
        outcome, epoch, open_reviews = found
        current = outcome.epochs.get(epoch)
        return SyncStatus(
            terminal_id=terminal_id,
            epoch=epoch,
            high_water=head(current),
            gaps=list(current.gaps) if current else [],
            series=outcome.series,
            older=[state for state in older(outcome.epochs, epoch) if state.gaps],
            open_reviews=open_reviews,
            encodings=ENCODINGS,
        )

    async def event(self, principal: Principal, event_id: str) -> ResultModel:
        """Verdict of one event, as a batch would answer a resend of it.

        Raises:
            UnknownEventError: not held.
            StoreUnavailableError: try again later.
        """
        found = await self._reader.event(principal.tenant, event_id)
        if found is None:
            raise UnknownEventError
        epoch, seq, stored = found
        return verdict(event_id, epoch, seq, stored)
