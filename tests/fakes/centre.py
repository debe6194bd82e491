"""A centre over real HTTP on loopback: ingest in memory, enrolment, tokens, and faults on demand."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import struct
import threading
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import zstandard

from core.contract.changes import DIGEST_HEADER
from core.contract.sync import BATCH_REQUEST, BatchRequest
from core.contract.terminals import ENROLMENT_REQUEST
from core.domain.changes import Stream
from core.domain.journal.chain import link
from core.domain.journal.events import format_time
from tests.fakes.change_log import ChangeLog, page_to_wire
from tests.fakes.token_desk import Json, TokenDesk, problem_body

CHANGES_PATH = "/api/v1/pos/sync/changes"


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the centre does with the next batch instead of simply taking and answering it.

    Attributes:
        store: Whether the events are stored.
        answer: (status, content type, body, headers) to send instead of the reply.
        change: Applied to the reply before it leaves.
        reply: ``whole``; ``none`` closes the connection, ``reset`` resets it, ``half`` sends half the body,
            ``hold`` sends nothing until the centre closes, ``dribble`` sends a byte now and then.
        times: How often the request is taken, as by a proxy that repeats it.
    """

    store: bool = True
    answer: tuple[int, str, bytes, dict[str, str]] | None = None
    change: Callable[[Json], Json] | None = None
    reply: str = "whole"
    times: int = 1


def problem(status: int, code: str, **headers: str) -> Reaction:
    """A refusal as the centre writes it."""
    body = json.dumps(
        {
            "type": f"urn:cuadre:problem:{code}",
            "title": code,
            "status": status,
            "detail": code,
            "code": code,
        }
    )
    return Reaction(store=False, answer=(status, "application/problem+json", body.encode(), dict(headers)))


def page(status: int, **headers: str) -> Reaction:
    """What a captive portal or a proxy answers."""
    return Reaction(store=False, answer=(status, "text/html", b"<html>Bienvenido</html>", dict(headers)))


@dataclass
class Received:
    """One request for a batch as it came over the wire."""

    batch_id: str
    event_ids: list[str]
    encoding: str
    wire_bytes: int
    json_bytes: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for changes."""

    stream: Stream
    cursor: str | None
    limit: int


@dataclass
class FakeCentre:
    """Serves until `close`; state may be read by tests between requests.

    Attributes:
        events: event id to payload hash, in the order of arrival.
        deliveries: How often each event came.
        requests: Every batch request.
        reactions: What to do with the next batches.
        codings: Content codings taken; others get 415.
        reply_codings: What a reply may come in, the best first.
        changes: What tills are told; `asked` and `change_reactions` are of requests for it.
        verdicts: event id to (status, code, more) instead of ``accepted``.
        connections: TCP connections accepted so far.
        poison: Events on which a whole batch fails with 500.
        live: Whether ``/health/live`` and ``/health/ready`` answer.
    """

    codings: tuple[str, ...] = ("zstd", "gzip", "")
    reply_codings: tuple[str, ...] = ("zstd", "gzip")
    changes: ChangeLog = field(default_factory=ChangeLog)
    asked: list[Asked] = field(default_factory=list[Asked])
    change_reactions: deque[Reaction] = field(default_factory=deque[Reaction])
    config_version: int = 1
    tokens_needed: bool = False
    tls: ssl.SSLContext | None = None
    clock_error_ms: int = 0
    events: dict[str, str] = field(default_factory=dict)
    places: dict[tuple[int, int], str] = field(default_factory=dict)
    deliveries: Counter[str] = field(default_factory=Counter)
    requests: list[Received] = field(default_factory=list)
    poison: set[str] = field(default_factory=set)
    reactions: deque[Reaction] = field(default_factory=deque)
    token_reactions: deque[Reaction] = field(default_factory=deque)
    verdicts: dict[str, Json] = field(default_factory=dict)
    connections: int = 0
    live: bool = True

    def __post_init__(self) -> None:
        self.lock = threading.Lock()
        self.released = threading.Event()
        self.tokens = TokenDesk()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.centre = self
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Base address."""
        return f"{'https' if self.tls else 'http'}://localhost:{self.port}"

    def close(self) -> None:
        """Stop listening and drop every connection."""
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.drop()
        self._thread.join(5)

    def now(self) -> str:
        """The centre's clock as it writes it."""
        return format_time(datetime.fromtimestamp(self.now_ms() / 1000, UTC))

    def now_ms(self) -> int:
        """The same in Unix milliseconds."""
        return int(datetime.now(UTC).timestamp() * 1000) + self.clock_error_ms

    def ingest(self, request: BatchRequest) -> Json:
        """Take a batch as sync.md section 5 says, and the reply to it."""
        with self.lock:
            results = [self._take(item) for item in request.items]
            seqs = sorted(seq for epoch, seq in self.places if epoch == request.epoch)
            high = seqs[-1] if seqs else 0
            held = set(seqs)
            missing = [seq for seq in range(1, high) if seq not in held]
            return {
                "protocol": 1,
                "batch_id": request.batch_id,
                "server_time": self.now(),
                "config_version": self.config_version,
                "results": results,
                "high_water": {"epoch": request.epoch, "seq": high, "hash": self.places[request.epoch, high]}
                if high
                else None,
                "durable_seq": None,
                "gaps": _ranges(missing),
                "series": {},
            }

    def _take(self, item: Any) -> Json:
        self.deliveries[item.event_id] += 1
        result: Json = {"event_id": item.event_id, "epoch": item.epoch, "seq": item.seq}
        digest = sha256(item.payload.encode()).digest()
        if link(bytes.fromhex(item.prev_hash), digest).hex() != item.hash:
            return {**result, "status": "retry", "code": "CORRUPT", "retry_after": 1}
        verdict = self.verdicts.get(item.event_id, {})
        if verdict.get("status") == "retry":
            return {**result, **verdict}
        known = self.events.get(item.event_id)
        self.events.setdefault(item.event_id, digest.hex())
        self.places.setdefault((item.epoch, item.seq), item.hash)
        status = "accepted" if known is None else "duplicate"
        return {**result, "status": status, **verdict}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    centre: FakeCentre

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._open: set[socket.socket] = set()

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self.centre.connections += 1
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def drop(self) -> None:
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        """Quiet."""

    def do_GET(self) -> None:
        if self.path == "/health/live" and self.server.centre.live:
            self._json(200, {"status": "live", "server_time": self.server.centre.now()})
        elif self.path == "/health/ready" and self.server.centre.live:
            self._json(200, {"status": "ready", "server_time": self.server.centre.now()})
        elif self.path.startswith(f"{CHANGES_PATH}/"):
            self._changes(self.server.centre)
        else:
            self._json(503, {"status": "starting"})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        centre = self.server.centre
        if self.path == "/api/v1/pos/sync/batches":
            self._batch(centre, raw)
        elif self.path == "/api/v1/pos/auth/token":
            now = datetime.now(UTC).timestamp() + centre.clock_error_ms / 1000
            reaction = centre.token_reactions.popleft() if centre.token_reactions else Reaction()
            with centre.lock:
                status, body = (
                    centre.tokens.refresh(parse_qs(raw.decode()), now) if reaction.store else (500, {})
                )
            self._react(reaction, status, body)
        elif self.path == "/api/v1/pos/terminals/enrolments":
            reaction = centre.token_reactions.popleft() if centre.token_reactions else Reaction()
            with centre.lock:
                status, body = centre.tokens.enrol(ENROLMENT_REQUEST.validate_json(raw), centre.now())
            self._react(reaction, status, body)

    def _changes(self, centre: FakeCentre) -> None:
        if not self._known(centre):
            return
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        stream = Stream(parts.path.removeprefix(f"{CHANGES_PATH}/"))
        cursor, limit = query.get("cursor", [None])[0], int(query["limit"][0])
        with centre.lock:
            centre.asked.append(Asked(stream, cursor, limit))
            page = centre.changes.page(stream, cursor, limit, centre.now_ms())
        reaction = centre.change_reactions.popleft() if centre.change_reactions else Reaction()
        if page is None:
            self._react(reaction, 410, problem_body(410, "CURSOR_GONE"))
        else:
            self._react(reaction, 200, page_to_wire(page))

    def _known(self, centre: FakeCentre) -> bool:
        """Whether the token is one of ours; refuses it if not."""
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if not centre.tokens_needed or token in centre.tokens.access:
            return True
        self._json(401, problem_body(401, "TOKEN_EXPIRED"), "application/problem+json")
        return False

    def _batch(self, centre: FakeCentre, raw: bytes) -> None:
        encoding = self.headers.get("Content-Encoding", "")
        if encoding not in centre.codings:
            self._json(415, problem_body(415, "UNSUPPORTED_ENCODING"), "application/problem+json")
            return
        if not self._known(centre):
            return
        body = _decode(raw, encoding)
        request = BATCH_REQUEST.validate_json(body)
        ids = [item.event_id for item in request.items]
        centre.requests.append(Received(request.batch_id, ids, encoding, len(raw), len(body)))
        if centre.poison.intersection(ids):
            self._json(500, problem_body(500, "INTERNAL"), "application/problem+json")
            return
        reaction = centre.reactions.popleft() if centre.reactions else Reaction()
        reply: Json = {}
        if reaction.store:
            for _ in range(reaction.times):
                reply = centre.ingest(request)
        self._react(reaction, 200, reply)

    def _react(self, reaction: Reaction, status: int, reply: Json) -> None:
        content, kind = b"", "application/json"
        headers: dict[str, str] = {}
        if reaction.answer is not None:
            status, kind, content, headers = reaction.answer
        else:
            changed = reaction.change(reply) if reaction.change else reply
            content = json.dumps(changed).encode()
            headers = {DIGEST_HEADER: sha256(content).hexdigest()}
            kind = "application/problem+json" if status >= 400 else kind
        match reaction.reply:
            case "whole":
                self._send(status, kind, content, headers)
            case "half":
                self._send(status, kind, content, headers, sent=len(content) // 2)
            case "hold":
                self.close_connection = True
                self.server.centre.released.wait(60)
            case "dribble":
                self._dribble()
            case "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
            case _:
                self.close_connection = True

    def _dribble(self) -> None:
        """One byte of header after another, each well within any limit for a single read."""
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not self.server.centre.released.wait(0.05):
            self.wfile.write(b"x")

    def _json(self, status: int, body: Json, kind: str = "application/json") -> None:
        self._send(status, kind, json.dumps(body).encode(), {})

    def _send(
        self, status: int, kind: str, content: bytes, headers: dict[str, str], *, sent: int | None = None
    ) -> None:
        body = content
        accepted = self.headers.get("Accept-Encoding", "")
        coding = next((one for one in self.server.centre.reply_codings if one in accepted), "")
        if coding and len(content) > 300:
            body = gzip.compress(content) if coding == "gzip" else zstandard.compress(content)
            sent = None if sent is None else len(body) // 2
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if body is not content:
            self.send_header("Content-Encoding", coding)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body[:sent])
        if sent is not None:
            self.close_connection = True


def _decode(raw: bytes, encoding: str) -> bytes:
    if encoding == "zstd":
        return zstandard.ZstdDecompressor().decompress(raw)
    return gzip.decompress(raw) if encoding == "gzip" else raw


def _ranges(numbers: list[int]) -> list[list[int]]:
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ranges
