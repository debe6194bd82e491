"""The rules of ``tests.strictness`` and of ``pyproject.toml`` must bite."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import shutil
import socket
from pathlib import Path

import pytest

from tests.strictness import ExpectedLogs, SocketBeyondLoopbackError, is_loopback

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTATION_NET = "192.0.2.1"  # RFC 5737: never assigned


OFFENCES = """
import gc, logging, socket, threading, warnings
import pytest
from PySide6.QtCore import qWarning

def test_quiet(): pass
def test_information(): logging.getLogger("till").info("drawer open")
def test_unexpected_log(): logging.getLogger("till").warning("drawer %s", "stuck")
def test_log_that_never_comes(expected_logs): expected_logs.expect("drawer stuck")
def test_qt_warning(): qWarning("QPainter::begin: Paint device returned engine == 0")
def test_python_warning(): warnings.warn("old", DeprecationWarning)
def test_thread_that_dies():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
def test_socket_left_open():
    socket.socket()
    gc.collect()
@pytest.mark.xfail(reason="works after all")
def test_xfail_that_passes(): pass
"""

VERDICTS = {
    "test_quiet": {"PASSED"},
    "test_information": {"PASSED"},
    "test_unexpected_log": {"PASSED", "ERROR"},
    "test_log_that_never_comes": {"PASSED", "ERROR"},
    "test_qt_warning": {"FAILED"},
    "test_python_warning": {"FAILED"},
    "test_thread_that_dies": {"FAILED"},
    "test_socket_left_open": {"FAILED"},
    "test_xfail_that_passes": {"FAILED"},
}


def test_each_offence_gets_its_verdict(pytester: pytest.Pytester) -> None:
    """One sub-run under the very settings of this repository."""
    shutil.copy(ROOT / "pyproject.toml", pytester.path)
    pytester.makeconftest(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\npytest_plugins = ['tests.strictness']\n"
    )
    offences = pytester.mkdir("tests") / "test_offences.py"
    offences.write_text(OFFENCES, encoding="utf-8")
    output = pytester.runpytest_subprocess("-rA").stdout.str()
    verdicts: dict[str, set[str]] = {}
    for verdict, name in re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)", output, re.MULTILINE):
        verdicts.setdefault(name, set()).add(verdict)
    assert verdicts == VERDICTS, output


def test_expected_and_allowed_records_pass(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(r"WARNING till: drawer stuck")
    expected_logs.allow(r"ERROR .*: rarely")
    logging.getLogger("till").warning("drawer %s", "stuck")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", b"127.0.0.1", None])
def test_this_machine_is_loopback(host: object) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "0.0.0.0", "::", "10.0.0.1", "192.0.2.1", "pos.example", b"192.0.2.1"])
def test_anything_else_is_not(host: object) -> None:
    assert not is_loopback(host)


def test_a_connection_beyond_loopback_is_refused() -> None:
    with socket.socket() as stream, pytest.raises(SocketBeyondLoopbackError):
        stream.connect_ex((DOCUMENTATION_NET, 9))


def test_a_datagram_beyond_loopback_is_refused() -> None:
    with (
        socket.socket(type=socket.SOCK_DGRAM) as datagram,
        pytest.raises(SocketBeyondLoopbackError),
    ):
        datagram.sendto(b"x", (DOCUMENTATION_NET, 9))


def test_listening_on_every_interface_is_refused() -> None:
    with socket.socket() as stream, pytest.raises(SocketBeyondLoopbackError):
        stream.bind(("", 0))


def test_looking_up_a_foreign_name_is_refused() -> None:
    with pytest.raises(SocketBeyondLoopbackError):
        socket.getaddrinfo("pos.example", 443)


def test_loopback_and_unix_sockets_work(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(tmp_path / "s"))


async def test_asyncio_streams_work_on_loopback() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"hola\n")
        assert await reader.readline() == b"hola\n"
        writer.close()
        await writer.wait_closed()


def test_no_test_sees_the_users_home() -> None:
    import platformdirs

    assert Path.home().name.startswith("cuadre-tests-")
    for directory in (platformdirs.user_data_dir("cuadre"), platformdirs.user_config_dir("cuadre")):
        assert Path(directory).is_relative_to(Path.home())
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_no_test_reaches_the_users_keyring() -> None:
    import keyring.errors

    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("cuadre", "refresh_token")
