from __future__ import annotations

from core.contract.sync import LIVE_RESPONSE
from tests.central.api.conftest import Api


async def test_live_has_exactly_the_shape_tills_take_for_an_answer(api: Api) -> None:
    response = await api.client.get("/health/live")
    assert response.json() == {"status": "live", "server_time": "2026-11-24T15:00:00.000Z"}
    LIVE_RESPONSE.validate_json(response.content)


async def test_ready_needs_the_database_at_this_schema(api: Api) -> None:
    assert (await api.client.get("/health/ready")).status_code == 200
    await api.world.execute("UPDATE pos.alembic_version SET version_num = '0000'")
    response = await api.client.get("/health/ready")
    assert (response.status_code, response.json()["code"]) == (503, "NOT_READY")
    assert (await api.client.get("/health/live")).status_code == 200


async def test_the_openapi_document_declares_problems(api: Api) -> None:
    document = (await api.client.get("/openapi.json")).json()
    responses = document["paths"]["/api/v1/pos/sync/batches"]["post"]["responses"]
    assert "application/problem+json" in responses["503"]["content"]
