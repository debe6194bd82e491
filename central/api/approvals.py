"""``/approvals``: the answer to a till's remote challenge (docs/adr/0083)."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from central.api.deps import CallerDep, ServicesDep
from core.contract.approvals import ApprovalAnswer, ApprovalRequest

router = APIRouter(prefix="/approvals", tags=["approvals"])


@router.post("/answer", response_model=ApprovalAnswer)
async def post_answer(body: ApprovalRequest, principal: CallerDep, services: ServicesDep) -> Response:
    """Eight digits by which the caller allows one act at one till of their shop, with the right it needs."""
    answer = ApprovalAnswer(answer=await services.approvals.answer(body, principal))
    return JSONResponse(answer.model_dump(), headers={"Cache-Control": "no-store"})
