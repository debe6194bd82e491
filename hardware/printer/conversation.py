"""What is being said over one connection: unsent bytes, open questions, awaited fences (section 5)."""

from __future__ import annotations

from collections import deque
from typing import Final

from core.ports.printing import Fence
from hardware.printer import commands
from hardware.printer.demux import Asb, Block, Demux, Queued, RealTime, Reply
from hardware.printer.profile import Profile
from hardware.printer.status import Bits, StatusBoard, from_asb, from_eot
from hardware.transports.link import Link

ANSWER_S: Final = 1.0
"""How long a real-time question may stay unanswered."""

_GROUP: Final = (1, 2, 4)
_PROCESS_ID: Final = 0x37
_GS_I_TEXT: Final = 0x5F


class Conversation:
    """Reset at each connection; everything here is lost with it, and that is right: so are the answers."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.board = StatusBoard()
        self.identity = ""
        self.noise = 0
        self.heard = False
        self._process = 0
        self.reset()

    def reset(self) -> None:
        """A new connection, or none."""
        self._out = bytearray()
        self._accepted = 0
        self._put = 0
        self._idle_at: float = 0.0
        self._demux = Demux()
        self._questions: deque[int] = deque()
        self._group: dict[int, int] = {}
        self._asked_at: float | None = None
        self._fences: deque[str] = deque()
        self._seen: set[str] = set()
        self.heard = False
        self.progress_at = 0.0
        self.board.forget()

    # --- out -----------------------------------------------------------------------------------------

    @property
    def unsent(self) -> bool:
        """Whether bytes wait for the port."""
        return bool(self._out)

    def put(self, data: bytes, now: float) -> int:
        """Queue bytes; gives the mark for `accepted`."""
        if not self._out:
            self.progress_at = now
        self._out += data
        self._put += len(data)
        return self._put

    def accepted(self, mark: int) -> bool:
        """Whether the port took everything up to ``mark``."""
        return self._accepted >= mark

    def greet(self, now: float) -> None:
        """First words on a new connection: status pushes on, model, status."""
        if self.profile.asb:
            self.put(commands.ASB_ON, now)
        if self.profile.identify:
            self.put(commands.ASK_MODEL, now)
        self.ask(now)

    def ask(self, now: float) -> None:
        """Ask for the status as one group, unless one is open."""
        if self.profile.talks and self._asked_at is None:
            self._asked_at = now
            self._group.clear()
            self._questions.extend(_GROUP)
            self.put(b"".join(commands.ask_status(which) for which in _GROUP), now)

    def asking(self) -> bool:
        """Whether a status question is open."""
        return self._asked_at is not None

    def asked_deadline(self) -> float | None:
        """When the open question counts as unanswered; None while its bytes still wait for the port."""
        if self._asked_at is None or self._out:
            return None
        return max(self._asked_at, self._idle_at) + ANSWER_S

    def silent(self, now: float) -> bool:
        """Whether the open question is overdue."""
        deadline = self.asked_deadline()
        return deadline is not None and now >= deadline

    def give_up(self) -> None:
        """The open question will not be answered: nothing is known, and it may be asked again."""
        self._questions.clear()
        self._asked_at = None
        self.board.forget()

    def fence(self) -> tuple[bytes, str]:
        """Bytes that ask for the proof of the profile, and its token; empty both without a proof."""
        if self.profile.fence is Fence.NONE:
            return b"", ""
        self._process = self._process % 9999 + 1
        token = f"{self._process:04d}"
        self._seen.discard(token)
        self._fences.append(token)
        if self.profile.fence is Fence.GS_R:
            return commands.ASK_GS_R, token
        return commands.process_id(self._process), token

    def fence_seen(self, token: str) -> bool:
        """Whether the proof ``token`` came; a newer one proves the older (only the newest is answered)."""
        return token in self._seen

    # --- in ------------------------------------------------------------------------------------------

    def pump(self, link: Link, now: float) -> None:
        """Take in what arrived and send what the port takes; waits for nothing.

        Raises:
            LinkLostError: the other end is gone; what it said before that has been taken in.
        """
        while data := link.receive():
            for reply in self._demux.feed(data):
                self._take(reply, now)
        self.flush(link, now)

    def flush(self, link: Link, now: float) -> None:
        """Send what the port takes.

        Raises:
            LinkLostError: the other end is gone.
        """
        if not self._out:
            return
        taken = link.send(memoryview(bytes(self._out)))
        if taken:
            del self._out[:taken]
            self._accepted += taken
            self.progress_at = now
            if not self._out:
                self._idle_at = now

    def _take(self, reply: Reply, now: float) -> None:
        match reply:
            case Asb(raw):
                self.heard = True
                self.board.put(from_asb(raw), now)
            case RealTime(byte) if self._questions:
                self._real_time(byte, now)
            case Queued() if self._fences and self.profile.fence is Fence.GS_R:
                self.heard = True
                self._seen.add(self._fences.popleft())
            case Block(head, body):
                self._block(head, body)
            case _:
                self.noise += 1
                self.board.forget()

    def _real_time(self, byte: int, now: float) -> None:
        which = self._questions.popleft()
        self._group[which] = byte
        if which == _GROUP[-1]:
            self._asked_at = None
            self.heard = True
            self.board.put(from_eot(self._group[1], self._group[2], self._group[4]), now)

    def _block(self, head: int, body: bytes) -> None:
        if head == _GS_I_TEXT:
            self.identity = body.decode("ascii", "replace")[:64]
            return
        if head != _PROCESS_ID or not body.startswith(b"\x22"):
            return
        token = body[1:].decode("ascii", "replace")
        self.heard = True
        if token in self._fences:
            while self._fences:
                proven = self._fences.popleft()
                self._seen.add(proven)
                if proven == token:
                    return

    def bits(self, now: float) -> Bits:
        """Latest status, unknown when stale."""
        return self.board.bits(now)
