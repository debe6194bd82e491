"""Documents by which a customer is known: cédula, RUC, passport (domain.md section 6).

A number is taken as it is written. Check digits and forms are advice alone: they warn and refuse nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.domain.errors import DomainError
from core.domain.pan import refuse_pan
from core.domain.tax_id import MAX_LENGTH, TaxpayerType, normalise, parse_tax_id, ruc_dv
from core.domain.text import mask_tail, sanitise

_DV_SUFFIX: Final = re.compile(r"^(.*?)[\s,;-]*D\.?\s?V\.?[\s:-]*([0-9]{1,2})$", re.IGNORECASE)


class DocumentKind(StrEnum):
    """Documents by which a customer is known; the kind decides how check digits are computed."""

    CEDULA = "cedula"
    RUC = "ruc"
    PASSPORT = "pasaporte"


_TAXPAYER: Final = {DocumentKind.CEDULA: TaxpayerType.NATURAL, DocumentKind.RUC: TaxpayerType.LEGAL}


class DocumentAdvice(StrEnum):
    """What can be said of a document's number; nothing of it refuses anything."""

    NONE = "none"
    """No formula for this kind or form."""
    UNUSUAL = "unusual"
    """Not a form that this kind has."""
    COMPUTED = "computed"
    """A known form; its DV was computed, none was given."""
    MATCHES = "matches"
    DIFFERS = "differs"
    """The DV given is not the computed one."""


@dataclass(frozen=True, slots=True)
class Document:
    """A customer's document.

    Attributes:
        number: Upper case, without blanks.
        dv: Check digits as given, two digits; empty when none were.
    """

    kind: DocumentKind
    number: str
    dv: str = ""

    @property
    def masked(self) -> str:
        """For places that need to recognise it only: ``*****-445``."""
        return mask_tail(self.number)

    @property
    def expected_dv(self) -> str | None:
        """The check digits by formula; None when there is no formula or the form is not known."""
        taxpayer = _TAXPAYER.get(self.kind)
        try:
            return None if taxpayer is None else ruc_dv(self.number, taxpayer)
        except DomainError:
            return None

    @property
    def advice(self) -> DocumentAdvice:
        """What the number looks like."""
        taxpayer = _TAXPAYER.get(self.kind)
        if taxpayer is None:
            return DocumentAdvice.NONE
        if not _has_form(self.number, taxpayer):
            return DocumentAdvice.UNUSUAL
        expected = self.expected_dv
        if expected is None:
            return DocumentAdvice.NONE
        if not self.dv:
            return DocumentAdvice.COMPUTED
        return DocumentAdvice.MATCHES if self.dv == expected else DocumentAdvice.DIFFERS


def read_document(kind: DocumentKind, text: str) -> Document:
    """A document as typed, unchecked: ``8-442-445 DV 08`` gives number and DV; for advice while typing."""
    clean = sanitise(text)
    match = _DV_SUFFIX.fullmatch(clean) if kind is not DocumentKind.PASSPORT else None
    if match is None:
        return Document(kind, normalise(clean))
    return Document(kind, normalise(match[1]), match[2].zfill(2))


def clean_document(kind: DocumentKind | None, text: str) -> Document | None:
    """A document to store; None when no number was typed.

    Raises:
        DomainError: ``document_number_missing`` (a number without a kind, or a DV alone),
            ``document_too_long``, ``pan_refused``.
    """
    if not sanitise(text):
        return None
    if kind is None:
        raise DomainError("document_number_missing")
    document = read_document(kind, text)
    if not document.number:
        raise DomainError("document_number_missing")
    if len(document.number) > MAX_LENGTH:
        raise DomainError("document_too_long", limit=str(MAX_LENGTH))
    taxpayer = _TAXPAYER.get(kind)
    if taxpayer is None or not _has_form(
        document.number, taxpayer
    ):  # a company number may pass Luhn by chance
        refuse_pan("document", sanitise(text))
        refuse_pan("document", document.number)
    return document


def _has_form(number: str, taxpayer: TaxpayerType) -> bool:
    try:
        parse_tax_id(number, taxpayer)
    except DomainError:
        return False
    return True
