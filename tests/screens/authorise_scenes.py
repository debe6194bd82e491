"""The authorisation modal in its states, over the sale."""

from __future__ import annotations

from collections.abc import Callable

from app.presenters.authorisation_state import ApproverCard, AuthorisationState, RemoteView
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import BeforeAfter, Say
from app.presenters.wording import W
from app.ui.main_window import MainWindow

NAMES = ("Marta Ríos", "Iván Soto", "Elsa Quintero", "María de los Ángeles Domínguez de Castillo")
LINE = BeforeAfter("Arroz blanco 5 lb · 2 a 3.25", "Descuento 1.63", "6.50", "4.87")


def state(people: int = 2, **changes: object) -> AuthorisationState:
    """Marta picked, four digits in, 48 s left."""
    fields: dict[str, object] = {
        "title": "Descuento 25 % (límite 10 %)",
        "requester": "Ana Morales",
        "reason": "producto golpeado",
        "change": LINE,
        "people": tuple(
            ApproverCard(f"s{at}", at, NAMES[(at - 1) % len(NAMES)]) for at in range(1, people + 1)
        ),
        "selected": "s1",
        "typed": 4,
        "slots": 6,
        "left": "48 s",
        "remote": None,
        "offers_remote": True,
        "wait_s": 0,
        "busy": False,
        "message": None,
    }
    return AuthorisationState(**(fields | changes))  # type: ignore[arg-type]


def _over(floor: Callable[[MainWindow], None], **changes: object) -> Callable[[MainWindow], None]:
    def build(window: MainWindow) -> None:
        floor(window)
        window.authorise.show_authorisation(state(**changes))  # type: ignore[arg-type]

    return build


_SUM = Say(W.DISCOUNT_OVER_AMOUNT, {"amount": "106.34", "limit": "5.00"})
_SALE = BeforeAfter(Say(W.DISCOUNT_WHOLE_SALE), "", "1,063.35", "957.01")
_WRONG = Message(M.APPROVER_WRONG_PIN, Tone.ERR, {"left": "2"})
_WAIT = Message(M.APPROVER_WAIT, Tone.WARN, {"wait": "48 s"})
REMOTE = RemoteView("6P6-ZPC-F9S", "pos:discount", "1.63", "6860-4")
_UNFIT = Message(M.REMOTE_CODE_WRONG, Tone.ERR, {"left": "3"})


def states(floor: Callable[[MainWindow], None]) -> tuple[tuple[str, Callable[[MainWindow], None]], ...]:
    """Every state over one floor."""
    return (
        ("normal", _over(floor)),
        ("before-pay", _over(floor, title=_SUM, reason=Say(W.DISCOUNT_BEFORE_PAY), change=_SALE)),
        ("pick", _over(floor, selected=None, typed=0, left="1:00")),
        ("error", _over(floor, typed=0, message=_WRONG)),
        ("wait", _over(floor, typed=0, wait_s=48, message=_WAIT)),
        ("busy", _over(floor, typed=0, busy=True)),
        ("crowd", _over(floor, people=4)),
        ("nine", _over(floor, people=9, change=None, offers_remote=False)),
        ("remote", _over(floor, selected=None, typed=5, left="4:12", remote=REMOTE)),
        ("remote-error", _over(floor, selected=None, typed=0, left="4:12", remote=REMOTE, message=_UNFIT)),
    )
