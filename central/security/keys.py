"""The service's own keys: files of mode 0600 in one folder, made on first use.

``issuer.pem`` signs access tokens, ``bundle.pem`` staff bundles and limits (both Ed25519). From
``master.key`` (32 bytes, hex) peppers, approval keys and first refresh tokens are derived, so none of them is
in the database.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from central.security.bundle_keys import EARLIER, BundleKey, BundleKeys
from central.security.key_files import (
    KeyFileError,
    b64,
    fresh_pem,
    raw_public,
    read_private,
    replace_file,
    thumbprint,
    write_new,
)

_FILES: Final = ("issuer.pem", "bundle.pem", "master.key")
_ISSUER: Final = "issuer.pem"
_RETIRED: Final = "retired.json"
_OVERLAP: Final = timedelta(seconds=60)
"""Another process may have signed with the old key a moment longer."""
_FORGET: Final = timedelta(hours=1)
"""No token lives so long: its key need not be known any more."""


@dataclass(frozen=True, slots=True)
class RetiredKey:
    """An issuer's key that signs no more; what it signed before holds until it expires (sync.md X3)."""

    public: bytes
    retired_at: float

    def signed(self, issued_at: float) -> bool:
        """Whether a token of this time may be its."""
        return issued_at <= self.retired_at + _OVERLAP.total_seconds()


class KeyRing:
    """Keys of the service; nothing here ever shows in a repr.

    The issuer's key may be changed by another process (`rotate_issuer`): `refresh` notices.
    """

    def __init__(self, folder: Path) -> None:
        """Use `load_keys`."""
        self._folder = folder
        self._stamp: tuple[int, ...] = ()
        self._bundles = BundleKeys(folder)
        self._master = _master(folder)
        self._retired: Mapping[str, RetiredKey] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read the issuer's key again if its file has changed; one look at the folder.

        Raises:
            KeyFileError: it is damaged.
        """
        found = (self._folder / _ISSUER).stat()
        stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
        if stamp != self._stamp:
            self.issuer_key = read_private(self._folder / _ISSUER)
            self._kid = thumbprint(raw_public(self.issuer_key))
            self._retired = {thumbprint(key.public): key for key in _read_retired(self._folder)}
            self._stamp = stamp

    @property
    def kid(self) -> str:
        """RFC 7638 thumbprint of the issuer's public key."""
        return self._kid

    def verifier(self, kid: Any, issued_at: float) -> Ed25519PublicKey | None:
        """Public key of a ``kid`` for a token of this time; an unknown one costs one `refresh`."""
        if kid != self._kid and kid not in self._retired:
            self.refresh()
        if kid == self._kid:
            return self.issuer_key.public_key()
        retired = self._retired.get(kid)
        if retired is None or not retired.signed(issued_at):
            return None
        return Ed25519PublicKey.from_public_bytes(retired.public)

    @property
    def bundle_public_key(self) -> bytes:
        """32 raw bytes, of today's key."""
        return self.signers()[0].public

    def signers(self) -> tuple[BundleKey, ...]:
        """Keys that sign bundles and limits: today's first, then earlier ones, newest first."""
        return self._bundles.signers()

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """Public halves of the issuer's keys (RFC 7517), the one that signs first."""
        self.refresh()
        publics = [raw_public(self.issuer_key), *(key.public for key in self._retired.values())]
        return {"keys": [_jwk(public) for public in publics]}

    def pin_pepper(self, organization_id: str, version: int) -> bytes:
        """32 bytes; the same for every till of an organization."""
        return self._derive("pin-pepper", organization_id, str(version))

    def approval_key(self, organization_id: str, terminal_id: str, nonce: bytes) -> bytes:
        """32 bytes; of one enrolment of a terminal."""
        return self._derive("approval", organization_id, terminal_id, nonce.hex())

    def first_refresh_token(self, terminal_id: str, epoch: int, nonce: bytes) -> str:
        """43 characters; the same for one enrolment, unguessable without the master key."""
        return b64(self._derive("first-refresh", terminal_id, str(epoch), nonce.hex()))

    def _derive(self, *parts: str) -> bytes:
        return hmac.new(self._master, "\0".join(parts).encode(), hashlib.sha256).digest()


def load_keys(folder: Path) -> KeyRing:
    """Read the keys, making those that are missing.

    Raises:
        KeyFileError: a file cannot be read as a key, or others may read it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_new(folder / "issuer.pem", fresh_pem())
    write_new(folder / "bundle.pem", fresh_pem())
    write_new(folder / "master.key", secrets.token_hex(32).encode())
    for path in (*(folder / name for name in _FILES), *folder.glob(EARLIER), *folder.glob(_RETIRED)):
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise KeyFileError(f"{path} can be read by others: chmod 600 it")
    return KeyRing(folder)


def rotate_issuer(folder: Path, now: datetime) -> str:
    """Make a new key that signs access tokens; the old one signs no more, what it signed holds until it ends.

    Running services notice by themselves. A kill in between leaves the old key in use.

    Returns:
        ``kid`` of the new key.

    Raises:
        KeyFileError: the keys cannot be read.
    """
    keys = load_keys(folder)
    at = now.timestamp()
    kept = [key for key in _read_retired(folder) if at - key.retired_at < _FORGET.total_seconds()]
    kept.append(RetiredKey(raw_public(keys.issuer_key), at))
    body = [{"x": b64(key.public), "retired_at": key.retired_at} for key in kept]
    replace_file(folder / _RETIRED, json.dumps(body).encode())
    replace_file(folder / _ISSUER, fresh_pem())
    keys.refresh()
    return keys.kid


def _master(folder: Path) -> bytes:
    try:
        master = bytes.fromhex((folder / "master.key").read_text(encoding="ascii").strip())
    except ValueError as error:
        raise KeyFileError("master.key is damaged") from error
    if len(master) != 32:
        raise KeyFileError("master.key is damaged")
    return master


def _read_retired(folder: Path) -> list[RetiredKey]:
    try:
        body: Any = json.loads((folder / _RETIRED).read_text(encoding="ascii"))
        return [
            RetiredKey(base64.urlsafe_b64decode(entry["x"] + "="), float(entry["retired_at"]))
            for entry in body
        ]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, KeyError) as error:
        raise KeyFileError(f"{_RETIRED} is damaged") from error


def _jwk(public: bytes) -> dict[str, str]:
    key = {"kty": "OKP", "crv": "Ed25519", "x": b64(public)}
    return {**key, "kid": thumbprint(public), "use": "sig", "alg": "EdDSA"}
