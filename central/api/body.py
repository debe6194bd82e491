"""Bodies: those that come bounded while they arrive and inflate, large ones that go compressed."""

from __future__ import annotations

import gzip
import zlib
from typing import Final

import zstandard
from starlette.requests import Request

from central.api.problems import ApiError
from central.services.events import ENCODINGS
from core.contract.problems import ProblemCode

_MAX_WINDOW: Final = 8 * 1024 * 1024


async def read_body(request: Request, limit: int) -> bytes:
    """The body as sent, at most ``limit`` bytes.

    Raises:
        ApiError: 413 when it is longer.
    """
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise ApiError(413, ProblemCode.BODY_TOO_LARGE)
        chunks.append(chunk)
    return b"".join(chunks)


def demand_type(request: Request, media_type: str) -> None:
    """Refuse another content type with 415."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != media_type:
        raise ApiError(415, ProblemCode.UNSUPPORTED_MEDIA_TYPE, headers={"Accept": media_type})


def inflate(body: bytes, encoding: str, limit: int) -> bytes:
    """The decoded body, never more than ``limit`` bytes in memory, however it was compressed.

    Args:
        body: As sent.
        encoding: ``Content-Encoding`` header.
        limit: Largest decoded size, bytes.

    Raises:
        ApiError: 415 for another coding, 400 for damaged content, 413 when it inflates beyond the limit.
    """
    coding = encoding.strip().lower() or "identity"
    if coding not in ENCODINGS:
        offered = {"Accept-Encoding": ", ".join(ENCODINGS)}
        raise ApiError(415, ProblemCode.UNSUPPORTED_ENCODING, headers=offered)
    try:
        decoded = {"zstd": _zstd, "gzip": _gzip}.get(coding, _identity)(body, limit)
    except (zlib.error, zstandard.ZstdError) as error:
        raise ApiError(400, ProblemCode.BAD_ENCODING) from error
    if len(decoded) > limit:
        raise ApiError(413, ProblemCode.BATCH_TOO_LARGE)
    return decoded


def deflate(body: bytes, accepted: str) -> tuple[bytes, str | None]:
    """A body as the caller can take it, and its coding: zstd before gzip, neither unless it is asked for.

    Args:
        body: What is answered.
        accepted: ``Accept-Encoding`` header; a coding with a weight of 0 is not asked for.
    """
    offers = [offer.replace(" ", "").lower().partition(";") for offer in accepted.split(",")]
    codings = {coding for coding, _, weight in offers if weight not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}}
    if "zstd" in codings:
        return zstandard.ZstdCompressor(level=1).compress(body), "zstd"
    if "gzip" in codings:
        return gzip.compress(body, compresslevel=1, mtime=0), "gzip"
    return body, None


def _identity(body: bytes, _: int) -> bytes:
    return body


def _zstd(body: bytes, limit: int) -> bytes:
    inflater = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
    with inflater.stream_reader(body) as reader:
        return reader.read(limit + 1)


def _gzip(body: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    decoded = inflater.decompress(body, limit + 1)
    if len(decoded) <= limit and (not inflater.eof or inflater.unused_data):
        raise zlib.error("incomplete or followed by something else")
    return decoded
