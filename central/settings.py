"""Settings from the environment, prefix ``CUADRE_CENTRAL_``; command-line options go before them."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set.

    Attributes:
        database_url: ``postgresql://…`` of the API role ``pos_app``; holds a password.
        migrate_url: Likewise of ``pos_owner``.
        saga_url: Likewise of ``pos_saga``, which carries out effects; without it they wait.
        feed_url: Likewise of ``pos_feed``, which counts best sellers and keeps the log short; else another
            process must.
        key_dir: Folder of the service's own keys; beside the data of an embedded service by default.
        issuer: ``iss`` of access tokens.
        auth_issuer: ``iss`` of an Auth Service whose tokens speak for people, besides our own.
        auth_jwks_url: Where its public keys are (RFC 7517): ``https://…``, or ``http://`` on this machine.
        pg_bin: A ``bin`` folder of PostgreSQL for the embedded service, instead of the wheel's.
        pool_size: Connections the API keeps.
        max_overflow: Connections beyond them under load.
    """

    model_config = SettingsConfigDict(env_prefix="CUADRE_CENTRAL_", extra="ignore")

    database_url: str | None = Field(default=None, repr=False)
    migrate_url: str | None = Field(default=None, repr=False)
    saga_url: str | None = Field(default=None, repr=False)
    feed_url: str | None = Field(default=None, repr=False)
    key_dir: Path | None = None
    issuer: str = "urn:cuadre:central"
    auth_issuer: str | None = None
    auth_jwks_url: str | None = None
    pg_bin: Path | None = None
    pool_size: int = 10
    max_overflow: int = 40


def data_folder(given: Path | None) -> Path:
    """The embedded service's folder: as given, else in the user's data directory."""
    if given is not None:
        return given.resolve()
    import platformdirs

    return Path(platformdirs.user_data_dir("cuadre", appauthor=False)) / "central"
