"""The shop's customers as the use cases see them: the local copy, and the till's own journal (screen 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final, Protocol

from core.domain.errors import DomainError
from core.domain.identity_document import Document, DocumentKind, clean_document
from core.domain.text import sanitise

_KINDS: Final = frozenset(DocumentKind)
_DV_LENGTH: Final = 2


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """One customer as the centre last told of them.

    Attributes:
        customer_id: UUID, the identity in baskets and events.
        name: Name or company name.
        kind: Kind of ``document``: ``cedula``, ``ruc``, ``pasaporte`` or ``none``.
        document: Its number as people write it, empty with ``none``.
        dv: The two check digits of the document, empty when unknown; never verified here.
        phone: With country code, empty when unknown.
        email: Empty when unknown.
        groups: Codes of customer groups, which promotions and statutory discounts name.
        discount_percent: Standing discount of this customer, 0 for none.
        points: Loyalty points at ``points_as_of``.
        points_as_of: When points and credit were read at their source, aware; None: never.
        credit_limit: Balboas, 2 decimals; None for a customer without credit.
        credit_used: Balboas owed at ``points_as_of``, 2 decimals.
        blocked: Whether the shop gives no credit and no points until someone decides.
        consent_at: When the customer agreed to be kept (Law 81/2019), aware; None: no consent on record.
        cards: Codes of loyalty cards, as a scanner reads them.
    """

    customer_id: str
    name: str
    kind: str = "none"
    document: str = ""
    dv: str = ""
    phone: str = ""
    email: str = ""
    groups: tuple[str, ...] = ()
    discount_percent: Decimal = Decimal(0)
    points: int = 0
    points_as_of: datetime | None = None
    credit_limit: Decimal | None = None
    credit_used: Decimal = Decimal("0.00")
    blocked: bool = False
    consent_at: datetime | None = None
    cards: tuple[str, ...] = ()

    @property
    def identity(self) -> Document | None:
        """The document as a sale names it, clean; None without one, or with one that is none.

        What the centre sends is not checked here, and a sale must be readable ever after.
        """
        if self.kind not in _KINDS:
            return None
        try:
            document = clean_document(DocumentKind(self.kind), self.document)
        except DomainError:
            return None
        if document is None:
            return None
        dv = sanitise(self.dv)
        return replace(document, dv=dv) if 0 < len(dv) <= _DV_LENGTH else document


class CustomerDirectory(Protocol):
    """Lookups over the local copy; never over the network."""

    def find(self, text: str, limit: int) -> Sequence[CustomerRecord]:
        """Customers whose name, document or phone is what was typed, in order of name.

        Args:
            text: Beginnings of words of the name in any order, without regard to case and accents; or the
                beginning of a document; or of a phone number, with or without its country, or its end.
            limit: At most so many; text without letters and digits finds nobody.
        """
        ...

    def by_id(self, customer_id: str) -> CustomerRecord | None:
        """Customer by identity."""
        ...

    def by_document(self, document: str) -> CustomerRecord | None:
        """Customer by cédula, RUC or passport; case and blanks do not matter, its dashes do.

        Without them a number stands for several: 8-442-445 and 8-44-2445 are two persons.
        """
        ...

    def by_card(self, code: str) -> CustomerRecord | None:
        """Customer by the code of a loyalty card."""
        ...


@dataclass(frozen=True, slots=True)
class Spent:
    """What a customer spent at this till since a moment: points, and balboas on credit, never below zero.

    What a void or a return gave back since is off both.

    Attributes:
        gained: Points earned by sales less those that returns and voids took back.
    """

    points: int = 0
    credit: Decimal = Decimal("0.00")
    gained: int = 0


class TillCustomers(Protocol):
    """What the till's own journal knows of customers; reads of at most 1 ms."""

    def customers_created(self, limit: int) -> Sequence[CustomerRecord]:
        """Customers made at this till, newest first."""
        ...

    def spent_by(self, customer_id: str, since_ms: int) -> Spent:
        """What sales of this till took from a customer, or gave, after a moment (Unix milliseconds)."""
        ...
