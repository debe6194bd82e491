"""Customers: who they are and what a till takes down of them (domain.md sections 6 and 12).

Every customer has agreed: without the moment of consent there is no customer. Card numbers are refused in
every field, control and direction characters never reach a name, and a wrong check digit only warns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from core.domain.errors import DomainError
from core.domain.identity_document import Document, DocumentKind, clean_document
from core.domain.ids import is_uuid
from core.domain.pan import refuse_pan
from core.domain.text import sanitise

MAX_NAME: Final = 120
MAX_EMAIL: Final = 254
MAX_GROUPS: Final = 16
CONSENT_TEXT: Final = "1"
"""Version of the sentence the customer agreed to; a new wording is a new version."""

_PHONE: Final = re.compile(r"\+?[0-9]{7,15}")
_PHONE_FILLERS: Final = re.compile(r"[\s().-]+")
_EMAIL: Final = re.compile(r"[^@\s<>()\"',;:]+@[^@\s<>()\"',;:.]+(?:\.[^@\s<>()\"',;:.]+)+")
_GROUP: Final = re.compile(r"[a-z0-9_.-]{1,32}")


@dataclass(frozen=True, slots=True)
class Customer:
    """Who buys.

    Attributes:
        customer_id: UUIDv7, made where the customer was created.
        name: As people write it, 1 to `MAX_NAME` characters.
        phone: Digits with an optional leading ``+``, empty for none.
        email: Empty for none.
        groups: Codes that discounts and levels refer to.
        consent_at: When they agreed to be remembered; UTC, whole milliseconds.
        consent_text: Which sentence they agreed to.
    """

    customer_id: str
    name: str
    consent_at: datetime
    document: Document | None = None
    phone: str = ""
    email: str = ""
    groups: tuple[str, ...] = ()
    consent_text: str = CONSENT_TEXT


@dataclass(frozen=True, slots=True)
class CustomerEntry:
    """What a person typed to create a customer, as typed; an empty text is nothing.

    Attributes:
        consented: Whether the customer agreed to the sentence shown.
    """

    name: str
    document_kind: DocumentKind | None = None
    document_number: str = ""
    phone: str = ""
    email: str = ""
    consented: bool = False


def new_customer(
    customer_id: str, entry: CustomerEntry, moment: datetime, groups: Iterable[str] = ()
) -> Customer:
    """Check what was typed and make a customer of it.

    Args:
        customer_id: Fresh UUIDv7.
        entry: The fields as typed.
        moment: Now, aware: when consent was given.
        groups: Codes given by the shop.

    Raises:
        DomainError: ``name_missing``, ``name_too_long``, ``document_number_missing``, ``document_too_long``,
            ``phone_invalid``, ``email_invalid``, ``consent_missing``, or ``pan_refused`` (its value ``field``
            names the field, never what stood there).
        ValueError: the id is none, the moment has no offset, or a group is no code.
    """
    if not is_uuid(customer_id) or moment.tzinfo is None:
        raise ValueError("a customer needs a UUID and an aware moment")
    name = clean_name(entry.name)
    document = clean_document(entry.document_kind, entry.document_number)
    phone, email = clean_phone(entry.phone), clean_email(entry.email)
    if not entry.consented:
        raise DomainError("consent_missing")
    whole_ms = moment.replace(microsecond=moment.microsecond // 1000 * 1000).astimezone(UTC)
    return Customer(customer_id, name, whole_ms, document, phone, email, clean_groups(groups))


def clean_name(text: str) -> str:
    """A name safe to show, print and store.

    Raises:
        DomainError: ``name_missing``, ``name_too_long``, ``pan_refused``.
    """
    name = sanitise(text)
    if not any(char.isprintable() and not char.isspace() for char in name):
        raise DomainError("name_missing")
    if len(name) > MAX_NAME:
        raise DomainError("name_too_long", limit=str(MAX_NAME))
    refuse_pan("name", name)
    return name


def clean_phone(text: str) -> str:
    """Digits of a telephone number with an optional leading ``+``; empty for none.

    Raises:
        DomainError: ``phone_invalid``, ``pan_refused``.
    """
    clean = sanitise(text)
    if not clean:
        return ""
    refuse_pan("phone", clean)
    phone = _PHONE_FILLERS.sub("", clean)
    refuse_pan("phone", phone)
    if _PHONE.fullmatch(phone) is None:
        raise DomainError("phone_invalid")
    return phone


def clean_email(text: str) -> str:
    """An address that mail could be sent to, by its shape; empty for none.

    Raises:
        DomainError: ``email_invalid``, ``pan_refused``.
    """
    clean = sanitise(text)
    if not clean:
        return ""
    refuse_pan("email", clean)
    if len(clean) > MAX_EMAIL or _EMAIL.fullmatch(clean) is None:
        raise DomainError("email_invalid")
    return clean


def clean_groups(groups: Iterable[str]) -> tuple[str, ...]:
    """Group codes, each once, sorted.

    Raises:
        ValueError: a code is not lower-case letters, digits and ``_.-``, or there are too many.
    """
    known = tuple(sorted(set(groups)))
    if len(known) > MAX_GROUPS or not all(_GROUP.fullmatch(group) for group in known):
        raise ValueError("customer groups are short lower-case codes")
    return known
