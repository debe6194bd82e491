"""One suite per port; each implementation, fake or real, subclasses it (assertions are rewritten here)."""

import pytest

pytest.register_assert_rewrite(
    "tests.conformance.eftpos",
    "tests.conformance.outbox",
    "tests.conformance.pos_printer",
    "tests.conformance.print_jobs",
    "tests.conformance.secrets",
)
