"""``cuadre`` and ``python -m app``: reads the command and starts what it names. Imports stay light."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.cli import Arguments


def main() -> int:
    """Entry point; the exit codes are those of packaging.md section 10."""
    from app.cli import parse

    arguments = parse(sys.argv[1:])
    return _COMMANDS[arguments.command](arguments)


def _till(arguments: Arguments) -> int:
    from app.main import run_till

    del arguments
    return run_till()


def _smoke(arguments: Arguments) -> int:
    from app.smoke import run_smoke

    return run_smoke(arguments)


def _demo(arguments: Arguments) -> int:
    from app.demo.command import run_demo

    return run_demo(arguments)


def _enrol(arguments: Arguments) -> int:
    from app.enrol_command import run_enrol, run_renew_key
    from app.main import till_config

    config = till_config()
    if arguments.renew_key:
        return run_renew_key(config, _say)
    return run_enrol(arguments.code, config, _say, at=arguments.at)


def _sync(arguments: Arguments) -> int:
    from app.sync_command import run_sync

    return run_sync(arguments, _say)


def _powercut(arguments: Arguments) -> int:
    from app.powercut.command import run_powercut

    return run_powercut(arguments, _say)


def _virtual(arguments: Arguments) -> int:
    from hardware.virtual.serve import serve, serve_eft

    if arguments.device == "eft":
        return serve_eft(say=_say, port=arguments.port, pays_after_s=arguments.pays_after)
    return serve(say=_say, port=arguments.port)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


_COMMANDS = {
    "till": _till,
    "smoke": _smoke,
    "demo": _demo,
    "enrol": _enrol,
    "sync": _sync,
    "powercut-demo": _powercut,
    "virtual": _virtual,
}


if __name__ == "__main__":
    sys.exit(main())
