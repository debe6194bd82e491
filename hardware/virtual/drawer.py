"""The cash drawer under the virtual printer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class VirtualDrawer:
    """Opens on a pulse, closes by hand.

    Attributes:
        opened: Where it stands.
        kicks: Pulses received, each the pin it came on.
        stuck: A pulse does not open it.
        sensor: There is a sensor on pin 3.
        open_level: Level of pin 3 while open, ``low`` or ``high``.
    """

    opened: bool = False
    kicks: int = 0
    last_pin: int | None = None
    stuck: bool = False
    sensor: bool = True
    open_level: str = "low"

    def kick(self, pin: int) -> None:
        """A pulse on connector pin 2 or 5."""
        self.kicks += 1
        self.last_pin = pin
        if not self.stuck:
            self.opened = True

    def open_by_key(self) -> None:
        """Someone uses the key."""
        self.opened = True

    def close(self) -> None:
        """Someone pushes it shut."""
        self.opened = False

    def pin3_high(self) -> bool:
        """What the sensor tells; without one the pin rests high."""
        if not self.sensor:
            return True
        return self.opened is (self.open_level == "high")
