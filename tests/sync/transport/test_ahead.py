"""A batch encoded ahead over real HTTP: when, and which bytes go."""

from __future__ import annotations

from core.ports.transport import OutcomeKind
from tests.fakes.centre import FakeCentre
from tests.sync.conftest import Till


def test_the_next_batch_is_encoded_while_the_centre_has_this_one(till: Till, centre: FakeCentre) -> None:
    first, ahead = till.batch(2), till.batch(4)
    said: list[int] = []

    def meanwhile() -> None:
        said.append(till.outbox.status().pending)
        till.transport.prepare(ahead, 1_795_532_400_000, -240, 35)

    outcome = till.transport.push(first, 1_795_532_400_000, -240, 35, None, meanwhile)
    assert (outcome.kind, len(said)) == (OutcomeKind.ANSWERED, 1)
    assert list(centre.events) == [item.event_id for item in first.items]
    assert till.push(ahead).kind is OutcomeKind.ANSWERED
    assert list(centre.events) == [item.event_id for item in ahead.items]


def test_what_was_encoded_ahead_is_no_other_batch(till: Till, centre: FakeCentre) -> None:
    first, ahead = till.batch(2), till.batch(4)
    till.transport.prepare(ahead, 1_795_532_400_000, -240, 35)
    outcome = till.push(first)
    assert outcome.reply is not None
    assert outcome.reply.batch_id == first.batch_id
    assert len(centre.events) == 2


def test_nothing_is_told_of_a_request_that_never_got_out(till: Till, centre: FakeCentre) -> None:
    centre.close()
    said: list[int] = []
    outcome = till.transport.push(till.batch(1), 1_795_532_400_000, -240, 35, None, lambda: said.append(1))
    assert (outcome.kind, said) == (OutcomeKind.UNKNOWN, [])
