"""``cuadre demo``: the demo shop in a window, the day that drives itself, or a till driven by a director."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.cli import Arguments
from app.config import PrinterConfig, TillConfig

if TYPE_CHECKING:
    from app.compose.opening import FirstDay, Launch
    from app.compose.setup import ShopSetup
    from app.demo.centre import DemoCentre
    from hardware.virtual.printer import VirtualPrinter

CONFIG_FOLDER: Final = "config"
DRAWER_PIN: Final = 2
EXIT_ALREADY_OPEN: Final = 3


def run_demo(arguments: Arguments) -> int:
    """Start what was asked for; exit code of the program."""
    if arguments.headless:
        return _headless(arguments)
    if arguments.driven:
        return _driven(arguments)
    return _window(arguments)


def demo_launch(data: Path, printer: str, centre_url: str, pairing_code: str) -> Launch:
    """The demo shop's till: its secrets in a sealed file whose key lies in the demo's own folder.

    Args:
        data: Data directory of the till.
        printer: Address of the receipt printer.
        centre_url: Address of the centre.
        pairing_code: Lets an empty data directory in; unused on a till that has an identity.
    """
    from app.compose.opening import Launch
    from app.demo.shop import ensure_demo_catalogue

    config = TillConfig(
        data_dir=data,
        config_dir=data / CONFIG_FOLDER,
        printer=PrinterConfig("escpos", printer, "virtual", DRAWER_PIN) if printer else None,
        vault="machine-file",
        centre_url=centre_url,
    )
    return Launch(
        config=config,
        load_setup=_setup,
        fill_catalogue=ensure_demo_catalogue,
        first_day=partial(_first_day, centre_url, pairing_code),
        demo=True,
    )


def _setup() -> ShopSetup:
    from app.demo.shop import demo_setup
    from resources import demo

    return demo_setup(demo.load())


def _first_day(centre_url: str, pairing_code: str) -> FirstDay:
    from app.compose.enrol import CentreAccess
    from app.compose.opening import FirstDay
    from app.demo.shop import demo_staff
    from resources.demo.loader import identity, staff

    return FirstDay(
        CentreAccess(centre_url, pairing_code), identity().terminal_name, partial(demo_staff, staff())
    )


def _headless(arguments: Arguments) -> int:
    from app.demo.children import ChildError
    from app.demo.director import FEWEST, Director

    if arguments.sales < FEWEST:
        _say(f"a day has at least {FEWEST} sales")
        return 64
    out = arguments.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    try:
        report = Director(out, _say, sales=arguments.sales).run()
    except ChildError as error:
        _say(f"the day could not be lived to its end: {error}")
        return 1
    for check in report.checks:
        _say(f"{'ok  ' if check['ok'] else 'FAIL'} {check['name']}: {check['detail']}")
    _say(f"report: {arguments.out / 'report.json'}")
    return 0 if report.ok else 1


def _driven(arguments: Arguments) -> int:
    from app.compose.driven import attach_autopilot
    from app.compose.window import run_window

    if arguments.data is None:
        _say("--driven needs --data")
        return 64
    launch = demo_launch(arguments.data, arguments.printer, arguments.centre, arguments.pairing)
    return run_window(launch, attach=attach_autopilot)


def _window(arguments: Arguments) -> int:
    from app.demo.centre import DemoCentre
    from app.demo.children import ChildError
    from hardware.virtual.printer import VirtualPrinter

    data = arguments.data or _default_data()
    if _is_open(data):
        _say(f"the demo shop is already open on this computer (its data: {data})")
        return EXIT_ALREADY_OPEN
    if arguments.fresh:
        _forget(data)
    _say(f"opening the demo shop; its data: {data}")
    centre = DemoCentre(data / "centre", data / "centre.log")
    printer = VirtualPrinter()
    try:
        centre.start()
        printer.start()
        return _open(data, centre, printer)
    except ChildError as error:
        _say(f"the demo's centre did not start: {error}")
        return 1
    finally:
        printer.close()
        centre.stop()


def _open(data: Path, centre: DemoCentre, printer: VirtualPrinter) -> int:
    from app.compose.window import run_window
    from app.store.paths import StorePaths
    from app.store.reader import DriverReader
    from app.ui.demo_panel import attach_panel
    from resources.demo.loader import identity

    till = data / "till"
    reader = DriverReader(StorePaths.of(till).database)
    enrolled = reader.identity() is not None
    reader.close()
    code = "" if enrolled else centre.pairing_code(identity().terminal_name)
    launch = demo_launch(till, printer.address, centre.url, code)
    return run_window(launch, attach=partial(attach_panel, printer))


def _is_open(data: Path) -> bool:
    from app.store.errors import AlreadyOpenError
    from app.store.lock import DataLock
    from app.store.paths import StorePaths

    lock = StorePaths.of(data / "till").lock
    if not lock.exists():
        return False
    try:
        DataLock(lock).release()
    except AlreadyOpenError:
        return True
    return False


def _default_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("cuadre-demo", appauthor=False)


def _forget(data: Path) -> None:
    import shutil

    for name in ("till", "centre"):
        shutil.rmtree(data / name, ignore_errors=True)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
