"""Code pages, sanitising and commands: data is never a command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.printer import commands
from hardware.printer.codepages import CHAIN, choose, encode_cells, table, to_page
from hardware.printer.sanitise import sanitise


def test_the_vector_of_cp858() -> None:
    expected = bytes.fromhex("53e9504552 20 a5616e64a3 20 a83f 20 add5 20 a7a6")
    assert encode_cells("SÚPER Ñandú ¿? ¡€ ºª", "cp858") == expected


@pytest.mark.parametrize("page", ["cp858", "cp1252"])
def test_spanish_is_whole_on_the_preferred_pages(page: str) -> None:
    text = "áéíóúñÑüÜÁÉÍÓÚ¿¡€ºª B/."
    assert to_page(text, page) == text


def test_a_poorer_page_writes_out_or_strips_and_never_asks() -> None:
    assert to_page("€ ÁÉÍÓÚ Ñ", "cp437") == "EUR AÉIOU Ñ"
    assert to_page("“a” – … €", "cp850") == '"a" - ... EUR'
    assert "?" not in to_page("ÁÉÍÓÚáéíóúñÑüÜçÇățșřžłø", "cp437")


@pytest.mark.parametrize(("text", "printed"), [("日本", "**"), ("😀", "*"), ("مرحبا", "*****")])
def test_what_is_left_over_is_a_star_per_character(text: str, printed: str) -> None:
    assert to_page(text, "cp858") == printed


def test_the_chain_chooses_and_the_installer_overrides() -> None:
    assert choose({"cp437": 0, "cp850": 2, "cp1252": 16, "cp858": 19}) == CHAIN[0]
    assert choose({"cp437": 0, "cp850": 2}) == "cp850"
    assert choose({"cp437": 0, "cp850": 2}, "cp437") == "cp437"
    with pytest.raises(ValueError, match="cp858"):
        choose({"cp437": 0}, "cp858")
    with pytest.raises(ValueError, match="chain"):
        choose({"cp866": 17})


@pytest.mark.parametrize("page", ["cp437", "cp850", "cp858", "cp1252"])
def test_no_page_holds_a_control_byte(page: str) -> None:
    assert all(code >= 0x20 and code != 0x7F for code in table(page).values())


@given(st.text(), st.sampled_from(["cp437", "cp850", "cp858", "cp1252"]))
def test_text_bytes_are_never_commands(text: str, page: str) -> None:
    clean = to_page(sanitise(text), page)
    data = encode_cells(clean, page)
    assert len(data) == len(clean)
    assert all(byte >= 0x20 and byte != 0x7F for byte in data)


@given(st.text())
def test_sanitising_twice_changes_nothing(text: str) -> None:
    assert sanitise(sanitise(text)) == sanitise(text)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("Coca\x1b\x70\x00\x19\x19Cola", "CocapCola"),
        ("a\tb\nc d", "a b c d"),
        ("n\u0303", "ñ"),
        ("\u202eabc\u200b\ufeff", "abc"),
        ("x\ud800y", "xy"),
        ("  sangría", "  sangría"),
        ("\x7f\x85\u2028", ""),
    ],
)
def test_the_sanitiser(dirty: str, clean: str) -> None:
    assert sanitise(dirty) == clean


def test_a_picture_holds_no_real_time_command() -> None:
    bits = bytes.fromhex("1004 1005 1014 1010 0410 14")
    packed = commands.raster(len(bits), 1, bits)[8:]
    assert not any(packed[i] == 0x10 and packed[i + 1] in {4, 5, 0x14} for i in range(len(packed) - 1))
    assert len(packed) == len(bits)
    assert sum(a != b for a, b in zip(bits, packed, strict=True)) == 5


def test_drawer_pulses_by_pin() -> None:
    assert commands.pulse_realtime(2) == bytes.fromhex("1014010001")
    assert commands.pulse_realtime(5, 8) == bytes.fromhex("1014010108")
    assert commands.pulse_queued(5) == bytes.fromhex("1b700119fa")
    with pytest.raises(ValueError, match="pin"):
        commands.pulse_realtime(3)


def test_the_graphics_library_is_not_imported_with_the_driver() -> None:
    code = (
        "import sys, hardware.registry, hardware.scanner.device, hardware.virtual.serve;"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " {'escpos','PIL','qrcode','serial','PySide6','sqlalchemy'}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout.strip() == "[]"
