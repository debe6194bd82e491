"""Command line of the centre (central.md section 3). Heavy imports happen inside the commands."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from central.console import say

DEFAULT_PORT = 8006
PUT_STREAMS = ("products", "prices", "promotions", "taxes", "customers", "stock", "config")
"""Streams that ``admin put`` changes."""


def run(arguments: Sequence[str]) -> int:
    """Parse and run one command.

    Returns:
        0 done, 1 refused (the reason is on standard error), 2 usage.
    """
    options = _parser().parse_args(arguments)
    from central.logs import configure_logs

    configure_logs()
    from central.commands import REFUSALS

    try:
        return asyncio.run(_dispatch(options))
    except REFUSALS as error:
        sys.stderr.write(
            json.dumps({"level": "error", "event": str(error), "kind": type(error).__name__}) + "\n"
        )
        return 1


async def _dispatch(options: argparse.Namespace) -> int:
    from central import commands

    if options.command == "up":
        from central.up import serve_embedded

        return await serve_embedded(options)
    if options.command == "serve":
        from central.up import serve_configured

        return await serve_configured(options)
    if options.command == "migrate":
        return await commands.migrate_configured()
    if options.command == "rotate-key":
        say(commands.rotate_key(options.data, bundle=options.bundle))
        return 0
    say(await commands.administer(options))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("cuadre-central", description="The central POS service of Cuadre.")
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="run the service with its own PostgreSQL on this machine")
    up.add_argument("--embedded", action="store_true", required=True, help="with its own PostgreSQL")
    _add_data(up)
    _add_listen(up)
    up.add_argument("--demo", action="store_true", help="fill in the demo shop")
    up.add_argument("--stop-with-parent", action="store_true", help="end when standard input ends")
    serve = commands.add_parser("serve", help="run the service over CUADRE_CENTRAL_DATABASE_URL")
    _add_listen(serve)
    rotate = commands.add_parser("rotate-key", help="a new key signs access tokens; running services notice")
    rotate.add_argument("--bundle", action="store_true", help="the key of staff bundles and limits instead")
    _add_data(rotate)
    commands.add_parser("migrate", help="bring the database of CUADRE_CENTRAL_MIGRATE_URL up to date")
    _add_admin(commands.add_parser("admin", help="organizations, shops, people, pairing codes, tokens"))
    return parser


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help="data folder of the embedded service")


def _add_listen(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help="0 picks a free one")
    parser.add_argument("--tls-cert", type=Path, metavar="FILE")
    parser.add_argument("--tls-key", type=Path, metavar="FILE")
    parser.add_argument(
        "--behind-proxy",
        action="store_true",
        help="a proxy in front speaks TLS: allow other addresses and believe X-Forwarded-For",
    )


def _add_admin(parser: argparse.ArgumentParser) -> None:
    _add_data(parser)
    verbs = parser.add_subparsers(dest="verb", required=True)
    org = verbs.add_parser("create-org")
    org.add_argument("--slug", required=True)
    org.add_argument("--name", required=True)
    org.add_argument("--tax-id")
    local = verbs.add_parser("create-local")
    local.add_argument("--org", required=True, metavar="SLUG")
    local.add_argument("--name", required=True)
    local.add_argument("--address", default="")
    staff = verbs.add_parser("create-staff")
    staff.add_argument("--code", required=True)
    staff.add_argument("--name", required=True)
    staff.add_argument("--role", required=True)
    change = _add_change(verbs.add_parser("change-staff", help="role, limits or state; tills are told"))
    pin = verbs.add_parser("set-pin", help="a person's PIN, asked for or read from standard input")
    badge = verbs.add_parser("set-badge", help="the code of a person's badge, likewise")
    for verb in (pin, badge):
        verb.add_argument("--staff", required=True, metavar="CODE")
    pair = verbs.add_parser("pair", help="a code that enrols one till")
    pair.add_argument("--till", required=True, metavar="NAME")
    pair.add_argument("--minutes", type=int, default=15, help="life of the code, at most 72 h")
    token = verbs.add_parser("token", help="an access token of a person, for reports")
    token.add_argument("--staff", required=True, metavar="CODE")
    token.add_argument("--minutes", type=int, default=10, help="at most 15")
    code = verbs.add_parser("approval-code", help="the answer to a till's remote challenge")
    code.add_argument("--till", required=True, metavar="NAME", help="name or identifier")
    code.add_argument("--challenge", required=True, metavar="XXX-XXX-XXX")
    code.add_argument("--action", required=True, metavar="RIGHT", help="e.g. discount, void, price")
    code.add_argument("--amount", required=True, metavar="B/.")
    code.add_argument("--staff", required=True, metavar="CODE", help="who allows it")
    disable = verbs.add_parser(
        "disable-till", help="let a till send no more; it comes back by enrolling again"
    )
    disable.add_argument("--till", required=True, metavar="NAME", help="name or identifier")
    put = verbs.add_parser("put", help="changes of a stream, one JSON object a line, all of them or none")
    put.add_argument("stream", choices=PUT_STREAMS)
    put.add_argument("file", type=Path)
    config = _add_config(verbs.add_parser("put-config", help="settings or offline limits of a shop"))
    durable = verbs.add_parser(
        "durable", help="a backup was verified: tills may let go of what is in it and older than 90 days"
    )
    durable.add_argument(
        "--verified-backup",
        required=True,
        type=_moment,
        metavar="TIME",
        help="when it was taken, with its zone",
    )
    verbs.add_parser("prune-changes", help="forget what every till has had 90 days to fetch; daily")
    verbs.add_parser("list", help="organizations and shops")
    for verb in (staff, change, pin, badge, pair, token, code, disable, put, config):
        verb.add_argument("--org", metavar="SLUG", help="needed where there is more than one shop")
        verb.add_argument("--local", metavar="NAME")
    for verb in verbs.choices.values():
        verb.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)


def _add_change(change: argparse.ArgumentParser) -> argparse.ArgumentParser:
    change.add_argument("--staff", required=True, metavar="CODE")
    change.add_argument("--name")
    change.add_argument("--role")
    change.add_argument("--limit", action="append", metavar="NAME=VALUE", help="again for each; replaces all")
    change.add_argument("--offline-days", type=int, metavar="N", help="0 to 365")
    state = change.add_mutually_exclusive_group()
    state.add_argument("--active", action="store_true", default=None)
    state.add_argument("--inactive", action="store_false", dest="active")
    return change


def _add_config(config: argparse.ArgumentParser) -> argparse.ArgumentParser:
    config.add_argument("item", choices=("settings", "limits"))
    config.add_argument("file", type=Path, help="one JSON object")
    return config


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("a moment needs its zone, as in 2026-11-24T03:00:00-05:00")
    return moment


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is 0 to 65535")
    return port
