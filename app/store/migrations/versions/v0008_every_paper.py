"""Returns and voids are found like sales, and all of them by their day and their customer."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS: Final = (
    "CREATE INDEX sale_day ON sale((occurred_at_ms-18000000)/86400000, entry)",
    "CREATE INDEX refund_number ON refund(number)",
    "CREATE INDEX refund_total ON refund(total_cents/100, entry, total_cents)",
    "CREATE INDEX refund_day ON refund((occurred_at_ms-18000000)/86400000, entry)",
    """CREATE INDEX refund_customer ON refund(customer_id, occurred_at_ms)
      WHERE customer_id IS NOT NULL""",
    "CREATE INDEX void_number ON sale_void(number)",
    "CREATE INDEX void_total ON sale_void(total_cents/100)",
    "CREATE INDEX void_day ON sale_void((occurred_at_ms-18000000)/86400000)",
    "UPDATE meta SET schema = 8 WHERE id = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
