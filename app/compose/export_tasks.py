"""Receipts as files plugged into the floor: where they go and what makes their bytes."""

from __future__ import annotations

from app.compose.parts import TillParts
from app.presenters.floor.after import RECEIPT_COLUMNS, AfterSale
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.states import Act
from app.receipt_files import ReceiptFolder, default_folder, unsent_mail
from app.usecases.exporting import ExportTools, ReceiptExports
from app.usecases.ports import TillReader
from core.domain.receipt.words_es import SPANISH


def plug_exports(
    floor: FloorPresenter, after: AfterSale, till: TillParts, reader: TillReader, shop: str
) -> None:
    """Let the receipt shown, or the last one, be saved."""

    def pdf(document: str, title: str) -> bytes:
        from app.ui.paper.pdf import receipt_pdf

        return receipt_pdf(document, RECEIPT_COLUMNS, till.window.theme, title)

    def mail(number: str, name: str, content: bytes) -> bytes:
        subject = SPANISH.mail_subject.format(number=number, shop=shop)
        return unsent_mail(subject, SPANISH.mail_body, name, content)

    exports = ReceiptExports(reader, till.background, ExportTools(pdf, mail, ReceiptFolder(default_folder())))

    def save_pdf() -> None:
        after.export(exports, mail=False)

    def save_mail() -> None:
        after.export(exports, mail=True)

    floor.register(Act.SAVE_PDF, save_pdf)
    floor.register(Act.SAVE_MAIL, save_mail)
