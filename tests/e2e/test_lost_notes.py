"""A till put back from an old copy, its notes outside the database gone, and a real centre (sync.md N5)."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.demo.centre import DemoCentre
from app.demo.headless import HeadlessTill
from app.demo.sides import listed_at_centre, seen_at_centre
from app.store.anchors import read_anchors
from app.store.driver import connect_reader
from app.store.paths import StorePaths
from core.domain.documents import format_number
from resources import demo


def sell(data: Path, centre: DemoCentre, pairing: str, count: int, *, send: bool) -> tuple[str, list[str]]:
    """Open, sell, perhaps send, close; (terminal, numbers as printed)."""
    code = next(product.barcode for product in demo.load().products if product.barcode)
    till = HeadlessTill(data, centre.url, pairing)
    try:
        till.sign_in()
        till.open_shift()
        sales = [till.sell([code]).sale for _ in range(count)]
        if send:
            till.send_all()
    finally:
        till.close()
    return till.opened.identity.terminal_id, [format_number(sale.series, sale.number) for sale in sales]


def test_no_number_is_given_twice_and_the_centre_takes_the_new_series(
    centre: DemoCentre, tmp_path: Path
) -> None:
    data, paths = tmp_path / "till", StorePaths.of(tmp_path / "till")
    terminal, first = sell(data, centre, centre.pairing_code("Caja 51"), 2, send=True)
    old = tmp_path / "old.db"
    shutil.copyfile(paths.database, old)
    _, later = sell(data, centre, "", 2, send=True)
    _, printed = sell(data, centre, "", 1, send=False)
    shutil.copyfile(old, paths.database)
    paths.anchors.unlink()
    paths.journal.unlink()

    _, new = sell(data, centre, "", 2, send=True)
    assert set(new).isdisjoint({*first, *later, *printed})
    held = seen_at_centre(listed_at_centre(centre.url, centre.manager_token(), terminal))
    assert sorted(sale.number for sale in held) == sorted([*first, *later, *new])
    database = connect_reader(paths.database)
    states = {state for (state,) in database.execute("SELECT DISTINCT state FROM journal")}
    database.close()
    assert states == {"acked"}
    known = read_anchors(paths.anchors)
    assert known is not None
    assert known.series[new[0].rpartition("-")[0]] == 2
