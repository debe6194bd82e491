"""What follows when a review ends: goods, points, held effects, each by a row of its own (docs/adr/0112)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from central.services import accounts, stock
from central.services.effect_kinds import CUSTOMER, STOCK
from central.services.intake import IntakeItem, TransactionRow
from central.services.judge import judge_again
from central.services.review_data import ReviewRow
from central.services.review_ports import Desk, Ending, OutcomeUnfitError, StateConflictError
from central.services.values import Tenant
from core.contract.reviews import ResolveRequest
from core.domain.ids import is_uuid
from core.domain.reviews import Outcome
from core.ports.clock import IdSource


@dataclass(frozen=True, slots=True)
class Case:
    """A review somebody may end, and how they do."""

    desk: Desk
    tenant: Tenant
    review: ReviewRow
    request: ResolveRequest
    ending: Ending
    ids: IdSource

    async def move(self, name: str, moves: list[Any]) -> bool:
        """One more effect of the event; False when it has one of this name already."""
        body = {"moves": moves, "place": self.review.place}
        return await self.desk.add_effect(self.review.event_id, name, body, self.ending.at)

    async def item(self) -> IntakeItem | None:
        """The event as this program reads it now."""
        kept = await self.desk.kept(self.review)
        return None if kept is None else judge_again(kept, self.tenant, self.ids)


async def end(case: Case) -> None:
    """End the review with all that follows.

    Raises:
        StateConflictError: it cannot be had now.
        OutcomeUnfitError: what belongs to the outcome is missing or unknown.
    """
    outcome = case.request.outcome
    if outcome is Outcome.REPROCESS:
        await _reprocess(case)
    elif outcome is Outcome.CREDIT_NOTE and not await case.desk.note_made(case.review):
        await case.desk.await_note(case.review, case.ending)
    else:
        await case.desk.end(case.review, case.ending)
        await _FOLLOWS.get(outcome, _accept)(case)


async def _accept(case: Case) -> None:
    """As it came: what was held runs."""
    params = case.review.params
    if case.review.code == stock.UNKNOWN:
        await case.move(f"{STOCK}:{case.review.review_id}", stock.rung_up(params))
    elif case.review.code == "DUP_NUMBER":
        await _keep(case)
    else:
        await case.desk.release(case.review.event_id)


async def _substitute(case: Case) -> None:
    """What left the shop was something else than what was rung up."""
    params, variant = case.review.params, case.request.variant_id or ""
    same = variant == params.get("variant_id")
    if same or not is_uuid(variant) or not await case.desk.variant(variant):
        raise OutcomeUnfitError("variant_id")
    moves = stock.exchanged if case.review.code == stock.NEGATIVE else stock.taken_as
    await case.move(f"{STOCK}:{case.review.review_id}", moves(params, variant))


async def _assign_customer(case: Case) -> None:
    """Points and credit belong to somebody else; those of one sale are given away once.

    Where they wait for somebody the centre does not know they never go there.
    """
    params, customer = case.review.params, case.request.customer_id or ""
    same = customer == params.get("customer_id")
    if same or not is_uuid(customer) or not await case.desk.customer(customer):
        raise OutcomeUnfitError("customer_id")
    name, waiting = f"{CUSTOMER}:assigned", params.get("effect")
    moved = waiting is None or not await case.desk.withdraw(case.review.event_id, str(waiting))
    if not moved:
        name = f"{CUSTOMER}:{case.review.review_id}"
    if not await case.move(name, accounts.assigned(params, customer, moved=moved)):
        raise StateConflictError


async def _rule(case: Case) -> None:
    await case.desk.rule_on_tenders(case.review, case.ending)


async def _annul(case: Case) -> None:
    """The second form counts for nothing; the first of the same event goes on."""
    if case.review.code == "SHA_CONFLICT":
        await case.desk.release(case.review.event_id)
    else:
        await case.desk.drop(case.review.event_id)


async def _keep(case: Case) -> None:
    """Both documents stand: what the second one sold or took back moves too."""
    await case.desk.release(case.review.event_id)
    item = await case.item()
    if item is not None and item.transaction is not None:
        for name, moves in moves_of(item.transaction).items():
            await case.move(f"{name}:{case.review.review_id}", moves)


async def _reprocess(case: Case) -> None:
    item = await case.item()
    if item is None or item.review == case.review.code:
        raise StateConflictError
    await case.desk.end(case.review, case.ending)
    await case.desk.project(case.review, item, case.ending.at)


_FOLLOWS: Final[Mapping[Outcome, Callable[[Case], Awaitable[None]]]] = {
    Outcome.SUBSTITUTE: _substitute,
    Outcome.ASSIGN_CUSTOMER: _assign_customer,
    Outcome.CONFIRM: _rule,
    Outcome.REJECT: _rule,
    Outcome.ANNUL: _annul,
    Outcome.KEEP_BOTH: _keep,
}


def moves_of(row: TransactionRow) -> dict[str, list[Any]]:
    """What a document without rows of its own moves, by kind of effect."""
    sign = -1 if row.kind == "sale" else 1
    goods: defaultdict[str, int] = defaultdict(int)
    for line in row.items:
        goods[line.variant_id] += sign * line.quantity_milli
    moves: dict[str, list[Any]] = {STOCK: sorted(goods.items())}
    if row.customer_id is not None and row.kind == "sale":
        credit = sum(paid.amount_minor for paid in row.payments if paid.method == "store_credit")
        moves[CUSTOMER] = [(row.customer_id, row.points_earned - row.points_spent, credit)]
    return moves
