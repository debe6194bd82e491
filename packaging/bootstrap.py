"""The one door to a working copy: ``python3 packaging/bootstrap.py PROFILE [ARGUMENTS]``.

Sets up what the profile (``run``, ``test`` or ``package``) needs, then starts its program:

    bootstrap.py run [arguments of cuadre demo]     opens the till on the demo shop
    bootstrap.py test [arguments of pytest]         runs the tests
    bootstrap.py PROFILE -- COMMAND [ARGUMENTS]     runs a command inside the environment
    bootstrap.py PROFILE --setup                    sets up and stops

Standard library only. This file parses on Python 3.6, so that an older Python gets one clear line
instead of a syntax error; everything else lives in ``setup_*.py`` beside it, for Python 3.11 and newer.

Exit codes: 2 this machine cannot run Cuadre, 3 system libraries are missing and were named, 1 a step failed,
64 wrong usage; otherwise that of the program started.
"""

import sys

OLDEST = (3, 11)
TOO_NEW = (3, 15)


def main() -> int:
    """Check the Python version before anything newer is parsed."""
    version = tuple(sys.version_info[:2])
    if not OLDEST <= version < TOO_NEW:
        sys.stderr.write(
            "cuadre: needs Python 3.11 to 3.14; %s is Python %d.%d. "
            "Name another one so: make PYTHON=python3.12 ...\n" % (sys.executable, version[0], version[1])
        )
        return 2
    import setup_steps

    return setup_steps.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
