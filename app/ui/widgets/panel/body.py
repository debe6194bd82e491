"""The blocks of a panel: a widget is kept while its block stays, so that typing is not disturbed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.presenters.panels import (
    BeforeAfter,
    Block,
    Choices,
    Facts,
    Field,
    FieldKind,
    Paper,
    Progress,
    QrPicture,
    Remark,
    Rows,
)
from app.ui.theme.theme import Theme
from app.ui.widgets.panel.block import BlockView, Ear
from app.ui.widgets.panel.choices import ChoicesView
from app.ui.widgets.panel.facts import BeforeAfterView, FactsView, RemarkView
from app.ui.widgets.panel.fields import HALO, EditField, FieldView, PinEntry
from app.ui.widgets.panel.media import CODE, CODE_LARGE, PaperView, QrView
from app.ui.widgets.panel.progress import ProgressView
from app.ui.widgets.panel.rows import RowsView

BETWEEN: Final = 16
CLOSE: Final = 8
"""Between two fields, whose frames already have their halo around them."""
WIDE: Final = 740
"""From this width paper and code stand beside the other blocks."""
WIDE_CODE: Final = 840
"""From this width the code is large."""
PAPER_SIDE: Final = 388
CAPTION_GAP: Final = 24

_Key = tuple[type[BlockView], str]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a block lies inside the body."""

    view: BlockView
    area: QRect


class Body(QWidget):
    """Owns the block widgets and arranges them."""

    def __init__(self, theme: Theme, ear: Ear) -> None:
        super().__init__()
        self._theme = theme
        self._ear = ear
        self._views: dict[_Key, BlockView] = {}
        self.blocks: list[BlockView] = []

    def show_blocks(self, prefix: str, blocks: Sequence[Block]) -> None:
        """Draw these blocks; a widget whose block is still there is only updated."""
        seen: dict[type[BlockView], int] = {}
        views: dict[_Key, BlockView] = {}
        for block in blocks:
            kind = _view_of(block)
            seen[kind] = seen.get(kind, 0) + 1
            key = (kind, getattr(block, "id", "") or str(seen[kind]))
            view = self._views.pop(key, None) or self._new(kind)
            view.prefix = prefix
            view.show_block(block)
            views[key] = view
        for gone in self._views.values():
            gone.hide()
            gone.deleteLater()
        self._views = views
        self.blocks = list(views.values())
        self._align_captions()

    def _new(self, kind: type[BlockView]) -> BlockView:
        view = kind(self._theme, self._ear, self)
        view.show()
        return view

    def _align_captions(self) -> None:
        fields = self.fields
        lead = max((field.caption_width() for field in fields), default=0) + CAPTION_GAP
        for field in fields:
            field.lead = lead
            field.arrange()

    @property
    def fields(self) -> list[FieldView]:
        """The fields, in order."""
        return [view for view in self.blocks if isinstance(view, FieldView)]

    @property
    def choices(self) -> list[ChoicesView]:
        """The blocks of answers, in order."""
        return [view for view in self.blocks if isinstance(view, ChoicesView)]

    @property
    def rows(self) -> RowsView | None:
        """The list, if there is one."""
        return next((view for view in self.blocks if isinstance(view, RowsView)), None)

    def retranslate(self) -> None:
        """Say all words anew."""
        for view in self.blocks:
            view.retranslate()
        self._align_captions()

    def arrange(self, width: int, room: int) -> None:
        """Place the blocks in ``width``; taller than ``room`` when they need more, then they are scrolled."""
        placed = _columns(self.blocks, width, room)
        height = max((item.area.bottom() + 1 for item in placed), default=0)
        self.resize(width, max(room, height))
        for item in placed:
            item.view.setGeometry(item.area)


def _view_of(block: Block) -> type[BlockView]:
    if isinstance(block, Field):
        return PinEntry if block.kind is FieldKind.PIN else EditField
    return _VIEWS[type(block)]


_VIEWS: Final[dict[type[Block], type[BlockView]]] = {
    Facts: FactsView,
    BeforeAfter: BeforeAfterView,
    Choices: ChoicesView,
    Rows: RowsView,
    Remark: RemarkView,
    Progress: ProgressView,
    Paper: PaperView,
    QrPicture: QrView,
}


def _columns(views: Sequence[BlockView], width: int, room: int) -> list[Placed]:
    """One column, or two where there is a picture to look at and room for it beside the rest."""
    pictures = [view for view in views if isinstance(view, PaperView | QrView)]
    others = [view for view in views if view not in pictures]
    if not pictures or not others or width < WIDE - 2 * CAPTION_GAP:
        return _column(views, 0, width, room)
    side = CODE_LARGE if width >= WIDE_CODE else CODE
    if any(isinstance(view, PaperView) for view in pictures):
        side = PAPER_SIDE
    main = width - side - 24
    return [*_column(others, 0, main, room), *_column(pictures, main + 24, side, room)]


def _column(views: Sequence[BlockView], x: int, width: int, room: int) -> list[Placed]:
    heights = [view.height_for(width - 2 * HALO) for view in views]
    gaps = [
        CLOSE if isinstance(one, FieldView) and isinstance(two, FieldView) else BETWEEN
        for one, two in pairwise(views)
    ]
    spare = max(0, room - sum(heights) - sum(gaps))
    growing = [at for at, view in enumerate(views) if view.grows]
    for count, at in enumerate(growing):
        heights[at] += spare * (count + 1) // len(growing) - spare * count // len(growing)
    placed: list[Placed] = []
    y = 0
    for at, view in enumerate(views):
        inset = 0 if isinstance(view, FieldView) else HALO  # a field brings its own room for the ring
        placed.append(Placed(view, QRect(x + inset, y, width - 2 * inset, heights[at])))
        y += heights[at] + (gaps[at] if at < len(gaps) else 0)
    return placed
