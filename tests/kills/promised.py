"""How many processes the suite kills at least, by the tests that count them; together 200 and more."""

from __future__ import annotations

from typing import Final

ALONE: Final = 130
"""A till alone (`tests/app/store/test_kills.py`)."""
SENDING: Final = 100
"""Till, centre and PostgreSQL while sales go up (`tests/kills/test_while_sending.py`)."""
