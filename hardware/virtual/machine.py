"""The virtual printer without its socket: bytes in, replies out, paper printed. Deterministic, no clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.virtual.drawer import VirtualDrawer
from hardware.virtual.faults import BLOCKING, Fault, Trap
from hardware.virtual.roll import Line, Roll, Run
from hardware.virtual.tokenizer import RealTime, TextBytes, Token, Tokenizer

PAGES: Final = {0: "cp437", 2: "cp850", 16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858"}
BUFFER_BYTES: Final = 64 * 1024
ALIGN: Final = ("left", "center", "right")
MODEL: Final = b"CUADRE VIRTUAL"


class Machine:
    """One printer. Replies collect in `replies`; what the printer must do to its port in `port_actions`."""

    def __init__(self, *, columns: int = 48, pages: dict[int, str] | None = None) -> None:
        self.columns = columns
        self.pages = dict(PAGES if pages is None else pages)
        self.roll = Roll()
        self.drawer = VirtualDrawer()
        self.faults: set[Fault] = set()
        self.traps: list[Trap] = []
        self.replies = bytearray()
        self.port_actions: list[str] = []
        self.unknown: list[bytes] = []
        self.commands: list[str] = []
        self.received = 0
        self.allowance: int | None = None
        self._tokens = Tokenizer()
        self._real_time = RealTime()
        self._asb = False
        self._last_asb = b""
        self._qr = b""
        self._runs: list[Run] = []
        self._page, self._align = 0, "left"
        self._bold = self._wide = self._tall = False
        self._do: dict[str, Callable[[bytes], None]] = {
            "ESC @": lambda _: self._reset(),
            "FS .": _nothing,
            "ESC R": _nothing,
            "ESC t": self._set_page,
            "ESC a": self._set_align,
            "ESC E": self._set_bold,
            "GS !": self._set_size,
            "LF": lambda _: self._end_line(),
            "CR": _nothing,
            "ESC d": self._feed,
            "ESC p": lambda args: self.drawer.kick(5 if args[0] & 1 else 2),
            "GS V": lambda _: self._cut(),
            "GS h": _nothing,
            "GS w": _nothing,
            "GS H": _nothing,
            "GS k 73": lambda args: self._print(Line("barcode", align=self._align, data=_code128(args))),
            "GS v 0": self._picture,
            "GS ( k": self._qr_function,
            "GS ( D": _nothing,
            "GS ( H": self._process_id,
            "GS a": self._set_asb,
            "GS r": lambda _: self._reply(b"\x00"),
            "GS I": self._identify,
            "DLE": _nothing,
        }

    # --- the world -----------------------------------------------------------------------------------

    def set_fault(self, fault: Fault, *, on: bool) -> None:
        """Put a fault on or take it off; printing goes on where it stopped."""
        (self.faults.add if on else self.faults.discard)(fault)
        self.run()

    def power_cycle(self) -> None:
        """Power goes: the buffer dies, settings fall back, half a line stays on the paper."""
        self._end_line(keep_empty=False)
        self._tokens.clear()
        self._real_time = RealTime()
        self.replies.clear()
        self._asb, self._last_asb = False, b""
        self._reset()

    def disconnected(self) -> None:
        """The client left: replies for it are void, what it sent is printed."""
        self.replies.clear()
        self._asb, self._last_asb = False, b""

    @property
    def room(self) -> int:
        """Bytes taken now: free buffer, within ``allowance`` (a slow reader's budget; None: no limit)."""
        if Fault.NO_READ in self.faults:
            return 0
        free = max(0, BUFFER_BYTES - self._tokens.waiting)
        return free if self.allowance is None else min(free, self.allowance)

    def receive(self, data: bytes) -> None:
        """Take bytes in: real-time commands act now, the rest when its turn comes."""
        before = min((t.after_bytes for t in self.traps if t.after_bytes is not None), default=None)
        if before is not None and before < len(data):
            self._take(data[:before])
            if not self.port_actions:
                self.receive(data[before:])
        else:
            self._take(data)

    def _take(self, data: bytes) -> None:
        self.received += len(data)
        if self.allowance is not None:
            self.allowance = max(0, self.allowance - len(data))
        self._tokens.put(data)
        for args in self._real_time.feed(data):
            self._act_now(args)
        for trap in list(self.traps):
            if trap.bytes_arrived(len(data)):
                self._spring(trap)
        self.run()

    def run(self) -> None:
        """Print what can be printed, then push the status if it changed."""
        while not self.faults & BLOCKING and "power_off" not in self.port_actions:
            token = self._tokens.next()
            if token is None:
                break
            self._token(token)
        self._push_asb()

    # --- tokens --------------------------------------------------------------------------------------

    def _token(self, token: Token) -> None:
        if isinstance(token, TextBytes):
            self._text(token.data)
            return
        self.commands.append(token.name)
        action = self._do.get(token.name)
        if action is None:
            self.unknown.append(token.args)
        else:
            action(token.args)

    def _text(self, data: bytes) -> None:
        text = data.decode(self.pages.get(self._page, "cp437"), "replace")
        self._runs.append(Run(text, self._bold, self._wide, self._tall))

    def _end_line(self, *, keep_empty: bool = True) -> None:
        runs, self._runs = tuple(self._runs), []
        if runs or keep_empty:
            self._print(Line("text", runs=runs, align=self._align))

    def _print(self, line: Line) -> None:
        self.roll.add(line)
        for trap in list(self.traps):
            if trap.line_printed():
                self._spring(trap)

    def _cut(self) -> None:
        self._end_line(keep_empty=False)
        self._print(Line("cut"))

    def _feed(self, args: bytes) -> None:
        self._end_line(keep_empty=False)
        for _ in range(args[0]):
            self._end_line()

    def _picture(self, args: bytes) -> None:
        across, down = args[0] + 256 * args[1], args[2] + 256 * args[3]
        line = Line("picture", align=self._align, data=args[4:].hex(), width=across * 8, height=down)
        self._print(line)

    def _qr_function(self, args: bytes) -> None:
        if args[1] == 0x50:
            self._qr = args[3:]
        elif args[1] == 0x51:
            self._print(Line("qr", align=self._align, data=self._qr.decode("utf-8", "replace")))

    # --- settings ------------------------------------------------------------------------------------

    def _reset(self) -> None:
        self._runs = []
        self._page, self._align = 0, "left"
        self._bold = self._wide = self._tall = False

    def _set_page(self, args: bytes) -> None:
        self._page = args[0]

    def _set_align(self, args: bytes) -> None:
        self._align = ALIGN[args[0] % 3]

    def _set_bold(self, args: bytes) -> None:
        self._bold = bool(args[0] & 1)

    def _set_size(self, args: bytes) -> None:
        self._wide, self._tall = bool(args[0] & 0x70), bool(args[0] & 0x07)

    # --- answers -------------------------------------------------------------------------------------

    def _process_id(self, args: bytes) -> None:
        if args[:2] == b"\x30\x30":
            self._reply(b"\x37\x22" + args[2:6] + b"\x00")

    def _identify(self, args: bytes) -> None:
        self._reply(b"\x5f" + MODEL + b"\x00" if args[0] in {0x42, 0x43} else b"\x02")

    def _set_asb(self, args: bytes) -> None:
        self._asb = args[0] != 0
        self._last_asb = b""

    def _act_now(self, args: bytes) -> None:
        if args[0] == 0x04:
            answer = self._eot(args[1])
            if answer is not None:
                self._reply(bytes((answer,)))
        elif args[0] == 0x14 and args[1] == 0x01:
            self.drawer.kick(5 if args[2] & 1 else 2)
        elif args[0] == 0x14 and args[1] == 0x08:
            self._tokens.clear()
            self._runs = []
            self._reply(b"\x37\x25\x00")

    def _eot(self, which: int) -> int | None:
        blocked = bool(self.faults & BLOCKING)
        pin = 0x04 if self.drawer.pin3_high() else 0
        paper = (0x60 if Fault.PAPER_OUT in self.faults else 0) | (0x0C if self._near_end() else 0)
        stopped = 0x20 if Fault.PAPER_OUT in self.faults else 0
        cover = 0x04 if Fault.COVER in self.faults else 0
        error = 0x40 if Fault.ERROR in self.faults else 0
        return {
            1: 0x12 | pin | (0x08 if blocked else 0),
            2: 0x12 | cover | stopped | error,
            3: 0x12 | (0x20 if error else 0),
            4: 0x12 | paper,
        }.get(which)

    def _near_end(self) -> bool:
        return bool(self.faults & {Fault.NEAR_END, Fault.PAPER_OUT})

    def _push_asb(self) -> None:
        if not self._asb:
            return
        blocked = bool(self.faults & BLOCKING)
        b0 = 0x10 | (0x04 if self.drawer.pin3_high() else 0) | (0x08 if blocked else 0)
        b0 |= 0x20 if Fault.COVER in self.faults else 0
        b1 = 0x20 if Fault.ERROR in self.faults else 0
        b2 = (0x03 if self._near_end() else 0) | (0x0C if Fault.PAPER_OUT in self.faults else 0)
        now = bytes((b0, b1, b2, 0))
        if now != self._last_asb:
            self._last_asb = now
            self._reply(now)

    def _reply(self, data: bytes) -> None:
        if Fault.SILENT in self.faults:
            return
        self.replies += bytes(b ^ 0xFF for b in data) if Fault.GARBLED in self.faults else data

    def _spring(self, trap: Trap) -> None:
        self.traps.remove(trap)
        if trap.fault is not None:
            self.faults.add(trap.fault)
        if trap.action is not None:
            self.port_actions.append(trap.action)


def _nothing(_args: bytes) -> None:
    """A setting that changes nothing on this paper."""


def _code128(args: bytes) -> str:
    return args.removeprefix(b"{B").decode("ascii", "replace")
