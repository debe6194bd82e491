"""A centre over real HTTP that keeps one review and knows one person; nothing but deciding is served."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs

from tests.fakes.token_desk import problem_body

Json = dict[str, Any]
TOKEN: Final = "a-person-s-token"
_TOKENS: Final = {"access_token": TOKEN, "expires_in": 900, "refresh_token": "none"}


class ReviewCentre:
    """Serves until `close`.

    Attributes:
        review: As the stream and the API tell it.
        pin: Whoever shows it may decide.
        asked: Paths that were asked for, in order.
    """

    def __init__(self, review: Json, pin: str) -> None:
        self.review, self.pin = dict(review), pin
        self.person = ""
        self.asked: list[str] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.centre = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Base address."""
        return f"http://localhost:{self._server.server_address[1]}"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def sign_in(self, form: dict[str, list[str]]) -> tuple[int, Json]:
        """A person's token for their PIN and an assertion of the till."""
        grant, assertion = form.get("grant_type", [""])[0], form.get("client_assertion", [""])[0]
        if grant != "urn:cuadre:cashier" or assertion.count(".") != 2:
            return 401, problem_body(401, "INVALID_GRANT")
        if form["pin"] != [self.pin]:
            return 403, problem_body(403, "PIN_REFUSED")
        self.person = form["staff_id"][0]
        return 200, _TOKENS

    def resolve(self, body: Json) -> tuple[int, Json]:
        """The person decides."""
        self.review |= {
            "state": "resolved",
            "outcome": body["outcome"],
            "note": body["note"],
            "resolved_by": self.person,
            "resolved_at": "2026-11-24T15:00:00Z",
        }
        return 200, self.review


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    centre: ReviewCentre


class _Handler(BaseHTTPRequestHandler):
    @property
    def _centre(self) -> ReviewCentre:
        assert isinstance(self.server, _Server)
        return self.server.centre

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        """Quiet."""

    def do_GET(self) -> None:
        alive = self.path == "/health/live"
        self._answer(200 if alive else 404, {"status": "live", "server_time": "2026-11-24T15:02:00Z"})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
        centre = self._centre
        centre.asked.append(self.path)
        if self.path == "/api/v1/pos/auth/token":
            self._answer(*centre.sign_in(parse_qs(raw)))
        elif self.headers.get("Authorization") == f"Bearer {TOKEN}" and self.headers.get("Idempotency-Key"):
            self._answer(*centre.resolve(json.loads(raw)))
        else:
            self._answer(401, problem_body(401, "UNAUTHENTICATED"))

    def _answer(self, status: int, body: Json) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status < 400 else "application/problem+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
