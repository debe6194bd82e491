from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from central.embedded.pg import EmbeddedPostgres, running_port, take_lock
from central.embedded.places import LauncherError, choose_account, find_binaries, reachable, usable_binaries
from central.embedded.process import retire_predecessor

ROOT = sys.platform != "win32" and os.geteuid() == 0
as_root = pytest.mark.skipif(not ROOT, reason="NOT RUN: only root drops its identity")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="NOT RUN: needs /proc and PR_SET_PDEATHSIG")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder every account can traverse."""
    made = Path(tempfile.mkdtemp(prefix="cuadre-pg-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def until(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause.wait(0.02)
    return True


def alive(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


async def write(postgres: EmbeddedPostgres) -> None:
    connection = await asyncpg.connect(postgres.dsn())
    await connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
    await connection.close()


async def read(postgres: EmbeddedPostgres) -> int:
    connection = await asyncpg.connect(postgres.dsn())
    try:
        return int(await connection.fetchval("SELECT n FROM kept"))
    finally:
        await connection.close()


async def test_data_survive_stop_and_start(folder: Path) -> None:
    for first in (True, False):
        postgres = EmbeddedPostgres(folder)
        postgres.start()
        await postgres.ready()
        if first:
            await write(postgres)
        assert await read(postgres) == 42
        pid = postgres.pid
        postgres.stop()
        assert pid is not None
        assert not alive(pid)
    assert running_port(folder) is None


async def test_secrets_are_ours_alone_and_fsync_is_on(folder: Path) -> None:
    postgres = EmbeddedPostgres(folder)
    postgres.start()
    await postgres.ready()
    try:
        for name in ("secret", "runtime.json"):
            assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
        connection = await asyncpg.connect(postgres.dsn())
        settings = [await connection.fetchval(f"SHOW {name}") for name in ("fsync", "listen_addresses")]
        await connection.close()
        assert settings == ["on", "127.0.0.1"]
        assert running_port(folder) == postgres.port
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(f"postgresql://postgres:wrong@127.0.0.1:{postgres.port}/postgres")
    finally:
        postgres.stop()


async def test_a_second_owner_is_refused(folder: Path) -> None:
    lock = take_lock(folder / "lock")
    with pytest.raises(LauncherError) as caught:
        EmbeddedPostgres(folder).start()
    assert caught.value.code == "locked"
    lock.close()


async def test_a_killed_server_comes_back_by_itself_on_its_port(folder: Path) -> None:
    postgres = EmbeddedPostgres(folder)
    postgres.start()
    await postgres.ready()
    await write(postgres)
    supervisor = asyncio.create_task(postgres.supervise())
    try:
        first = postgres.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        async with asyncio.timeout(20):
            while postgres.pid == first:
                await asyncio.sleep(0.02)
        await postgres.ready()
        assert await read(postgres) == 42
    finally:
        supervisor.cancel()
        postgres.stop()


@on_linux
async def test_a_zombies_pid_file_is_not_believed(folder: Path) -> None:
    """Gotcha I: a killed server that nobody reaps still answers signals."""
    postgres = EmbeddedPostgres(folder)
    postgres.start()
    await postgres.ready()
    await write(postgres)
    postgres.stop()
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    assert until(lambda: not alive(zombie.pid))
    (postgres.data / "postmaster.pid").write_text(f"{zombie.pid}\n{postgres.data}\n1\n1\n\n127.0.0.1\n")
    again = EmbeddedPostgres(folder)
    again.start()
    try:
        await again.ready()
        assert await read(again) == 42
    finally:
        again.stop()
        zombie.wait()


@on_linux
async def test_the_server_dies_with_a_killed_launcher_and_starts_again(folder: Path) -> None:
    script = (
        "import asyncio, sys, pathlib\n"
        "from central.embedded.pg import EmbeddedPostgres\n"
        "p = EmbeddedPostgres(pathlib.Path(sys.argv[1])); p.start(); asyncio.run(p.ready())\n"
        "print(p.pid, flush=True); sys.stdin.read()\n"
    )
    launcher = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert launcher.stdout is not None
    assert launcher.stdin is not None
    server = int(launcher.stdout.readline())
    launcher.kill()
    launcher.wait()
    launcher.stdout.close()
    launcher.stdin.close()
    postgres = EmbeddedPostgres(folder)
    postgres.start()  # waits for the predecessor, if it is still going down
    try:
        assert not alive(server)
        await postgres.ready()
    finally:
        postgres.stop()


async def test_another_major_version_is_refused(folder: Path) -> None:
    postgres = EmbeddedPostgres(folder)
    postgres.start()
    await postgres.ready()
    postgres.stop()
    (postgres.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(LauncherError) as caught:
        EmbeddedPostgres(folder).start()
    assert caught.value.code == "version"
    with pytest.raises(LauncherError):
        EmbeddedPostgres(folder).start()  # the lock was given back


async def test_a_start_cut_off_in_initdb_is_begun_anew(folder: Path) -> None:
    (folder / "pg.new").mkdir()
    (folder / "pg.new" / "PG_VERSION").write_text("half")
    postgres = EmbeddedPostgres(folder)
    postgres.start()
    try:
        await postgres.ready()
    finally:
        postgres.stop()


async def test_a_server_that_cannot_start_says_why(folder: Path) -> None:
    postgres = EmbeddedPostgres(folder, settings={"shared_buffers": "nonsense"})
    postgres.start()
    with pytest.raises(LauncherError, match="shared_buffers"):
        await postgres.ready()
    postgres.stop()


@as_root
async def test_root_runs_it_from_a_home_nobody_else_may_enter(folder: Path) -> None:
    home = folder / "home"
    home.mkdir(mode=0o700)
    wheel, _ = find_binaries(None)
    package = wheel.parent
    shutil.copytree(wheel, home / package.name / wheel.name, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), home / f"{package.name}.libs")
    binaries = home / package.name / wheel.name / "bin"
    shared = folder / "shared"
    postgres = EmbeddedPostgres(home / "data", binaries=binaries, shared=shared)
    postgres.start()
    try:
        await postgres.ready()
        await write(postgres)
        account = choose_account()
        assert account is not None
        assert postgres.data.is_relative_to(shared)
        assert postgres.data.stat().st_uid == account.uid
        assert not reachable(home, account)
    finally:
        postgres.stop()
    again = EmbeddedPostgres(home / "data", binaries=binaries, shared=shared)
    again.start()
    try:
        await again.ready()
        assert await read(again) == 42
    finally:
        again.stop()


@as_root
async def test_a_wiped_demo_folder_leaves_nothing_behind_and_a_shops_data_stay(folder: Path) -> None:
    home = folder / "home"
    home.mkdir(mode=0o700)
    kept: list[Path] = []
    for disposable in (True, False, True):
        postgres = EmbeddedPostgres(home / "data", disposable=disposable, shared=folder / "shared")
        postgres.start()
        await postgres.ready()
        postgres.stop()
        kept.append(postgres.data)
        shutil.rmtree(home / "data")
    assert [path.exists() for path in kept] == [False, True, True]


@as_root
async def test_demo_data_of_vanished_folders_are_swept_when_nobody_uses_them(folder: Path) -> None:
    home = folder / "home"
    home.mkdir(mode=0o700)
    shared = folder / "shared"
    made: list[EmbeddedPostgres] = []
    for name in ("gone", "young", "used"):
        postgres = EmbeddedPostgres(home / name, disposable=True, shared=shared)
        postgres.start()
        await postgres.ready()
        postgres.stop()
        made.append(postgres)
    for name in ("gone", "young"):
        shutil.rmtree(home / name)
    for postgres in (made[0], made[2]):
        os.utime(postgres.data.parent / "owner.json", (1, 1))
    last = EmbeddedPostgres(home / "new", disposable=True, shared=shared)
    last.start()
    await last.ready()
    last.stop()
    assert [postgres.data.exists() for postgres in made] == [False, True, True]


@as_root
def test_binaries_are_copied_once(folder: Path) -> None:
    wheel, _ = find_binaries(None)
    shutil.copytree(wheel, folder / "clone", symlinks=True)
    (folder / "clone").chmod(0o700)
    account = choose_account()
    first = usable_binaries(folder / "clone" / "bin", account, folder / "shared")
    stamp = (first / "postgres").stat().st_mtime_ns
    second = usable_binaries(folder / "clone" / "bin", account, folder / "shared")
    assert first == second
    assert (second / "postgres").stat().st_mtime_ns == stamp
    assert [path.name for path in (folder / "shared" / "bin").iterdir()] == ["configured"]


def test_missing_binaries_are_said(tmp_path: Path) -> None:
    with pytest.raises(LauncherError) as caught:
        find_binaries(tmp_path)
    assert caught.value.code == "no_binaries"


def test_a_damaged_pid_file_is_no_obstacle(tmp_path: Path) -> None:
    for text in ("", "x", json.dumps({})):
        (tmp_path / "postmaster.pid").write_text(text)
        retire_predecessor(tmp_path)
