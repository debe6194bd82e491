"""Who buys: F3 opens the customers, and a loyalty card scanned on the sale is its customer, without a key."""

from __future__ import annotations

from app.presenters.floor.customers import CustomersPart
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import PanelHost
from app.presenters.refusals import of_domain
from app.usecases.customers import Customers
from app.usecases.open_sale import OpenSale
from app.usecases.state import TillState
from core.domain.errors import DomainError


class CustomerDesk:
    """Opens the task and draws what it changed; `SaleRows` keeps the tile of who buys."""

    def __init__(
        self, host: PanelHost, customers: Customers, state: TillState, open_sale: OpenSale, rows: SaleRows
    ) -> None:
        self._host = host
        self._customers = customers
        self._state = state
        self._open = open_sale
        self._rows = rows

    def open(self) -> None:
        """Show the customers."""
        self._host.open_panel(
            CustomersPart(self._host, self._customers, self._state, self._rows.apply_lines, self._has_buyer)
        )

    def card(self, code: str) -> bool:
        """Take a code that is no goods as a loyalty card; False when it is nobody's."""
        record = self._customers.by_card(code)
        if record is None:
            return False
        try:
            self._rows.apply_lines(self._customers.use(record))
        except DomainError as error:
            self._host.refuse(of_domain(error))
        else:
            self._host.say(Message(M.CUSTOMER_CHOSEN, Tone.OK, {"name": record.name}))
        return True

    def _has_buyer(self) -> bool:
        return self._open.sale.buyer is not None
