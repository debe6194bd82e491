"""The service's own keys: files of mode 0600 in one folder, made on first use.

``issuer.pem`` signs access tokens, ``bundle.pem`` staff bundles (both Ed25519). From ``master.key`` (32
bytes, hex) peppers, approval keys and first refresh tokens are derived, so none of them is in the database.
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

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

_FILES: Final = ("issuer.pem", "bundle.pem", "master.key")
_ISSUER: Final = "issuer.pem"
_RETIRED: Final = "retired.json"
_OVERLAP: Final = timedelta(seconds=60)
"""Another process may have signed with the old key a moment longer."""
_FORGET: Final = timedelta(hours=1)
"""No token lives so long: its key need not be known any more."""


class KeyFileError(Exception):
    """A key file is damaged, or not ours alone."""


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
        self._bundle = _private(folder / "bundle.pem")
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
            self.issuer_key = _private(self._folder / _ISSUER)
            self._kid = _thumbprint(raw_public(self.issuer_key))
            self._retired = {_thumbprint(key.public): key for key in _read_retired(self._folder)}
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
        """32 raw bytes."""
        return raw_public(self._bundle)

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """Public halves of the issuer's keys (RFC 7517), the one that signs first."""
        self.refresh()
        publics = [raw_public(self.issuer_key), *(key.public for key in self._retired.values())]
        return {"keys": [_jwk(public) for public in publics]}

    def pin_pepper(self, organization_id: str, version: int) -> bytes:
        """32 bytes; the same for every till of an organization."""
        return self._derive("pin-pepper", organization_id, str(version))

    def approval_key(self, organization_id: str, terminal_id: str) -> bytes:
        """32 bytes; of one terminal."""
        return self._derive("approval", organization_id, terminal_id)

    def first_refresh_token(self, terminal_id: str, epoch: int, nonce: bytes) -> str:
        """43 characters; the same for one enrolment, unguessable without the master key."""
        return _b64(self._derive("first-refresh", terminal_id, str(epoch), nonce.hex()))

    def _derive(self, *parts: str) -> bytes:
        return hmac.new(self._master, "\0".join(parts).encode(), hashlib.sha256).digest()


def load_keys(folder: Path) -> KeyRing:
    """Read the keys, making those that are missing.

    Raises:
        KeyFileError: a file cannot be read as a key, or others may read it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_new(folder / "issuer.pem", _pem(Ed25519PrivateKey.generate()))
    _write_new(folder / "bundle.pem", _pem(Ed25519PrivateKey.generate()))
    _write_new(folder / "master.key", secrets.token_hex(32).encode())
    for name in (*_FILES, *([_RETIRED] if (folder / _RETIRED).exists() else ())):
        mode = (folder / name).stat().st_mode
        if os.name == "posix" and mode & 0o077:
            raise KeyFileError(f"{folder / name} can be read by others: chmod 600 it")
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
    body = [{"x": _b64(key.public), "retired_at": key.retired_at} for key in kept]
    _replace(folder / _RETIRED, json.dumps(body).encode())
    _replace(folder / _ISSUER, _pem(Ed25519PrivateKey.generate()))
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
    key = {"kty": "OKP", "crv": "Ed25519", "x": _b64(public)}
    return {**key, "kid": _thumbprint(public), "use": "sig", "alg": "EdDSA"}


def _thumbprint(public: bytes) -> str:
    members = {"crv": "Ed25519", "kty": "OKP", "x": _b64(public)}
    canonical = json.dumps(members, separators=(",", ":"), sort_keys=True).encode()
    return _b64(hashlib.sha256(canonical).digest())


def raw_public(key: Ed25519PrivateKey) -> bytes:
    """32 raw bytes of the public half."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _private(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise KeyFileError(f"{path.name} is damaged") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path.name} is no Ed25519 key")
    return key


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write_new(path: Path, content: bytes) -> None:
    """Write a file whole, of mode 0600, unless it is there; two processes agree on one of them."""
    if path.exists():
        return
    staging = _stage(path, content)
    try:
        os.link(staging, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        staging.replace(path)
    staging.unlink(missing_ok=True)


def _replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another, whole, of mode 0600."""
    _stage(path, content).replace(path)


def _stage(path: Path, content: bytes) -> Path:
    staging = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return staging


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
