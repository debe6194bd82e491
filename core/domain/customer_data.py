"""A customer as the ``data`` of ``customer.created``, read back to the same value (sync.md E3).

Fields that say nothing are left out. Reading checks shapes only: the till that wrote it had the person and
the rules before it, and the centre keeps what it cannot read for a person to look at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.domain.customer import MAX_NAME, Customer, clean_groups
from core.domain.identity_document import Document, DocumentKind
from core.domain.ids import is_uuid
from core.domain.json_fields import text
from core.domain.payload import JsonObject, PayloadError, format_time, parse_time
from core.domain.text import is_clean


def customer_to_data(customer: Customer) -> JsonObject:
    """The ``data`` of ``customer.created``."""
    document = customer.document
    data: JsonObject = {
        "customer_id": customer.customer_id,
        "name": customer.name,
        "consent": {"at": format_time(customer.consent_at), "text": customer.consent_text},
    }
    if document is not None:
        data["document"] = identity_to_data(document)
    if customer.phone:
        data["phone"] = customer.phone
    if customer.email:
        data["email"] = customer.email
    if customer.groups:
        data["groups"] = list(customer.groups)
    return data


def customer_from_data(data: Mapping[str, Any]) -> Customer:
    """Read the ``data`` of a ``customer.created``.

    Raises:
        PayloadError: a field is missing, mistyped, too long or not clean text.
    """
    try:
        consent = data["consent"]
        return Customer(
            customer_id=_id(data["customer_id"]),
            name=_clean(data["name"]),
            consent_at=parse_time(text(consent["at"])),
            document=None if data.get("document") is None else identity_from_data(data["document"]),
            phone=_optional(data, "phone"),
            email=_optional(data, "email"),
            groups=_groups(data.get("groups")),
            consent_text=_clean(consent["text"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise PayloadError(f"customer.created: {error}") from error


def identity_to_data(document: Document) -> JsonObject:
    """A customer's document; check digits only where they are known."""
    data: JsonObject = {"kind": document.kind.value, "number": document.number}
    return data | {"dv": document.dv} if document.dv else data


def identity_from_data(data: Mapping[str, Any]) -> Document:
    """Inverse of `identity_to_data`; a missing or unfit field raises KeyError, TypeError or ValueError."""
    return Document(DocumentKind(text(data["kind"])), _clean(data["number"]), _optional(data, "dv"))


def _id(value: object) -> str:
    if not is_uuid(text(value)):
        raise ValueError("customer_id is not a UUID")
    return text(value)


def _groups(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        raise TypeError("groups are no list")
    return clean_groups(text(group) for group in value or ())


def _optional(data: Mapping[str, Any], key: str) -> str:
    return _clean(data[key]) if data.get(key) is not None else ""


def _clean(value: object) -> str:
    """Visible text of bounded size: what a database and a screen can take."""
    written = text(value)
    if not 0 < len(written) <= 2 * MAX_NAME + 14 or not is_clean(written):
        raise ValueError("text is empty, too long or not clean")
    return written
