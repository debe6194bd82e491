"""Which words say why sending rests, what the network does, and why an item was set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from app.presenters.messages import Tone
from app.presenters.panels import Label, Remark, Say
from app.presenters.review_wording import V, Word
from app.presenters.wording import W
from app.usecases.sending import AsideItem, Sort
from core.domain.outbox import RowState
from sync.link import LinkState
from sync.status import Pause, SyncStatus

CLOCK_OFF_MS: Final = 5 * 60 * 1000
"""Difference to the centre's clock from which it is said (sync.md K4)."""

PAUSE_WORDS: Final = MappingProxyType(
    {
        Pause.AUTH_REFUSED: W.SENDING_AUTH_REFUSED,
        Pause.SECRETS_MISSING: W.SENDING_KEYS_MISSING,
        Pause.SECRETS_LOCKED: W.SENDING_KEYS_LOCKED,
        Pause.SECRETS_UNAVAILABLE: W.SENDING_KEYS_UNAVAILABLE,
        Pause.SECRETS_CORRUPT: W.SENDING_KEYS_CORRUPT,
        Pause.TERMINAL_DISABLED: W.SENDING_DISABLED,
        Pause.TENANT_MISMATCH: W.SENDING_OTHER_SHOP,
        Pause.FENCED: W.SENDING_FENCED,
        Pause.UPGRADE_REQUIRED: W.SENDING_UPGRADE,
    }
)
SORT_WORDS: Final = MappingProxyType(
    {
        Sort.SALES: W.SENDING_SALES,
        Sort.RETURNS: W.SENDING_RETURNS,
        Sort.VOIDS: W.SENDING_VOIDS,
        Sort.CASH: W.SENDING_CASH,
        Sort.SHIFTS: W.SENDING_SHIFTS,
        Sort.CUSTOMERS: W.SENDING_CUSTOMERS,
        Sort.PEOPLE: W.SENDING_PEOPLE,
        Sort.OTHER: W.SENDING_OTHER,
    }
)
STATE_WORDS: Final = MappingProxyType(
    {
        RowState.PENDING: W.SENDING_ALONE,
        RowState.REVIEW: W.SENDING_IN_REVIEW,
        RowState.QUARANTINED: W.SENDING_HELD,
        RowState.FENCED: W.SENDING_HELD_FENCED,
    }
)
REASONS: Final[Mapping[str, Word]] = MappingProxyType(
    {
        "STOCK_NEGATIVE": W.SENDING_R_STOCK,
        "PRICE_DRIFT": W.SENDING_R_PRICE,
        "PROMO_EXPIRED": W.SENDING_R_PROMO,
        "TAX_RULE_DRIFT": W.SENDING_R_TAX,
        "TOTAL_MISMATCH": W.SENDING_R_TOTAL,
        "CUSTOMER_BLOCKED": W.SENDING_R_CUSTOMER,
        "CREDIT_LIMIT": W.SENDING_R_CREDIT,
        "UNKNOWN_SKU": W.SENDING_R_SKU,
        "OVER_RETURN": W.SENDING_R_RETURN,
        "DUP_NUMBER": W.SENDING_R_NUMBER,
        "NUMBER_GAP": W.SENDING_R_GAP,
        "CLOCK_SKEW": W.SENDING_R_CLOCK,
        "PERMISSION_REVOKED": W.SENDING_R_PERMISSION,
        "TENDER_UNCONFIRMED": W.SENDING_R_TENDER,
        "MISSING_CAUSE": W.SENDING_R_CAUSE,
        "CORRUPT": W.SENDING_R_CORRUPT,
        "Z_MISMATCH": W.SENDING_R_Z,
        "SHA_CONFLICT": V.T_SHA,
        "CHAIN_BREAK": V.T_CHAIN,
        "SCHEMA_UNKNOWN": V.T_SCHEMA,
    }
)
"""What is the matter, in a few words: review codes and what the till itself says."""
_PORTALS: Final = ("not_ours_2", "not_ours_3", "reply_invalid", "http_511")


def remarks(
    status: SyncStatus, *, centre: bool, practice: bool, sent_at: str, alone: bool
) -> Iterator[Remark]:
    """The sentences on top: how it stands with sending, and what else needs an eye.

    ``alone`` says that the centre fails on something by itself.
    """
    yield _standing(status, centre=centre, practice=practice, sent_at=sent_at)
    if alone:
        yield Remark(Say(W.SENDING_ONE_FAILS), Tone.WARN)
    if status.tls_alarm:
        yield Remark(Say(W.SENDING_NOT_THE_CENTRE), Tone.ERR)
    if clock_off(status):
        offset_ms = status.offset_ms or 0
        minutes = str(round(abs(offset_ms) / 60_000))
        # the centre's clock minus ours: above zero the till is behind
        word = W.SENDING_CLOCK_SLOW if offset_ms > 0 else W.SENDING_CLOCK_FAST
        yield Remark(Say(word, {"minutes": minutes}), Tone.WARN)
    if status.incident:
        yield Remark(Say(W.SENDING_INCIDENT, {"code": status.incident}), Tone.WARN)


def clock_off(status: SyncStatus) -> bool:
    """Whether the till's clock is more than five minutes from the centre's."""
    return status.offset_ms is not None and abs(status.offset_ms) > CLOCK_OFF_MS


def reason(item: AsideItem) -> Label:
    """Why an item was set aside; a code without words of its own stands as it is, small and at the end."""
    if item.state is RowState.PENDING:
        return Say(W.SENDING_R_ALONE)
    word = REASONS.get(item.code)
    if word is not None:
        return Say(word)
    if item.state is RowState.FENCED:
        return Say(W.SENDING_R_FENCED)
    return Say(W.SENDING_R_OTHER, {"code": item.code or "–"})


def _standing(status: SyncStatus, *, centre: bool, practice: bool, sent_at: str) -> Remark:
    """The first that is true, from what a person must mend down to all being well."""
    if practice or not centre:
        return Remark(Say(W.SENDING_PRACTICE if practice else W.SENDING_NO_CENTRE))
    trouble = _trouble(status)
    if trouble is not None:
        return Remark(Say(trouble), Tone.WARN)
    if status.queued:
        return Remark(Say(W.SENDING_BY_ITSELF))
    if status.quarantined or status.fenced:
        return Remark(Say(W.SENDING_REST_ASIDE), Tone.WARN)
    return Remark(Say(W.SENDING_ALL_SENT, {"time": sent_at}) if sent_at else Say(W.SENDING_NOTHING), Tone.OK)


def _trouble(status: SyncStatus) -> W | None:
    pause = None if status.pause is None else PAUSE_WORDS[status.pause]
    found = (
        (pause is not None, pause),
        (status.tls_alarm, W.SENDING_KEPT),
        (status.last_error.startswith(_PORTALS), W.SENDING_PORTAL),
        (status.link is LinkState.OFFLINE, W.SENDING_OFFLINE),
        (status.queued > 0 and bool(status.last_error), W.SENDING_NO_ANSWER),
    )
    return next((word for holds, word in found if holds), None)
