"""Compression of requests and bounded decompression of replies (sync.md U2); runs on the sync thread."""

from __future__ import annotations

import gzip
import zlib
from enum import StrEnum
from typing import Final

from sync.transport.exchange import NoAnswerError

MAX_REPLY_BYTES: Final = 2 * 1024 * 1024
GZIP_LEVEL: Final = 6
_GZIP_OR_ZLIB: Final = 47


class Coding(StrEnum):
    """Content codings in the order in which they are tried."""

    ZSTD = "zstd"
    GZIP = "gzip"
    IDENTITY = "identity"

    def next(self) -> Coding | None:
        """What to try after a 415."""
        return {Coding.ZSTD: Coding.GZIP, Coding.GZIP: Coding.IDENTITY}.get(self)


class Compressor:
    """Compresses a batch; what is set here is for the sender alone, any decoder reads it.

    A sale is mostly digits that do not repeat, which level 1's fast matcher handles badly: 783 B per ten-line
    sale of the demo shop in a full batch, against 690 B with a lazy matcher over a wide hash, for 2 ms more
    per batch with the interpreter lock released. gzip is the fallback, and its level 1 needs 1,166 B
    (docs/adr/0041).
    """

    def __init__(self) -> None:
        import zstandard

        parameters = zstandard.ZstdCompressionParameters(
            window_log=19,
            hash_log=17,
            chain_log=17,
            search_log=5,
            min_match=5,
            target_length=16,
            strategy=zstandard.STRATEGY_LAZY2,
        )
        self._zstd = zstandard.ZstdCompressor(compression_params=parameters)

    def encode(self, body: bytes, coding: Coding) -> bytes:
        """The body as it travels."""
        match coding:
            case Coding.ZSTD:
                return self._zstd.compress(body)
            case Coding.GZIP:
                return gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0)
            case Coding.IDENTITY:
                return body


def decode_reply(raw: bytes, content_encoding: str) -> bytes:
    """The reply's body; a small reply that swells beyond 2 MiB is refused before it does.

    Raises:
        NoAnswerError: truncated, damaged, too large, or in a coding that was not asked for.
    """
    match content_encoding.strip().lower():
        case "" | "identity":
            return raw
        case "gzip" | "deflate":
            return _inflate(raw)
        case "zstd":
            return _unzstd(raw)
        case _:
            raise NoAnswerError("reply_encoding")


def _inflate(raw: bytes) -> bytes:
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        body = inflater.decompress(raw, MAX_REPLY_BYTES + 1)
    except zlib.error as error:
        raise NoAnswerError("truncated") from error
    if len(body) > MAX_REPLY_BYTES:
        raise NoAnswerError("reply_too_large")
    if not inflater.eof:
        raise NoAnswerError("truncated")
    return body


def _unzstd(raw: bytes) -> bytes:
    """One whole frame; one that names its size is held to it, one that does not to the limit."""
    import zstandard

    try:
        if zstandard.frame_content_size(raw) > MAX_REPLY_BYTES:
            raise NoAnswerError("reply_too_large")
        return zstandard.ZstdDecompressor().decompress(raw, max_output_size=MAX_REPLY_BYTES)
    except zstandard.ZstdError as error:
        raise NoAnswerError("truncated") from error
