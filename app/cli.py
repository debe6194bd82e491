"""The command line of the till (architecture.md, commands). Light: it is read before the first paint."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.version import VERSION


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was asked for.

    Attributes:
        command: ``till``, ``demo``, ``enrol``, ``sync``, ``powercut-demo``, ``virtual`` or ``smoke``.
        code: ``enrol``: the pairing code.
        renew_key: ``enrol``: change the till's key instead.
        at: ``enrol``: address of the centre, for a machine that is no till yet.
        headless: ``demo``: the day that drives itself, without a screen.
        out: ``demo --headless``: where report, pictures and receipts go.
        sales: ``demo --headless``: number of customers.
        fresh: ``demo``: begin with an empty shop.
        driven: ``demo``: a till driven by a director over stdin and stdout.
        data: ``demo``: data directory.
        centre: ``demo --driven``: address of the centre.
        pairing: ``demo --driven``: pairing code for the first start.
        printer: ``demo --driven``: address of the receipt printer.
        gateway: ``demo --driven``: address of the payment gateway, empty without one.
        once: ``sync``: send what waits, in place of only telling it.
        as_json: ``sync``, ``powercut-demo``: tell it as JSON.
        folder: ``powercut-demo``: where, that is on which disk; None for the disk of the till.
        seconds: ``powercut-demo``: how long.
        seller: ``powercut-demo``: be the till that is cut off, with its data there.
        device: ``virtual``: ``printer`` or ``eft``.
        port: ``virtual``: TCP port, 0 for a free one.
        pays_after: ``virtual eft``: seconds after which its customers pay.
        report: ``--smoke``: where the report goes.
        shot: ``--smoke``: where a picture of the first screen goes.
    """

    command: str
    code: str = ""
    renew_key: bool = False
    at: str = ""
    headless: bool = False
    out: Path = Path("build/demo")
    sales: int = 60
    fresh: bool = False
    driven: bool = False
    data: Path | None = None
    centre: str = ""
    pairing: str = ""
    printer: str = ""
    gateway: str = ""
    once: bool = False
    as_json: bool = False
    folder: Path | None = None
    seconds: float = 60.0
    seller: Path | None = None
    device: str = "printer"
    port: int = 0
    pays_after: float = 8.0
    report: Path | None = None
    shot: Path | None = None


def parse(argv: Sequence[str]) -> Arguments:
    """Read the arguments; wrong usage is told on stderr and ends the program with code 64 (``sync``: 2)."""
    parser = _Parser(prog="cuadre", description="Point-of-sale till of a shop.")
    parser.add_argument("--version", action="version", version=f"cuadre {VERSION}")
    parser.add_argument("--smoke", action="store_true", help="sell once against a virtual printer and exit")
    parser.add_argument("--json", dest="report", type=Path, help="with --smoke: write the report there")
    parser.add_argument("--shot", type=Path, help="with --smoke: write a picture of the first screen there")
    commands = parser.add_subparsers(dest="command")
    demo = commands.add_parser("demo", help="open the demo shop, with its own centre on this machine")
    demo.add_argument("--headless", action="store_true", help="a day that drives itself, without a screen")
    demo.add_argument("--out", type=Path, default=Path("build/demo"), help="where the day's report goes")
    demo.add_argument("--sales", type=int, default=60, help="customers of the day")
    demo.add_argument("--fresh", action="store_true", help="begin with an empty shop")
    demo.add_argument("--data", type=Path, help="data directory of the demo")
    for hidden in ("--centre", "--pairing", "--printer", "--gateway"):
        demo.add_argument(hidden, default="", help=argparse.SUPPRESS)
    demo.add_argument("--driven", action="store_true", help=argparse.SUPPRESS)
    _add_sync(commands.add_parser("sync", help="tell what waits to be sent, or send it once"))
    powercut = commands.add_parser("powercut-demo", help="cut a practice till off again and again, and count")
    powercut.add_argument("--folder", type=Path, help="on which disk; else the one the till sells on")
    powercut.add_argument("--seconds", type=float, default=60.0, help="for how long")
    powercut.add_argument("--json", dest="as_json", action="store_true", help="tell it as JSON")
    powercut.add_argument("--seller", type=Path, help=argparse.SUPPRESS)
    virtual = commands.add_parser("virtual", help="run a virtual device")
    virtual.add_argument("device", choices=("printer", "eft"), help="which one")
    virtual.add_argument("--port", type=int, default=0, help="TCP port, 0 for a free one")
    virtual.add_argument("--pays-after", type=float, default=8.0, help="eft: seconds until its customers pay")
    enrol = commands.add_parser("enrol", help="make this machine a till of a centre, or its till again")
    what = enrol.add_mutually_exclusive_group(required=True)
    what.add_argument("code", nargs="?", default="", help="pairing code of the centre")
    what.add_argument("--renew-key", action="store_true", help="give this till a new key; it must be closed")
    enrol.add_argument(
        "--at", default="", metavar="URL", help="where the centre is, if cuadre.toml does not say"
    )
    found = vars(parser.parse_args(argv))
    smoke, command = found.pop("smoke"), found.pop("command")
    found.pop("status", None)  # what is told when nothing is sent
    return Arguments(command="smoke" if smoke else command or "till", **found)


def _add_sync(sync: _Parser) -> None:
    sync.usage_code = 2  # sync.md U12
    what = sync.add_mutually_exclusive_group(required=True)
    what.add_argument("--status", action="store_true", help="tell what waits; the till may be open")
    what.add_argument(
        "--once",
        action="store_true",
        help="send what waits and ask what is new, now; the till must be closed",
    )
    sync.add_argument("--json", dest="as_json", action="store_true", help="tell it as JSON")


class _Parser(argparse.ArgumentParser):
    """EX_USAGE for wrong usage (packaging.md section 10, exit codes), or what a command says instead."""

    usage_code = 64

    def error(self, message: str) -> None:  # type: ignore[override]
        """Say what is wrong and end."""
        self.print_usage()
        self.exit(self.usage_code, f"{self.prog}: {message}\n")
