"""The customer's screen in its states, drawn over a window so that the same checks hold for it."""

from __future__ import annotations

from collections.abc import Callable

from app.presenters.customer_view import DisplayQr
from app.presenters.display import DisplayLine, DisplayMode, DisplaySnapshot
from app.ui.customer_display import CustomerDisplay
from app.ui.main_window import MainWindow
from tests.fakes.presenters import GOODS

SHOP = "Minisúper La Esquina"
LONG = "سكر أبيض 🍚 " + "Detergente líquido concentrado aroma limón con suavizante " * 6


def lines(count: int) -> tuple[DisplayLine, ...]:
    found: list[DisplayLine] = []
    for at in range(count):
        name, quantity, unit, price, _, amount = GOODS[at % len(GOODS)]
        measure = f"{quantity} {unit}".strip()
        found.append(DisplayLine(name, "" if measure == "1" else f"{measure} × {price}", amount))
    return tuple(found)


def shown(window: MainWindow, snapshot: DisplaySnapshot | None) -> CustomerDisplay:
    """A display over the whole window."""
    display = CustomerDisplay(window.theme, zero, window)
    display.setObjectName("customer")
    display.setGeometry(window.rect())
    if snapshot is not None:
        display.show_snapshot(snapshot)
    display.show()
    display.raise_()
    return display


def zero() -> float:
    return 0.0


def sale(**changes: object) -> DisplaySnapshot:
    values: dict[str, object] = {"lines": lines(5), "total": "33.40", "savings": "0.47"}
    return DisplaySnapshot(1, 0.0, SHOP, DisplayMode.SALE, **(values | changes))  # type: ignore[arg-type]


def paying(**changes: object) -> DisplaySnapshot:
    values: dict[str, object] = {
        "lines": lines(4),
        "total": "26.41",
        "savings": "0.47",
        "received": "20.00",
        "missing": "6.41",
    }
    return DisplaySnapshot(1, 0.0, SHOP, DisplayMode.PAYMENT, **(values | changes))  # type: ignore[arg-type]


def change(**changes: object) -> DisplaySnapshot:
    values: dict[str, object] = {"total": "18.54", "received": "20.00", "change": "1.46"}
    return DisplaySnapshot(1, 0.0, SHOP, DisplayMode.CHANGE, **(values | changes))  # type: ignore[arg-type]


QR = DisplayQr("00020101021226580014PA.YAPPY.PAGO0136b7d1c8e2-yappy-18.545802PA6304ABCD", "26.41", "1:40")

Build = Callable[[MainWindow], None]


def _scene(snapshot: DisplaySnapshot | None) -> Build:
    def build(window: MainWindow) -> None:
        shown(window, snapshot)

    return build


def blank(window: MainWindow) -> None:
    """No news for three seconds: the shop's name, no total."""
    shown(window, sale()).forget()


STATES: tuple[tuple[str, Build], ...] = (
    ("idle", _scene(DisplaySnapshot(1, 0.0, SHOP))),
    ("normal", _scene(sale())),
    ("long", _scene(sale(lines=lines(12), earlier=14, total="12,345.67", savings="1,234.50"))),
    (
        "names",
        _scene(sale(lines=(DisplayLine(LONG, "0.735 kg × 1,118.90", "9,999.99"), *lines(2)), savings="")),
    ),
    (
        "refund",
        _scene(
            sale(
                lines=(DisplayLine("Refresco de cola 2 L", "−1 × 1.99", "−1.99"),), total="−1.99", savings=""
            )
        ),
    ),
    ("pay", _scene(paying())),
    ("qr", _scene(paying(qr=QR, received="", missing="26.41"))),
    ("change", _scene(change())),
    ("practice", _scene(sale(practice=True))),
    ("error", blank),
)
