"""The commands that serve: with an own PostgreSQL, or over a configured one."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ipaddress
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from typing import TYPE_CHECKING, Any, Final

from central.console import say
from central.embedded.pg import EmbeddedPostgres
from central.settings import Settings, data_folder
from core.ports.clock import Clock

if TYPE_CHECKING:
    from central.security.callers import ExternalTokens

_LOG: Final = logging.getLogger("cuadre.central")
_GRACE_S: Final = 2
_NICE: Final = 5


async def serve_embedded(options: argparse.Namespace) -> int:
    """``up --embedded``: start PostgreSQL, load the program meanwhile, serve, stop both."""
    _demand_safe_address(options)
    if options.stop_with_parent:
        _after_the_till()
    settings = Settings()
    folder = data_folder(options.data)
    postgres = EmbeddedPostgres(folder, binaries=settings.pg_bin, disposable=options.demo)
    postgres.start()
    try:
        from central import commands
        from central.compose import (
            compose,
            compose_effects,
            compose_feeder,
            compose_replicas,
            compose_tenancy,
            system_ports,
        )
        from central.demo import fill_demo
        from central.effect_loop import consume
        from central.feed_loop import feed
        from central.main import create_app
        from central.security.keys import load_keys
        from central.store.bootstrap import check_api_role
        from central.store.units import PgUnits

        ports = system_ports()
        app, owner = commands.embedded_engines(folder, postgres.port)
        saga = commands.embedded_saga_engine(folder, postgres.port)
        feeding = commands.embedded_feed_engine(folder, postgres.port)
        stack = contextlib.AsyncExitStack()
        try:
            await postgres.ready()
            await commands.prepare_embedded(postgres, owner)
            await check_api_role(app)
            keys = load_keys(settings.key_dir or folder / "keys")
            external = await stack.enter_async_context(external_issuer(settings, ports.clock))
            services = compose(app, keys, settings.issuer, ports, external)
            replicas = compose_replicas(app, owner, ports)
            _, store = compose_tenancy(app, owner, ports)
            if options.demo:
                await fill_demo(store, PgUnits(app), services.staff, replicas, ports.clock)
            application = create_app(services)
            async with _beside(
                postgres.supervise(),
                consume(compose_effects(saga, ports)),
                feed(compose_feeder(feeding, keys, ports)),
            ):
                await _serve(application, options, {"data": str(folder)})
        finally:
            await stack.aclose()
            await feeding.dispose()
            await saga.dispose()
            await app.dispose()
            await owner.dispose()
    finally:
        postgres.stop()
    return 0


async def serve_configured(options: argparse.Namespace) -> int:
    """``serve``: over ``CUADRE_CENTRAL_DATABASE_URL``, with keys from ``CUADRE_CENTRAL_KEY_DIR``."""
    from central.commands import UsageError
    from central.compose import compose, compose_effects, compose_feeder, system_ports
    from central.effect_loop import consume
    from central.feed_loop import feed
    from central.main import create_app
    from central.security.keys import load_keys
    from central.store.bootstrap import check_api_role
    from central.store.engine import make_engine

    _demand_safe_address(options)
    settings = Settings()
    if settings.database_url is None or settings.key_dir is None:
        raise UsageError("CUADRE_CENTRAL_DATABASE_URL and CUADRE_CENTRAL_KEY_DIR must be set")
    engine = make_engine(
        settings.database_url, pool_size=settings.pool_size, max_overflow=settings.max_overflow
    )
    saga = None if settings.saga_url is None else make_engine(settings.saga_url, pool_size=1, max_overflow=1)
    feeding = (
        None if settings.feed_url is None else make_engine(settings.feed_url, pool_size=2, max_overflow=1)
    )
    stack = contextlib.AsyncExitStack()
    try:
        await check_api_role(engine)
        keys = load_keys(settings.key_dir)
        ports = system_ports()
        external = await stack.enter_async_context(external_issuer(settings, ports.clock))
        application = create_app(compose(engine, keys, settings.issuer, ports, external))
        beside: list[Coroutine[Any, Any, None]] = []
        if saga is None:
            _LOG.info("CUADRE_CENTRAL_SAGA_URL is not set: effects wait for another process")
        else:
            beside.append(consume(compose_effects(saga, ports)))
        if feeding is None:
            _LOG.warning(
                "CUADRE_CENTRAL_FEED_URL is not set: unless another process has it, best sellers are not"
                " counted and the log of changes grows; staff and configuration are renewed when tills ask"
            )
        else:
            beside.append(feed(compose_feeder(feeding, keys, ports)))
        async with _beside(*beside):
            await _serve(application, options, {})
    finally:
        await stack.aclose()
        for other in (feeding, saga):
            if other is not None:
                await other.dispose()
        await engine.dispose()
    return 0


def _after_the_till() -> None:
    """A centre that a till started beside itself, PostgreSQL too, computes after the cashier's window."""
    if sys.platform != "win32":
        os.nice(_NICE)


@contextlib.asynccontextmanager
async def external_issuer(settings: Settings, clock: Clock) -> AsyncGenerator[ExternalTokens | None]:
    """The external issuer of the settings, with the client that fetches its keys; None without one."""
    issuer, url = settings.auth_issuer, settings.auth_jwks_url
    if issuer is None and url is None:
        yield None
        return
    import httpx

    from central.commands import UsageError
    from central.security.callers import ExternalTokens
    from central.security.jwks import TIMEOUT_S, JwksCache

    if issuer is None or url is None:
        raise UsageError("CUADRE_CENTRAL_AUTH_ISSUER and CUADRE_CENTRAL_AUTH_JWKS_URL go together")
    if issuer == settings.issuer:
        raise UsageError("CUADRE_CENTRAL_AUTH_ISSUER must differ from CUADRE_CENTRAL_ISSUER")
    async with httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False) as client:
        try:
            keys = JwksCache(url, client, clock)
        except ValueError as error:
            raise UsageError(f"CUADRE_CENTRAL_AUTH_JWKS_URL: {error}") from error
        yield ExternalTokens(issuer, keys)


@contextlib.asynccontextmanager
async def _beside(*work: Coroutine[Any, Any, None]) -> AsyncGenerator[None]:
    """Run some work for as long as the body runs."""
    tasks = [asyncio.create_task(one) for one in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)


async def _serve(application: Any, options: argparse.Namespace, told: dict[str, str]) -> None:
    import uvicorn

    listener = _listen(options.host, options.port)
    port = int(listener.getsockname()[1])
    tls = options.tls_cert is not None

    class Server(uvicorn.Server):
        """Leaves signals to us: uvicorn would raise them again before PostgreSQL is stopped."""

        @contextlib.contextmanager
        def capture_signals(self) -> Generator[None]:
            yield

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            host = f"[{options.host}]" if ":" in options.host else options.host
            url = f"{'https' if tls else 'http'}://{host}:{port}"
            say({"ready": True, "url": url, "port": port, "pid": os.getpid(), **told})

    server = Server(
        uvicorn.Config(
            application,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            # Without a proxy a caller is the socket's address: by a header it would choose its own limit.
            proxy_headers=options.behind_proxy,
            timeout_graceful_shutdown=_GRACE_S,
            ssl_certfile=options.tls_cert,
            ssl_keyfile=options.tls_key,
        )
    )
    with _stopping(server, with_parent=getattr(options, "stop_with_parent", False)):
        await server.serve(sockets=[listener])


@contextlib.contextmanager
def _stopping(server: Any, *, with_parent: bool) -> Generator[None]:
    """End cleanly on SIGTERM and SIGINT, and, when asked to, at the end of standard input."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        server.should_exit = True

    signals = [signal.SIGTERM, signal.SIGINT]
    if sys.platform != "win32":
        for number in signals:
            loop.add_signal_handler(number, stop)
    if with_parent:
        threading.Thread(target=_watch_parent, args=(loop, stop), name="parent", daemon=True).start()
    try:
        yield
    finally:
        if sys.platform != "win32":
            for number in signals:
                loop.remove_signal_handler(number)


def _watch_parent(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    """Wait for the end of standard input, by the system call: a buffered reader would hold up our own end."""
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            continue
    _LOG.info("standard input ended, stopping")
    with contextlib.suppress(RuntimeError):  # the loop has ended by itself
        loop.call_soon_threadsafe(stop)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol left at 0 asyncio does not switch Nagle's algorithm off: 40 ms more per answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        from central.commands import UsageError

        raise UsageError(f"cannot listen on {host}:{port}: {error.strerror}") from error
    return listener


def _demand_safe_address(options: argparse.Namespace) -> None:
    from central.commands import UsageError

    if (options.tls_cert is None) != (options.tls_key is None):
        raise UsageError("--tls-cert and --tls-key go together")
    if options.tls_cert is not None or options.behind_proxy or _is_loopback(options.host):
        return
    raise UsageError("another address than loopback needs --tls-cert and --tls-key, or --behind-proxy")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
