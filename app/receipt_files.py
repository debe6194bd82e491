"""Receipts as files: where they go, and a mail beside them for the shop's own mail program."""

from __future__ import annotations

import os
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final

FOLDER: Final = "Cuadre"


def default_folder() -> Path:
    """The folder for exports: ``Cuadre`` among the user's documents."""
    import platformdirs

    return platformdirs.user_documents_path() / FOLDER


class ReceiptFolder:
    """See `app.usecases.exporting.ReceiptFiles`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def place(self) -> str:
        """Where files go, as people find it: the last two folders of the way there."""
        return "/".join(self._folder.parts[-2:])

    def save(self, name: str, content: bytes) -> None:
        """Write a file, the whole of it or none; an older one of that name is replaced.

        Raises:
            OSError: the folder cannot be made or written, or the disk is full.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / name
        draft = path.with_name(f".{name}.new")
        try:
            with draft.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)
            raise


def unsent_mail(subject: str, body: str, name: str, pdf: bytes) -> bytes:
    """A mail to be addressed and sent, with a PDF attached (RFC 5322; ``X-Unsent`` opens it as a draft)."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject
    mail["X-Unsent"] = "1"
    mail.set_content(body)
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()
