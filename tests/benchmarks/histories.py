"""A till that has sold for a long time: its data directory with many sales, made once and kept."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import Final

from app.store.settings import StoreSettings
from app.store.till import TillStore
from app.store.version import SCHEMA
from app.system import SystemClock, SystemIds
from app.usecases.ports import NewPrintJob, WriteUnit
from core.domain.document_data import sale_to_data
from core.domain.journal.events import EventKind
from tests.benchmarks.harness import say
from tests.fakes.store import context, enrolment, make_sale

LINES: Final = 10
PER_TRANSACTION: Final = 100
_WHOLE: Final = "whole"
_RECEIPT: Final = '{"blocks":[' + ",".join(['{"kind":"row","left":"Piña","right":"1.07"}'] * 24) + '],"v":1}'
"""About as long as the receipt of a ten-line sale."""


def history(cache: Path, sales: int) -> Path:
    """A data directory with ``sales`` ten-line sales and their receipts; kept in ``cache``."""
    folder = cache / f"history-{sales}-schema{SCHEMA}"
    if not (folder / _WHOLE).exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        say(f"  making a till with {sales} sales, once")
        _sell(folder, sales)
        (folder / _WHOLE).touch()
    return folder


def _sell(folder: Path, sales: int) -> None:
    ids = SystemIds()
    store = TillStore.open(folder, SystemClock(), ids, StoreSettings())
    try:
        store.enrol(enrolment())
        for first in range(1, sales + 1, PER_TRANSACTION):
            count = min(PER_TRANSACTION, sales + 1 - first)
            store.runner.run(partial(_many, [ids.uuid7() for _ in range(count)]))
    finally:
        store.close(timeout=60)


def _many(baskets: list[str], unit: WriteUnit) -> None:
    for basket in baskets:
        series, number = unit.next_number("sale")
        sale = make_sale(number, basket, series, LINES)
        stored = unit.append(EventKind.SALE_COMPLETED, sale_to_data(sale), context())
        event_id = stored.event.event_id
        unit.add_print_job(NewPrintJob("receipt", event_id, "", document=_RECEIPT, kept_only=True))
