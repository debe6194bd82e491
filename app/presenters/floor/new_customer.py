"""A new customer, made without a network: consent first, then who they are (ux.md screen 11; domain.md 12).

Consent comes before anything is taken down, so its question stands on top and its digits answer it while no
field is being typed into. Check digits only advise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    Block,
    Choice,
    Choices,
    Field,
    FieldKind,
    Panel,
    PanelButton,
    PanelHost,
    Remark,
    Say,
)
from app.presenters.refusals import of_error
from app.presenters.wording import W
from app.usecases.customers import Customers
from app.usecases.customers_port import CustomerRecord
from core.domain.customer import MAX_EMAIL, MAX_NAME, CustomerEntry
from core.domain.errors import DomainError
from core.domain.identity_document import Document, DocumentAdvice, DocumentKind, read_document

_CONSENT: Final = "consent"
_KIND: Final = "kind"
_NUMBER, _NAME, _PHONE, _EMAIL = "number", "name", "phone", "email"
_FIELDS: Final = (
    (_NAME, W.CUSTOMER_NAME, FieldKind.TEXT, MAX_NAME),
    (_NUMBER, W.CUSTOMER_NUMBER, FieldKind.CODE, 48),
    (_PHONE, W.CUSTOMER_PHONE, FieldKind.CODE, 24),
    (_EMAIL, W.CUSTOMER_EMAIL, FieldKind.TEXT, MAX_EMAIL),
)
_KINDS: Final = (
    (DocumentKind.CEDULA, W.CUSTOMER_CEDULA),
    (DocumentKind.RUC, W.CUSTOMER_RUC),
    (DocumentKind.PASSPORT, W.CUSTOMER_PASSPORT),
)
_AT_FAULT: Final = {
    "name_missing": _NAME,
    "name_too_long": _NAME,
    "document_number_missing": _NUMBER,
    "document_too_long": _NUMBER,
    "phone_invalid": _PHONE,
    "email_invalid": _EMAIL,
}
"""Which field a refusal is about; the keys go there."""
_WIPED: Final = {"name": _NAME, "document": _NUMBER, "phone": _PHONE, "email": _EMAIL}
"""Fields by the name a refused card number gives them; the field is emptied."""


class NewCustomerPart:
    """Implements `PanelPart`.

    Args:
        made: Receives the stored customer, after this panel closed.
        typed: What was searched for in vain: a number is a document, anything else a name.
    """

    def __init__(
        self,
        host: PanelHost,
        customers: Customers,
        made: Callable[[CustomerRecord], Any],
        typed: str = "",
    ) -> None:
        self._host = host
        self._customers = customers
        self._made = made
        self._kind = DocumentKind.CEDULA
        self._texts = dict.fromkeys((name for name, *_ in _FIELDS), "")
        self._texts[_NUMBER if any(char.isdigit() for char in typed) else _NAME] = typed.strip()
        self._consented = False
        self._active: str | None = None
        self._busy = False

    def panel(self) -> Panel:
        """What stands on it now."""
        return Panel(
            "customer",
            "user-plus",
            Say(W.CUSTOMERS_NEW),
            self._blocks(),
            primary=PanelButton("save", Say(W.CUSTOMER_SAVE), icon="check"),
            busy=self._busy,
        )

    # ------------------------------------------------------------------ what people do

    def edited(self, field_id: str, text: str) -> None:
        """The text of a field changed; a number is advised on while it is typed."""
        if field_id in self._texts:
            self._texts[field_id] = text
            self._active = field_id
            self._host.redraw()

    def focus(self, field_id: str) -> None:
        """A person went to a field."""
        if field_id in self._texts:
            self._active = field_id
            self._host.redraw()

    def choose(self, block_id: str, choice_id: str) -> None:
        """Consent, or the kind of document."""
        if block_id == _CONSENT:
            self._answer(choice_id)
        elif block_id == _KIND:
            self._kind = DocumentKind(choice_id)
            self._active = _NUMBER
            self._host.redraw()

    def press(self, button_id: str) -> None:
        """The primary button is the only one."""
        if button_id == "save":
            self.enter()

    def enter(self) -> None:
        """Save, if consent was given."""
        if not self._consented:
            self._active = None
            self._host.refuse(Message(M.CONSENT_FIRST, Tone.WARN))
            return
        self._busy = True
        self._host.redraw()
        self._customers.create(self._entry(), self._stored, self._failed)

    def back(self) -> None:
        """To the customers; nothing was kept."""
        self._host.close_panel()

    def scanned(self, text: str) -> None:
        """Codes belong to the sale, not into a person's data."""
        del text
        self._host.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))

    def digit(self, digit: str) -> None:
        """No PIN is asked here."""

    def erase(self) -> None:
        """No PIN is asked here."""

    def select(self, block_id: str, index: int) -> None:
        """There is no list."""

    def move(self, step: int) -> None:
        """There is no list."""

    def mark(self, block_id: str, index: int) -> None:
        """There is no list."""

    def step(self, block_id: str, index: int, step: int) -> None:
        """There is no list."""

    # ------------------------------------------------------------------ acts

    def _answer(self, choice_id: str) -> None:
        if choice_id == "no":
            self._host.close_panel()
            return
        self._consented = True
        self._active = _NAME if not self._texts[_NAME] else _NUMBER
        self._host.redraw()

    def _entry(self) -> CustomerEntry:
        return CustomerEntry(
            name=self._texts[_NAME],
            document_kind=self._kind,
            document_number=self._texts[_NUMBER],
            phone=self._texts[_PHONE],
            email=self._texts[_EMAIL],
            consented=self._consented,
        )

    def _stored(self, record: CustomerRecord) -> None:
        self._busy = False
        self._host.close_panel()
        self._made(record)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, DomainError):
            wiped = _WIPED.get(error.values.get("field", "")) if error.code == "pan_refused" else None
            if wiped is not None:
                self._texts[wiped] = ""
            self._active = wiped or _AT_FAULT.get(error.code, self._active)
        self._host.refuse(of_error(error))

    # ------------------------------------------------------------------ drawing

    def _consent(self) -> Choices:
        yes = Choice("yes", Say(W.CUSTOMER_AGREES), "1", icon="check")
        no = Choice("no", Say(W.CUSTOMER_DISAGREES), "2")
        return Choices(_CONSENT, Say(W.CUSTOMER_CONSENT), (yes, no), "yes" if self._consented else "")

    def _kinds(self) -> Choices:
        items = tuple(Choice(kind.value, Say(words)) for kind, words in _KINDS)
        return Choices(_KIND, "", items, self._kind.value)

    def _blocks(self) -> tuple[Block, ...]:
        """The name right below the consent; a document's kind above its number, what is said of it below."""
        name, number, *others = (self._field(*shape) for shape in _FIELDS)
        return (self._consent(), name, self._kinds(), number, *self._advice(), *others)

    def _field(self, name: str, words: W, kind: FieldKind, limit: int) -> Field:
        return Field(
            name,
            Say(words),
            kind,
            self._texts[name],
            placeholder="" if name == _NAME else Say(W.CUSTOMER_OPTIONAL),
            active=name == self._active,
            trailing=self._trailing() if name == _NUMBER else "",
            limit=limit,
        )

    def _document(self) -> Document | None:
        text = self._texts[_NUMBER]
        return read_document(self._kind, text) if text.strip() else None

    def _trailing(self) -> Say | str:
        """The computed check digits, for the person to compare with the document."""
        document = self._document()
        expected = None if document is None else document.expected_dv
        return "" if document is None or expected in (None, document.dv) else f"DV {expected}"

    def _advice(self) -> tuple[Block, ...]:
        """One remark at most: somebody has this document, the form is unusual, the DV differs."""
        document = self._document()
        if document is None:
            return ()
        held = self._customers.by_document(document.number)
        if held is not None:
            return (Remark(Say(W.CUSTOMER_HELD, {"name": held.name}), Tone.WARN),)
        advice = document.advice
        if advice is DocumentAdvice.DIFFERS:
            values = {"given": document.dv, "expected": document.expected_dv or ""}
            return (Remark(Say(W.CUSTOMER_DV_DIFFERS, values), Tone.WARN),)
        if advice is DocumentAdvice.UNUSUAL and self._active != _NUMBER:  # half a number looks unusual
            return (Remark(Say(W.CUSTOMER_NUMBER_UNUSUAL), Tone.WARN),)
        return ()
