"""Tells a keyboard-wedge scanner from a person, by the keys' own time stamps (hardware.md section 8).

A frame is at least four printable keys not more than a gap apart, ended by Enter or Tab, or begun by a
configured prefix. Keys are held until it is sure what they are: a whole frame becomes a scan and nothing
of it reaches a field, a button or a shortcut; anything else is released in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from hardware.scanner.keys import (
    CHORD,
    ENTER,
    GS,
    MODIFIER_KEYS,
    TAB,
    FocusKind,
    KeyStroke,
    gap_ms,
)
from hardware.scanner.us_layout import us_text

LEAST_KEYS: Final = 4
MAX_CHARS: Final = 4096


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """What the installer set.

    Attributes:
        gap_ms: Longest gap between keys of one frame, 30 to 50; up to 100 only with a prefix.
        prefix: Key name, or text, that begins a frame (``F13``); empty for none.
        us_layout: Read keys by their physical code as a US keyboard.
        scan_code_offset: 8 on X11 and Wayland, else 0.
    """

    gap_ms: int = 50
    prefix: str = ""
    us_layout: bool = False
    scan_code_offset: int = 0

    def __post_init__(self) -> None:
        """Refuse a gap that would take a fast typist for a scanner.

        Raises:
            ValueError: the gap is outside its bounds.
        """
        if not 30 <= self.gap_ms <= (100 if self.prefix else 50):
            raise ValueError(f"gap of {self.gap_ms} ms")


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole scan; ``secret`` when a PIN or password field had the focus. Its text is kept out of logs."""

    text: str = field(repr=False)
    at_ms: int
    secret: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A scan that was thrown away whole: ``torn_scan scan_without_end scan_too_long scan_refused``."""

    code: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the screen does with the key at hand.

    Attributes:
        take: Swallow it: it is held, or part of a scan.
        release: Held keys to hand to the focus now, in order, before the key at hand passes.
        begins_run: The first of ``release`` begins a run: remember the field's text before it.
        restore: Put the field's text back to what it was when the run began (torn scan).
        results: Scans and refusals that came to an end.
        judge_in_ms: Call `WedgeMachine.judge` so much later, after draining pending keys; None for never.
    """

    take: bool
    release: tuple[KeyStroke, ...] = ()
    begins_run: bool = False
    restore: bool = False
    results: tuple[Frame | Refusal, ...] = ()
    judge_in_ms: int | None = None


class _Kind(Enum):
    CHAR = "char"
    END = "end"
    PREFIX = "prefix"
    MODIFIER = "modifier"
    OTHER = "other"


@dataclass(slots=True)
class _Out:
    release: list[KeyStroke] = field(default_factory=list[KeyStroke])
    begins_run: bool = False
    restore: bool = False
    results: list[Frame | Refusal] = field(default_factory=list[Frame | Refusal])


_HOLD_KINDS: Final = frozenset({_Kind.CHAR, _Kind.PREFIX})


class WedgeMachine:
    """Fed with every key press in order; holds no clock and no Qt."""

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self.settings = WedgeSettings() if settings is None else settings
        self._held: list[KeyStroke] = []
        self._text: list[str] = []
        self._last: KeyStroke | None = None
        self._tail = 0  # keys of this run that were released already
        self._prefixed = False
        self._too_long = False

    def press(self, stroke: KeyStroke) -> Decision:
        """Decide about one key press."""
        char, kind = self._classify(stroke)
        if kind is _Kind.MODIFIER:
            return Decision(take=False, judge_in_ms=self._next_judge())
        out = _Out()
        if self._last is not None and gap_ms(self._last, stroke) > self.settings.gap_ms:
            self._close_run(out)
            self._tail = 0
        take = self._handle(stroke, char, kind, out)
        return self._decision(take, out)

    def judge(self, now_ms: int) -> Decision:
        """The hold timer fired and pending keys were drained: release what has become too old.

        Args:
            now_ms: Same clock as ``arrival_ms``.
        """
        out = _Out()
        if self._held and self._last is not None:
            if now_ms - self._last.arrival_ms < self.settings.gap_ms:
                return self._decision(take=False, out=out)
            self._close_run(out)
        return self._decision(take=False, out=out)

    def reset(self) -> None:
        """Forget the run (focus left the program); held keys are gone."""
        self._held.clear()
        self._text.clear()
        self._last = None
        self._tail = 0
        self._prefixed = self._too_long = False

    # --- inside --------------------------------------------------------------------------------------

    def _handle(self, stroke: KeyStroke, char: str, kind: _Kind, out: _Out) -> bool:
        if kind is _Kind.PREFIX:
            self._close_run(out)
            self.reset()
            self._prefixed, self._last = True, stroke
            return True
        if kind is _Kind.CHAR:
            self._hold(stroke, char)
            return True
        if not self._is_frame():
            self._close_run(out)
            self.reset()
            return False
        if kind is _Kind.END:
            out.results.append(self._finish(stroke, out))
        else:
            out.results.append(Refusal("scan_refused"))
            out.restore = self._tail > 0
        self.reset()
        return True

    def _hold(self, stroke: KeyStroke, char: str) -> None:
        self._last = stroke
        if len(self._held) < MAX_CHARS:
            self._held.append(stroke)
            self._text.append(char)
        else:
            self._too_long = True

    def _is_frame(self) -> bool:
        return (self._prefixed and bool(self._held)) or self._tail + len(self._held) >= LEAST_KEYS

    def _finish(self, end: KeyStroke, out: _Out) -> Frame | Refusal:
        if self._tail:
            out.restore = True
            return Refusal("torn_scan")
        if self._too_long:
            return Refusal("scan_too_long")
        secret = any(stroke.focus_kind is FocusKind.SECRET for stroke in self._held)
        return Frame("".join(self._text), end.timestamp_ms or end.arrival_ms, secret)

    def _close_run(self, out: _Out) -> None:
        """The run ended without a terminator: a person's keys are released, a scan is thrown away whole."""
        if self._held and self._is_frame():
            code = "scan_too_long" if self._too_long else "scan_without_end"
            out.results.append(Refusal("torn_scan" if self._tail else code))
            out.restore = out.restore or self._tail > 0
            self._tail = 0
        else:
            out.begins_run = out.begins_run or (bool(self._held) and self._tail == 0)
            out.release.extend(self._held)
            self._tail += len(self._held)
        self._held.clear()
        self._text.clear()
        self._prefixed = self._too_long = False

    def _classify(self, stroke: KeyStroke) -> tuple[str, _Kind]:
        if stroke.key in MODIFIER_KEYS:
            return "", _Kind.MODIFIER
        if self.settings.prefix and self.settings.prefix in {stroke.key, stroke.text}:
            return "", _Kind.PREFIX
        if stroke.text == GS and self._held and not stroke.auto_repeat:
            return GS, _Kind.CHAR
        if stroke.auto_repeat or stroke.modifiers & CHORD:
            return "", _Kind.OTHER
        if stroke.key in {ENTER, TAB}:
            return "", _Kind.END
        return self._character(stroke)

    def _character(self, stroke: KeyStroke) -> tuple[str, _Kind]:
        text = us_text(stroke, self.settings.scan_code_offset) if self.settings.us_layout else stroke.text
        return (text, _Kind.CHAR) if text and text.isprintable() else ("", _Kind.OTHER)

    def _next_judge(self) -> int | None:
        return self.settings.gap_ms if self._held else None

    def _decision(self, take: bool, out: _Out) -> Decision:
        return Decision(
            take=take,
            release=tuple(out.release),
            begins_run=out.begins_run,
            restore=out.restore,
            results=tuple(out.results),
            judge_in_ms=self._next_judge(),
        )
