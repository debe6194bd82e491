"""Whatever the taking of money refuses has words of its own: no cashier meets a bare code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app.presenters.messages import M
from app.presenters.refusals import of_domain
from core.domain.errors import DomainError

ROOT = Path(__file__).parents[3]
MODULES = (
    *(
        f"core/domain/{name}.py"
        for name in ("payment", "tenders", "card", "yappy", "transfer", "loyalty", "pan")
    ),
    "core/domain/entry.py",
    *(
        f"app/usecases/{name}.py"
        for name in ("card_slips", "typed_tenders", "customer_tenders", "qr_charges")
    ),
)
CARD_FIELDS = ("last4", "authorization", "terminal", "batch", "trace")
OURS = {"method_unknown"}
"""A mistake of the program, which is said as one."""


def codes() -> set[str]:
    """Codes in the source, with those a field's name is put into."""
    found = {f"{field}_invalid" for field in CARD_FIELDS}
    for module in MODULES:
        for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "DomainError"
            ):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_the_list_is_not_empty() -> None:
    assert {"pan_refused", "tender_unresolved", "code_used", "points_exceed_due", "last4_invalid"} <= codes()


@pytest.mark.parametrize("code", sorted(codes() - OURS))
def test_a_refusal_has_words(code: str) -> None:
    assert of_domain(DomainError(code)).id is not M.INTERNAL
