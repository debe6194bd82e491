"""Tax of one amount, and of many at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.domain.tax import tax6_sum, tax6_units

lines = st.lists(st.tuples(st.integers(0, 10**9), st.sampled_from([0, 7_000, 7_500, 10_000, 15_000])))


@given(lines, st.booleans())
def test_the_tax_of_many_lines_is_that_of_each(basket: list[tuple[int, int]], inside: bool) -> None:
    nets, rates = [net for net, _ in basket], [rate for _, rate in basket]
    assert tax6_sum(nets, rates, inside=inside) == sum(
        tax6_units(net, rate, inside=inside) for net, rate in basket
    )
