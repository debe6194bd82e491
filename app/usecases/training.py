"""That somebody practises is itself on record, in the till's real journal (sync.md E3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from app.usecases.ports import StoreRunner, WriteUnit
from app.usecases.state import TillState
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind, JsonObject
from core.domain.staff import Permission, holds

NOT_ALLOWED: Final = "training_not_allowed"
"""Code of the refusal for who stands at the till without the right to practise."""


class Training:
    """Writes ``training.changed`` when PRÁCTICA begins and when it ends.

    Who is signed in when it begins is who practises. An end that never came (the power went) ends with its
    ``boot_id``.
    """

    def __init__(self, state: TillState, runner: StoreRunner) -> None:
        self._state = state
        self._runner = runner
        self._staff_id: str | None = None

    def begin(self, done: Callable[[None], Any], failed: Callable[[Exception], Any]) -> None:
        """PRÁCTICA is about to begin.

        Args:
            done: It may begin.
            failed: ``training_not_allowed`` for a person without that right, and for nobody; an error of the
                store, for unrecorded practice does not begin.
        """
        person = self._state.person
        if person is None or not holds(person, Permission.TRAINING):
            failed(DomainError(NOT_ALLOWED))
            return
        self._staff_id = person.staff_id
        self._record(on=True, done=done, failed=failed)

    def end(self, done: Callable[[None], Any], failed: Callable[[Exception], Any]) -> None:
        """PRÁCTICA has ended."""
        self._record(on=False, done=done, failed=failed)

    def _record(self, *, on: bool, done: Callable[[None], Any], failed: Callable[[Exception], Any]) -> None:
        data: JsonObject = {"on": on, "staff_id": self._staff_id}
        context = self._state.context()

        def operation(unit: WriteUnit) -> None:
            unit.append(EventKind.TRAINING_CHANGED, data, context)

        self._runner.submit(operation, done, failed)
