"""Receipts as files on a real disk, and the mail that carries one."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from app.receipt_files import ReceiptFolder, unsent_mail


def test_a_file_is_whole_and_replaces_the_one_of_its_name(tmp_path: Path) -> None:
    folder = ReceiptFolder(tmp_path / "Documentos" / "Cuadre")
    assert folder.place == "Documentos/Cuadre"
    folder.save("0001-000001.pdf", b"one")
    folder.save("0001-000001.pdf", b"two")
    assert [path.name for path in (tmp_path / "Documentos" / "Cuadre").iterdir()] == ["0001-000001.pdf"]
    assert (tmp_path / "Documentos" / "Cuadre" / "0001-000001.pdf").read_bytes() == b"two"


def test_a_folder_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "Cuadre").write_text("a file stands in the way")
    with pytest.raises(OSError, match="Cuadre"):
        ReceiptFolder(tmp_path / "Cuadre").save("a.pdf", b"x")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "a.pdf").mkdir()
    with pytest.raises(OSError, match=r"a\.pdf"):
        ReceiptFolder(tmp_path / "taken").save("a.pdf", b"x")
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["a.pdf"]


def test_a_mail_opens_as_a_draft_with_the_pdf_attached() -> None:
    raw = unsent_mail(
        "Recibo 0001-000001 de Minisúper", "Gracias.\n", "0001-000001.pdf", b"%PDF-1.4 \x00\xff"
    )
    mail = message_from_bytes(raw, policy=default)
    assert mail["Subject"] == "Recibo 0001-000001 de Minisúper"
    assert (mail["X-Unsent"], mail["To"]) == ("1", None)
    (attached,) = list(mail.iter_attachments())
    assert attached.get_filename() == "0001-000001.pdf"
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == b"%PDF-1.4 \x00\xff"
