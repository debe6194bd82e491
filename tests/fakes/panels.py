"""Believable panels of every kind of block, and a part that writes down what it heard."""

from __future__ import annotations

from dataclasses import replace

from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    BeforeAfter,
    Choice,
    Choices,
    Facts,
    Field,
    FieldKind,
    Panel,
    PanelButton,
    PanelHost,
    Paper,
    QrPicture,
    Remark,
    RowItem,
    Rows,
    Say,
)
from app.presenters.reasons import reason_choices
from app.presenters.wording import W
from core.domain.reasons import ReasonFor

REASONS = reason_choices(ReasonFor.RETURN, "not_suitable")


def decision() -> Panel:
    """Before and after, people to choose from, a PIN: the form of an authorisation."""
    return Panel(
        "decision",
        "shield",
        "Descuento 25 % (límite 10 %)",
        (
            BeforeAfter("Arroz blanco 5 lb · 2 a 3.25", "Descuento 1.63", "6.50", "4.87"),
            Choices(
                "person",
                "¿Quién autoriza?",
                (Choice("s3", "Marta Ríos", "1"), Choice("s4", "Iván Soto", "2")),
                "s3",
            ),
            Remark("o pase su carné por el escáner"),
            Field("pin", "PIN", FieldKind.PIN, active=True, typed=4, slots=6, trailing="48 s"),
        ),
        subtitle="Motivo: producto golpeado · pide Ana Morales",
        primary=PanelButton("authorise", "Aprobar"),
        buttons=(PanelButton("remote", "Otra forma", icon="key"),),
    )


def percents() -> Panel:
    """A number to touch or to type: the form of a discount."""
    name = "Arroz blanco 5 lb"
    scope = (
        Choice("line", Say(W.DISCOUNT_LINE), note=name),
        Choice("sale", Say(W.DISCOUNT_WHOLE_SALE), note="42.53"),
    )
    units = (Choice("percent", Say(W.DISCOUNT_PERCENT)), Choice("amount", Say(W.DISCOUNT_AMOUNT)))
    quick = tuple(Choice(percent, f"{percent} %") for percent in ("5", "10", "15", "20", "25"))
    return Panel(
        "discount",
        "percent",
        Say(W.DISCOUNT_TITLE),
        (
            Choices("scope", "", scope, "line"),
            Choices("unit", "", units, "percent"),
            Choices("quick", "", quick),
            Field("value", Say(W.DISCOUNT_HOW_MUCH), FieldKind.AMOUNT, active=True, trailing="%", limit=12),
        ),
        subtitle=name,
        primary=PanelButton("next", Say(W.PANEL_NEXT), "Enter", idle=True),
    )


def form(*, message: Message | None = None, busy: bool = False) -> Panel:
    """Fields of every kind to type into."""
    return Panel(
        "form",
        "user-plus",
        "Cliente nuevo",
        (
            Field("name", "Nombre completo", FieldKind.TEXT, "María José Peñalba", active=True),
            Field("id", "Cédula o RUC", FieldKind.CODE, "8-442-445", trailing="DV 08"),
            Field("phone", "Celular", FieldKind.DIGITS, placeholder="si lo tiene"),
            Field("credit", "Cupo", FieldKind.AMOUNT, "60.00"),
            Remark("Pida permiso antes de guardar sus datos.", Tone.WARN),
        ),
        primary=PanelButton("save", "Guardar cliente"),
        buttons=(PanelButton("search", "Consultar", "F2", "search"),),
        message=message,
        busy=busy,
    )


RETURNED = (
    RowItem("1", "Refresco de cola 2 L", "vendidos 3 · devueltos 1", "1.79", marked=True, stepper="1"),
    RowItem("2", "Queso blanco", "vendidos 0.735 kg", "6.54", marked=False),
    RowItem("3", "Detergente líquido limón 1.8 L", "vendido 1", "7.95", marked=False, stepper="1"),
    RowItem(
        "4",
        "Arroz blanco 5 lb",
        "vendidos 2 · devueltos 2",
        "0.00",
        "ya devuelto en 0001-000120",
        marked=False,
        tone=Tone.WARN,
    ),
    RowItem("5", "Leche entera 1 L", "vendidos 4", "7.40", marked=False, stepper="4"),
)


def lines() -> Panel:
    """A list with boxes and steppers, reasons, and what comes of it."""
    return Panel(
        "lines",
        "return",
        "Recibo 0001-000119",
        (
            Rows("lines", RETURNED, 0),
            REASONS,
            Facts((("Reembolso en efectivo", "1.79"),), strong=True),
        ),
        subtitle="Ayer 16:40 · Luis Pinto · B/. 31.17",
        primary=PanelButton("add", Say(W.CHECK_ADD), amount="1.79"),
        buttons=(
            PanelButton("all", "Marcar todo", icon="check"),
            PanelButton("void", Say(W.CANCEL_DO), icon="trash", danger=True),
        ),
    )


def long_list() -> Panel:
    """More rows than fit, with a filter, and data no screen was made for."""
    people = (
        "Señora, paraguas amarillo",
        "مرحبا بالعالم " * 20,
        "👩‍👧‍👦 🧺 " * 30,
        "x" * 500,
        *(f"En espera {at}" for at in range(5, 15)),
    )
    rows = tuple(
        RowItem(f"p{at}", name, f"09:{50 + at % 10} · {at + 1} artículos", f"{at * 7}.10")
        for at, name in enumerate(people)
    )
    return Panel(
        "long",
        "pause",
        "Tres ventas guardadas",
        (
            Field("filter", "Filtro", FieldKind.TEXT, active=True, placeholder="nombre"),
            Rows("parked", rows, 2),
        ),
        primary=PanelButton("recall", Say(W.PARKED_RECALL), amount="14.10"),
        buttons=(PanelButton("void", Say(W.CANCEL_DO), icon="trash", danger=True),),
    )


def empty_list() -> Panel:
    """A list with nothing in it, and no next step."""
    return Panel(
        "none", "pause", "Tres ventas guardadas", (Rows("parked", (), None, "No hay ventas en espera."),)
    )


def code() -> Panel:
    """A QR code beside facts."""
    return Panel(
        "code",
        "phone",
        "Yappy B/. 22.53",
        (
            Facts(
                (("Para", "Minisúper La Esquina"), ("Referencia", "0001-000123"), ("A pagar", "22.53")),
                strong=True,
            ),
            Remark("Esperando la confirmación del banco."),
            QrPicture("https://yappy.example/pay?ref=0001-000123&amount=22.53", "Escanee con Yappy"),
        ),
        primary=PanelButton("check", "Ver si pagó", idle=True),
    )


def paper(document: str) -> Panel:
    """A receipt beside choices."""
    return Panel(
        "paper",
        "receipt",
        "Recibo 0001-000123",
        (
            Facts((("Hora", "10:02"), ("Cliente", "Consumidor final"), ("Total", "43.00")), strong=True),
            Choices("copy", "Copia", (Choice("print", "Imprimir", "1"), Choice("pdf", "PDF", "2"))),
            Paper(document, 42),
        ),
        primary=PanelButton("print", "Imprimir"),
    )


def refused() -> Message:
    """A refusal on a panel."""
    return Message(M.AMOUNT_AMBIGUOUS, Tone.WARN, {"text": "1,234", "whole": "1234", "decimal": "1.23"})


class RecordingPart:
    """A `PanelPart` that shows one panel and writes down what it heard."""

    def __init__(self, host: PanelHost, panel: Panel | None = None) -> None:
        self.host = host
        self.shown = panel or form()
        self.heard: list[tuple[object, ...]] = []

    def panel(self) -> Panel:
        return self.shown

    def show(self, **changes: object) -> None:
        """Change what stands on it, and draw it."""
        self.shown = replace(self.shown, **changes)  # type: ignore[arg-type]
        self.host.redraw()

    def edited(self, field_id: str, text: str) -> None:
        self.heard.append(("edited", field_id, text))

    def digit(self, digit: str) -> None:
        self.heard.append(("digit", digit))

    def erase(self) -> None:
        self.heard.append(("erase",))

    def focus(self, field_id: str) -> None:
        self.heard.append(("focus", field_id))

    def choose(self, block_id: str, choice_id: str) -> None:
        self.heard.append(("choose", block_id, choice_id))

    def select(self, block_id: str, index: int) -> None:
        self.heard.append(("select", block_id, index))

    def move(self, step: int) -> None:
        self.heard.append(("move", step))

    def mark(self, block_id: str, index: int) -> None:
        self.heard.append(("mark", block_id, index))

    def step(self, block_id: str, index: int, step: int) -> None:
        self.heard.append(("step", block_id, index, step))

    def press(self, button_id: str) -> None:
        self.heard.append(("press", button_id))

    def enter(self) -> None:
        self.heard.append(("enter",))

    def back(self) -> None:
        self.heard.append(("back",))
        self.host.close_panel()

    def scanned(self, text: str) -> None:
        self.heard.append(("scanned", text))
