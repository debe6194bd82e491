"""The keys that sign what tills hold offline: one signs now, earlier ones only hand tills over to it.

A till has pinned the key it was given at enrolment. Bundles are signed by today's key, and once more by each
earlier one with ``next_key``, so that a till that was off while keys changed still follows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.security.key_files import (
    fresh_pem,
    raw_public,
    read_private,
    replace_file,
    thumbprint,
    write_new,
)

CURRENT: Final = "bundle.pem"
EARLIER: Final = "bundle-*.pem"
_FORGET: Final = timedelta(days=400)
"""As long as a till may be off before its tokens end: after that it enrols anew and pins today's key."""


@dataclass(frozen=True, slots=True)
class BundleKey:
    """One key; its private half shows nowhere."""

    kid: str
    public: bytes
    _private: Ed25519PrivateKey = field(repr=False)

    def sign(self, signed: bytes) -> bytes:
        """64 bytes."""
        return self._private.sign(signed)


class BundleKeys:
    """The keys of a folder; another process may change them (`rotate_bundle`), each use looks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp: tuple[tuple[str, int, int], ...] = ()
        self._keys: tuple[BundleKey, ...] = ()
        self.signers()

    def signers(self) -> tuple[BundleKey, ...]:
        """Today's key first, then earlier ones, newest first.

        Raises:
            KeyFileError: one is damaged.
        """
        paths = [self._folder / CURRENT, *sorted(self._folder.glob(EARLIER), reverse=True)]
        found = [(path, path.stat()) for path in paths]
        stamp = tuple((path.name, stat.st_ino, stat.st_mtime_ns) for path, stat in found)
        if stamp != self._stamp:
            current, *earlier = (_read(path) for path in paths)
            # A kill in the middle of a rotation leaves today's key among the earlier ones too.
            self._keys = (current, *(key for key in earlier if key.public != current.public))
            self._stamp = stamp
        return self._keys


def rotate_bundle(folder: Path, now: datetime) -> str:
    """Make a new key that signs bundles and limits; running services notice by themselves.

    A kill in between leaves the old key in use.

    Returns:
        ``kid`` of the new key.

    Raises:
        KeyFileError: the keys cannot be read.
    """
    BundleKeys(folder)
    second = int(now.timestamp())
    for path in sorted(folder.glob(EARLIER)):
        retired = int(path.stem.removeprefix("bundle-"))
        if second - retired > _FORGET.total_seconds():
            path.unlink()
        second = max(second, retired + 1)
    write_new(folder / f"bundle-{second:012d}.pem", (folder / CURRENT).read_bytes())
    replace_file(folder / CURRENT, fresh_pem())
    return BundleKeys(folder).signers()[0].kid


def _read(path: Path) -> BundleKey:
    key = read_private(path)
    public = raw_public(key)
    return BundleKey(thumbprint(public), public, key)
