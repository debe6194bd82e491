"""Label wizard: scan one weight or price label, pick how it reads, confirm; used from the next scan on.

Three steps on one panel (hardware.md section 8): a label, its proposals by number, what will be kept.
"""

from __future__ import annotations

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.rows import shown_text
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    BeforeAfter,
    Block,
    Choice,
    Choices,
    Facts,
    Field,
    FieldKind,
    Label,
    Panel,
    PanelButton,
    PanelHost,
    Remark,
    Say,
)
from app.presenters.refusals import of_domain, of_error
from app.presenters.wording import W
from app.usecases.approvals import Approval
from app.usecases.labels import Labels
from app.usecases.state import TillState
from core.domain.embedded import LabelTemplate, parted
from core.domain.errors import DomainError
from core.domain.label_wizard import LabelProposal

NONE = "—"


class LabelWizard(BasePart):
    """Implements ``PanelPart``."""

    def __init__(self, host: PanelHost, state: TillState, labels: Labels, authorising: Authorising) -> None:
        super().__init__(host)
        self._state = state
        self._labels = labels
        self._authorising = authorising
        self._typed = ""
        self._code = ""
        self._found: tuple[LabelProposal, ...] = ()
        self._chosen: LabelProposal | None = None
        self._busy = False

    def open(self) -> None:
        """Ask for a label."""
        self._start()
        self._host.open_panel(self)

    # ------------------------------------------------------------------ what stands on it

    def panel(self) -> Panel:
        """What stands on it now."""
        if self._chosen is not None:
            blocks, primary = self._confirming(self._chosen)
        elif self._found:
            blocks, primary = (self._proposals(),), None
        else:
            blocks, primary = self._asking()
        subtitle = self._code if self._found else ""
        return Panel("labels", "scan", Say(W.LABELS_TITLE), blocks, subtitle, primary, busy=self._busy)

    def _asking(self) -> tuple[tuple[Block, ...], PanelButton]:
        field = Field("code", Say(W.LABELS_CODE), FieldKind.CODE, self._typed, active=True, limit=13)
        rows = tuple((_kind_words(template), template.text) for template in self._labels.templates)
        blocks: list[Block] = [Remark(Say(W.LABELS_SCAN)), field]
        if rows:
            blocks.append(Facts(rows))
        idle = not self._typed.strip()
        return tuple(blocks), PanelButton("read", Say(W.LABELS_READ), "Enter", idle=idle)

    def _proposals(self) -> Choices:
        items = tuple(
            Choice(str(number), proposal.product.name, key=str(number), note=_value_words(proposal))
            for number, proposal in enumerate(self._found, start=1)
        )
        return Choices("proposal", Say(W.LABELS_WHICH), items)

    def _confirming(self, chosen: LabelProposal) -> tuple[tuple[Block, ...], PanelButton]:
        template, product, label = chosen.template, chosen.product, chosen.label
        measured = product.measured or label.weight is not None
        quantity = fmt.quantity(chosen.quantity, measured=True) if measured else fmt.stock(chosen.quantity)
        value = f"{quantity} {product.unit}" if measured else quantity
        if template.is_price:
            value = f"{fmt.money(chosen.amount)} · {value}"
        facts = Facts(
            (
                (Say(W.LABELS_LAYOUT), parted(template, self._code)),
                (Say(W.LABELS_ITEM, {"item": label.item}), product.name),
                (_kind_words(template), value),
                (Say(W.LABELS_AMOUNT), fmt.money(chosen.amount)),
            ),
            strong=True,
        )
        held = self._labels.taken_by(template)
        warning = () if held is None else (Remark(Say(W.LABELS_REPLACES, {"old": held.text}), Tone.WARN),)
        return (facts, *warning), PanelButton("save", Say(W.LABELS_SAVE), "Enter", icon="check")

    # ------------------------------------------------------------------ what people do

    def edited(self, field_id: str, text: str) -> None:
        """Digits of a label whose bars cannot be read."""
        del field_id
        self._typed = text
        self._host.redraw()

    def scanned(self, text: str) -> None:
        """A label, at any step."""
        self._start()
        code = text.strip()
        try:
            self._found = self._labels.propose(code)
        except DomainError as error:
            self._host.refuse(of_domain(error, code=shown_text(code), text=shown_text(code)))
            return
        self._code = code
        self._host.redraw()

    def choose(self, block_id: str, choice_id: str) -> None:
        """How it reads."""
        if block_id == "proposal":
            self._chosen = self._found[int(choice_id) - 1]
            self._host.redraw()

    def enter(self) -> None:
        """Read what was typed, or keep what was chosen."""
        if self._chosen is not None:
            self._ask(self._chosen.template)
        elif not self._found and self._typed.strip():
            self.scanned(self._typed)

    def back(self) -> None:
        """One step back; from the first to the sale."""
        if self._chosen is not None:
            self._chosen = None
        elif self._found:
            self._start()
        else:
            self._host.close_panel()
            return
        self._host.redraw()

    # ------------------------------------------------------------------ doing it

    def _ask(self, template: LabelTemplate) -> None:
        act = self._labels.act(template)
        if not self._authorising.needed(act):
            self._do(template, None)
            return

        def approved(approval: Approval) -> None:
            self._do(template, approval)

        preview = BeforeAfter(Say(W.LABELS_LAYOUT), "", act.before or NONE, act.after)
        asked = Asked(Say(W.LABELS_TITLE), template.text, preview)
        self._authorising.ask(act, asked, approved, self._host.redraw)

    def _do(self, template: LabelTemplate, approval: Approval | None) -> None:
        try:
            act = self._labels.act(template)
            override = None if approval is None else approval.spend(act, self._state)
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._busy = True
        self._host.redraw()
        self._labels.learn(template, override, self._done, self._failed)

    def _done(self) -> None:
        template = self._chosen.template if self._chosen is not None else None
        self._start()
        self._host.close_panel()
        if template is not None:
            values = {"prefix": template.prefix, "layout": template.text}
            self._host.say(Message(M.LABEL_LEARNT, Tone.OK, values))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, OSError):
            self._host.refuse(Message(M.LABEL_NOT_KEPT, Tone.WARN, lasting=True))
        else:
            self._host.refuse(of_error(error))

    def _start(self) -> None:
        self._typed, self._code, self._found, self._chosen, self._busy = "", "", (), None, False


def _kind_words(template: LabelTemplate) -> Label:
    if template.verifier:
        return Say(W.LABELS_PRICE_VERIFIED)
    return Say(W.LABELS_PRICE if template.is_price else W.LABELS_WEIGHT)


def _value_words(proposal: LabelProposal) -> Label:
    values = {
        "item": proposal.label.item,
        "quantity": f"{fmt.quantity(proposal.quantity, measured=True)} {proposal.product.unit}",
        "amount": fmt.money(proposal.amount),
    }
    if proposal.label.weight is not None:
        return Say(W.LABELS_AS_WEIGHT, values)
    return Say(W.LABELS_AS_PRICE, values)
