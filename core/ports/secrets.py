"""Secrets of the till behind one port (packaging.md section 7). Never logged, never in a database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

TERMINAL_KEY: Final = "terminal_key"
"""Name of the till's Ed25519 key: 32 raw bytes, made at enrolment."""


class SecretState(StrEnum):
    """Why there is no value."""

    MISSING = "missing"
    LOCKED = "locked"
    UNAVAILABLE = "unavailable"
    CORRUPT = "corrupt"


@dataclass(frozen=True, slots=True)
class Secret:
    """A value; its text form hides it."""

    value: bytes

    def __repr__(self) -> str:
        """Never the value: records and tracebacks show this."""
        return "Secret(…)"


class SecretStore(Protocol):
    """One back end, chosen once at provisioning; no falling through to a weaker one."""

    def get(self, name: str) -> Secret | SecretState:
        """The value, or why there is none."""
        ...

    def put(self, name: str, value: bytes) -> SecretState | None:
        """Store durably; None when done, else why not. At most 900 bytes (1,200 characters encoded)."""
        ...

    def delete(self, name: str) -> None:
        """Forget a value; a missing one is fine."""
        ...

    def describe(self) -> str:
        """Name of the back end as the health screen shows it."""
        ...
