"""Checks of what the program brings along: each one uses the thing, since importing proves little."""

from __future__ import annotations

import ssl
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from app.smoke.report import Report, must

NEVER_LOADED: Final = ("sqlite3", "_sqlite3", "tkinter", "PySide6.QtQml", "PySide6.QtQuick", "sqlalchemy.orm")
ALL_SYSTEMS_BACKENDS: Final = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
)
"""Modules that import everywhere; whether one can be used is another question."""


def check_libraries(report: Report) -> None:
    """Compression, signatures, sealing, PIN hashes, authorities, keyrings, serial ports."""
    report.check("zstd", zstd)
    report.check("ed25519", ed25519)
    report.check("aes_gcm", aes_gcm)
    report.check("argon2", argon2)
    report.check("authorities", authorities)
    report.check("keyring_back_ends", keyring_back_ends)
    report.check("serial_ports", serial_ports)


def zstd() -> str:
    """A batch as it travels comes back the same."""
    import zstandard

    from sync.transport.coding import Coding, Compressor

    body = b'{"kind":"sale.completed"}' * 50
    packed = Compressor().encode(body, Coding.ZSTD)
    must(zstandard.ZstdDecompressor().decompress(packed, max_output_size=len(body)) == body, "other bytes")
    return f"{len(body)} -> {len(packed)} bytes"


def ed25519() -> None:
    """A signature holds for its message alone."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    signature = key.sign(b"cuadre")
    key.public_key().verify(signature, b"cuadre")
    try:
        key.public_key().verify(signature, b"cuadrE")
    except InvalidSignature:
        return
    must(holds=False, found="a changed message was accepted")


def aes_gcm() -> None:
    """The sealed file's own vector (packaging.md section 7)."""
    from app.secretstore.seal import seal

    sealed = seal(
        bytes(range(32)),
        bytes(range(12)),
        "0198f0c0-0000-7000-8000-000000000001",
        {"refresh_token": "abc"},
    )
    must(len(sealed) == 65 and sealed.hex().endswith("911504a89d8abc54f9"), sealed.hex())


def argon2() -> None:
    """A PIN is known again and another one is not."""
    from app.security.pin import CredentialVerifier, make_credential

    pepper = bytes(32)
    credential = make_credential("8052", "pepper", pepper, bytes(16))
    verifier = CredentialVerifier({"pepper": pepper})
    must(verifier.pin(credential, "8052"), "the right PIN was refused")
    must(not verifier.pin(credential, "8053"), "a wrong PIN was accepted")


def authorities() -> str:
    """A TLS context that knows certificate authorities."""
    import certifi

    where = Path(certifi.where())
    must(where.is_file(), f"no {where.name}")
    context = ssl.create_default_context(cafile=str(where))
    count = len(context.get_ca_certs())
    must(count > 0, "no authority")
    return f"{count} authorities"


def keyring_back_ends() -> str:
    """Every back end's module is there; the chosen one is loaded by name."""
    for name in ALL_SYSTEMS_BACKENDS:
        import_module(name)
    return ", ".join(name.rpartition(".")[2] for name in ALL_SYSTEMS_BACKENDS)


def serial_ports() -> str:
    """Listing does not raise."""
    from serial.tools.list_ports import comports  # type: ignore[import-untyped]  # pyserial has none

    return f"{len(list(comports()))} ports"


def nothing_forbidden() -> str:
    """No second SQLite, no toolkit that is not ours."""
    loaded = sorted(
        name for name in sys.modules if any(name == n or name.startswith(f"{n}.") for n in NEVER_LOADED)
    )
    must(not loaded, f"loaded: {', '.join(loaded)}")
    return f"{len(sys.modules)} modules"


def resources_exist() -> str:
    """Everything that ships with the program lies where it is looked for."""
    from hardware.printer.profile import load_profile
    from resources import demo, fonts, i18n, icons

    names = icons.names()
    must(len(names) >= 30, f"{len(names)} icons")
    wanted = [icons.path(name) for name in names]
    wanted += [fonts.path(name) for name in (*fonts.SCREEN_FACES, fonts.RECEIPT_FACE)]
    wanted += [i18n.path(language) for language in i18n.LANGUAGES]
    missing = [path.name for path in wanted if not path.is_file() or path.stat().st_size == 0]
    must(not missing, f"missing: {', '.join(missing)}")
    for name in ("generic", "virtual", "epson-tm-t20iii"):
        load_profile(name)
    products = len(demo.load().products)
    must(products >= 2000, f"{products} products in the demo shop")
    return f"{len(wanted)} files, {products} products"
