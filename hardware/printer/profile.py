"""Printer profiles: one data file per model, overridden by the installer (hardware.md section 4).

A model nobody knows is ``generic``: CP437 with accents written out, no status, no fence, until the test page
was answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from core.ports.devices import PrinterCaps
from core.ports.printing import Fence
from hardware.printer.codepages import choose

CUTTERS: Final = ("none", "partial", "full")
STATUS: Final = ("full", "basic", "none")
LEVELS: Final = (None, "high", "low")


class ProfileError(ValueError):
    """A profile that names something unknown, or that does not exist."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What one printer model is and can do.

    Attributes:
        name: Name of the profile.
        tier: ``virtual``, ``documented`` or ``proven`` (hardware.md section 1).
        dots: Printable width in dots.
        columns: Characters of a line in font A: 32, 42 or 48.
        codepages: Page name to ``ESC t`` slot.
        national_set: The printer knows ``ESC R`` (else it is not sent).
        cutter: ``none``, ``partial`` or ``full``.
        native_qr: The printer draws QR codes itself.
        native_code128: The printer draws Code 128 itself.
        realtime_pulse: ``DLE DC4`` opens the drawer; else ``ESC p``, which waits in the buffer.
        disable_realtime: ``GS ( D`` may switch real-time commands off around a picture.
        status: ``full`` or ``basic`` (answers ``DLE EOT``), or ``none``: printed to blindly.
        asb: Pushes its status by itself.
        identify: Answers ``GS I``; some clones print it instead.
        fence: Proof of printing the model gives.
        drawer_pin: Connector pin, 2 or 5.
        drawer_sensor_open_level: Level of pin 3 while the drawer is open; None without a sensor.
        codepage: Page chosen on the test page; None takes the best of the chain.
    """

    name: str
    tier: str
    dots: int
    columns: int
    codepages: Mapping[str, int]
    national_set: bool
    cutter: str
    native_qr: bool
    native_code128: bool
    realtime_pulse: bool
    disable_realtime: bool
    status: str
    asb: bool
    identify: bool
    fence: Fence
    drawer_pin: int
    drawer_sensor_open_level: str | None
    codepage: str | None = None

    @property
    def page(self) -> str:
        """The one code page this printer prints with."""
        return choose(self.codepages, self.codepage)

    @property
    def talks(self) -> bool:
        """Whether the printer answers questions at all."""
        return self.status != "none"

    def caps(self) -> PrinterCaps:
        """Capabilities in UnifiedPOS words."""
        return PrinterCaps(
            rec_near_end_sensor=self.talks,
            cover_sensor=self.talks,
            paper_cut=self.cutter != "none",
            status=self.talks,
            fence=self.fence,
            columns=self.columns,
        )


def load_profile(name: str, **overrides: Any) -> Profile:
    """The shipped profile ``name`` with the installer's overrides.

    Raises:
        ProfileError: unknown name, unknown field or a value outside its set.
    """
    if not name.replace("-", "").isalnum():
        raise ProfileError(f"bad profile name {name!r}")
    source = files("hardware.printer") / "profiles" / f"{name}.json"
    if not source.is_file():
        raise ProfileError(f"no profile {name!r}")
    return profile_from(json.loads(source.read_text("utf-8")), **overrides)


def profile_from(data: Mapping[str, Any], **overrides: Any) -> Profile:
    """Build and check a profile from its data.

    Raises:
        ProfileError: a field is missing or unknown, or a value outside its set.
    """
    known = {field.name for field in fields(Profile)}
    unknown = (set(data) | set(overrides)) - known
    if unknown:
        raise ProfileError(f"unknown profile fields {sorted(unknown)}")
    try:
        values = dict(data) | overrides
        profile = Profile(**values)
        profile = replace(
            profile,
            fence=Fence(profile.fence),
            codepages=MappingProxyType(dict(profile.codepages)),
        )
    except (TypeError, ValueError) as error:
        raise ProfileError(str(error)) from error
    _check(profile)
    return profile


def _check(profile: Profile) -> None:
    wrong = [
        word
        for word, fine in (
            ("cutter", profile.cutter in CUTTERS),
            ("status", profile.status in STATUS),
            ("drawer_sensor_open_level", profile.drawer_sensor_open_level in LEVELS),
            ("drawer_pin", profile.drawer_pin in {2, 5}),
            ("columns", 24 <= profile.columns <= 64),
            ("dots", profile.dots >= 8 * profile.columns),
            ("fence", profile.fence is not Fence.PERSON and (profile.talks or profile.fence is Fence.NONE)),
            ("codepages", all(0 <= slot <= 255 for slot in profile.codepages.values())),
        )
        if not fine
    ]
    if wrong:
        raise ProfileError(f"profile {profile.name}: bad {', '.join(wrong)}")
    try:
        choose(profile.codepages, profile.codepage)
    except ValueError as error:
        raise ProfileError(f"profile {profile.name}: {error}") from error
