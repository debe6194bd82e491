"""``cuadre --smoke``: the program checks itself, sells once, and reports (packaging.md section 5)."""

from __future__ import annotations

from app.cli import Arguments


def run_smoke(arguments: Arguments) -> int:
    """Run every check; exit code 0 when all hold, else 1.

    No network beyond loopback, nothing outside a temporary directory but the report and the picture.
    """
    from app.smoke.run import run

    return run(arguments)
