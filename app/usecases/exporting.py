"""A receipt as a file: the same paper that was printed, to keep or to send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from app.usecases.ports import TillReader
from app.usecases.proving import Background
from core.domain.errors import DomainError


class ReceiptFiles(Protocol):
    """A folder that people find."""

    @property
    def place(self) -> str:
        """Where files go, as people find it."""
        ...

    def save(self, name: str, content: bytes) -> None:
        """Write a file whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        ...


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file that was written: its folder as people find it, and its name."""

    folder: str
    name: str


@dataclass(frozen=True, slots=True)
class ExportTools:
    """What makes the bytes.

    Attributes:
        pdf: Of a receipt document under a title; called on the GUI thread.
        mail: Of a receipt's number, the name of its PDF and the PDF itself.
        files: Takes them.
    """

    pdf: Callable[[str, str], bytes]
    mail: Callable[[str, str, bytes], bytes]
    files: ReceiptFiles


class ReceiptExports:
    """Saves receipts as files."""

    def __init__(self, reader: TillReader, background: Background, tools: ExportTools) -> None:
        self._reader = reader
        self._background = background
        self._tools = tools

    def export(
        self,
        event_id: str,
        number: str,
        done: Callable[[SavedFile], Any],
        failed: Callable[[Exception], Any],
        *,
        mail: bool = False,
    ) -> None:
        """Save the paper of an event as PDF, or as a mail with the PDF attached.

        Args:
            event_id: Of a sale, return or void.
            number: As shown; the file is named by it.
            done: Receives what was written.
            failed: `DomainError` ``no_receipt``, or ``export_failed`` with ``folder``.
            mail: Whether a mail is wanted.
        """
        document = self._reader.receipt_document(event_id)
        if document is None:
            failed(DomainError("no_receipt"))
            return
        tools, name = self._tools, f"{number}.pdf"
        content = tools.pdf(document, number)
        saved = SavedFile(tools.files.place, f"{number}.eml" if mail else name)

        def work() -> SavedFile:
            tools.files.save(saved.name, tools.mail(number, name, content) if mail else content)
            return saved

        def refused(error: Exception) -> None:
            unwritten = isinstance(error, OSError)
            failed(DomainError("export_failed", folder=tools.files.place) if unwritten else error)

        self._background.run(work, done, refused)
