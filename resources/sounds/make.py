"""Makes the till's sounds: ``python -m resources.sounds.make`` writes the WAV files beside this file."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path
from typing import Final

RATE: Final = 44_100
LOUD: Final = 0.5
FADE_S: Final = 0.006
SOUNDS: Final = {
    "ok": ((1760.0, 0.06),),
    "error": ((220.0, 0.14), (0.0, 0.06), (196.0, 0.2)),
    "attention": ((660.0, 0.1), (0.0, 0.04), (660.0, 0.1)),
    "done": ((784.0, 0.08), (1046.5, 0.08), (1318.5, 0.16)),
}
"""Name to tones: hertz (0 is silence) and seconds. Good and bad scan differ by two octaves and in rhythm."""


def samples(tones: tuple[tuple[float, float], ...]) -> list[int]:
    """Return 16-bit samples of tones with soft edges and a quieter second harmonic."""
    found: list[int] = []
    for hertz, seconds in tones:
        count = int(RATE * seconds)
        for at in range(count):
            edge = min(at, count - at) / RATE
            loud = LOUD * min(1.0, edge / FADE_S)
            angle = 2 * math.pi * hertz * at / RATE
            value = 0.8 * math.sin(angle) + 0.2 * math.sin(2 * angle)
            found.append(int(32_767 * loud * value))
    return found


def write(folder: Path) -> None:
    """Write every sound into a folder."""
    for name, tones in SOUNDS.items():
        values = samples(tones)
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(values)}h", *values))


if __name__ == "__main__":
    write(Path(__file__).parent)
