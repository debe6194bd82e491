"""Importing the worker loads nothing heavy; that happens on the sync thread (performance.md 2.1)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = (
    "httpx httpcore pydantic cryptography zstandard ssl http email asyncio keyring concurrent.futures "
    "multiprocessing urllib.request core.contract"
)


def test_the_worker_and_its_thread_load_nothing_heavy() -> None:
    modules = "sync, sync.build, sync.thread, sync.worker, sync.transport, app.secretstore.keyring_store"
    script = (
        f"import sys, {modules}, app.secretstore.sealed_file\n"
        f"print([name for name in {HEAVY.split()!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
