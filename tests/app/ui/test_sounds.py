import threading
import wave
from pathlib import Path

import pytest

from app.presenters.states import Sound
from app.ui import sounds
from app.ui.sounds import SoundPlayer, find_player
from resources import sounds as files
from resources.sounds import make


def no_beep() -> None:
    raise AssertionError("nobody asked for a beep")


def test_playing_returns_before_the_sound_is_over_and_never_waits() -> None:
    release, heard = threading.Event(), threading.Semaphore(0)
    played: list[str] = []

    def slow(file: Path) -> None:
        played.append(file.stem)
        heard.release()
        assert release.wait(5)

    player = SoundPlayer(slow, no_beep)
    for _ in range(sounds.WAITING + 5):
        player.play(Sound.OK)
    assert heard.acquire(timeout=5)
    release.set()
    player.close()
    assert 1 <= len(played) <= sounds.WAITING + 1


def test_sounds_play_in_order() -> None:
    done = threading.Event()
    played: list[str] = []

    def quick(file: Path) -> None:
        played.append(file.stem)
        if file.stem == "done":
            done.set()

    player = SoundPlayer(quick, no_beep)
    for sound in (Sound.ERROR, Sound.OK, Sound.DONE):
        player.play(sound)
    assert done.wait(5)
    player.close()
    assert played == ["error", "ok", "done"]


def test_without_a_player_qt_beeps() -> None:
    beeps: list[int] = []

    def beep() -> None:
        beeps.append(1)

    SoundPlayer(None, beep).play(Sound.ERROR)
    assert beeps == [1]


def test_a_player_that_fails_is_not_tried_again() -> None:
    failed = threading.Event()
    beeps: list[int] = []

    def broken(file: Path) -> None:
        failed.set()
        raise OSError(file)

    def beep() -> None:
        beeps.append(1)

    player = SoundPlayer(broken, beep)
    player.play(Sound.OK)
    assert failed.wait(5)
    player.close()
    player.play(Sound.OK)
    assert beeps == [1]


def test_volume_zero_is_silence() -> None:
    play = find_player(0)
    assert play is not None
    play(Path("nowhere.wav"))


def test_the_first_program_found_is_used_with_its_volume(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "paplay"
    program.write_text('#!/bin/sh\necho "$@" > "$0.heard"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    play = find_player(50, "linux")
    assert play is not None
    monkeypatch.undo()
    play(files.path("ok"))
    heard = (tmp_path / "paplay.heard").read_text("utf-8").split()
    assert heard == ["--volume=32768", str(files.path("ok"))]


def test_a_machine_without_programs_has_no_player(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert find_player(80, "linux") is None
    assert find_player(80, "sunos5") is None


@pytest.mark.parametrize("sound", list(Sound))
def test_every_sound_is_short_and_not_empty(sound: Sound) -> None:
    with wave.open(str(files.path(sound.value))) as file:
        seconds = file.getnframes() / file.getframerate()
        assert 0.05 <= seconds <= 0.5
        assert any(file.readframes(file.getnframes()))


def test_the_files_are_those_the_script_makes(tmp_path: Path) -> None:
    make.write(tmp_path)
    for sound in Sound:
        assert (tmp_path / f"{sound.value}.wav").read_bytes() == files.path(sound.value).read_bytes()


def test_good_and_bad_scans_differ_by_ear() -> None:
    good, bad = make.SOUNDS["ok"][0][0], make.SOUNDS["error"][0][0]
    assert good / bad >= 4
