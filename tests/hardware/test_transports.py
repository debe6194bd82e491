"""TCP and file: nothing blocks, and a peer that is gone is noticed on the read side."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.ports.devices import DeviceError, NoHardwareError
from hardware.transports.file import FileLink
from hardware.transports.link import LinkLostError
from hardware.transports.tcp import TcpLink


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.settimeout(5)
        yield made


@pytest.fixture
def link(listener: socket.socket) -> Iterator[TcpLink]:
    made = TcpLink("127.0.0.1", listener.getsockname()[1])
    yield made
    made.close()


def ready(link: TcpLink, *, write: bool = False) -> None:
    """Wait until the socket is ready."""
    fd = link.fileno()
    assert fd is not None
    readable, writable, _ = select.select([] if write else [fd], [fd] if write else [], [], 5)
    assert readable or writable


def dial(link: TcpLink, listener: socket.socket) -> socket.socket:
    link.start()
    peer, _ = listener.accept()
    ready(link, write=True)
    assert link.connected()
    return peer


def test_bytes_go_both_ways(link: TcpLink, listener: socket.socket) -> None:
    with dial(link, listener) as peer:
        assert link.receive() == b""
        assert link.send(memoryview(b"ticket")) == 6
        assert peer.recv(10) == b"ticket"
        peer.sendall(b"\x12")
        ready(link)
        assert link.receive() == b"\x12"


def test_the_peers_fin_is_noticed_without_a_write(link: TcpLink, listener: socket.socket) -> None:
    dial(link, listener).close()
    ready(link)
    with pytest.raises(LinkLostError) as lost:
        link.receive()
    assert lost.value.values["reason"] == "closed_by_peer"


def test_a_peer_that_never_reads_stops_taking_bytes_and_nothing_blocks(
    link: TcpLink, listener: socket.socket
) -> None:
    with dial(link, listener):
        chunk = memoryview(bytes(1 << 16))
        taken = sum(iter(lambda: link.send(chunk), 0))
        assert taken > 0
        assert link.send(chunk) == 0


def test_nobody_listening_is_an_error_and_not_a_wait() -> None:
    with socket.create_server(("127.0.0.1", 0)) as made:
        port = made.getsockname()[1]
    link = TcpLink("127.0.0.1", port)

    def dial_in_vain() -> None:
        link.start()
        ready(link, write=True)
        link.connected()

    with pytest.raises(NoHardwareError):
        dial_in_vain()
    link.close()


def test_a_name_is_looked_up_without_waiting(listener: socket.socket) -> None:
    link = TcpLink("localhost", listener.getsockname()[1])
    link.start()
    pause = threading.Event()
    assert any(link.connected() or pause.wait(0.01) for _ in range(500))
    link.close()


def test_a_name_nobody_knows_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    link = TcpLink("printer.invalid", 9100)

    def dial_in_vain() -> None:
        link.start()
        pause = threading.Event()
        while not link.connected():
            pause.wait(0.01)

    with pytest.raises(NoHardwareError) as error:
        dial_in_vain()
    assert error.value.values["reason"] == "unknown_host"


def test_a_look_up_that_hangs_holds_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()

    def hanging(*_: object, flags: int = 0, **__: object) -> list[object]:
        if flags:
            raise socket.gaierror(-2, "not a number")
        answer.wait(5)
        raise socket.gaierror(-3, "too late")

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    link = TcpLink("printer.invalid", 9100)
    link.start()
    assert not link.connected()
    assert link.fileno() is None
    link.close()
    answer.set()


def test_a_closed_link_refuses_every_use() -> None:
    link = TcpLink("127.0.0.1", 9)
    assert link.fileno() is None
    for use in (link.receive, link.connected, lambda: link.send(memoryview(b"x"))):
        with pytest.raises(DeviceError):
            use()


def test_keepalive_is_on(link: TcpLink, listener: socket.socket) -> None:
    with dial(link, listener):
        assert link._socket is not None
        assert link._socket.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert not link._socket.getblocking()


def test_the_place_says_what_was_configured() -> None:
    assert TcpLink("::1", 9100).place == "tcp://[::1]:9100"
    assert TcpLink("127.0.0.1", 9100).place == "tcp://127.0.0.1:9100"


def test_a_file_is_appended_to(tmp_path: Path) -> None:
    path = tmp_path / "paper.bin"
    path.write_bytes(b"before,")
    link = FileLink(path)
    link.start()
    assert link.connected()
    assert link.send(memoryview(b"after")) == 5
    assert (link.receive(), link.fileno(), link.two_way) == (b"", None, False)
    link.close()
    link.close()
    assert path.read_bytes() == b"before,after"


def test_a_file_that_cannot_be_is_an_error(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "such" / "directory", tmp_path):
        with pytest.raises(DeviceError):
            FileLink(path).start()
    link = FileLink(tmp_path / "x")
    with pytest.raises(DeviceError):
        link.connected()
    with pytest.raises(LinkLostError):
        link.send(memoryview(b"x"))
