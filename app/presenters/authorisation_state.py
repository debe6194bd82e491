"""What the authorisation modal shows, as values (ux.md screen 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.presenters.messages import Message
from app.presenters.panels import BeforeAfter, Label


@dataclass(frozen=True, slots=True)
class ApproverCard:
    """Somebody who may allow it; ``number`` is the key that picks them."""

    staff_id: str
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class RemoteView:
    """The question as it is read to somebody elsewhere, and the answer typed so far.

    Attributes:
        challenge: Nine characters in groups, ``7KD-2M4-9QX``.
        permission: The right that is asked for, e.g. ``pos:discount``; the screen has its words.
        amount: Balboas at stake as text.
        answer: Digits typed, in groups.
    """

    challenge: str
    permission: str
    amount: str
    answer: str


@dataclass(frozen=True, slots=True)
class AuthorisationState:
    """The modal.

    Attributes:
        title: What is asked, e.g. «Discount 25 % (limit 10 %)».
        requester: Name of who asks.
        reason: Why.
        change: What it changes, None where nothing is before and after.
        people: Who may allow it, at most nine.
        selected: Staff id of who was picked.
        typed: PIN digits typed; they never reach the view's state.
        slots: Dots to draw.
        left: Time left, ``48 s`` or ``4:12``.
        remote: The question for somebody elsewhere, None while a person here is asked.
        offers_remote: Whether it can be asked elsewhere.
        wait_s: Seconds until the person picked, or the next answer, may be tried again.
        busy: Something is being checked.
        message: What came of the last try.
    """

    title: Label
    requester: str
    reason: Label
    change: BeforeAfter | None
    people: tuple[ApproverCard, ...]
    selected: str | None
    typed: int
    slots: int
    left: str
    remote: RemoteView | None
    offers_remote: bool
    wait_s: int
    busy: bool
    message: Message | None


class AuthorisationView(Protocol):
    """The modal over the floor."""

    def show_authorisation(self, state: AuthorisationState | None) -> None:
        """Draw the state; None takes the modal away."""
        ...


class AuthorisationActions(Protocol):
    """What the modal may ask; digits go one by one and none is kept by the screen."""

    def pick(self, staff_id: str) -> None:
        """Choose who allows it (clears the PIN)."""
        ...

    def digit(self, digit: str) -> None:
        """One digit: picks the person with that number while nobody is chosen, else goes to the PIN."""
        ...

    def erase(self) -> None:
        """Take the last digit back; with none typed, the person."""
        ...

    def enter(self) -> None:
        """Check what is typed."""
        ...

    def back(self) -> None:
        """Esc: from the remote code to the people, from there the act is given up."""
        ...

    def cancel(self) -> None:
        """«Cancelar»: the act is given up."""
        ...

    def remote(self) -> None:
        """«Código remoto», and back."""
        ...

    def scanned(self, text: str) -> None:
        """A badge."""
        ...
