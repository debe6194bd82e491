"""Spanish words of a receipt (ux.md section 5); a value, replaced by translations without code."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from core.domain.receipt.words import ReceiptWords

SPANISH: Final = ReceiptWords(
    document_name="RECIBO DE VENTA",
    number="N.º",
    not_fiscal="DOCUMENTO NO FISCAL",
    demo="DEMOSTRACIÓN",
    practice="*** PRÁCTICA ***",
    reprint="*** REIMPRESIÓN {n} ***",
    ruc="RUC",
    dv="DV",
    phone="Tel.",
    date_format="%d/%m/%Y %H:%M",
    till="Caja",
    cashier="Cajera/o",
    customer="CONSUMIDOR FINAL",
    customer_known="CLIENTE REGISTRADO",
    customer_named="CLIENTE",
    documents=MappingProxyType({"cedula": "Cédula", "ruc": "RUC", "pasaporte": "Pasaporte"}),
    subtotal="Subtotal",
    promotion="Promoción",
    promotions="Promociones",
    discount="Descuento",
    customer_discount="del cliente, {percent} %",
    exempt="Exento",
    tax="ITBMS {rate} %",
    tax_base="sobre {base}",
    total="TOTAL",
    currency="B/.",
    received="Recibido",
    authorization="Aprob.",
    confirmation="Código",
    unconfirmed="Por confirmar",
    change="Vuelto",
    points_earned="Puntos ganados",
    points_spent="Puntos usados",
    points_balance="Saldo de puntos",
    mark="Sello",
    return_code="Código para devoluciones",
    thanks="Gracias por su compra",
    tax_letters=MappingProxyType({"00": "E", "01": "A", "02": "B", "03": "C"}),
    methods=MappingProxyType(
        {
            "cash": "Efectivo",
            "card": "Tarjeta",
            "yappy": "Yappy",
            "transfer": "Transferencia",
            "points": "Puntos",
            "store_credit": "Crédito",
            "exchange": "Cambio de producto",
        }
    ),
    refund_name="DEVOLUCIÓN",
    refund_total="REEMBOLSO",
    exchange_name="CAMBIO DE PRODUCTO",
    exchange_back="Devuelto",
    balance_paid="DIFERENCIA PAGADA",
    balance_back="DIFERENCIA DEVUELTA",
    void_name="ANULACIÓN",
    void_total="ANULADO",
    refund_of="De la venta",
    reason="Motivo",
    reference="Ref.",
    points_back="Puntos descontados",
    signature="Firma del cliente",
    mail_subject="Recibo {number} de {shop}",
    mail_body="Adjuntamos el recibo de su compra. Gracias por preferirnos.\n",
    reasons=MappingProxyType(
        {
            "damaged": "Producto golpeado",
            "not_suitable": "No le sirve",
            "wrong_goods": "Productos equivocados",
            "expired": "Vencido",
            "wrong_tender": "Pago equivocado",
            "customer_regret": "El cliente se arrepintió",
            "twice": "Se cobró dos veces",
        }
    ),
    parked_name="VENTA EN ESPERA",
    parked_lines="Renglones",
    parked_hint="Escanee para recuperar la venta",
)
