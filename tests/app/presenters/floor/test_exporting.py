"""Receipts as files: the one shown or the last one, and what the screen says of it."""

from __future__ import annotations

import pytest

from app.presenters.messages import M, Message
from app.presenters.states import Act
from app.usecases.exporting import ExportTools, ReceiptExports
from tests.app.presenters.floor.conftest import Floor
from tests.fakes.catalogue import RICE
from tests.fakes.people import InstantBackground
from tests.fakes.till import MemoryReader


class Shelf:
    """A folder in memory; full when told."""

    place = "Documentos/Cuadre"

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.full = False

    def save(self, name: str, content: bytes) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.files[name] = content


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def exports(floor: Floor, shelf: Shelf) -> ReceiptExports:
    tools = ExportTools(
        pdf=lambda document, title: f"{title}:{len(document)}".encode(),
        mail=lambda number, name, pdf: f"{number} {name} ".encode() + pdf,
        files=shelf,
    )
    return ReceiptExports(MemoryReader(floor.store), InstantBackground(), tools)


def sell(floor: Floor, *codes: str) -> None:
    floor.scan(*codes)
    floor.presenter.act(Act.PAY)
    floor.paying.exact()


def said(floor: Floor) -> Message:
    assert floor.view.message is not None
    return floor.view.message


def test_the_last_receipt_or_the_one_shown_is_saved_and_the_screen_says_where(
    floor: Floor, exports: ReceiptExports, shelf: Shelf
) -> None:
    for _ in range(2):
        sell(floor, RICE.barcode)
    floor.after.export(exports, mail=False)
    assert set(shelf.files) == {"0001-000002.pdf"}
    assert (said(floor).id, said(floor).values) == (
        M.PDF_SAVED,
        {"folder": "Documentos/Cuadre", "file": "0001-000002.pdf"},
    )
    sold = [stored.event.event_id for stored in floor.store.events if "series" in stored.event.data]
    assert floor.after.open_receipt_of(sold[0], lambda: None)
    floor.after.export(exports, mail=True)
    assert shelf.files["0001-000001.eml"].startswith(b"0001-000001 0001-000001.pdf 0001-000001:")
    assert said(floor).id is M.MAIL_SAVED


def test_a_full_disk_is_said_with_the_folder_and_can_be_tried_again(
    floor: Floor, exports: ReceiptExports, shelf: Shelf
) -> None:
    sell(floor, RICE.barcode)
    shelf.full = True
    floor.after.export(exports, mail=False)
    assert floor.view.message is not None
    assert (floor.view.message.id, floor.view.message.values) == (
        M.EXPORT_FAILED,
        {"folder": "Documentos/Cuadre"},
    )
    shelf.full = False
    floor.after.export(exports, mail=False)
    assert set(shelf.files) == {"0001-000001.pdf"}


def test_nothing_sold_is_nothing_to_save(floor: Floor, exports: ReceiptExports, shelf: Shelf) -> None:
    floor.after.export(exports, mail=False)
    assert shelf.files == {}
    assert floor.view.message is not None
    assert floor.view.message.id is M.NO_RECEIPT
