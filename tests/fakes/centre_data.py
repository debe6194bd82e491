"""A floor with its list of the centre's data, and a puller that says what a test wants."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.compose.centre_data import CentreDesk, plug_centre_data
from app.presenters.messages import M, Message
from app.presenters.panels import Remark, Rows, Say
from app.presenters.review_wording import Word
from app.presenters.states import Act
from app.usecases.centre_news import StreamNews
from app.usecases.held_changes import HeldExample, HeldNote
from core.domain.changes import Stream
from tests.app.presenters.floor.paying import Payment
from tests.fakes.till import InstantRunner

HOUR_MS = 3_600_000
NOTE = HeldNote(
    Stream.PRICES,
    2,
    100,
    40,
    90,
    (HeldExample("Arroz blanco 5 lb", "6.50", "0.65"), HeldExample("Leche entera 1 L")),
)
SHOWN = (Stream.PRICES, Stream.PROMOTIONS, Stream.STAFF, Stream.STOCK)


@dataclass
class Till:
    payment: Payment
    told: list[Message] = field(default_factory=list[Message])
    decided: list[tuple[Stream, bool]] = field(default_factory=list[tuple[Stream, bool]])
    note: HeldNote | None = None
    streams: tuple[Stream, ...] = SHOWN

    def __post_init__(self) -> None:
        floor = self.payment.floor
        self.desk: CentreDesk = plug_centre_data(
            floor.presenter,
            floor.state,
            InstantRunner(floor.store),
            self.payment.authorising,
            lambda stream, take: self.decided.append((stream, take)),
            lambda stream: self.note if self.note and self.note.stream is stream else None,
            self.told.append,
        )
        floor.presenter.open()

    def hear(self, *held: Stream, **hours: float) -> None:
        now_ms = int(self.payment.floor.clock.now().timestamp() * 1000)
        self.desk.hear(
            StreamNews(stream, now_ms - int(hours.get(stream.value, 0) * HOUR_MS), stream in held)
            for stream in self.streams
        )

    def open(self) -> None:
        self.payment.floor.presenter.act(Act.CENTRE_DATA)

    @property
    def rows(self) -> dict[str, tuple[str, Word | None]]:
        block = next(block for block in self.payment.panel.blocks if isinstance(block, Rows))
        return {
            row.key: (row.right, row.right_note.id if isinstance(row.right_note, Say) else None)
            for row in block.items
        }

    def note_of(self, stream: str) -> Word | None:
        return self.rows[stream][1]

    def remark(self) -> Say:
        block = next(block for block in self.payment.panel.blocks if isinstance(block, Remark))
        assert isinstance(block.words, Say)
        return block.words

    def enter(self) -> None:
        self.payment.floor.presenter.enter()

    def allow(self) -> None:
        self.payment.authorising.pick("marta")
        for digit in "582947":
            self.payment.authorising.digit(digit)
        self.payment.authorising.enter()

    def said(self) -> list[M]:
        return [message.id for message in self.told]
