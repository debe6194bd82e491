"""Real sockets that reset, swallow, cut and dribble (faults.md 1 to 10): never an ack, always in time."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.domain.outbox import ItemStatus
from core.ports.transport import CERTIFICATE_REFUSED, OutcomeKind
from sync.transport import deadline, http
from sync.transport.client import CentreClient
from sync.transport.exchange import NoAnswerError
from sync.transport.resolver import LookupTimeoutError, resolve
from tests.fakes.centre import FakeCentre, Reaction
from tests.fakes.proxy import FaultyProxy, Weather
from tests.sync.conftest import FixedToken, Till


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> float:
    """The limits of production in small."""
    monkeypatch.setattr(http, "REQUEST_S", 0.6)
    monkeypatch.setattr(http, "LIVE_S", 0.2)
    monkeypatch.setattr(deadline, "STALL_S", 0.1)
    return 0.6


def test_fault_1_a_port_nobody_listens_on_is_unknown() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    till = Till(f"http://127.0.0.1:{port}")
    outcome = till.push(till.batch(1))
    assert (outcome.kind, outcome.code, outcome.timed_out) == (OutcomeKind.UNKNOWN, "connect", False)
    assert not till.transport.live().alive
    till.transport.close()


@pytest.mark.parametrize("reply", ["none", "reset", "half"])
def test_fault_3_a_lost_reply_is_unknown_and_the_repeat_gives_duplicates(
    till: Till, centre: FakeCentre, reply: str
) -> None:
    centre.reactions.append(Reaction(reply=reply))
    batch = till.batch(3)
    lost = till.push(batch)
    assert (lost.kind, lost.reply, lost.timed_out) == (OutcomeKind.UNKNOWN, None, False)
    again = till.push(batch)
    assert again.reply is not None
    assert {result.status for result in again.reply.results} == {ItemStatus.DUPLICATE}
    assert len(centre.events) == 3


def test_fault_5_a_request_doubled_on_the_way_makes_no_second_sale(till: Till, centre: FakeCentre) -> None:
    centre.reactions.append(Reaction(times=2))
    outcome = till.push(till.batch(3))
    assert outcome.kind is OutcomeKind.ANSWERED
    assert len(centre.events) == 3


def test_fault_7_a_black_hole_ends_at_the_limit_and_tells_the_stall_before(
    far_till: Till, proxy: FaultyProxy, short: float
) -> None:
    assert far_till.push(far_till.batch(1)).kind is OutcomeKind.ANSWERED
    proxy.weather = Weather.BLACK_HOLE
    stalls: list[float] = []
    started = time.monotonic()
    outcome = far_till.push(far_till.take(), lambda: stalls.append(time.monotonic() - started))
    took = time.monotonic() - started
    assert (outcome.kind, outcome.timed_out) == (OutcomeKind.UNKNOWN, True)
    assert short <= took < short + 2
    assert len(stalls) == 1
    assert stalls[0] < took


def test_a_peer_that_dribbles_cannot_stretch_the_limit(till: Till, centre: FakeCentre, short: float) -> None:
    centre.reactions.append(Reaction(reply="dribble"))
    started = time.monotonic()
    outcome = till.push(till.batch(1))
    assert outcome.timed_out
    assert time.monotonic() - started < short + 2


def test_a_peer_that_takes_nothing_cannot_hold_a_large_request() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        client = CentreClient(f"http://127.0.0.1:{deaf.getsockname()[1]}")
        started = time.monotonic()
        with pytest.raises(NoAnswerError) as caught:
            client.send("POST", "/", content=bytes(32 * 1024 * 1024), seconds=0.4)
        assert (caught.value.code, caught.value.timed_out) == ("timeout", True)
        assert time.monotonic() - started < 3
        client.close()


def test_a_probe_into_a_black_hole_gives_up_early(far_till: Till, proxy: FaultyProxy, short: float) -> None:
    assert far_till.transport.live().alive
    proxy.weather = Weather.BLACK_HOLE
    assert not far_till.transport.live().alive
    proxy.weather = Weather.CLEAR
    assert far_till.transport.live().alive


def test_fault_2_connections_that_are_reset_heal_with_the_network(far_till: Till, proxy: FaultyProxy) -> None:
    batch = far_till.batch(2)
    proxy.weather = Weather.REPLIES_LOST
    assert far_till.push(batch).kind is OutcomeKind.UNKNOWN
    proxy.weather = Weather.REFUSED
    assert far_till.push(batch).kind is OutcomeKind.UNKNOWN
    proxy.weather = Weather.CLEAR
    outcome = far_till.push(batch)
    assert outcome.reply is not None
    assert {result.status for result in outcome.reply.results} == {ItemStatus.DUPLICATE}


def test_fault_10_no_cut_of_a_reply_is_an_ack(far_till: Till, proxy: FaultyProxy, centre: FakeCentre) -> None:
    batch = far_till.batch(3)
    for limit in range(0, 330, 11):
        proxy.cut_reply_after = limit
        assert far_till.push(batch).reply is None, f"cut after {limit} bytes"
    proxy.cut_reply_after = None
    assert far_till.push(batch).reply is not None
    assert len(centre.events) == 3


def test_another_thread_can_cut_a_request_off(till: Till, centre: FakeCentre) -> None:
    centre.reactions.append(Reaction(store=False, reply="hold"))
    batch = till.batch(1)
    codes: list[str] = []
    pushing = threading.Thread(target=lambda: codes.append(till.push(batch).code))
    pushing.start()
    deadline_at = time.monotonic() + 10
    while not centre.requests and time.monotonic() < deadline_at:
        threading.Event().wait(0.01)
    till.client.abort()
    pushing.join(2)
    assert not pushing.is_alive()
    assert codes == ["aborted"]


# --- names ---


def test_fault_1_a_silent_name_service_does_not_hold_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()

    def silent(*_: object, **__: object) -> list[object]:
        answer.wait(30)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    started = time.monotonic()
    with pytest.raises(LookupTimeoutError):
        resolve("pos.example", 443, 0.1)
    assert time.monotonic() - started < 5
    answer.set()


def test_fault_1_a_name_that_does_not_exist_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(-2, "Name or service not known")

    till = Till("https://pos.example")
    monkeypatch.setattr(socket, "getaddrinfo", no_such)
    outcome = till.push(till.batch(1))
    assert (outcome.kind, outcome.code) == (OutcomeKind.UNKNOWN, "connect")
    till.transport.close()


def test_numbers_need_no_name_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", None)
    assert resolve("127.0.0.1", 1, 1) == ["127.0.0.1"]
    assert resolve("::1", 1, 1) == ["::1"]


# --- addresses and certificates ---


@pytest.mark.parametrize(
    "url",
    ["http://pos.example", "http://192.168.1.10:8006", "ftp://localhost", "pos.example", "https://", ""],
)
def test_no_address_but_https_or_this_machine_is_taken(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        CentreClient(url)


@pytest.fixture
def own_authority(tmp_path: Path) -> Iterator[tuple[FakeCentre, Path]]:
    """A centre with a certificate that only the shop's own file vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, key_file = tmp_path / "ca.pem", tmp_path / "key.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key_file)
    centre = FakeCentre(tls=context)
    yield centre, pem
    centre.close()


def test_fault_9_a_certificate_nobody_vouches_for_is_refused_with_an_alarm(
    own_authority: tuple[FakeCentre, Path],
) -> None:
    centre, _ = own_authority
    till = Till(centre.url)
    outcome = till.push(till.batch(1))
    assert (outcome.kind, outcome.code) == (OutcomeKind.NOT_OURS, CERTIFICATE_REFUSED)
    assert till.transport.live().code == CERTIFICATE_REFUSED
    assert centre.events == {}
    till.transport.close()


def test_the_shop_s_own_authority_is_trusted_when_it_is_configured(
    own_authority: tuple[FakeCentre, Path],
) -> None:
    centre, pem = own_authority
    client = CentreClient(centre.url, ca_file=pem)
    transport = http.HttpTransport(client, FixedToken(), close=client.close)
    assert transport.live().alive
    transport.close()


def test_fault_9_a_certificate_for_another_name_is_refused(own_authority: tuple[FakeCentre, Path]) -> None:
    centre, pem = own_authority
    client = CentreClient(centre.url.replace("localhost", "127.0.0.1"), ca_file=pem)
    with pytest.raises(NoAnswerError) as caught:
        client.send("GET", "/health/live")
    assert caught.value.tls
    client.close()


def test_a_server_that_speaks_no_tls_is_refused(centre: FakeCentre) -> None:
    client = CentreClient(centre.url.replace("http:", "https:"))
    with pytest.raises(NoAnswerError) as caught:
        client.send("GET", "/health/live")
    assert caught.value.tls
    client.close()
