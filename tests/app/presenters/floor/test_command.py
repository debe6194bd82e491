from __future__ import annotations

import pytest

from app.presenters.floor.command import parse_command


@pytest.mark.parametrize(
    ("text", "times", "rest"),
    [
        ("arroz", None, "arroz"),
        ("12*7450000000013", "12", "7450000000013"),
        ("3 * cola", "3", "cola"),
        ("0,5*queso", "0,5", "queso"),
        ("3x cola", "3", "cola"),
        ("xilitol", None, "xilitol"),
        ("12*", "12", ""),
        ("*12", None, "*12"),
        ("  ", None, ""),
    ],
)
def test_a_quantity_before_the_star_is_split_off(text: str, times: str | None, rest: str) -> None:
    command = parse_command(text)
    assert (command.times, command.rest) == (times, rest)


def test_only_digits_of_some_length_are_taken_for_a_code() -> None:
    assert parse_command("7450000000013").looks_like_code
    assert parse_command("0042").looks_like_code
    assert not parse_command("20").looks_like_code
    assert not parse_command("7up").looks_like_code
