from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from central.services.links import Link, advance, broken_links, missing_neighbours

START = b"\x00" * 32


def chain(length: int) -> list[Link]:
    links: list[Link] = []
    before = START
    for seq in range(1, length + 1):
        here = bytes([seq]) * 32
        links.append(Link(f"e{seq}", 1, seq, before, here))
        before = here
    return links


def genesis(epoch: int) -> bytes | None:
    return START if epoch == 1 else None


@given(st.integers(1, 12).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(1, n)))))
def test_a_whole_chain_never_breaks_however_it_arrives(case: tuple[int, set[int]]) -> None:
    length, first = case
    links = chain(length)
    fresh = [link for link in links if link.seq in first]
    held = [link for link in links if link.seq not in first]
    assert broken_links(fresh, held, genesis) == []


@given(st.integers(2, 9), st.booleans())
def test_a_forged_link_is_found_from_either_side(place: int, late: bool) -> None:
    links = chain(10)
    forged = Link("forged", 1, place, b"\xff" * 32, links[place - 1].hash)
    links[place - 1] = forged
    before = links[place - 2]
    if late:  # the forged event was held, its predecessor comes now
        assert broken_links([before], [forged], genesis) == [forged]
    else:
        assert broken_links([forged], [before], genesis) == [forged]


def test_without_a_predecessor_or_a_nonce_nothing_is_said() -> None:
    third = chain(3)[2]
    assert broken_links([third], [], genesis) == []
    assert broken_links([Link("x", 7, 1, b"\x01" * 32, b"\x02" * 32)], [], genesis) == []
    assert broken_links([Link("x", 1, 1, b"\x01" * 32, b"\x02" * 32)], [], genesis) != []


def test_only_the_edges_of_fresh_ranges_are_read() -> None:
    links = [link for link in chain(9) if link.seq in {3, 4, 5, 8}]
    assert missing_neighbours(links) == [(1, 2), (1, 6), (1, 7), (1, 9)]


@given(st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)))
def test_the_contiguous_seq_is_that_of_a_plain_count(held: set[int], fresh: set[int]) -> None:
    def reached(seqs: set[int]) -> int:
        return next(seq for seq in range(32) if seq + 1 not in seqs)

    answer = advance(reached(held), max(held, default=0), fresh - held)
    assert answer is None or answer == reached(held | fresh)
    assert answer is not None or max(held) > reached(held)
