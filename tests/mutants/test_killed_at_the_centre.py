"""Wrong programs die by the tests of the centre that they name, which pass without them."""

from __future__ import annotations

from collections.abc import Callable

from tests.counts import COUNTED
from tests.mutants.killing import CENTRE, kill


def test_named_tests_kill(record_property: Callable[[str, object], None]) -> None:
    record_property(f"{COUNTED}mutants killed", kill(CENTRE))
