"""Tasks of the floor plugged into it: each an action with a panel over the sale."""

from __future__ import annotations

from app.compose.services import Services
from app.presenters.floor.customer_desk import CustomerDesk
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.states import Act


def plug_tasks(floor: FloorPresenter, rows: SaleRows, services: Services) -> None:
    """Give the floor's actions their tasks."""
    customers = CustomerDesk(floor.desk, services.customers, services.state, services.open_sale, rows)
    floor.register(Act.CUSTOMER, customers.open)
    floor.read_scans(customers.card)
