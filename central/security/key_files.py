"""Key files: Ed25519 private keys as PEM of mode 0600, written whole or not at all."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


class KeyFileError(Exception):
    """A key file is damaged, or not ours alone."""


def thumbprint(public: bytes) -> str:
    """``kid`` of a public key (RFC 7638)."""
    members = {"crv": "Ed25519", "kty": "OKP", "x": b64(public)}
    canonical = json.dumps(members, separators=(",", ":"), sort_keys=True).encode()
    return b64(hashlib.sha256(canonical).digest())


def raw_public(key: Ed25519PrivateKey) -> bytes:
    """32 raw bytes of the public half."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def read_private(path: Path) -> Ed25519PrivateKey:
    """The key of a file.

    Raises:
        KeyFileError: it is none.
    """
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise KeyFileError(f"{path.name} is damaged") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path.name} is no Ed25519 key")
    return key


def fresh_pem() -> bytes:
    """A new key as a file holds it."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def write_new(path: Path, content: bytes) -> None:
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


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in the place of another, whole, of mode 0600."""
    _stage(path, content).replace(path)


def b64(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _stage(path: Path, content: bytes) -> Path:
    staging = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return staging
