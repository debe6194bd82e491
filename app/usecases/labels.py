"""Layouts of weight and price labels learnt from one label, on record and in use at once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from app.usecases.catalogue import Catalogue
from app.usecases.drafts import Witness
from app.usecases.goods import GoodsFinder
from app.usecases.ports import StoreRunner, WriteUnit
from app.usecases.proving import Background
from app.usecases.state import TillState
from core.domain.approval import Act
from core.domain.embedded import LabelTemplate
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind, JsonObject
from core.domain.label_wizard import LabelProposal, propose, replaced
from core.domain.staff import Permission

SETTING: Final = "scanner.label_templates"
"""The setting that changes, as ``config.changed`` names it."""


class Labels:
    """What the shop's labels look like.

    Args:
        goods: Reads codes by the layouts, from the next scan on by a new one.
        keep: Keeps a layout for the next start; slow, off the GUI thread.
    """

    def __init__(
        self,
        state: TillState,
        runner: StoreRunner,
        background: Background,
        catalogue: Catalogue,
        goods: GoodsFinder,
        keep: Callable[[LabelTemplate], None],
    ) -> None:
        self._state = state
        self._runner = runner
        self._background = background
        self._catalogue = catalogue
        self._goods = goods
        self._keep = keep

    @property
    def templates(self) -> tuple[LabelTemplate, ...]:
        """The layouts in force."""
        return self._goods.templates

    def propose(self, code: str) -> tuple[LabelProposal, ...]:
        """Ways to read a label; see `core.domain.label_wizard.propose`.

        Raises:
            DomainError: as there.
        """
        return propose(code, self._catalogue.by_item)

    def taken_by(self, template: LabelTemplate) -> LabelTemplate | None:
        """The layout whose place this one would take; None when there is none, or the same."""
        held = next((one for one in self._goods.templates if one.prefix == template.prefix), None)
        return None if held == template else held

    def act(self, template: LabelTemplate) -> Act:
        """What would be done, for whoever must allow it."""
        held = self.taken_by(template)
        return Act(
            action="labels.learn",
            permission=Permission.ADMIN,
            sale_id="",
            amount=Decimal("0.00"),
            reason=template.text.replace(" ", ""),
            before="" if held is None else held.text,
            after=template.text,
        )

    def learn(
        self,
        template: LabelTemplate,
        witness: Witness | None,
        done: Callable[[], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Use a layout from now on.

        Args:
            template: The layout.
            witness: Who allowed it, None where the person may.
            done: The event is stored, the layout in use and kept for the next start.
            failed: `DomainError` ``nobody_signed_in``, or an error of the store, and nothing changed; or an
                `OSError`, and it is in use until the till closes.
        """
        if self._state.person is None:
            failed(DomainError("nobody_signed_in"))
            return
        before, after = self._goods.templates, replaced(self._goods.templates, template)
        data: JsonObject = {
            "setting": SETTING,
            "before": [one.text for one in before],
            "after": [one.text for one in after],
        }
        context = self._state.context()
        if witness is not None:
            context = witness.context(context)

        def operation(unit: WriteUnit) -> None:
            if witness is not None:
                witness.record(unit, context)
            unit.append(EventKind.CONFIG_CHANGED, data, context)

        def stored(_: None) -> None:
            self._goods.templates = after
            self._background.run(lambda: self._keep(template), kept, failed)

        def kept(_: None) -> None:
            done()

        self._runner.submit(operation, stored, failed)
