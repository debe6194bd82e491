"""A supervisor signed in at the centre allows an act at a till that asks nobody over the network."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import httpx

from app.demo.centre import DemoCentre
from app.demo.headless import HeadlessTill
from app.store.driver import connect_reader
from app.usecases.approvals import Answer, Outcome
from app.usecases.ports import WriteUnit
from core.domain.approval import Act, Method
from core.domain.remote_code import grouped
from core.domain.staff import Permission
from resources import demo

ACT = Act("sale.cancel", Permission.CANCEL, "sale-1", Decimal("18.54"), "changed_mind", before="18.54")


def test_an_answer_from_the_centre_is_checked_at_the_till_and_reaches_the_centre_with_its_act(
    centre: DemoCentre, tmp_path: Path
) -> None:
    marta = demo.load().staff[2]
    till = HeadlessTill(tmp_path / "till", centre.url, centre.pairing_code("Caja 20"))
    try:
        till.sign_in()
        till.open_shift()
        authoriser, state = till.services.authoriser, till.services.state
        challenge = authoriser.challenge(authoriser.request(ACT))
        asked = {
            "terminal": "Caja 20",
            "challenge": grouped(challenge.text, 3),
            "action": ACT.permission,
            "amount": "18.54",
        }
        headers = {"Authorization": f"Bearer {centre.person_token(str(marta.number))}"}
        url = f"{centre.url}/api/v1/pos/approvals/answer"
        lied = httpx.post(url, json={**asked, "amount": "1.85"}, headers=headers).json()["answer"]
        told = httpx.post(url, json=asked, headers=headers).json()["answer"]

        def answer(digits: str) -> Outcome:
            outcome: Outcome = till.wait(
                lambda done, failed: authoriser.approve_by_code(challenge, digits, done, failed)
            )
            return outcome

        assert answer(lied).answer is Answer.WRONG
        approval = answer(told).approval
        assert approval is not None
        assert (approval.approver.staff_id, approval.method) == (marta.staff_id, Method.CODE)
        override = approval.spend(ACT, state)
        context = override.context(state.context())

        def operation(unit: WriteUnit) -> None:
            override.record(unit, context)

        till.opened.store.runner.run(operation)
        till.send_all()
    finally:
        till.close()
    journal = connect_reader(tmp_path / "till" / "till.db")
    sent = journal.execute("SELECT kind, state FROM journal WHERE kind LIKE 'override.%' ORDER BY pos")
    assert sent.fetchall() == [("override.refused", "acked"), ("override.granted", "acked")]
    journal.close()
