from __future__ import annotations

import pytest

from core.domain.pins import badge_digest, pin_refusal, pin_secret
from resources.demo.loader import staff


@pytest.mark.parametrize(
    ("pin", "role", "reason"),
    [
        ("805", "cashier", "pin_short"),
        ("80521", "supervisor", "pin_short"),
        ("80521", "manager", "pin_short"),
        ("8052a1", "cashier", "pin_digits"),
        ("", "cashier", "pin_digits"),
        ("٨٠٥٢", "cashier", "pin_digits"),
        ("8052174936582", "cashier", "pin_long"),
        ("1234", "cashier", "pin_common"),
        ("987654", "supervisor", "pin_common"),
        ("890123", "supervisor", "pin_common"),
        ("7777", "cashier", "pin_common"),
        ("4747", "cashier", "pin_common"),
        ("581581", "supervisor", "pin_common"),
        ("1987", "cashier", "pin_common"),
        ("2580", "cashier", "pin_common"),
        ("8052", "cashier", None),
        ("582947", "administrator", None),
        ("805217493658", "cashier", None),
    ],
)
def test_short_and_common_pins_are_refused(pin: str, role: str, reason: str | None) -> None:
    assert pin_refusal(pin, role) == reason


def test_everybody_of_the_demo_has_a_pin_that_their_role_may_have() -> None:
    assert [pin_refusal(person.pin, person.role) for person in staff()] == [None] * 6


def test_what_is_stored_depends_on_the_pepper_and_differs_between_pin_and_badge() -> None:
    one, other = bytes(32), bytes(range(32))
    assert len({pin_secret(one, "8052"), pin_secret(other, "8052"), badge_digest(one, "8052")}) == 3
