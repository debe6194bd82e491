"""Words of ``cuadre sync``; the window's own come through Qt, which a command does not load."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

ENGLISH: Final = MappingProxyType(
    {
        "none": "All is sent.",
        "waiting": "{count} to send; the oldest is from {oldest}.",
        "sales": "sales: {count}",
        "returns": "returns: {count}",
        "voids": "voids: {count}",
        "cash": "cash and drawer: {count}",
        "shifts": "shifts and cuts: {count}",
        "customers": "customers: {count}",
        "people": "people and permissions: {count}",
        "other": "other records: {count}",
        "review": "In review at the centre: {count}",
        "quarantined": "Held at this till: {count}",
        "fenced": "Waiting for the till to be enrolled again: {count}",
        "disabled": "The centre has disabled this till; it goes on selling for {hours} h more.",
        "last": "The centre last took something at {at}.",
        "never": "The centre has not taken anything of this till yet.",
        "streams": "What the centre told:",
        "minutes": "{stream}: {count} min ago",
        "hours": "{stream}: {count} h ago",
        "days": "{stream}: {count} d ago",
        "untold": "{stream}: not yet",
        "warn": "old",
        "hard": "too old",
        "held": "a person is asked first",
        "buyers": "customers",
        "products": "products",
        "prices": "prices",
        "promotions": "promotions",
        "taxes": "taxes",
        "stock": "stock",
        "staff": "staff",
        "config": "configuration",
        "reviews": "reviews",
        "sent": "Sent now: {count}.",
        "open": "The till is open and sends by itself; nothing was done here.",
        "no_till": "There is no till in {folder}.",
        "no_centre": "This till has no centre; nothing was sent.",
        "practice": "What is practised is never sent.",
        "refused": "The till's data could not be opened: {code}. Nothing was sent.",
        "rests": "Sending rests ({code}). All is kept in the till; a person must act.",
        "failed": "The centre gave no answer ({code}). All is kept in the till.",
    }
)
SPANISH: Final = MappingProxyType(
    {
        "none": "Todo está enviado.",
        "waiting": "{count} por enviar; lo más antiguo es del {oldest}.",
        "sales": "ventas: {count}",
        "returns": "devoluciones: {count}",
        "voids": "anulaciones: {count}",
        "cash": "efectivo y gaveta: {count}",
        "shifts": "turnos y cortes: {count}",
        "customers": "clientes: {count}",
        "people": "personas y permisos: {count}",
        "other": "otros registros: {count}",
        "review": "En revisión en la central: {count}",
        "quarantined": "Retenidos en esta caja: {count}",
        "fenced": "Esperan a que la caja se inscriba otra vez: {count}",
        "disabled": "La central desactivó esta caja; puede seguir vendiendo {hours} h más.",
        "last": "La central recibió algo por última vez el {at}.",
        "never": "La central aún no ha recibido nada de esta caja.",
        "streams": "Lo que dijo la central:",
        "minutes": "{stream}: hace {count} min",
        "hours": "{stream}: hace {count} h",
        "days": "{stream}: hace {count} d",
        "untold": "{stream}: todavía no",
        "warn": "viejo",
        "hard": "vencido",
        "held": "antes se pregunta a una persona",
        "buyers": "clientes",
        "products": "productos",
        "prices": "precios",
        "promotions": "promociones",
        "taxes": "impuestos",
        "stock": "existencias",
        "staff": "personal",
        "config": "configuración",
        "reviews": "revisiones",
        "sent": "Enviados ahora: {count}.",
        "open": "La caja está abierta y envía sola; aquí no se hizo nada.",
        "no_till": "No hay ninguna caja en {folder}.",
        "no_centre": "Esta caja no tiene central; no se envió nada.",
        "practice": "Lo que se practica nunca se envía.",
        "refused": "No se pudieron abrir los datos de la caja: {code}. No se envió nada.",
        "rests": "El envío descansa ({code}). Todo queda en la caja; hace falta una persona.",
        "failed": "La central no respondió ({code}). Todo queda en la caja.",
    }
)


def words_of(language: str) -> MappingProxyType[str, str]:
    """The table of a language; Spanish is the shop's."""
    return ENGLISH if language == "en" else SPANISH
