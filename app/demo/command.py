"""``cuadre demo``: the demo shop in a window, the day that drives itself, or a till driven by a director."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from app.cli import Arguments
from app.demo.launch import demo_launch

EXIT_ALREADY_OPEN: Final = 3


def run_demo(arguments: Arguments) -> int:
    """Start what was asked for; exit code of the program."""
    if arguments.headless:
        return _headless(arguments)
    if arguments.driven:
        return _driven(arguments)
    return _window(arguments)


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
    given = arguments
    launch = demo_launch(arguments.data, given.printer, given.centre, given.pairing, given.gateway)
    return run_window(launch, attach=attach_autopilot)


def _window(arguments: Arguments) -> int:
    from app.demo.opening_shop import OpeningShop

    data = arguments.data or _default_data()
    if _is_open(data):
        _say(f"the demo shop is already open on this computer (its data: {data})")
        return EXIT_ALREADY_OPEN
    if arguments.fresh:
        _forget(data)
    _say(f"opening the demo shop; its data: {data}")
    shop = OpeningShop(data)
    try:
        return shop.run()
    finally:
        shop.close()


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
