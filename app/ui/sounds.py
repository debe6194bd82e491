"""Sounds: an adapter by platform on a thread of its own; selling never waits for one.

winsound, afplay, or pw-play, paplay, aplay; without any of them Qt's beep; without that, silence. Each sound
has a visual twin, so silence loses nothing.
"""

from __future__ import annotations

import logging
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from app.presenters.states import Sound
from app.processes import own_environment
from resources import sounds as files

PLAYERS: Final = {
    "darwin": (("afplay", "-v", "{part}"),),
    "linux": (("pw-play", "--volume={part}"), ("paplay", "--volume={paplay}"), ("aplay", "-q")),
}
"""Programs tried in order, with their arguments before the file; volumes filled in."""
WAITING: Final = 4
"""More sounds than this wait for nobody: the newest are dropped."""
PLAY_S: Final = 5.0

log = logging.getLogger(__name__)
Play = Callable[[Path], None]


class SoundPlayer:
    """Plays sounds one after the other on a daemon thread.

    Args:
        play: Plays one file and returns when it is over; `find_player` chooses one.
        beep: Makes Qt's beep, used when there is no player.
    """

    def __init__(self, play: Play | None, beep: Callable[[], None]) -> None:
        self._play = play
        self._beep = beep
        self._queue: queue.Queue[Path | None] = queue.Queue(WAITING)
        self._thread: threading.Thread | None = None

    def play(self, sound: Sound) -> None:
        """Play a sound soon; returns at once, from the GUI thread."""
        if self._play is None:
            self._beep()
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="sounds", daemon=True)
            self._thread.start()
        try:
            self._queue.put_nowait(files.path(sound.value))
        except queue.Full:
            log.debug("sound dropped: %s", sound.value)

    def close(self) -> None:
        """End the thread after the sound that plays."""
        thread, self._thread = self._thread, None
        if thread is not None and thread.is_alive():
            while not self._queue.empty():
                self._queue.get_nowait()
            self._queue.put_nowait(None)
            thread.join(PLAY_S)

    def _run(self) -> None:
        while (file := self._queue.get()) is not None:
            if self._play is not None:
                try:
                    self._play(file)
                except (OSError, RuntimeError, subprocess.SubprocessError) as error:
                    log.info("no sound: %s", error)
                    self._play = None


def find_player(volume: int, platform: str = sys.platform) -> Play | None:
    """Choose what plays a file here, None without anything.

    Args:
        volume: 0 to 100; 0 plays nothing.
        platform: ``sys.platform`` of the machine.
    """
    if volume <= 0:
        return _silence
    if platform == "win32":
        return _winsound
    for command in PLAYERS.get(platform, ()):
        program = shutil.which(command[0])
        if program is not None:
            part, paplay = f"{min(volume, 100) / 100:.2f}", str(65536 * min(volume, 100) // 100)
            arguments = [text.format(part=part, paplay=paplay) for text in command[1:]]
            return _Program((program, *arguments))
    return None


class _Program:
    def __init__(self, command: tuple[str, ...]) -> None:
        self.command = command

    def __call__(self, file: Path) -> None:
        subprocess.run(
            [*self.command, str(file)],
            check=True,
            timeout=PLAY_S,
            env=own_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _silence(file: Path) -> None:
    del file


def _winsound(file: Path) -> None:
    import importlib

    winsound = importlib.import_module("winsound")
    winsound.PlaySound(str(file), winsound.SND_FILENAME)
