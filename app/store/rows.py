"""Plain reads of ``till.db`` through the driver, shared by start-up, recovery and verification."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.store.driver import Connection
from app.store.ej_format import Frame
from app.store.head import Head
from app.usecases.ports import Identity


def read_identity(connection: Connection) -> Identity | None:
    """Who this till is, None before enrolment."""
    row = connection.execute(
        "SELECT terminal_id, organization_id, local_id, terminal_name, epoch, nonce, centre_url, nonce_since "
        "FROM terminal WHERE id=1"
    ).fetchone()
    if row is None:
        return None
    earlier = connection.execute("SELECT first_epoch, nonce FROM earlier_nonce ORDER BY first_epoch")
    return replace(Identity(*row), earlier=tuple((int(first), nonce) for first, nonce in earlier))


def read_head(connection: Connection, identity: Identity | None) -> Head | None:
    """Head of the journal; the genesis of the epoch when it holds no event yet; None before enrolment."""
    if identity is None:
        return None
    row = connection.execute("SELECT pos, epoch, seq, hash FROM journal ORDER BY pos DESC LIMIT 1").fetchone()
    if row is not None and int(row[1]) >= identity.epoch:
        return Head(*row)
    pos = 0 if row is None else int(row[0])
    start = identity.genesis(identity.epoch)
    return Head(pos, identity.epoch, 0, start)


def frames_after(connection: Connection, pos: int, limit: int = 500) -> Iterator[list[Frame]]:
    """Events after ``pos`` as frames, in blocks of at most ``limit``."""
    while True:
        rows = connection.execute(
            "SELECT pos, prev_hash, hash, payload FROM journal WHERE pos > ? ORDER BY pos LIMIT ?",
            (pos, limit),
        ).fetchall()
        if not rows:
            return
        yield [Frame(prev, event_hash, payload) for _, prev, event_hash, payload in rows]
        pos = int(rows[-1][0])


def position_of(connection: Connection, epoch: int, seq: int) -> tuple[int, bytes] | None:
    """(pos, hash) of a place in the stream."""
    row = connection.execute("SELECT pos, hash FROM journal WHERE epoch=? AND seq=?", (epoch, seq)).fetchone()
    return None if row is None else (int(row[0]), row[1])
