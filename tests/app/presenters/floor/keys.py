"""A person at the keyboard of a floor whose panels are open; counts what is pressed."""

from __future__ import annotations

from app.presenters.messages import M
from app.presenters.panels import Choices, Facts, Field, Label, Panel, Remark, Rows, Say
from app.presenters.review_wording import Word
from app.presenters.states import Act
from tests.app.presenters.floor.conftest import Floor


class Keys:
    """A person at the keyboard, on the customers' panels."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.desk = floor.presenter.desk
        self.pressed = 0

    def act(self, act: Act) -> None:
        self.pressed += 1
        self.floor.presenter.act(act)

    def enter(self) -> None:
        self.pressed += 1
        self.floor.presenter.enter()

    def digit(self, digit: str) -> None:
        """A digit while no field is active picks the answer that bears it."""
        self.pressed += 1
        for block in self.panel.blocks:
            if isinstance(block, Choices):
                for item in block.items:
                    if item.key == digit:
                        self.desk.choose(block.id, item.id)

    def type(self, text: str) -> None:
        """Data; it goes to the active field."""
        field = self.active()
        assert field is not None
        for end in range(1, len(text) + 1):
            self.desk.edited(field.id, text[:end])

    @property
    def panel(self) -> Panel:
        assert self.floor.view.panel is not None
        return self.floor.view.panel

    def active(self) -> Field | None:
        found = [block for block in self.panel.blocks if isinstance(block, Field) and block.active]
        return found[0] if found else None

    def field(self, name: str) -> Field:
        return next(block for block in self.panel.blocks if isinstance(block, Field) and block.id == name)

    @property
    def rows(self) -> Rows:
        return next(block for block in self.panel.blocks if isinstance(block, Rows))

    @property
    def facts(self) -> dict[Word, tuple[dict[str, str], Label]]:
        return {
            label.id: ({name: str(text) for name, text in label.values.items()}, value)
            for block in self.panel.blocks
            if isinstance(block, Facts)
            for label, value in block.rows
            if isinstance(label, Say)
        }

    @property
    def remarks(self) -> list[Word]:
        return [
            block.words.id
            for block in self.panel.blocks
            if isinstance(block, Remark) and isinstance(block.words, Say)
        ]

    @property
    def message(self) -> M | None:
        return None if self.panel.message is None else self.panel.message.id
