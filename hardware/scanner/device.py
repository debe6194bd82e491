"""The wedge scanner in UnifiedPOS words: delivers, queues or refuses whole scans."""

from __future__ import annotations

from collections import deque
from typing import Final

from core.ports.devices import (
    DataEvent,
    DeviceState,
    ErrorEvent,
    EventSink,
    HealthLevel,
    HealthReport,
    NotOpenError,
    PowerState,
    UnsupportedError,
)
from hardware.scanner.keys import KeyStroke
from hardware.scanner.wedge import Decision, Frame, WedgeMachine, WedgeSettings

QUEUE_LIMIT: Final = 20
SAME_CODE_WINDOW_MS: Final = 300


class WedgeScanner:
    """A scanner that types. Used on the GUI thread alone; each call returns at once."""

    def __init__(
        self,
        sink: EventSink,
        *,
        name: str = "scanner",
        settings: WedgeSettings | None = None,
        same_code_window_ms: int = SAME_CODE_WINDOW_MS,
    ) -> None:
        """Make it.

        Args:
            sink: Takes `DataEvent` and `ErrorEvent`.
            name: Name in events.
            settings: How frames are told from typing.
            same_code_window_ms: The same code again within it is a bounce of the hardware; 0 switches it off.
        """
        self.name = name
        self.auto_disable = False
        self.scan_wanted = False
        self.refusing = False
        self._sink = sink
        self._machine = WedgeMachine(settings)
        self._window_ms = same_code_window_ms
        self._queue: deque[DataEvent] = deque()
        self._opened = self._claimed = self._enabled = False
        self._delivering = True
        self._previous: tuple[str, int] | None = None

    # --- keys ----------------------------------------------------------------------------------------

    def press(self, stroke: KeyStroke) -> Decision:
        """One key press; events go to the sink, the decision back to the screen."""
        if not self._enabled:
            return Decision(take=False)
        return self._settled(self._machine.press(stroke))

    def judge(self, now_ms: int) -> Decision:
        """The hold timer fired and pending keys were drained."""
        return self._settled(self._machine.judge(now_ms))

    def _settled(self, decision: Decision) -> Decision:
        for result in decision.results:
            if isinstance(result, Frame):
                self._scan(result)
            else:
                self._refuse(result.code)
        return decision

    def _scan(self, frame: Frame) -> None:
        if (frame.secret or self.refusing) and not self.scan_wanted:
            self._refuse("scan_refused")
            return
        if self._bounced(frame):
            return
        event = DataEvent(self.name, frame.text, frame.at_ms)
        if self._delivering:
            self._deliver(event)
        elif len(self._queue) >= QUEUE_LIMIT:
            self._refuse("queue_full")
        else:
            self._queue.append(event)

    def _bounced(self, frame: Frame) -> bool:
        before, self._previous = self._previous, (frame.text, frame.at_ms)
        return (
            before is not None and before[0] == frame.text and 0 <= frame.at_ms - before[1] < self._window_ms
        )

    def _deliver(self, event: DataEvent) -> None:
        if self.auto_disable:
            self._delivering = False
        self._sink(event)

    def _refuse(self, code: str) -> None:
        self._sink(ErrorEvent(self.name, code, recoverable=True))

    # --- input ---------------------------------------------------------------------------------------

    @property
    def data_event_enabled(self) -> bool:
        """Whether scans are delivered now (false while a dialog is open)."""
        return self._delivering

    def set_data_event_enabled(self, enabled: bool) -> None:
        """Switch delivery; what waited is delivered in order."""
        self._delivering = enabled
        while self._delivering and self._queue:
            self._deliver(self._queue.popleft())

    @property
    def data_count(self) -> int:
        """Scans waiting."""
        return len(self._queue)

    def clear_input(self) -> None:
        """Drop scans that wait and keys that are held."""
        self._queue.clear()
        self._machine.reset()

    # --- life ----------------------------------------------------------------------------------------

    @property
    def state(self) -> DeviceState:
        """IDLE once open."""
        return DeviceState.IDLE if self._opened else DeviceState.CLOSED

    @property
    def power_state(self) -> PowerState:
        """Unknown: a keyboard does not say whether it is a scanner."""
        return PowerState.UNKNOWN

    def open(self) -> None:
        """Take into use."""
        self._opened = True

    def claim(self, timeout_s: float) -> None:  # noqa: ARG002  (a keyboard cannot be taken exclusively)
        """Ours within this window system; nothing to lock.

        Raises:
            NotOpenError: not opened.
        """
        if not self._opened:
            raise NotOpenError(device=self.name)
        self._claimed = True

    @property
    def device_enabled(self) -> bool:
        """Whether keys are judged; else they all pass."""
        return self._enabled

    def enable(self) -> None:
        """Begin to judge keys.

        Raises:
            NotOpenError: not claimed.
        """
        if not self._claimed:
            raise NotOpenError(device=self.name)
        self._enabled = True

    def disable(self) -> None:
        """Let every key pass."""
        self._enabled = False
        self._machine.reset()

    def release(self) -> None:
        """Disable and give up."""
        self.disable()
        self._claimed = False

    def close(self) -> None:
        """Release and end."""
        self.release()
        self._opened = False

    def check_health(self, level: HealthLevel) -> HealthReport:
        """Only a person with a code can tell.

        Raises:
            UnsupportedError: not INTERNAL.
        """
        if level is not HealthLevel.INTERNAL:
            raise UnsupportedError(device=self.name, level=level)
        return HealthReport(level, ok=False, code="unknown")
