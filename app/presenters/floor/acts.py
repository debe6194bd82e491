"""The actions of the floor: which there are, and which of them belong to the sale or to the payment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from app.presenters.messages import M, Message, Tone
from app.presenters.states import WHILE_PAYING, WHILE_SELLING, Act, FloorMode
from app.presenters.views import FloorView

Handler: TypeAlias = Callable[[], Any]

TASKS: Final = WHILE_PAYING | WHILE_SELLING | {Act.CUSTOMER}
"""Actions that open a panel: never while a sale is being saved."""


class ActTable:
    """Handlers by action. A task plugs itself in with `register`; the screen shows no action without one."""

    def __init__(self, view: FloorView) -> None:
        self._view = view
        self._handlers: dict[Act, Handler] = {}

    def register(self, act: Act, handler: Handler) -> None:
        """Give an action its handler; a second one replaces the first."""
        self._handlers[act] = handler
        self._view.show_acts(frozenset(self._handlers))

    def refusal(self, act: Act, mode: FloorMode) -> Message | None:
        """Why an action cannot be done in a mode, None when it can."""
        if mode is FloorMode.PAYMENT and act in WHILE_SELLING:
            return Message(M.SALE_FIRST, Tone.INFO)
        if mode is not FloorMode.PAYMENT and act in WHILE_PAYING:
            return Message(M.PAYMENT_FIRST, Tone.INFO)
        return None

    def run(self, act: Act) -> None:
        """Do an action; one without a handler is none."""
        handler = self._handlers.get(act)
        if handler is not None:
            handler()
