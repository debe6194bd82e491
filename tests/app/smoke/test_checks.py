"""The smoke test's checks hold where all is well, and see what they are there to see."""

from __future__ import annotations

import logging
import sys
import types
from pathlib import Path

import pytest

from app.smoke import libraries, paper, store
from app.smoke.report import CheckFailed, Report
from app.smoke.run import Records
from app.smoke.selling import barcodes
from app.store.driver import connect_writer
from hardware.virtual.printer import VirtualPrinter
from tests.fakes.store import open_till, sell


@pytest.fixture
def sold(tmp_path: Path) -> Path:
    """The data directory of a till that sold once and was closed."""
    till = open_till(tmp_path)
    till.runner.run(lambda unit: sell(unit, "0198f0c0-1111-7000-8000-000000000001"))
    till.close()
    return tmp_path


def asked(report: Report) -> dict[str, bool]:
    return {entry["name"]: entry["ok"] for entry in report.checks}


def test_every_library_works_here() -> None:
    report = Report()
    libraries.check_libraries(report)
    store.check_library(report)
    report.check("resources", libraries.resources_exist)
    assert report.ok, report.checks


def test_a_missing_resource_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from resources import fonts

    monkeypatch.setattr(fonts, "RECEIPT_FACE", "NoSuchFace.ttf")
    with pytest.raises(CheckFailed, match=r"NoSuchFace\.ttf"):
        libraries.resources_exist()


@pytest.mark.parametrize("name", ["sqlite3", "tkinter.font", "PySide6.QtQml", "sqlalchemy.orm.session"])
def test_a_forbidden_module_is_seen(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    loaded = {"json": sys.modules["json"], name: types.ModuleType(name)}
    monkeypatch.setattr(sys, "modules", loaded)
    with pytest.raises(CheckFailed, match=name):
        libraries.nothing_forbidden()


def test_a_sound_store_passes(sold: Path) -> None:
    report = Report()
    store.check_store(report, sold)
    assert asked(report) == dict.fromkeys(("pragmas", "migrated", "chain", "electronic_journal"), True)


def test_a_changed_row_breaks_the_chain_check(sold: Path) -> None:
    writer = connect_writer(sold / "till.db")
    writer.execute("UPDATE sale SET total_cents = total_cents + 1")
    writer.close()
    report = Report()
    store.check_store(report, sold)
    assert asked(report)["chain"] is False


def test_an_electronic_journal_without_the_sale_is_seen(sold: Path) -> None:
    journal = sold / "journal.ej"
    blank = journal.read_bytes()[:4096]
    journal.write_bytes(blank + bytes(4096))
    report = Report()
    store.check_store(report, sold)
    assert asked(report) == {
        "pragmas": True,
        "migrated": True,
        "chain": True,
        "electronic_journal": False,
    }


def test_codes_print_on_both_kinds_of_printer() -> None:
    with VirtualPrinter() as printer:
        assert "native" in paper.codes_print(printer)


def test_the_goods_sold_are_of_several_tax_categories() -> None:
    found = barcodes()
    assert len(set(found)) == len(found) == 3
    assert all(code.isdecimal() for code in found)


def test_what_is_logged_as_a_warning_is_kept() -> None:
    records = Records()
    logger = logging.Logger("smoke-test")
    logger.addHandler(records)
    logger.info("all is well")
    assert not records.any()
    logger.warning("not quite: %s", "ñ")
    assert records.lines == ["WARNING smoke-test: not quite: ñ"]
