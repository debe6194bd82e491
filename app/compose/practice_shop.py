"""The till of PRÁCTICA: its own files, people and numbers below the real ones; no secret, no centre (ADR 86).

It reads the shop's catalogue and knows its name. What it does not have it cannot misuse: no token, no key, no
address. Its two people are made up and their PINs stand on the screen.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from app.compose.opening import Launch, Opened
from app.config import PrinterConfig
from app.secretstore.record_seal import RecordSeal
from app.secretstore.seal import KEY_BYTES
from app.security.pin import CredentialVerifier, make_credential
from app.store.identity import Enrolment
from app.store.paths import StorePaths
from app.store.reader import DriverReader
from app.store.settings import StoreSettings
from app.store.till import TillStore
from app.usecases.ports import (
    PRACTICE_ORGANIZATION,
    Identity,
    SeriesGrant,
    StaffRecord,
    StoredEvent,
    WriteUnit,
)
from app.usecases.receipts import ReplayedReceipts
from core.domain.errors import DomainError
from core.domain.receipt.practice import practice_paper
from core.domain.receipt.words_es import SPANISH
from core.domain.staff import ROLE_PERMISSIONS, Role
from core.ports.clock import Clock, IdSource
from core.ports.secrets import Secret, SecretState

FOLDER: Final = "practica"
PAPER_FILE: Final = "papel.escpos"
"""The virtual roll: what would have been printed since practice was opened."""
SERIES: Final = (SeriesGrant("sale", "P", 1), SeriesGrant("refund", "PR", 1))
PEOPLE: Final = (
    ("0198f0c0-0000-7000-8000-0000000000f1", "Práctica 1", Role.CASHIER, "1111"),
    ("0198f0c0-0000-7000-8000-0000000000f2", "Práctica 2", Role.SUPERVISOR, "222222"),
)
"""(id, name, role, PIN): the PINs are no secret, they stand on the sign-in screen."""
PEPPER_ID: Final = "practice"
_PEPPER: Final = bytes(32)
_SETTINGS: Final = StoreSettings(
    journal_step_bytes=1024 * 1024, journal_rotate_bytes=8 * 1024 * 1024, ballast_bytes=0
)
"""Practice may be lost with its disk; it takes no space that sales could need."""


class NoSecrets:
    """A `SecretStore` with nothing in it and no place for anything."""

    def get(self, name: str) -> Secret | SecretState:
        """There is none."""
        del name
        return SecretState.MISSING

    def put(self, name: str, value: bytes) -> SecretState | None:
        """There is no place."""
        del name, value
        return SecretState.UNAVAILABLE

    def delete(self, name: str) -> None:
        """Nothing to forget."""

    def describe(self) -> str:
        """As the health screen would show it."""
        return "none"


def practice_launch(launch: Launch) -> Launch:
    """The same settings on practice's folder: paper to a file, no drawer, no centre and no bank."""
    folder = launch.config.data_dir / FOLDER
    paper = PrinterConfig("escpos", (folder / PAPER_FILE).absolute().as_uri(), drawer_pin=None)
    config = replace(launch.config, data_dir=folder, printer=paper, centre_url="", yappy_gateway="")
    return Launch(config=config, load_setup=launch.load_setup, demo=launch.demo)


def open_practice(folder: Path, real: Opened, clock: Clock, ids: IdSource) -> Opened:
    """Open the till of practice, or make it; slow work.

    Raises:
        DomainError: the codes of ``app.store.errors``; ``practice_not_practice`` when somebody put another
            till's data there.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAPER_FILE).unlink(missing_ok=True)
    setup = replace(real.setup, demo=False, demo_pins={person[0]: person[3] for person in PEOPLE})
    reader = DriverReader(StorePaths.of(folder).database)
    receipts = ReplayedReceipts(reader, setup.shop, SPANISH, None, demo=False)
    try:
        store = TillStore.open(
            folder, clock, ids, _SETTINGS, receipt_of=partial(_replayed, receipts), paper=_marked
        )
    finally:
        reader.close()
    try:
        identity = store.identity or _made(store, real.identity, ids)
        if not identity.practice:
            raise DomainError("practice_not_practice", path=str(folder))
        _keep_people(store)
    except BaseException:
        store.close()
        raise
    return Opened(
        store=store,
        identity=identity,
        secrets=NoSecrets(),
        setup=setup,
        verifier=CredentialVerifier({PEPPER_ID: _PEPPER}),
        catalogue_path=real.catalogue_path,
        centre_url="",
        signer=None,
        promotions=real.promotions,
        seal=RecordSeal(ids.random_bytes(KEY_BYTES), ids),  # opens no customer of the shop
    )


def _made(store: TillStore, real: Identity, ids: IdSource) -> Identity:
    identity = Identity(
        terminal_id=ids.uuid7(),
        organization_id=PRACTICE_ORGANIZATION,
        local_id=PRACTICE_ORGANIZATION,
        terminal_name=real.terminal_name,
        epoch=1,
        nonce=os.urandom(32),
        centre_url="",
    )
    store.enrol(Enrolment(identity, SERIES, ()))
    return identity


def _keep_people(store: TillStore) -> None:
    """The people of this version; hashing their PINs takes a while, so only where they differ."""
    reader = store.reader()
    try:
        known = [(person.staff_id, person.name, person.permissions) for person in reader.people()]
    finally:
        reader.close()
    if known != [(staff_id, name, _permissions(role)) for staff_id, name, role, _ in PEOPLE]:
        store.runner.run(partial(_replace_people, _people()))


def _replace_people(people: list[StaffRecord], unit: WriteUnit) -> None:
    unit.replace_staff(people)


def _people() -> list[StaffRecord]:
    return [
        StaffRecord(
            staff_id=staff_id,
            number=number,
            name=name,
            role=role.value,
            permissions=_permissions(role),
            active=True,
            pin=make_credential(pin, PEPPER_ID, _PEPPER, os.urandom(16)),
        )
        for number, (staff_id, name, role, pin) in enumerate(PEOPLE, start=1)
    ]


def _permissions(role: Role) -> frozenset[str]:
    return frozenset(str(name) for name in ROLE_PERMISSIONS[role])


def _marked(document: str) -> str:
    return practice_paper(document, SPANISH)


def _replayed(receipts: ReplayedReceipts, stored: StoredEvent, cause: StoredEvent | None) -> str | None:
    document = receipts.of_event(stored, cause)
    return None if document is None else _marked(document)
