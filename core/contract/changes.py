"""Wire models of ``GET /api/v1/pos/sync/changes/{stream}`` (sync.md D1) and of what its items hold.

Money and quantities are decimal strings, percents too; times are RFC 3339, UTC. Readers keep quiet about
fields they do not know, so an older till lives with a newer centre.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from core.contract.terminals import TillKeyModel
from core.domain.changes import Change, ChangeOp, ChangePage, SnapshotTotal, Stream

DIGEST_HEADER: Final = "Cuadre-SHA256"
"""Hex SHA-256 of the decoded body; a page without it, or with another, is refused."""

Money = Annotated[Decimal, Field(max_digits=12, decimal_places=2)]
Quantity = Annotated[Decimal, Field(max_digits=15, decimal_places=3)]
Percent = Annotated[Decimal, Field(max_digits=6, decimal_places=3, ge=0)]
HexHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Version = Annotated[int, Field(ge=1, le=2**62)]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class ChangeModel(_Wire):
    """One change; ``data`` is missing in a tombstone."""

    op: ChangeOp
    id: Annotated[str, Field(min_length=1, max_length=200)]
    version: Version
    data: dict[str, Any] | None = None


class SnapshotTotalModel(_Wire):
    """See `core.domain.changes.SnapshotTotal`."""

    rows: Annotated[int, Field(ge=0)]
    pages: Annotated[int, Field(ge=1)]
    sha256: HexHash


class ChangePageModel(_Wire):
    """One page of a stream."""

    stream: Stream
    generation: Annotated[str, Field(min_length=1, max_length=64)]
    snapshot: bool
    server_time: datetime
    count: Annotated[int, Field(ge=0, le=1000)]
    changes: Annotated[list[ChangeModel], Field(max_length=1000)]
    next_cursor: Annotated[str, Field(min_length=1, max_length=512)]
    has_more: bool
    snapshot_total: SnapshotTotalModel | None = None


class CodeData(_Wire):
    """A further code of a product: ``gtin`` (14 digits), ``code`` (any text) or ``item`` (scale labels)."""

    kind: Literal["gtin", "code", "item"]
    code: Annotated[str, Field(min_length=1, max_length=80)]


class ProductData(_Wire):
    """Item of ``products``; its id is the variant_id. What it costs comes by ``prices``.

    Attributes:
        barcode: Primary code as printed, empty without one.
        codes: Further codes.
        unit: ``u`` for pieces, else the measure.
        rank: Place among the best sellers, 1 the best; None for goods without one. Read at a snapshot alone.
        open_price: Whether the price is asked for at each sale.
    """

    sku: Annotated[str, Field(min_length=1, max_length=80)]
    barcode: str = ""
    codes: list[CodeData] = []
    name: Annotated[str, Field(min_length=1, max_length=200)]
    unit: str = "u"
    measured: bool = False
    category: str = ""
    tax_code: str
    statutory_class: str = ""
    open_price: bool = False
    rank: int | None = None


class PriceData(_Wire):
    """Item of ``prices``; id ``<variant_id>`` or, for one of several in time, ``<variant_id>@<valid_from>``.

    Attributes:
        price: Balboas per unit, tax included.
        price_list: Name of the list, empty where there is only one.
        valid_from: From when it holds; prices ship ahead of their day (D6). None: always.
        valid_to: Until when, exclusive; None: until another begins.
    """

    variant_id: str
    price: Annotated[Money, Field(ge=0)]
    price_list: str = ""
    valid_from: datetime | None = None
    valid_to: datetime | None = None


class TaxData(_Wire):
    """Item of ``taxes``; id ``<code>`` or ``<code>@<valid_from>``, as with prices."""

    code: str
    rate: Percent
    valid_from: datetime | None = None
    valid_to: datetime | None = None


class PromotionData(_Wire):
    """Item of ``promotions``; ``body`` is the promotion as the engine reads it, with its own validity."""

    body: dict[str, Any]


class StockData(_Wire):
    """Item of ``stock``; its id is the variant_id.

    Attributes:
        quantity: The centre's figure; below zero where more was sold than counted.
        as_of: When it last changed.
        counted: How far the asking till's own events are in it, ``[epoch, seq]``; None: none is (D7).
    """

    quantity: Quantity
    as_of: datetime
    counted: tuple[int, int] | None = None


class CreditData(_Wire):
    """Credit of a customer in balboas."""

    limit: Money
    used: Money


class CustomerData(_Wire):
    """Item of ``customers``; its id is the customer_id.

    Attributes:
        kind: Of ``document``: ``cedula``, ``ruc``, ``pasaporte`` or ``none``.
        points: At ``points_as_of``, as is the credit; None for a customer without.
        rank: The shop's order, those who come most first; None: after all others.
    """

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Literal["none", "cedula", "ruc", "pasaporte"] = "none"
    document: str = ""
    dv: str = ""
    phone: str = ""
    email: str = ""
    groups: list[str] = []
    discount_percent: Percent = Decimal(0)
    points: int = 0
    points_as_of: datetime | None = None
    credit: CreditData | None = None
    blocked: bool = False
    consent_at: datetime | None = None
    cards: list[str] = []
    rank: int | None = None


class StaffData(_Wire):
    """The one item of ``staff``; id is the local_id, version the bundle's, ``jws`` what the centre signed.

    Attributes:
        handovers: The same bundle as signed by each earlier key of the centre, with ``next_key``: a till that
            was off while keys changed follows by the one its pinned key signed.
    """

    jws: Annotated[str, Field(min_length=1)]
    handovers: list[str] = []


class PinData(_Wire):
    """Argon2id over HMAC-SHA256(pepper, PIN); salt and hash in hex."""

    m: int
    t: int
    p: int
    salt: str
    pepper_id: str
    hash: str


class LimitsData(_Wire):
    """Personal limits; None: no right of their own, an approver is asked."""

    discount_percent: Percent | None = None
    discount_amount: Money | None = None
    void_amount: Money | None = None
    cash_refund: Money | None = None
    cash_out: Money | None = None
    release_amount: Money | None = None


class StaffMember(_Wire):
    """One person of the bundle.

    Attributes:
        number: What they type to be found; short.
        offline_grant_days: How long an expired bundle still lets them use privileged rights; 0: not at all.
        badge_hash: Hex of `core.domain.pins.badge_digest`, with the pepper of ``badge_pepper_id``.
    """

    staff_id: str
    number: int
    name: str
    role: str
    permissions: list[str]
    limits: LimitsData | None = None
    offline_grant_days: Annotated[int, Field(ge=0, le=365)] = 30
    pin: PinData | None = None
    badge_pepper_id: str | None = None
    badge_hash: str | None = None
    active: bool = True


class StaffBundle(_Wire):
    """Payload of the signed bundle (central.md section 11); compact JWS, EdDSA, ``kid`` of the bundle key.

    The header also has the ``jwk`` of that key: a till from before keys were pinned at enrolment pins the
    first one it is given over its own authenticated connection; every other till passes it over.

    Attributes:
        expires_at: At most 72 h after ``issued_at``; a new version is signed at half its life.
        revoked: Staff ids whose rights were withdrawn.
        next_key: Base64url of the Ed25519 key that signs from now on; only in a bundle signed by the old one.
    """

    version: Version
    organization_id: str
    local_id: str
    issued_at: datetime
    expires_at: datetime
    staff: list[StaffMember]
    revoked: list[str] = []
    next_key: str | None = None


class TabData(_Wire):
    """A tab of quick tiles: its name and the variants in their order."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    variant_ids: Annotated[list[str], Field(max_length=200)]


class SettingsConfig(_Wire):
    """Item ``settings`` of ``config``: what a manager decides for the shop; fields left out keep their value.

    Attributes:
        loyalty: Programme of points as `core.domain.loyalty` reads it.
        stock_policy: ``allow`` sells what is not counted; ``block`` is for online sales alone.
        tabs: Tabs of quick tiles, in their order.
    """

    loyalty: dict[str, Any] | None = None
    stock_policy: Literal["allow", "block"] = "allow"
    tabs: Annotated[list[TabData], Field(max_length=20)] | None = None


class TillKeysConfig(_Wire):
    """Item ``till_keys``: public keys by key id, base64url, with which receipts of any till are checked.

    Attributes:
        tills: The same keys with whose they are and until when they count; of a key that is in ``keys`` alone
            a till goes on with what it knows of it.
    """

    keys: dict[str, str]
    tills: list[TillKeyModel] = []


class TopProductsConfig(_Wire):
    """Item ``top_products``: the shop's 100 best sellers, best first."""

    variant_ids: Annotated[list[str], Field(max_length=100)]
    built_at: datetime


class LimitsConfig(_Wire):
    """Item ``limits``: credit and points while the customer's data is not fresh; ``jws`` signs the same.

    A till goes by the payload of ``jws``, signed as the staff bundle is, and by nothing else.

    Attributes:
        credit: Highest credit in balboas per customer and day without the centre.
        points: Most points spent likewise.
        valid_to: After it there are none.
        jws: The same, signed for one shop by the centre's key (`core.contract.signed.SignedLimits`); without
            it they count for nothing.
    """

    credit: Annotated[Money, Field(ge=0)]
    points: Annotated[int, Field(ge=0)]
    valid_to: datetime
    jws: str | None = None


class ReviewData(_Wire):
    """Item of ``reviews``; its id is the review_id (sync.md section 6).

    Attributes:
        document: Receipt as people read it, e.g. ``0001-000123``.
        role: Who may resolve it.
        due: Until when it should be.
        params: Values for the plain words of the till's translations.
        choices: Outcomes that fit; `core.domain.reviews` names them.
    """

    review_id: str
    code: str
    state: Literal["open", "resolved"]
    event_id: str
    terminal_id: str
    epoch: int
    seq: int
    document: str | None = None
    role: str
    due: datetime
    params: dict[str, Any] = {}
    choices: list[str] = []
    outcome: str | None = None
    note: str | None = None
    resolved_by: str | None = None
    resolved_at: datetime | None = None


CHANGE_PAGE: Final = TypeAdapter(ChangePageModel)
STAFF_BUNDLE: Final = TypeAdapter(StaffBundle)


def page_from_wire(page: ChangePageModel) -> ChangePage:
    """Domain form of a validated page.

    Raises:
        ValueError: it contradicts itself: another count than changes, or a delete with content.
    """
    if page.count != len(page.changes):
        raise ValueError("count differs from the changes")
    if any((change.op is ChangeOp.DELETE) != (change.data is None) for change in page.changes):
        raise ValueError("an upsert has data and a delete has none")
    total = page.snapshot_total
    return ChangePage(
        stream=page.stream,
        generation=page.generation,
        snapshot=page.snapshot,
        server_time_ms=int(page.server_time.timestamp() * 1000),
        changes=tuple(Change(one.op, one.id, one.version, one.data or {}) for one in page.changes),
        next_cursor=page.next_cursor,
        has_more=page.has_more,
        snapshot_total=None if total is None else SnapshotTotal(total.rows, total.pages, total.sha256),
    )
