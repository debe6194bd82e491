"""Title and sentence of each problem code, in Spanish and English."""

from __future__ import annotations

from typing import Final

from core.contract.problems import ProblemCode

_WORDS: Final[dict[ProblemCode, tuple[str, str, str]]] = {
    ProblemCode.BAD_REQUEST: (
        "Bad request",
        "La solicitud no se puede leer.",
        "The request cannot be read.",
    ),
    ProblemCode.BAD_ENCODING: (
        "Bad content encoding",
        "El contenido comprimido está dañado.",
        "The compressed content is damaged.",
    ),
    ProblemCode.BAD_CURSOR: ("Bad cursor", "El cursor no es válido.", "The cursor is not valid."),
    ProblemCode.CURSOR_GONE: (
        "Cursor gone",
        "El cursor ya no sirve; pida la lista completa.",
        "The cursor is no longer good; ask for the whole list.",
    ),
    ProblemCode.UNAUTHENTICATED: (
        "Unauthenticated",
        "Falta un token válido.",
        "A valid token is missing.",
    ),
    ProblemCode.TOKEN_EXPIRED: ("Token expired", "El token venció.", "The token has expired."),
    ProblemCode.INVALID_GRANT: (
        "Invalid grant",
        "La credencial no se acepta.",
        "The credential is not accepted.",
    ),
    ProblemCode.ASSERTION_EXPIRED: (
        "Assertion expired",
        "La firma de la caja llegó fuera de hora.",
        "The terminal's assertion is out of time.",
    ),
    ProblemCode.UNSUPPORTED_GRANT: (
        "Unsupported grant",
        "Este tipo de credencial no se usa aquí.",
        "This kind of grant is not used here.",
    ),
    ProblemCode.PIN_REFUSED: (
        "PIN refused",
        "La persona o el PIN no coinciden.",
        "The person and the PIN do not match.",
    ),
    ProblemCode.PIN_LOCKED: (
        "PIN locked",
        "Hubo varios intentos fallidos; hay que esperar para probar de nuevo.",
        "There were several failed tries; wait before trying again.",
    ),
    ProblemCode.FORBIDDEN: ("Forbidden", "Falta el permiso.", "The permission is missing."),
    ProblemCode.TENANT_MISMATCH: (
        "Tenant mismatch",
        "La solicitud nombra otra caja u otra tienda.",
        "The request names another terminal or shop.",
    ),
    ProblemCode.TERMINAL_DISABLED: (
        "Terminal disabled",
        "Esta caja fue desactivada.",
        "This terminal was disabled.",
    ),
    ProblemCode.TERMINAL_FENCED: (
        "Terminal fenced",
        "Dos equipos dicen ser esta caja; primero hay que inscribir de nuevo la verdadera.",
        "Two machines say to be this terminal; enrol the true one again first.",
    ),
    ProblemCode.PAIRING_CODE_INVALID: (
        "Pairing code invalid",
        "El código de inscripción no existe o venció.",
        "The pairing code does not exist or has expired.",
    ),
    ProblemCode.PAIRING_CODE_USED: (
        "Pairing code used",
        "El código de inscripción ya se usó.",
        "The pairing code was used already.",
    ),
    ProblemCode.NO_POINT_LEFT: (
        "No point of sale left",
        "No quedan puntos de facturación (001 a 999).",
        "No point of sale (001 to 999) is left.",
    ),
    ProblemCode.TERMINAL_UNKNOWN: (
        "Terminal unknown",
        "La caja no es de esta tienda.",
        "The terminal is not of this shop.",
    ),
    ProblemCode.NOT_FOUND: ("Not found", "No existe.", "It does not exist."),
    ProblemCode.STATE_CONFLICT: (
        "State conflict",
        "Ya no está como se creía; mire cómo está ahora.",
        "It is no longer as it was thought to be; look at it as it is now.",
    ),
    ProblemCode.METHOD_NOT_ALLOWED: (
        "Method not allowed",
        "Este método no se usa aquí.",
        "This method is not used here.",
    ),
    ProblemCode.BATCH_TOO_LARGE: (
        "Batch too large",
        "El lote tiene demasiados eventos o bytes.",
        "The batch has too many events or bytes.",
    ),
    ProblemCode.BODY_TOO_LARGE: (
        "Body too large",
        "El contenido es demasiado grande.",
        "The content is too large.",
    ),
    ProblemCode.UNSUPPORTED_MEDIA_TYPE: (
        "Unsupported media type",
        "El tipo de contenido no se acepta.",
        "The content type is not accepted.",
    ),
    ProblemCode.UNSUPPORTED_ENCODING: (
        "Unsupported content encoding",
        "La compresión no se acepta.",
        "The content encoding is not accepted.",
    ),
    ProblemCode.INVALID: ("Invalid", "Hay campos que no son válidos.", "Some fields are not valid."),
    ProblemCode.UPGRADE_REQUIRED: (
        "Upgrade required",
        "La caja necesita una versión más nueva.",
        "The terminal needs a newer version.",
    ),
    ProblemCode.RATE_LIMITED: (
        "Too many requests",
        "Demasiadas solicitudes; espere un momento.",
        "Too many requests; wait a moment.",
    ),
    ProblemCode.INTERNAL: ("Internal error", "Falla interna.", "Internal error."),
    ProblemCode.RETRY: (
        "Try again",
        "El centro no puede atender ahora; intente de nuevo.",
        "The centre cannot serve just now; try again.",
    ),
    ProblemCode.NOT_READY: ("Not ready", "El centro aún no está listo.", "The centre is not ready yet."),
}


def words(code: ProblemCode, language: str) -> tuple[str, str]:
    """(title, detail) by an ``Accept-Language`` header: Spanish unless it starts with ``en``."""
    title, spanish, english = _WORDS[code]
    return title, english if language.strip().lower().startswith("en") else spanish
