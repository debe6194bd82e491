"""What the centre tells a running till: people, promotions, settings and limits, without a restart."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.compose import streams as streams_module
from app.compose.opening import Opened
from app.compose.told import Told
from app.presenters.messages import M, Message
from app.security.pin import make_credential
from app.store.streams.time_noted import note_server_time
from app.ui.main_window import Screen
from core.domain.ages import Reached
from core.domain.changes import Change, ChangeOp, Stream
from core.domain.credit import NO_LIMITS
from core.ports.changes import Applied
from core.ports.secrets import Secret
from sync.status import SyncStatus
from tests.app.compose.practising import CODES, Shop
from tests.app.store.streams.bundles import KEY, OTHER, bundle, signed, signed_limits
from tests.conformance.change_pages import Pages
from tests.strictness import ExpectedLogs


class Centre:
    """Tells the till of a window, page by page, as the sync thread would."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.till = shop.real
        self.sinks = shop.real.streams.sinks()
        self._cursor = 0

    def tell(self, stream: Stream, item: str, data: dict[str, Any], server_ms: int | None = None) -> Applied:
        self._cursor += 1
        sink = self.sinks[stream]
        change = Change(ChangeOp.UPSERT, item, self._cursor, data)
        pages = Pages(stream)
        first = sink.state(stream).cursor is None
        page = pages.snapshot([change])[0] if first else pages.delta(f"c{self._cursor}", change)
        now = server_ms or int(self.till.state.clock.now().timestamp() * 1000)
        return sink.apply(replace(page, server_time_ms=now), now)

    def staff(self, *people: dict[str, Any], **changes: Any) -> Applied:
        identity, now = self.till.opened.identity, self.till.state.clock.now()
        payload = bundle(*people, issued=now + timedelta(seconds=self._cursor), version=self._cursor + 1)
        payload |= {"organization_id": identity.organization_id, "local_id": identity.local_id}
        key = changes.pop("key", None)
        jws = signed(payload | changes) if key is None else signed(payload | changes, key)
        return self.tell(Stream.STAFF, identity.local_id, {"jws": jws})

    def person(self, staff_id: str, number: int, pin: str, **changes: Any) -> dict[str, Any]:
        """Somebody whose PIN is hashed under the till's own pepper."""
        pepper = self.till.opened.secrets.get("pin_pepper.1")
        assert isinstance(pepper, Secret)
        made = make_credential(pin, "1", pepper.value, bytes(16))
        return {
            "staff_id": staff_id,
            "number": number,
            "name": staff_id.title(),
            "role": "cashier",
            "permissions": ["pos:create"],
            "pin": {
                "m": made.memory_kib,
                "t": made.time_cost,
                "p": made.parallelism,
                "salt": made.salt.hex(),
                "pepper_id": "1",
                "hash": made.hash.hex(),
            },
        } | changes


@pytest.fixture
def centre(shop: Shop) -> Centre:
    return Centre(shop)


@pytest.fixture
def told(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """What is said over the floor."""
    said: list[Message] = []
    monkeypatch.setattr(shop.window.floor, "notify", _listen(said))
    return said


def _listen(said: list[Message]) -> Callable[[Message | None], None]:
    def hear(message: Message | None) -> None:
        if message is not None:
            said.append(message)

    return hear


def names_shown(shop: Shop) -> list[str]:
    return [card.name for card in shop.window.sign_in._state.people]


def test_new_people_stand_on_the_sign_in_screen_and_enter_with_their_pin(shop: Shop, centre: Centre) -> None:
    assert "Eva" not in names_shown(shop)
    centre.staff(centre.person("eva", 4, "7391"), centre.person("leo", 5, "2846"))
    shop.until(lambda: names_shown(shop) == ["Eva", "Leo"])
    for digit in "47391":
        shop.real.sign_in.digit(digit)
    shop.real.sign_in.enter()
    shop.until(lambda: shop.screen is Screen.OPEN_SHIFT)
    assert shop.real.state.person is not None
    assert shop.real.state.person.name == "Eva"
    assert shop.real.state.cites["staff"] == 1


def test_digits_typed_stay_while_others_come_and_go(shop: Shop, centre: Centre) -> None:
    centre.staff(centre.person("eva", 4, "7391"))
    shop.until(lambda: names_shown(shop) == ["Eva"])
    for digit in "473":
        shop.real.sign_in.digit(digit)
    centre.staff(centre.person("eva", 4, "7391"), centre.person("leo", 5, "2846"))
    shop.until(lambda: names_shown(shop) == ["Eva", "Leo"])
    shown = shop.window.sign_in._state
    assert (shown.selected, shown.typed) == ("eva", 2)
    centre.staff(centre.person("leo", 5, "2846"), centre.person("eva", 4, "7391", active=False))
    shop.until(lambda: names_shown(shop) == ["Leo"])
    shown = shop.window.sign_in._state
    assert (shown.selected, shown.typed) == (None, 0)


def test_who_is_revoked_at_the_till_ends_the_sale_and_is_told(
    shop: Shop, centre: Centre, told: list[Message]
) -> None:
    centre.staff(centre.person("eva", 4, "7391"), centre.person("leo", 5, "2846"))
    shop.until(lambda: names_shown(shop) == ["Eva", "Leo"])
    shop.stand()
    shop.window_of.window.scanned(CODES[0])
    shop.until(lambda: shop.real.services.open_sale.sale.line_count == 1)
    centre.staff(centre.person("leo", 5, "2846"), revoked=["eva"])
    shop.until(lambda: M.ACCESS_ENDED in [message.id for message in told])
    shop.real.streams.beat()
    assert shop.screen is Screen.FLOOR
    sale = shop.real.services.open_sale
    sale.start_next()
    shop.real.streams.beat()
    shop.until(lambda: shop.screen is Screen.SIGN_IN)
    assert names_shown(shop) == ["Leo"]


def test_new_rights_hold_at_once_for_who_is_signed_in(shop: Shop, centre: Centre) -> None:
    centre.staff(centre.person("eva", 4, "7391"))
    shop.until(lambda: names_shown(shop) == ["Eva"])
    shop.stand()
    centre.staff(centre.person("eva", 4, "7391", permissions=["pos:create", "pos:drawer"]))
    shop.until(lambda: "pos:drawer" in (shop.real.state.person or _nobody()).permissions)


def test_a_list_that_is_not_the_centres_is_said_and_changes_nothing(
    shop: Shop, centre: Centre, told: list[Message], expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("the staff list of the centre is not used: signature")
    centre.staff(centre.person("eva", 4, "7391"))
    shop.until(lambda: names_shown(shop) == ["Eva"])
    assert centre.staff(centre.person("thief", 4, "7391"), key=OTHER) is Applied.REFUSED
    shop.until(lambda: M.STAFF_LIST_REFUSED in [message.id for message in told])
    assert names_shown(shop) == ["Eva"]


def test_time_noted_before_a_start_is_not_undone_by_anything_but_the_centre(
    shop: Shop, centre: Centre
) -> None:
    state, streams = shop.real.state, shop.real.streams
    now_ms, running_ms = int(state.clock.now().timestamp() * 1000), int(state.clock.monotonic() * 1000)
    days = 4 * 86_400_000
    noted = partial(note_server_time, at_ms=now_ms + days, said=False)
    shop.real.opened.store.runner.run(noted)
    centre.tell(Stream.PROMOTIONS, "p1", {"body": {}})
    shop.until(lambda: state.time_known().latest_ms >= now_ms + days)
    streams.hear(SyncStatus(reached=Reached(now_ms, running_ms)))
    assert state.time_known().latest_ms >= now_ms + days
    streams.hear(SyncStatus(reached=Reached(now_ms, running_ms, said=True)))
    assert state.time_known().latest_ms < now_ms + days


def test_what_was_told_is_read_again_after_a_read_that_failed(
    shop: Shop, centre: Centre, expected_logs: ExpectedLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_logs.expect("what the centre told cannot be read")
    read, tries = streams_module._read, list[bool]()

    def fails_once(opened: Opened, now: datetime, *, promotions: bool) -> Told:
        tries.append(promotions)
        if promotions and tries.count(True) == 1:
            raise OSError
        return read(opened, now, promotions=promotions)

    monkeypatch.setattr(streams_module, "_read", fails_once)
    centre.tell(Stream.PROMOTIONS, "p1", {"body": {}})
    shop.until(lambda: tries.count(True) == 2)


def test_the_programme_of_points_is_the_shops_own_from_now_on(shop: Shop, centre: Centre) -> None:
    loyalty = {"points_per_unit": "3", "point_value": "0.05", "redeem": "discount"}
    centre.tell(Stream.CONFIG, "settings", {"loyalty": loyalty})
    services = shop.real.services
    shop.until(lambda: services.customer_tenders.lowers_price)


def test_limits_count_only_when_the_centre_signed_them(
    shop: Shop, centre: Centre, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("the offline limits of the centre are not used: signature")
    centre.staff(centre.person("eva", 4, "7391"))
    later = (shop.real.state.clock.now() + timedelta(days=1)).isoformat()
    limits = {"credit": "12.50", "points": 90, "valid_to": later}
    centre.tell(Stream.CONFIG, "limits", limits | {"jws": signed_limits(limits, OTHER, **shop_of(centre))})
    shop.until(lambda: shop.real.state.cites.get("config") == 2)
    customers: Any = shop.real.services.customers
    assert customers._limits == NO_LIMITS
    centre.tell(Stream.CONFIG, "limits", limits | {"jws": signed_limits(limits, KEY, **shop_of(centre))})
    shop.until(lambda: customers._limits.credit == Decimal("12.50"))


def test_a_sale_that_is_begun_cites_what_it_was_begun_under(shop: Shop, centre: Centre) -> None:
    centre.staff(centre.person("eva", 4, "7391"))
    shop.until(lambda: "staff" in shop.real.state.cites)
    shop.stand()
    shop.window_of.window.scanned(CODES[0])
    before = dict(shop.real.state.cites)
    centre.tell(Stream.CONFIG, "settings", {})
    streams: Any = shop.real.streams
    shop.until(lambda: streams._cites is not None)
    shop.real.streams.beat()
    assert shop.real.state.cites == before
    shop.real.services.open_sale.start_next()
    shop.real.streams.beat()
    assert shop.real.state.cites == before | {"config": 2}


def test_practice_has_no_streams(shop: Shop) -> None:
    shop.enter()
    assert shop.practice.streams.sinks() == {}


def _nobody() -> Any:
    raise AssertionError("nobody is signed in")


def test_stock_told_is_what_the_floor_shows_and_a_price_list_of_one_waits_for_a_person(
    shop: Shop, centre: Centre
) -> None:
    goods = shop.real.catalogue.search("arroz")[0].product
    told = {"quantity": "7.000", "as_of": "2026-11-24T17:00:00Z"}
    assert centre.tell(Stream.STOCK, goods.variant_id, told) is Applied.SWAPPED
    level = shop.real.catalogue.stock(goods.variant_id)
    assert level is not None
    assert level.quantity == 7
    alone = {"variant_id": goods.variant_id, "price": "9.99"}
    assert centre.tell(Stream.PRICES, goods.variant_id, alone) is Applied.HELD
    note = shop.real.streams.goods.held_note(Stream.PRICES)
    assert note is not None
    assert note.deleted > 1000
    assert shop.real.catalogue.by_variant(goods.variant_id) == goods


def test_tabs_of_tiles_are_those_the_centre_decides(shop: Shop, centre: Centre) -> None:
    goods = shop.real.catalogue.search("arroz", 2)
    tabs = [{"name": "Hoy", "variant_ids": [found.product.variant_id for found in goods]}]
    centre.tell(Stream.CONFIG, "settings", {"tabs": tabs})
    shop.until(lambda: shop.real.catalogue.categories() == ("Hoy",))
    assert list(shop.real.catalogue.tiles("Hoy", 9)) == [found.product for found in goods]


def test_best_sellers_are_shown_as_soon_as_the_centre_tells_them(shop: Shop, centre: Centre) -> None:
    rice = shop.real.catalogue.search("arroz", 1)[0].product
    told = {"variant_ids": [rice.variant_id], "built_at": "2026-11-24T17:00:00Z"}
    centre.tell(Stream.CONFIG, "top_products", told)
    shop.until(lambda: shop.real.state.best_sellers == (rice.variant_id,))


def shop_of(centre: Centre) -> dict[str, str]:
    identity = centre.till.opened.identity
    return {"organization_id": identity.organization_id, "local_id": identity.local_id}
