"""Words of ``cuadre powercut-demo``, for an installer who stands at the till."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

ENGLISH: Final = MappingProxyType(
    {
        "begin": "A practice till sells in {folder} for {seconds} s and is cut off again and again.",
        "apart": "The shop's own data is not touched; this folder is removed afterwards.",
        "so_far": "Cut off {kills} times: {acked} sales told to the cashier, {lost} lost.",
        "kills": "The till was cut off {kills} times while it sold (the program killed outright).",
        "acked": "Sales told to the cashier: {acked}. Lost or changed: {lost}.",
        "extra": "Sales finished by the till itself, cut off before it could tell: {extra}.",
        "mended": "Records the till completed in its second journal when it opened: {mended}.",
        "held": "All is well: no sale was lost or doubled, no number is missing, both journals are equal.",
        "limit": "This tries the program. What this disk keeps when the power itself goes is tried otherwise:"
        " docs/reliability.md says how.",
        "failed": "FAILED: {problems}.",
        "stop": "Do not sell with this machine. The evidence is kept in {folder}: send it to "
        "whoever supports you.",
        "nothing": "The till did not get to sell between the cuts; this run proves nothing. Give it "
        "more seconds.",
        "not_run": "It could not be tried: {reason}. This says nothing about the till.",
        "lost": "a sale that was told is missing or changed",
        "identity": "the till no longer knows who it is",
        "file": "the database is damaged",
        "rows": "an event and its rows differ",
        "numbers": "receipt numbers have a hole or a repeat",
        "torn": "a sale is there only in part",
        "journals": "the two journals differ",
        "acks": "a sale was told twice",
        "opening": "the till does not open",
    }
)
SPANISH: Final = MappingProxyType(
    {
        "begin": "Una caja de prueba vende en {folder} durante {seconds} s y se corta una y otra vez.",
        "apart": "Los datos de la tienda no se tocan; esa carpeta se borra al final.",
        "so_far": "{kills} cortes: {acked} ventas confirmadas al cajero, {lost} perdidas.",
        "kills": "La caja se cortó {kills} veces mientras vendía (el programa se mató de golpe).",
        "acked": "Ventas confirmadas al cajero: {acked}. Perdidas o cambiadas: {lost}.",
        "extra": "Ventas que la caja terminó sola, cortadas antes de poder confirmarlas: {extra}.",
        "mended": "Registros que la caja completó en su segundo diario al abrir: {mended}.",
        "held": "Todo está bien: ninguna venta se perdió ni se duplicó, no falta ningún número y "
        "los dos diarios"
        " son iguales.",
        "limit": "Esto prueba el programa. Lo que este disco guarda cuando se va la luz se prueba "
        "de otra forma:"
        " docs/reliability.md dice cómo.",
        "failed": "FALLÓ: {problems}.",
        "stop": "No venda con esta máquina. Las pruebas quedan en {folder}: envíelas a quien le da soporte.",
        "nothing": "La caja no alcanzó a vender entre los cortes; esta vez no prueba nada. Dele más "
        "segundos.",
        "not_run": "No se pudo probar: {reason}. Esto no dice nada de la caja.",
        "lost": "falta o cambió una venta ya confirmada",
        "identity": "la caja ya no sabe quién es",
        "file": "la base de datos está dañada",
        "rows": "un registro y sus filas no coinciden",
        "numbers": "hay un hueco o una repetición en los números de recibo",
        "torn": "hay una venta incompleta",
        "journals": "los dos diarios no son iguales",
        "acks": "una venta se confirmó dos veces",
        "opening": "la caja no abre",
    }
)


def words_of(language: str) -> MappingProxyType[str, str]:
    """The table of a language; Spanish is the shop's."""
    return ENGLISH if language == "en" else SPANISH
