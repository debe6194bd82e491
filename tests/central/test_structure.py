"""Rules of the service's own layers, held by reading the source."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

import central
from central.api import approvals, auth, changes, health, staff, sync, terminals, transactions
from central.up import _listen  # pyright: ignore[reportPrivateUsage]

ROOT = Path(central.__file__).parent
SIBLINGS = {"api", "store", "security", "embedded"}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> set[str]:
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return names | {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }


def test_siblings_meet_only_in_the_composition_root() -> None:
    for path, tree in modules():
        layer = path.parts[0]
        for name in imports(tree):
            parts = name.split(".")
            if parts[0] != "central" or len(parts) < 2:
                continue
            if layer in SIBLINGS:
                assert parts[1] in {layer, "services"}, f"{path} imports {name}"
            if layer == "services":
                assert parts[1] == "services", f"{path} imports {name}"


def test_services_know_neither_http_nor_sql_and_the_api_no_sql() -> None:
    for path, tree in modules():
        roots = {name.split(".")[0] for name in imports(tree)}
        if path.parts[0] in {"services", "api", "security"}:
            assert roots.isdisjoint({"sqlalchemy", "asyncpg", "alembic"}), path
        if path.parts[0] == "services":
            assert roots.isdisjoint({"fastapi", "starlette", "uvicorn", "jwt"}), path


def test_no_dependency_of_a_route_yields_so_none_commits_after_the_answer() -> None:
    """Gotcha A: FastAPI ends yielding dependencies after the response unless their scope is the function."""
    for path, tree in modules():
        if path.parts[0] != "api":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yields = [part for part in ast.walk(node) if isinstance(part, ast.Yield | ast.YieldFrom)]
                assert not yields, f"{path}: {node.name} yields"


def calls(dependant: Dependant) -> Iterator[Callable[..., Any] | None]:
    yield dependant.call
    for needed in dependant.dependencies:
        yield from calls(needed)


def test_no_route_hops_to_a_thread_pool() -> None:
    routers = [
        sync.router,
        changes.router,
        transactions.router,
        terminals.router,
        staff.router,
        approvals.router,
        auth.router,
    ]
    routers.append(auth.keys_router)
    routes = [route for router in (*routers, health.router) for route in router.routes]
    assert len(routes) >= 8
    for route in routes:
        assert isinstance(route, APIRoute)
        for call in calls(route.dependant):
            assert inspect.iscoroutinefunction(call), f"{route.path}: {call}"


def test_sql_asks_no_clock_and_makes_no_ids() -> None:
    for path, tree in modules():
        if path.parts[0] != "store":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value.lower()
                assert "now()" not in text.replace("``now()``", ""), path
                assert "current_timestamp" not in text, path
                assert "gen_random_uuid" not in text, path


def test_no_module_is_large() -> None:
    sizes = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path, _ in modules()}
    assert max(sizes.values()) <= 400, max(sizes, key=lambda path: sizes[path])


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from central.cli import run\n"
        "try: run(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'fastapi', 'sqlalchemy', 'uvicorn', 'asyncpg', 'alembic', 'pydantic'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT.parent
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_answers_do_not_wait_for_nagle() -> None:
    """asyncio switches it off only for sockets made with the protocol TCP, not 0: 40 ms an answer."""
    import socket

    listener = _listen("127.0.0.1", 0)
    assert listener.proto == socket.IPPROTO_TCP
    listener.close()
