"""A log of all that reached a disk, and what the disk may hold if the power went at any place of it.

Per file everything up to its last completed sync is durable; of the later writes none, a prefix, a random
half or all survive, and a surviving write of more than a sector may be torn at one (faults.md section 4).
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from app.store.electronic_journal import OsJournalFile

SECTOR: Final = 512
TORN: Final = 0.3


@dataclass(frozen=True, slots=True)
class Wrote:
    """``data`` at ``offset`` of a file; ``file`` is its identity, which a rename does not change."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """All earlier writes to the file are on the disk, or the disk says so."""

    file: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a directory now means this file; None: the name is gone."""

    name: str
    file: int | None


@dataclass(frozen=True, slots=True)
class Renamed:
    """One act: a file system shows the old name or the new one."""

    name: str
    target: str
    file: int


@dataclass(frozen=True, slots=True)
class DirectorySynced:
    device: str


@dataclass(frozen=True, slots=True)
class Noted:
    """What was promised to people, or begun, at this place; see `tests.powerloss.till`."""

    what: object


Entry = Wrote | Resized | Synced | Named | Renamed | DirectorySynced | Noted


@dataclass(slots=True)
class DiskLog:
    """What was durable at first, and everything since. Names are ``<device>/<file>``."""

    base: dict[str, bytes]
    entries: list[Entry] = field(default_factory=list)

    def noted(self, before: int) -> Iterator[object]:
        """What was noted before a cut."""
        return (entry.what for entry in self.entries[:before] if isinstance(entry, Noted))


@dataclass(frozen=True, slots=True)
class Cut:
    """When the power goes, and what the disk makes of it.

    Attributes:
        at: Number of entries that happened.
        seed: Chance of what survives.
        directories: Whether names survive at once (optimistic); else only those before the last sync of the
            directory, and a prefix of the later ones.
        lies: By device, how many of its last syncs were acknowledged and never done.
    """

    at: int
    seed: int
    directories: bool = True
    lies: Mapping[str, int] = field(default_factory=dict)


def image(log: DiskLog, cut: Cut) -> dict[str, bytes]:
    """Files as they may be found after the power is back; same log and cut, same bytes."""
    chance = random.Random(cut.seed)
    happened = log.entries[: cut.at]
    devices = _devices(log, happened)
    durable = _last_syncs(happened, devices, cut.lies)
    names = _names(log, happened, cut, chance)
    contents = {number: bytearray(data) for number, data in enumerate(log.base.values())}
    pending: dict[int, list[Wrote | Resized]] = {}
    for index, entry in enumerate(happened):
        if isinstance(entry, Wrote | Resized):
            if index < durable.get(entry.file, -1):
                _apply(contents.setdefault(entry.file, bytearray()), entry)
            else:
                pending.setdefault(entry.file, []).append(entry)
    for number in sorted(pending):
        for entry in _surviving(pending[number], chance):
            _apply(contents.setdefault(number, bytearray()), _perhaps_torn(entry, chance))
    return {name: bytes(contents.get(number, b"")) for name, number in names.items()}


def _devices(log: DiskLog, happened: Sequence[Entry]) -> dict[int, str]:
    devices = {number: _device(name) for number, name in enumerate(log.base)}
    for entry in happened:
        if isinstance(entry, Named) and entry.file is not None:
            devices[entry.file] = _device(entry.name)
    return devices


def _last_syncs(
    happened: Sequence[Entry], devices: Mapping[int, str], lies: Mapping[str, int]
) -> dict[int, int]:
    """Index of the last sync of each file that was kept."""
    left = dict(lies)
    last: dict[int, int] = {}
    for index in range(len(happened) - 1, -1, -1):
        entry = happened[index]
        if isinstance(entry, Synced):
            if left.get(devices[entry.file], 0) > 0:
                left[devices[entry.file]] -= 1
            else:
                last.setdefault(entry.file, index)
    return last


def _names(log: DiskLog, happened: Sequence[Entry], cut: Cut, chance: random.Random) -> dict[str, int]:
    names = {name: number for number, name in enumerate(log.base)}
    unsure: list[Named | Renamed] = []

    def settle(entries: Sequence[Named | Renamed]) -> None:
        for entry in entries:
            if isinstance(entry, Renamed):
                names.pop(entry.name, None)
                names[entry.target] = entry.file
            elif entry.file is None:
                names.pop(entry.name, None)
            else:
                names[entry.name] = entry.file

    for entry in happened:
        if isinstance(entry, Named | Renamed):
            unsure.append(entry)
        elif isinstance(entry, DirectorySynced):
            settle([one for one in unsure if _device(one.name) == entry.device])
            unsure = [one for one in unsure if _device(one.name) != entry.device]
    settle(unsure if cut.directories else unsure[: chance.randint(0, len(unsure))])
    return names


def _surviving(entries: Sequence[Wrote | Resized], chance: random.Random) -> Sequence[Wrote | Resized]:
    kind = chance.choice(("none", "prefix", "half", "all"))
    if kind == "none":
        return ()
    if kind == "prefix":
        return entries[: chance.randint(0, len(entries))]
    if kind == "half":
        return [entry for entry in entries if chance.random() < 0.5]
    return entries


def _perhaps_torn(entry: Wrote | Resized, chance: random.Random) -> Wrote | Resized:
    """The part before or behind a sector's border, which drives write in any order."""
    if isinstance(entry, Resized) or len(entry.data) <= SECTOR or chance.random() >= TORN:
        return entry
    first = -entry.offset % SECTOR
    borders = [*range(first or SECTOR, len(entry.data), SECTOR)]
    border = chance.choice(borders)
    if chance.random() < 0.5:
        return replace(entry, data=entry.data[:border])
    return replace(entry, offset=entry.offset + border, data=entry.data[border:])


def _apply(content: bytearray, entry: Wrote | Resized) -> None:
    if isinstance(entry, Resized):
        del content[entry.size :]
        content.extend(bytes(entry.size - len(content)))
        return
    if len(content) < entry.offset:
        content.extend(bytes(entry.offset - len(content)))
    content[entry.offset : entry.offset + len(entry.data)] = entry.data


def _device(name: str) -> str:
    return name.split("/", 1)[0]


class Recorder:
    """Writes the log: the `Disk` of `tests.powerloss.sqlite`, the file port of the electronic journal, what
    the store does to other files by `os` (anchors, names).
    """

    def __init__(self, root: Path) -> None:
        """Everything below ``root/<device>`` is durable now."""
        self.root = root
        base = {self._name(path): path.read_bytes() for path in sorted(root.rglob("*")) if _kept(root, path)}
        self.log = DiskLog(base)
        self._files = {name: number for number, name in enumerate(base)}
        self._handles: dict[Path, int] = {}
        self._next = len(base)
        self._directory_due: set[int] = set()

    def note(self, what: object) -> None:
        self.log.entries.append(Noted(what))

    def opened(self, path: Path) -> None:
        name = self._name(path)
        if name not in self._files or not path.exists():
            number = self._create(name)
            if name.endswith(("-wal", "-journal")):
                self._directory_due.add(number)
        self._handles[path] = self._files[name]

    def read(self, path: Path) -> None:
        """Not recorded."""

    def wrote(self, path: Path, offset: int, data: bytes) -> None:
        self.log.entries.append(Wrote(self._handles[path], offset, data))

    def resized(self, path: Path, size: int) -> None:
        self.log.entries.append(Resized(self._handles[path], size))

    def synced(self, path: Path) -> None:
        number = self._handles[path]
        self.log.entries.append(Synced(number))
        if number in self._directory_due:  # SQLite flushes the directory with the first sync of a new log
            self._directory_due.discard(number)
            self.log.entries.append(DirectorySynced(_device(self._name(path))))

    def deleted(self, path: Path, *, directory_synced: bool) -> None:
        self._unname(self._name(path))
        if directory_synced:
            self.log.entries.append(DirectorySynced(_device(self._name(path))))

    def locked(self, path: Path) -> None:
        """Not recorded."""

    def slept(self, seconds: float) -> None:
        raise AssertionError("nobody else has the file")

    def writable(self, path: Path) -> bool:
        return True

    def journal_file(self, path: Path) -> RecordedJournal:
        """`JournalOpener`."""
        name = self._name(path)
        number = self._create(name) if not path.exists() else self._files[name]
        return RecordedJournal(path, self.log, number)

    @contextmanager
    def watching_os(self) -> Iterator[None]:
        """Record flushes and names that do not go through SQLite or the journal's port."""
        real = {name: getattr(os, name) for name in ("fsync", "replace", "rename", "unlink")}

        def fsync(handle: int) -> None:
            real["fsync"](handle)
            self._fsynced(handle)

        def rename(source: str | Path, target: str | Path) -> None:
            self._renaming(Path(source), Path(target))
            real["replace"](source, target)

        def unlink(path: str | Path, **options: int) -> None:
            real["unlink"](path, **options)
            if _inside(self.root, Path(path)):
                self._unname(self._name(Path(path)))

        for name, function in (("fsync", fsync), ("replace", rename), ("rename", rename), ("unlink", unlink)):
            setattr(os, name, function)
        try:
            yield
        finally:
            for name, function in real.items():
                setattr(os, name, function)

    def _fsynced(self, handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if not _inside(self.root, path):
            return
        if path.is_dir():
            if path.parent == self.root:
                self.log.entries.append(DirectorySynced(path.name))
            return
        number = self._whole(path)
        self.log.entries.append(Synced(number))

    def _renaming(self, source: Path, target: Path) -> None:
        if not _inside(self.root, source):
            return
        name = self._name(source)
        if name not in self._files:
            self._whole(source)  # never flushed: its bytes may come to nothing
        if not _inside(self.root, target):  # set aside
            self._unname(name)
            return
        number, new = self._files.pop(name), self._name(target)
        self._files[new] = number
        self.log.entries.append(Renamed(name, new, number))

    def _whole(self, path: Path) -> int:
        """A file written by Python as a whole."""
        name = self._name(path)
        number = self._files.get(name)
        if number is None:
            number = self._create(name)
        self.log.entries += [Resized(number, 0), Wrote(number, 0, path.read_bytes())]
        return number

    def _create(self, name: str) -> int:
        number, self._next = self._next, self._next + 1
        self._give_name(name, number)
        return number

    def _give_name(self, name: str, number: int) -> None:
        self._files[name] = number
        self.log.entries.append(Named(name, number))

    def _unname(self, name: str) -> None:
        if self._files.pop(name, None) is not None:
            self.log.entries.append(Named(name, None))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


class RecordedJournal(OsJournalFile):
    """`JournalFile` whose writes and flushes stand in the log."""

    def __init__(self, path: Path, log: DiskLog, number: int) -> None:
        self._log, self._number = log, number
        super().__init__(path)

    def write_at(self, offset: int, data: bytes) -> None:
        self._log.entries.append(Wrote(self._number, offset, bytes(data)))
        super().write_at(offset, data)

    def sync(self) -> None:
        super().sync()
        self._log.entries.append(Synced(self._number))


def _kept(root: Path, path: Path) -> bool:
    return path.is_file() and _inside(root, path)


def _inside(root: Path, path: Path) -> bool:
    """Files the store reads again; copies for people, locks and shared memory are none."""
    try:
        parts = path.relative_to(root).parts
    except ValueError:
        return False
    return 0 < len(parts) <= 2 and not path.name.endswith((".lock", "-shm"))
