"""A centre that is well and yet fails on one sale: a relay in front of the demo's centre with that one fault.

The real centre keeps what it cannot read and takes the rest of a batch. What the till does by itself when a
centre does not (sync.md U7) would otherwise never be seen in a demo.
"""

from __future__ import annotations

import gzip
import http.client
import json
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import urlsplit

MOST: Final = 1024 * 1024
TIMEOUT_S: Final = 30.0
_HOPS: Final = frozenset(
    {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}
)
_PROBLEM: Final = {
    "type": "urn:cuadre:problem:internal",
    "title": "Internal error",
    "status": 500,
    "code": "INTERNAL",
}


class AilingCentre:
    """Relays to the centre, but answers 500 to every batch that holds one event; `heal` ends that.

    Attributes:
        url: Its own address, for the till.
        refused: Batches answered with an error so far.
    """

    def __init__(self, centre_url: str, event_id: str) -> None:
        self._upstream = urlsplit(centre_url)
        self._ails: bytes | None = event_id.encode()
        self.refused = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, name="ailing-centre", daemon=True)
        self._thread.start()

    def heal(self) -> None:
        """From now on everything goes through."""
        self._ails = None

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(TIMEOUT_S)

    def fails_on(self, body: bytes, coding: str) -> bool:
        """Whether the sale is among what this body holds."""
        ails = self._ails
        if ails is None or not body:
            return False
        if coding == "zstd":
            import zstandard

            body = zstandard.ZstdDecompressor().decompress(body, max_output_size=MOST)
        elif coding == "gzip":
            body = gzip.decompress(body)
        if ails not in body:
            return False
        self.refused += 1
        return True

    def ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        """The centre's own answer: status, headers, content.

        Raises:
            OSError: there is none.
        """
        link = http.client.HTTPConnection(
            str(self._upstream.hostname), int(self._upstream.port or 80), timeout=TIMEOUT_S
        )
        with closing(link):
            link.request(method, path, body, headers)
            answer = link.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in _HOPS}
            return answer.status, kept, answer.read()


def _handler(relay: AilingCentre) -> type[BaseHTTPRequestHandler]:
    class Relayed(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._relay()

        def do_POST(self) -> None:
            self._relay()

        def _relay(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if relay.fails_on(body, self.headers.get("Content-Encoding", "")):
                problem = json.dumps(_PROBLEM).encode()
                self._answer(500, {"Content-Type": "application/problem+json"}, problem)
                return
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOPS}
            try:
                answer = relay.ask(self.command, self.path, headers, body)
            except OSError:  # the centre is down: so is the relay
                self.close_connection = True
                return
            self._answer(*answer)

        def _answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class names it so
            """The demo's own report tells what happened."""

    return Relayed
