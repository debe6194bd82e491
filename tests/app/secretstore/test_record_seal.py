from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.secretstore.record_seal import RecordSeal
from tests.fakes.clock import SeededIds

KEY = bytes(range(32))


def seal(key: bytes = KEY, seed: int = 1) -> RecordSeal:
    return RecordSeal(key, SeededIds(seed))


@given(identity=st.text(max_size=20), plain=st.binary(max_size=200))
def test_a_record_comes_back(identity: str, plain: bytes) -> None:
    assert seal(seed=2).open(identity, seal().seal(identity, plain)) == plain


def test_one_record_is_sealed_differently_each_time() -> None:
    one = seal()
    assert one.seal("a", b"plain") != one.seal("a", b"plain")


@pytest.mark.parametrize("at", [0, 11, 12, 20, -1])
def test_a_changed_record_does_not_open(at: int) -> None:
    sealed = bytearray(seal().seal("a", b"some plain text"))
    sealed[at] ^= 1
    assert seal().open("a", bytes(sealed)) is None


@pytest.mark.parametrize("torn", [b"", b"short", bytes(28)])
def test_a_torn_record_does_not_open(torn: bytes) -> None:
    assert seal().open("a", torn) is None


def test_a_record_of_another_identity_or_key_does_not_open() -> None:
    sealed = seal().seal("a", b"plain")
    assert seal().open("b", sealed) is None
    assert seal(bytes(32)).open("a", sealed) is None


def test_marks_are_equal_for_equal_values_of_a_kind_and_a_key_alone() -> None:
    mark = seal().mark("document", "8-442-445")
    assert seal(seed=9).mark("document", "8-442-445") == mark
    others = {
        seal().mark("card", "8-442-445"),
        seal().mark("document", "8-442-446"),
        seal(bytes(32)).mark("document", "8-442-445"),
    }
    assert len(others | {mark}) == 4
    assert len(mark) == 16


def test_keys_are_told_apart_by_a_name_that_tells_nothing() -> None:
    assert seal().key_id == seal(seed=5).key_id != seal(bytes(32)).key_id
    assert KEY.hex()[:16] not in seal().key_id


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(b"short")


def test_making_one_loads_no_cryptography() -> None:
    code = (
        "import sys; from app.secretstore.record_seal import RecordSeal;"
        "RecordSeal(bytes(32), None).mark('a', 'b'); print('cryptography' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
