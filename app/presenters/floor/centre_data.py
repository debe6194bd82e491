"""What the centre told and how old it is; what of it a person decides (sync.md D4, D8; ux.md screen 19)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.panel_part import BasePart
from app.presenters.messages import Tone
from app.presenters.panels import (
    BeforeAfter,
    Block,
    Choice,
    Choices,
    Label,
    Panel,
    PanelButton,
    PanelHost,
    Remark,
    RowItem,
    Rows,
    Say,
)
from app.presenters.refusals import of_domain, of_error
from app.presenters.wording import W
from app.usecases.approvals import Approval, Override
from app.usecases.centre_news import CentreDecisions, CentreNews, held_act, prices_act
from app.usecases.held_changes import HeldExample, HeldNote
from app.usecases.state import TillState
from core.domain.ages import Freshness, StreamAge
from core.domain.approval import Act
from core.domain.changes import Stream
from core.domain.errors import DomainError

STREAM_WORDS: Final = {
    Stream.PRICES: W.DATA_PRICES,
    Stream.PROMOTIONS: W.DATA_PROMOTIONS,
    Stream.TAXES: W.DATA_TAXES,
    Stream.PRODUCTS: W.DATA_PRODUCTS,
    Stream.STOCK: W.DATA_STOCK,
    Stream.CUSTOMERS: W.DATA_CUSTOMERS,
    Stream.STAFF: W.DATA_STAFF,
    Stream.CONFIG: W.DATA_CONFIG,
    Stream.REVIEWS: W.DATA_REVIEWS,
}
"""Names of the streams, in the order they are listed."""
ANSWER: Final = "answer"
TAKE: Final = "take"
DROP: Final = "drop"
_OLD: Final = frozenset({Freshness.WARN, Freshness.HARD})


class CentreData(BasePart):
    """Implements ``PanelPart``.

    Args:
        held_note: What was held of a stream; None when nothing is any more.
    """

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        news: CentreNews,
        decisions: CentreDecisions,
        authorising: Authorising,
        held_note: Callable[[Stream], HeldNote | None],
    ) -> None:
        super().__init__(host)
        self._state, self._news, self._decisions = state, news, decisions
        self._authorising, self._held_note = authorising, held_note
        self._selected = 0
        self._asked: Stream | None = None
        self._answer = DROP
        self._busy = False
        self._told: Remark | None = None

    def open(self) -> None:
        """The list, and first what waits for a person."""
        self._asked, self._told, self._busy, self._answer = None, None, False, DROP
        waiting = self._waiting()
        places = [place for place, age in enumerate(self._ages()) if age.stream is waiting]
        self._selected = places[0] if places else 0
        self._host.open_panel(self)

    def heard(self) -> None:
        """Something is other than it was."""
        if self._host.shows(self):
            self._host.redraw()

    # ------------------------------------------------------------------ what stands on it

    def panel(self) -> Panel:
        """What stands on it now."""
        note = None if self._asked is None else self._held_note(self._asked)
        return self._list() if note is None else self._question(note)

    def _list(self) -> Panel:
        rows = Rows("streams", tuple(map(self._row, self._ages())), self._selected, Say(W.DATA_NONE))
        told = () if self._told is None else (self._told,)
        step = PanelButton("next", Say(W.DATA_DECIDE), "Enter", idle=self._chosen() is None)
        return Panel(
            "data", "cloud-check", Say(W.DATA_TITLE), (*told, rows), Say(W.DATA_WHAT), step, busy=self._busy
        )

    def _row(self, age: StreamAge) -> RowItem:
        right = "" if age.age_s is None else fmt.age(age.age_s)
        note, tone = self._standing(age)
        return RowItem(age.stream, Say(STREAM_WORDS[age.stream]), right=right, right_note=note, tone=tone)

    def _standing(self, age: StreamAge) -> tuple[Label, Tone]:
        if age.stream in self._news.held():
            return Say(W.DATA_HELD), Tone.ERR
        if age.freshness is Freshness.NEVER:
            return Say(W.DATA_NEVER), Tone.WARN
        if age.stream is Stream.PRICES and self._news.prices_wait():
            return Say(W.DATA_TO_AUTHORISE), Tone.ERR
        return (Say(W.DATA_OLD), Tone.WARN) if age.freshness in _OLD else ("", Tone.INFO)

    def _question(self, note: HeldNote) -> Panel:
        values = {
            "gone": str(note.deleted),
            "all": str(note.rows),
            "repriced": str(note.repriced),
            "priced": str(note.priced),
        }
        what = Say(W.DATA_HELD_PRICES if note.stream is Stream.PRICES else W.DATA_HELD_GONE, values)
        examples = Rows("examples", tuple(map(_example, note.examples)), None, Say(W.DATA_NO_EXAMPLES))
        blocks: tuple[Block, ...] = (Remark(what, Tone.WARN), examples, self._answers())
        take = self._answer == TAKE
        do = PanelButton("settle", Say(W.DATA_TAKE if take else W.DATA_DROP), "Enter", danger=take)
        title = Say(STREAM_WORDS[note.stream])
        return Panel("data", "cloud-check", title, blocks, Say(W.DATA_HELD_WHAT), do, busy=self._busy)

    def _answers(self) -> Choices:
        items = (Choice(DROP, Say(W.DATA_DROP), key="1"), Choice(TAKE, Say(W.DATA_TAKE), key="2"))
        return Choices(ANSWER, Say(W.DATA_ASK), items, self._answer)

    def _ages(self) -> list[StreamAge]:
        order = list(STREAM_WORDS)
        return sorted(self._news.ages(), key=lambda age: order.index(age.stream))

    def _waiting(self) -> Stream | None:
        held = self._news.held()
        if held:
            return held[0]
        return Stream.PRICES if self._news.prices_wait() else None

    def _chosen(self) -> Stream | None:
        """The chosen stream, if something of it is to be decided."""
        ages = self._ages()
        stream = ages[self._selected].stream if self._selected < len(ages) else None
        prices = stream is Stream.PRICES and self._news.prices_wait()
        return stream if prices or stream in self._news.held() else None

    # ------------------------------------------------------------------ what people do

    def move(self, step: int) -> None:
        """Up or down."""
        if self._asked is None:
            self._selected = max(0, min(len(self._news.ages()) - 1, self._selected + step))
            self._host.redraw()

    def select(self, block_id: str, index: int) -> None:
        """A touch on a stream."""
        if block_id == "streams":
            self._selected = index
            self._begin()

    def choose(self, block_id: str, choice_id: str) -> None:
        """Chosen, not yet done."""
        if block_id == ANSWER and not self._busy:
            self._answer = choice_id
            self._host.redraw()

    def enter(self) -> None:
        """Ask about the chosen one; then do what was chosen."""
        if self._busy:
            return
        if self._asked is None:
            self._begin()
            return
        take, stream = self._answer == TAKE, self._asked
        reason = "looked_at" if take else "not_meant"
        change = BeforeAfter(Say(STREAM_WORDS[stream]), Say(W.DATA_HELD), "", "")
        asked = Asked(Say(W.DATA_ASK), Say(W.DATA_TAKE if take else W.DATA_DROP), change)

        def do(override: Override | None) -> None:
            self._decisions.settle(
                stream, take=take, reason=reason, override=override, done=self._done, failed=self._failed
            )

        self._allowed(held_act(stream, take=take, reason=reason), asked, do)

    def back(self) -> None:
        """From the question to the list, from there to the sale."""
        if self._busy:
            return
        if self._asked is None:
            self._host.close_panel()
        else:
            self._asked = None
            self._host.redraw()

    # ------------------------------------------------------------------ doing it

    def _begin(self) -> None:
        stream = self._chosen()
        if stream is not None and stream in self._news.held():
            self._asked, self._answer = stream, DROP
        elif stream is Stream.PRICES:
            act = prices_act(self._news.told_at(Stream.PRICES))
            asked = Asked(Say(W.DATA_PRICES_ASKED), Say(W.DATA_PRICES_WHY))
            self._allowed(act, asked, self._accept)
            return
        self._host.redraw()

    def _accept(self, override: Override | None) -> None:
        self._decisions.accept_prices(override, self._done, self._failed)

    def _allowed(self, act: Act, asked: Asked, do: Callable[[Override | None], None]) -> None:
        """Alone, or with a second person's yes."""
        if not self._authorising.needed(act):
            self._begin_to(do, None)
            return

        def approved(approval: Approval) -> None:
            try:
                override = approval.spend(act, self._state)
            except DomainError as error:
                self._host.refuse(of_domain(error))
                return
            self._begin_to(do, override)

        self._authorising.ask(act, asked, approved, self._host.redraw)

    def _begin_to(self, do: Callable[[Override | None], None], override: Override | None) -> None:
        self._busy = True
        self._host.redraw()
        do(override)

    def _done(self) -> None:
        self._busy, self._asked = False, None
        self._told = Remark(Say(W.DATA_DECIDED), Tone.OK)
        self._host.redraw()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._host.refuse(of_error(error))


def _example(example: HeldExample) -> RowItem:
    if not example.after:
        return RowItem(example.name, example.name, right_note=Say(W.DATA_GONE), tone=Tone.ERR)
    return RowItem(example.name, example.name, right=f"{example.before} → {example.after}")
