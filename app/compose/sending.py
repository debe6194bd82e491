"""Screen 19 plugged into the floor: fed by the worker, read beside the store."""

from __future__ import annotations

from app.compose.syncing import SyncDesk
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.floor.sending import Sending
from app.presenters.states import Act
from app.store.sending import StoreWaiting
from app.usecases.proving import Background
from app.usecases.state import TillState


def plug_sending(
    floor: FloorPresenter, state: TillState, waiting: StoreWaiting, background: Background, sync: SyncDesk
) -> None:
    """Give the floor its screen of sending; the reading connection is closed with the worker."""
    screen = Sending(floor.desk, state, waiting, background, sync.send_now, lambda: sync.has_centre)
    floor.register(Act.SENDING, screen.open)
    sync.show_on(screen, waiting.close)
