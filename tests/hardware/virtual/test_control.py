"""Buttons and paper from another process."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.virtual.control import ControlClient, ControlError, ControlServer
from hardware.virtual.faults import Fault
from hardware.virtual.printer import VirtualPrinter

ROOT = Path(__file__).parents[3]


def hung_up(sock: socket.socket, data: bytes = b"") -> bool:
    """Whether the other side ended the connection, gently or not."""
    try:
        sock.sendall(data)
        return sock.recv(1) == b""
    except (ConnectionResetError, BrokenPipeError):
        return True


def refused(port: int) -> bool:
    """Whether a connection is turned away, at the door or right behind it."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as sock:
            return hung_up(sock)
    except ConnectionResetError:
        return True


def filled(sock: socket.socket) -> bool:
    """Send until nothing is taken any more."""
    try:
        for _ in range(10_000):
            sock.send(bytes(65536))
    except BlockingIOError:
        return True
    return False


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as made:
        yield made


@pytest.fixture
def server(printer: VirtualPrinter) -> Iterator[ControlServer]:
    with ControlServer(printer) as made:
        yield made


@pytest.fixture
def client(server: ControlServer) -> Iterator[ControlClient]:
    with ControlClient(server.port) as made:
        yield made


def test_the_roll_is_read_from_where_one_stopped(printer: VirtualPrinter, client: ControlClient) -> None:
    with printer.machine() as machine:
        machine.receive(b"\x1bt\x13\x1bE\x01Ma\xa4ana\x1bE\x00\n0001-000005\n\x1dVB\x00")
    first = client.ask("roll")
    assert [line["kind"] for line in first["lines"]] == ["text", "text", "cut"]
    assert first["lines"][0]["runs"] == [{"text": "Mañana", "bold": True, "wide": False, "tall": False}]
    assert client.ask("roll", **{"from": first["next"]})["lines"] == []
    assert client.ask("copies")["copies"] == {"0001-000005": 1}


def test_buttons_act(printer: VirtualPrinter, client: ControlClient) -> None:
    client.ask("fault", name="paper_out")
    client.ask("drawer", act="open")
    state = client.ask("state")
    assert (state["faults"], state["drawer_open"], state["powered"]) == (["paper_out"], True, True)
    client.ask("fault", name="paper_out", on=False)
    for act in ("close", "stick", "free"):
        client.ask("drawer", act=act)
    client.ask("allow", bytes=0)
    client.ask("allow", bytes=None)
    client.ask("power", on=False)
    state = client.ask("state")
    assert (state["faults"], state["drawer_open"], state["powered"]) == ([], False, False)
    client.ask("power", on=True)
    client.ask("unplug")
    assert client.ask("state")["address"] == printer.address


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense",
        b"[]",
        b"{}",
        b'{"do":"explode"}',
        b'{"do":"fault","name":"fire"}',
        b'{"do":"drawer"}',
        b'{"do":"drawer","act":"burn"}',
        b'{"do":["state"]}',
        b"\xff\xfe",
    ],
)
def test_a_bad_request_is_refused_and_the_next_is_answered(server: ControlServer, line: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as raw:
        raw.sendall(line + b"\n" + b'{"do":"state"}\n')
        reader = raw.makefile("rb")
        assert json.loads(reader.readline()) == {"ok": False, "error": "bad_request"}
        assert json.loads(reader.readline())["ok"] is True
        reader.close()


def test_a_line_without_end_is_hung_up_on(server: ControlServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as raw:
        assert hung_up(raw, b"x" * 200_000)


def test_a_refusal_and_an_absence_are_errors(client: ControlClient) -> None:
    with pytest.raises(ControlError) as error:
        client.ask("explode")
    assert error.value.code == "bad_request"
    with socket.create_server(("127.0.0.1", 0)) as made:
        port = made.getsockname()[1]
    with pytest.raises(ControlError):
        ControlClient(port)


def test_one_client_at_a_time_and_the_next_after_it(printer: VirtualPrinter) -> None:
    first = socket.create_connection(("127.0.0.1", printer.port), timeout=5)
    first.sendall(b"\x10\x04\x01")
    assert first.recv(1) == b"\x16"
    assert refused(printer.port)
    first.close()
    assert printer.wait_for(lambda _: not printer.connected)
    with socket.create_connection(("127.0.0.1", printer.port), timeout=5) as third:
        third.sendall(b"\x10\x04\x04")
        assert third.recv(1) == b"\x12"


def test_a_printer_that_does_not_read_fills_the_window(printer: VirtualPrinter) -> None:
    printer.fault(Fault.NO_READ)
    with socket.create_connection(("127.0.0.1", printer.port), timeout=5) as raw:
        raw.setblocking(False)
        assert filled(raw)
    with printer.machine() as machine:
        assert machine.received == 0


def test_the_printer_runs_as_a_process_of_its_own() -> None:
    code = "from hardware.virtual.serve import serve; serve(say=lambda line: print(line, flush=True))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    ports = json.loads(process.stdout.readline())
    host, _, port = ports["address"].removeprefix("tcp://").partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as raw:
        raw.sendall(b"Hola 0001-000001\n\x1dVB\x00\x1d\x72\x01")
        assert raw.recv(1) == b"\x00"
    with ControlClient(ports["control_port"]) as client:
        assert client.ask("copies")["copies"] == {"0001-000001": 1}
        client.ask("stop")
    process.communicate(timeout=20)
    assert process.returncode == 0
