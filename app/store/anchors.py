"""Notes kept outside the database (sync.md A1): who this till is, and what the last reply held."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.store.backup import sync_path
from app.store.base import Base
from app.usecases.ports import Identity, SeriesGrant
from core.domain.outbox import StreamPlace


@dataclass(frozen=True, slots=True)
class Anchors:
    """Content of ``anchors.json``.

    Attributes:
        identity: Lets a lost database be rebuilt from the electronic journal.
        grants: Numbering series as given, for the same purpose.
        high_water: Highest event the centre said it holds.
        series: Highest number per series the centre said it holds.
        base: Where the journal begins; None while nothing has gone.
        series_due: An anchor was gone: new series begin before anything is sold (N5).
    """

    identity: Identity | None = None
    grants: tuple[SeriesGrant, ...] = ()
    high_water: StreamPlace | None = None
    series: Mapping[str, int] = field(default_factory=dict[str, int])
    base: Base | None = None
    series_due: bool = False


def kept_anchors(path: Path) -> Anchors | None:
    """The notes; when they are gone, what stands beside them of who this till is, and new series begin (N5).

    ``anchors.json`` is written with every reply, so a disk that lies about flushes can leave it empty, along
    with the database of that moment. ``identity.json`` was written on the till's first day.
    """
    known = read_anchors(path)
    if known is not None and known.identity is not None:
        return known
    first = read_anchors(_first_day(path))
    if first is None:
        return known
    return replace(known or Anchors(), identity=first.identity, grants=first.grants, series_due=True)


def _first_day(path: Path) -> Path:
    return path.with_name("identity.json")


def read_anchors(path: Path) -> Anchors | None:
    """The notes, None when there are none or they are unreadable."""
    try:
        body: Any = json.loads(path.read_text(encoding="utf-8"))
        identity: Any = body.get("identity")
        high_water = body.get("high_water")
        base: Any = body.get("base")
        if base is not None:
            base["hash"] = bytes.fromhex(base["hash"])
        if identity is not None:
            nonce = bytes.fromhex(identity.pop("nonce"))
            earlier = tuple((int(e), bytes.fromhex(n)) for e, n in identity.pop("earlier", ()))
            identity = Identity(nonce=nonce, earlier=earlier, **identity)
        return Anchors(
            identity=identity,
            grants=tuple(SeriesGrant(**grant) for grant in body.get("grants", ())),
            high_water=None if high_water is None else StreamPlace(**high_water),
            series={str(name): int(number) for name, number in body.get("series", {}).items()},
            base=None if base is None else Base(**base),
            series_due=bool(body.get("series_due", False)),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def write_anchors(path: Path, anchors: Anchors) -> None:
    """Replace the notes durably and atomically.

    Raises:
        OSError: the disk refused.
    """
    _write(path, anchors)
    first = Anchors(anchors.identity, anchors.grants)
    if anchors.identity is not None and read_anchors(_first_day(path)) != first:
        _write(_first_day(path), first)


def _write(path: Path, anchors: Anchors) -> None:
    partial = path.with_name(path.name + ".part")
    partial.write_text(json.dumps(_body(anchors), indent=1), encoding="utf-8")
    partial.chmod(0o600)
    sync_path(partial)
    partial.replace(path)
    sync_path(path.parent)


def _body(anchors: Anchors) -> dict[str, Any]:
    identity = anchors.identity
    return {
        "identity": None
        if identity is None
        else {
            "terminal_id": identity.terminal_id,
            "organization_id": identity.organization_id,
            "local_id": identity.local_id,
            "terminal_name": identity.terminal_name,
            "epoch": identity.epoch,
            "nonce": identity.nonce.hex(),
            "centre_url": identity.centre_url,
            "nonce_since": identity.nonce_since,
            "earlier": [[first, nonce.hex()] for first, nonce in identity.earlier],
        },
        "grants": [{"doc_type": g.doc_type, "series": g.series, "next": g.next} for g in anchors.grants],
        "high_water": None
        if anchors.high_water is None
        else {
            "epoch": anchors.high_water.epoch,
            "seq": anchors.high_water.seq,
            "hash": anchors.high_water.hash,
        },
        "series": dict(anchors.series),
        "base": None if anchors.base is None else _base(anchors.base),
        "series_due": anchors.series_due,
    }


def _base(base: Base) -> dict[str, Any]:
    return {
        "pos": base.pos,
        "epoch": base.epoch,
        "seq": base.seq,
        "hash": base.hash.hex(),
        "grand_totals": dict(base.grand_totals),
    }


def note_reply(path: Path, high_water: StreamPlace | None, series: Mapping[str, int]) -> None:
    """Keep what a reply held; writes only when it is news.

    Raises:
        OSError: the disk refused.
    """
    known = read_anchors(path) or Anchors()
    news = replace(known, high_water=high_water or known.high_water, series={**known.series, **series})
    if news != known:
        write_anchors(path, news)
