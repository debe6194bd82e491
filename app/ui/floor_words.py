"""What the command line asks for and what Pay's place says, by mode."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.presenters.panels import Panel, Say
from app.presenters.states import Act, FloorMode, PaymentState, TotalsState
from app.presenters.wording import W
from app.ui.panel_words import say
from app.ui.words import act_words, key_words

NOTHING = "0.00"
MINUS = "−"
NARROW = 640
"""Below this width in px the command line asks in fewer words."""


@dataclass(frozen=True, slots=True)
class CommandWords:
    """What the command line asks for, the hint at its right, and its icon."""

    asks: str
    hint: str
    key: str
    icon: str


@dataclass(frozen=True, slots=True)
class PrimaryWords:
    """What stands in Pay's place."""

    words: str
    amount: str
    key: str
    idle: bool
    danger: bool = False
    """It destroys: drawn in red."""


def command_words(mode: FloorMode, width: int) -> CommandWords:
    """What the command line says in a mode, at a width in px."""
    hint, key, icon = act_words(Act.SEARCH), key_words(Act.SEARCH), "scan"
    if mode is FloorMode.PAYMENT:
        asks = QCoreApplication.translate("Command", "Type the amount received")
        return CommandWords(asks, "", "", "cash")
    if mode is FloorMode.CHANGE:
        asks = QCoreApplication.translate("Command", "Scan for the next sale")
    elif width < NARROW:
        asks = QCoreApplication.translate("Command", "Scan, search or 12*code")
    else:
        asks = QCoreApplication.translate("Command", "Scan, search or type 12*code")
    return CommandWords(asks, hint, key, icon)


def sale_words(totals: TotalsState | None) -> PrimaryWords:
    """Pay, with the total; what is below zero goes back."""
    nothing = totals is None or totals.lines == 0
    amount = totals.total if totals is not None else ""
    if amount.startswith(MINUS):
        words = QCoreApplication.translate("Pay", "REFUND")
    else:
        words = QCoreApplication.translate("Pay", "PAY")
    return PrimaryWords(words, amount.removeprefix(MINUS), key_words(Act.PAY), nothing)


def payment_words(state: PaymentState) -> PrimaryWords:
    """Exact, or the amount typed."""
    if state.busy:
        words = QCoreApplication.translate("Pay", "SAVING…")
    elif state.unknown:
        return PrimaryWords(QCoreApplication.translate("Pay", "ASK AGAIN"), "", "Enter", idle=False)
    elif state.typed:
        words = QCoreApplication.translate("Pay", "RECEIVE")
    elif state.missing == NOTHING:
        words = QCoreApplication.translate("Pay", "FINISH")
        return PrimaryWords(words, "", "Enter", idle=bool(state.excess))
    else:
        words = QCoreApplication.translate("Pay", "EXACT")
    return PrimaryWords(words, state.primary, "" if state.busy else "Enter", state.busy)


def panel_words(panel: Panel) -> PrimaryWords:
    """The panel's next step; none says what Pay would say, idle."""
    if panel.busy:
        return PrimaryWords(say(Say(W.PANEL_BUSY)), "", "", idle=True)
    step = panel.primary
    if step is None:
        words = QCoreApplication.translate("Pay", "PAY")
        return PrimaryWords(words, "", key_words(Act.PAY), idle=True)
    return PrimaryWords(say(step.words), step.amount, step.key or "Enter", step.idle, step.danger)
