"""What screen 1, sign-in, shows, as values."""

from __future__ import annotations

from dataclasses import dataclass

from app.presenters.messages import Message


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person on the sign-in screen; ``demo_pin`` only in the demo shop."""

    staff_id: str
    number: int
    name: str
    role: str
    demo_pin: str = ""


@dataclass(frozen=True, slots=True)
class SignInState:
    """Sign-in: who is here.

    Attributes:
        typed: How many PIN digits stand in the field; the digits never reach the view's state.
        slots: Dots to draw, the shortest PIN allowed for the person (4 or 6), more when more is typed.
        tries_left: None before a failure.
        wait_s: Seconds until this person may try again, 0 when at once.
        busy: A check is running.
        badges: Whether somebody here has a badge to scan.
        practice: This is PRÁCTICA: its button leads out.
    """

    shop: str
    till: str
    date: str
    people: tuple[PersonCard, ...]
    selected: str | None
    typed: int
    slots: int
    tries_left: int | None
    wait_s: int
    busy: bool
    message: Message | None
    language: str
    badges: bool = False
    practice: bool = False
