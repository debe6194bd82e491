"""The one HTTP client of the till (sync.md U2): 1 ms per post, where a new client costs 54 ms each time."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpcore
import httpx

from core.ports.transport import CERTIFICATE_REFUSED
from sync.transport.coding import MAX_REPLY_BYTES, decode_reply
from sync.transport.deadline import Deadline, DeadlineBackend
from sync.transport.exchange import Answer, NoAnswerError

REQUEST_S: Final = 45.0
KEEPALIVE_S: Final = 120.0


class _DeadlineTransport(httpx.HTTPTransport):
    """httpx's own transport over a pool with our network back end; httpx has no public way to pass one."""

    def __init__(self, ssl_context: ssl.SSLContext | None, backend: httpcore.NetworkBackend) -> None:
        # The base class would build a TLS context and a second pool; all it keeps is `_pool`.
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context,
            max_connections=1,
            keepalive_expiry=KEEPALIVE_S,
            http1=True,
            http2=False,
            network_backend=backend,
        )


class CentreClient:
    """`Exchange` over httpx: no redirects, no cookies kept, no proxy from the environment.

    Args:
        base_url: ``https://…``; plain ``http`` to this machine only.
        ca_file: Certificates of the shop's own authority, besides the usual ones.

    Raises:
        ValueError: not a usable address, or plain http beyond this machine.
    """

    def __init__(self, base_url: str, *, ca_file: Path | None = None) -> None:
        secure = _check_url(base_url)
        self._deadline = Deadline()
        self._backend = DeadlineBackend(self._deadline)
        self._client = httpx.Client(
            base_url=base_url.rstrip("/"),
            transport=_DeadlineTransport(_tls(ca_file) if secure else None, self._backend),
            follow_redirects=False,
            trust_env=False,
            timeout=None,  # noqa: S113 - the deadline of the back end holds for the whole request
            headers={"User-Agent": "cuadre", "Accept-Encoding": "zstd, gzip", "Accept": "application/json"},
        )

    def send(
        self,
        method: str,
        path: str,
        *,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        seconds: float = REQUEST_S,
        on_stall: Callable[[], None] | None = None,
        on_sent: Callable[[], None] | None = None,
    ) -> Answer:
        """One request within ``seconds`` in all; see `Exchange.send`.

        Raises:
            NoAnswerError: no complete answer came back in time.
        """
        self._deadline.start(seconds, on_stall, on_sent)
        try:
            request = self._client.build_request(method, path, content=content, headers=headers)
            response = self._client.send(request, stream=True)
            try:
                raw = _read_raw(response)
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise self._no_answer(error) from error
        finally:
            self._client.cookies.clear()
        lowered = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, lowered, decode_reply(raw, lowered.get("content-encoding", "")))

    def abort(self) -> None:
        """Make a request under way fail at once, and all later ones; from any thread."""
        self._backend.abort()

    def close(self) -> None:
        """Free the connection."""
        self._client.close()

    def _no_answer(self, error: Exception) -> NoAnswerError:
        if self._deadline.aborted:
            return NoAnswerError("aborted")
        match error:
            case httpx.ConnectTimeout():
                return NoAnswerError("connect_timeout")
            case httpx.TimeoutException():
                return NoAnswerError("timeout", timed_out=True)
            case httpx.ConnectError():
                tls = _caused_by_tls(error)
                return NoAnswerError(CERTIFICATE_REFUSED if tls else "connect", tls=tls)
            case httpx.RemoteProtocolError() | httpx.DecodingError():
                return NoAnswerError("truncated")
            case _:
                tls = _caused_by_tls(error)
                return NoAnswerError(CERTIFICATE_REFUSED if tls else "reset", tls=tls)


def _read_raw(response: httpx.Response) -> bytes:
    raw = bytearray()
    for chunk in response.iter_raw():
        raw += chunk
        if len(raw) > MAX_REPLY_BYTES:
            raise NoAnswerError("reply_too_large")
    return bytes(raw)


def _check_url(base_url: str) -> bool:
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return True
    if parts.scheme == "http" and _is_this_machine(host):
        return False
    raise ValueError("the centre's address must be https, or http on this machine")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _tls(ca_file: Path | None) -> ssl.SSLContext:
    """The system's authorities, certifi's where the system has none (frozen builds), and the shop's own."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _caused_by_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        if isinstance(error, ssl.SSLError):
            return not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError)
        error = error.__cause__ or error.__context__
    return False
