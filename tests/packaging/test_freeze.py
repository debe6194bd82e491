"""A package is built again when what it is made of changed, and only then."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import freeze
import pytest


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for folder in freeze.SOURCES:
        (tmp_path / folder / "inner").mkdir(parents=True)
        (tmp_path / folder / "inner" / "module.py").write_text(f"# {folder}\n", encoding="utf-8")
    (tmp_path / "requirements").mkdir()
    shutil.copy(freeze.LOCK, tmp_path / "requirements")
    return tmp_path


@pytest.mark.parametrize("folder", freeze.SOURCES)
def test_a_change_in_any_source_is_seen(sources: Path, folder: str) -> None:
    before = freeze.fingerprint(sources)
    assert freeze.fingerprint(sources) == before
    (sources / folder / "inner" / "module.py").write_text("# other\n", encoding="utf-8")
    assert freeze.fingerprint(sources) != before


def test_a_new_name_and_a_new_lock_are_seen_and_bytecode_is_not(sources: Path) -> None:
    before = freeze.fingerprint(sources)
    (sources / "app" / "__pycache__").mkdir()
    (sources / "app" / "__pycache__" / "module.pyc").write_bytes(b"x")
    assert freeze.fingerprint(sources) == before
    (sources / "app" / "inner" / "module.py").rename(sources / "app" / "inner" / "other.py")
    renamed = freeze.fingerprint(sources)
    assert renamed != before
    (sources / "requirements" / "package.lock").write_text("", encoding="utf-8")
    assert freeze.fingerprint(sources) != renamed


def bundle(folder: Path, inputs: str) -> Path:
    folder.mkdir()
    (folder / "cuadre").write_bytes(b"program")
    (folder / freeze.BUILD).write_text(json.dumps({"inputs": inputs, "bytes": 7}), encoding="utf-8")
    return folder


def test_a_whole_bundle_of_the_same_inputs_is_kept(tmp_path: Path) -> None:
    assert freeze.is_current(bundle(tmp_path / "dist", "abc"), "abc")


def test_another_one_is_built_again(tmp_path: Path) -> None:
    assert not freeze.is_current(tmp_path, "abc")
    made = bundle(tmp_path / "dist", "abc")
    assert not freeze.is_current(made, "abd")
    (made / "cuadre").unlink()
    assert not freeze.is_current(made, "abc")
    (made / freeze.BUILD).write_text("{", encoding="utf-8")
    assert not freeze.is_current(made, "abc")
