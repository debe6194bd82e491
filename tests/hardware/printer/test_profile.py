"""Profiles are checked data."""

from __future__ import annotations

from typing import Any

import pytest

from core.ports.printing import Fence
from hardware.printer.profile import ProfileError, load_profile


@pytest.mark.parametrize("name", ["generic", "epson-tm-t20iii", "virtual"])
def test_each_shipped_profile_is_sound(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert profile.page in profile.codepages
    assert profile.caps().columns == 48


def test_an_unknown_model_is_printed_to_blindly() -> None:
    generic = load_profile("generic")
    assert (generic.talks, generic.fence, generic.page) == (False, Fence.NONE, "cp437")
    assert not generic.caps().status


def test_the_installer_overrides_a_field() -> None:
    assert load_profile("virtual", columns=32, codepage="cp850").page == "cp850"


@pytest.mark.parametrize(
    "change",
    [
        {"cutter": "laser"},
        {"drawer_pin": 3},
        {"columns": 5},
        {"dots": 10},
        {"fence": "person"},
        {"fence": "maybe"},
        {"status": "none"},
        {"codepages": {}},
        {"codepages": {"cp858": 300}},
        {"codepage": "cp1252x"},
        {"drawer_sensor_open_level": "middle"},
        {"colour": "red"},
    ],
)
def test_a_bad_override_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ProfileError):
        load_profile("virtual", **change)


@pytest.mark.parametrize("name", ["no-such-model", "../generic", ""])
def test_a_profile_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(ProfileError):
        load_profile(name)
