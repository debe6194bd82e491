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
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

_FILES: Final = ("issuer.pem", "bundle.pem", "master.key")


class KeyFileError(Exception):
    """A key file is damaged, or not ours alone."""


class KeyRing:
    """Keys of the service; nothing here ever shows in a repr."""

    def __init__(self, issuer: Ed25519PrivateKey, bundle: Ed25519PrivateKey, master: bytes) -> None:
        self.issuer_key = issuer
        self._bundle = bundle
        self._master = master

    @property
    def kid(self) -> str:
        """RFC 7638 thumbprint of the issuer's public key."""
        members = {"crv": "Ed25519", "kty": "OKP", "x": _b64(raw_public(self.issuer_key))}
        canonical = json.dumps(members, separators=(",", ":"), sort_keys=True).encode()
        return _b64(hashlib.sha256(canonical).digest())

    @property
    def bundle_public_key(self) -> bytes:
        """32 raw bytes."""
        return raw_public(self._bundle)

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """Public half of the issuer's key (RFC 7517)."""
        key = {"kty": "OKP", "crv": "Ed25519", "x": _b64(raw_public(self.issuer_key))}
        return {"keys": [{**key, "kid": self.kid, "use": "sig", "alg": "EdDSA"}]}

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
    for name in _FILES:
        mode = (folder / name).stat().st_mode
        if os.name == "posix" and mode & 0o077:
            raise KeyFileError(f"{folder / name} can be read by others: chmod 600 it")
    try:
        master = bytes.fromhex((folder / "master.key").read_text(encoding="ascii").strip())
    except ValueError as error:
        raise KeyFileError("master.key is damaged") from error
    if len(master) != 32:
        raise KeyFileError("master.key is damaged")
    return KeyRing(_private(folder / "issuer.pem"), _private(folder / "bundle.pem"), master)


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
    staging = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(staging, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        staging.replace(path)
    staging.unlink(missing_ok=True)


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
