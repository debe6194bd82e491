"""Digests of pages and of a whole snapshot (sync.md D1), against sums made by hand."""

from __future__ import annotations

import hashlib

from core.domain.changes import (
    AGES,
    SNAPSHOT_START,
    Change,
    ChangeOp,
    Stream,
    chain_digest,
    page_digest,
)


def _up(id_: str, version: int) -> Change:
    return Change(ChangeOp.UPSERT, id_, version, {})


def test_a_page_is_summed_over_id_and_version_of_its_changes_in_order() -> None:
    expected = hashlib.sha256(b"piti\x007\nna\x0012\n").digest()
    assert page_digest([_up("piti", 7), _up("na", 12)]) == expected
    assert page_digest([_up("na", 12), _up("piti", 7)]) != expected


def test_pages_are_chained_so_that_a_missing_or_swapped_one_is_seen() -> None:
    first, second = page_digest([_up("a", 1)]), page_digest([_up("b", 1)])
    whole = chain_digest(chain_digest(SNAPSHOT_START, first), second)
    assert whole == hashlib.sha256(hashlib.sha256(bytes(32) + first).digest() + second).digest()
    assert chain_digest(chain_digest(SNAPSHOT_START, second), first) != whole
    assert chain_digest(SNAPSHOT_START, second) != whole


def test_every_stream_ages_and_is_fetched_again_before_it_is_said_to_be_old() -> None:
    assert set(AGES) == set(Stream)
    for ages in AGES.values():
        limits = [one for one in (ages.soft_s, ages.warn_s, ages.hard_s) if one is not None]
        assert limits == sorted(limits)
