"""The steps in their order, then the program."""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import setup_system
import setup_venv
from setup_say import Exit, SetupError, say
from setup_tables import PROFILES, ROOT, Profile

USAGE: Final = "usage: bootstrap.py {run|test|package} [--setup | -- COMMAND ... | ARGUMENTS ...]"
DEMO_FOLDER: Final = "build/demo"
ON_ALL_CORES: Final = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
"""The whole suite on every core; how it is shared out is in ``tests/workers.py``."""


def main(arguments: Sequence[str]) -> int:
    """Set the profile up and start its program; returns only when there is nothing to start or it failed."""
    if not arguments or arguments[0] not in PROFILES:
        say(USAGE)
        return Exit.USAGE
    profile = PROFILES[arguments[0]]
    try:
        set_up(profile)
        if arguments[1:] == ["--setup"]:
            return 0
        command = command_for(profile, arguments[1:])
    except SetupError as error:
        say(str(error))
        return error.code
    except OSError as error:
        say(f"{error.strerror}: {error.filename}")
        return Exit.FAILED
    return start(command) if command else 0


def set_up(profile: Profile) -> None:
    """Machine, lock, system libraries, environment, packages, stamp."""
    setup_system.check_machine()
    with setup_venv.alone() as lock:
        current = setup_venv.is_current(profile)
        setup_system.provide(profile, [] if current else setup_venv.packages_needed())
        if not current:
            setup_venv.build(profile, lock)
            say(f"ready ({profile.name})")


def command_for(profile: Profile, arguments: Sequence[str]) -> list[str]:
    """What to start: an explicit command, or the profile's own program with the arguments given."""
    if arguments and arguments[0] == "--":
        return list(arguments[1:])
    if profile.name == "test":
        return ["python", "-m", "pytest", *(ON_ALL_CORES if is_whole(arguments) else ()), *arguments]
    if profile.name == "run":
        return demo_command(arguments, reason_for_no_window())
    return list(arguments)


def is_whole(arguments: Sequence[str]) -> bool:
    """Whether these arguments of pytest run the whole suite: nothing but options of the report.

    Paths, ``-k``, ``-x`` and the like keep it in one process; so does a debugger, which needs the terminal.
    """
    return all(argument.startswith(("--cov", "--durations", "--junit")) for argument in arguments)


def demo_command(arguments: Sequence[str], no_window: str | None) -> list[str]:
    """The demo shop in a window or, where there is none, the demo that drives itself."""
    if no_window is None:
        return ["cuadre", "demo", *arguments]
    say(f"{no_window}: running the demo that drives itself; pictures and report go to {DEMO_FOLDER}")
    return ["cuadre", "demo", "--headless", "--out", DEMO_FOLDER, *arguments]


def reason_for_no_window() -> str | None:
    """Why no window can be opened here, None if one can."""
    if platform.system() != "Linux":
        return None
    if os.environ.get("QT_QPA_PLATFORM", "xcb").partition(":")[0] in {"offscreen", "minimal"}:
        return "QT_QPA_PLATFORM asks for no window"
    if not os.environ.get("DISPLAY"):
        return "no display"
    if not setup_system.has_window_libraries():
        return "no libraries for a window"
    return None if display_answers() else f"display {os.environ['DISPLAY']} does not answer"


def display_answers() -> bool:
    """Whether the X server named by DISPLAY takes a connection; Qt would abort on one that does not."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def start(command: Sequence[str]) -> int:
    """Become the program, inside the environment."""
    environment = inside(os.environ)
    program = shutil.which(command[0], path=environment["PATH"])
    if program is None:
        say(f"no program named {command[0]}")
        return Exit.FAILED
    os.chdir(ROOT)
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # exec on Windows would return to the shell before the program ends
        return subprocess.run([program, *command[1:]], check=False, env=environment).returncode
    return os.execve(program, [program, *command[1:]], environment)  # noqa: S606 - exec is the purpose


def inside(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment variables of an activated ``.venv``."""
    path = environment.get("PATH", os.defpath)
    result = {
        **environment,
        "PATH": os.pathsep.join([str(setup_venv.BIN), path]),
        "VIRTUAL_ENV": str(Path(setup_venv.VENV)),
    }
    result.pop("PYTHONHOME", None)
    return result
