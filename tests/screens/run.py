"""``make screens``: every screen, state, language, theme and size as pictures, with a contact sheet.

``python -m tests.screens.run --out build/screens [--only sale]``; exit code 1 when a picture has a fault.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SIZES = ("1024x768", "1366x768", "1920x1080", "768x1024", "1280x720@1.5")
LANGUAGES = ("es", "en")
THEMES = ("light", "dark")
PLAIN_SCALE = "1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what was asked for; the scaled size runs in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.screens.run", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/screens"))
    parser.add_argument("--only", default="", help="part of a screen's or state's name")
    parser.add_argument("--sizes", nargs="*", default=list(SIZES))
    parser.add_argument("--languages", nargs="*", default=list(LANGUAGES))
    parser.add_argument("--themes", nargs="*", default=list(THEMES))
    parser.add_argument("--part", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    results: dict[str, list[str]] = {}
    by_scale: dict[str, list[str]] = {}
    for size in options.sizes:
        by_scale.setdefault(size.partition("@")[2] or PLAIN_SCALE, []).append(size)
    if options.part:
        print(json.dumps(_draw_all(options, options.sizes)))
        return 0
    for scale, sizes in by_scale.items():
        results |= _in_process(options, scale, sizes)
    _write_index(options.out, results)
    faults = {name: found for name, found in results.items() if found}
    for name, found in sorted(faults.items()):
        print(f"{name}: {'; '.join(found)}")
    print(f"{len(results)} pictures, {len(faults)} with faults: {options.out / 'index.html'}")
    return 1 if faults or not results else 0


def _in_process(options: argparse.Namespace, scale: str, sizes: list[str]) -> dict[str, list[str]]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    environment.pop("QT_SCREEN_SCALE_FACTORS", None)
    command = [sys.executable, "-m", "tests.screens.run", "--part", "--out", str(options.out)]
    command += ["--only", options.only, "--sizes", *sizes]
    command += ["--languages", *options.languages, "--themes", *options.themes]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _draw_all(options: argparse.Namespace, sizes: list[str]) -> dict[str, list[str]]:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from app.ui.theme.tokens import ThemeName
    from tests.screens.render import Studio
    from tests.screens.scenes import SCENES

    studio = Studio(QApplication([]))
    scenes = [scene for scene in SCENES if options.only in scene.name]
    results: dict[str, list[str]] = {}
    for language in options.languages:
        for theme in options.themes:
            for size in sizes:
                width, height = (int(part) for part in size.partition("@")[0].split("x"))
                folder = options.out / language / theme / size
                folder.mkdir(parents=True, exist_ok=True)
                for scene in scenes:
                    picture = studio.draw(scene, QSize(width, height), ThemeName(theme), language)
                    path = folder / f"{scene.name}.png"
                    faults = list(picture.faults)
                    if picture.image.isNull() or not picture.image.save(str(path)):
                        faults.append("no picture")
                    results[str(path.relative_to(options.out))] = faults
    return results


def _write_index(out: Path, results: dict[str, list[str]]) -> None:
    """Write the contact sheet: filters on top, es and en side by side."""
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for name in results:
        language, theme, size, file = name.split("/")
        rows.setdefault((file.removesuffix(".png"), theme, size), {})[language] = name
    parts: list[str] = []
    for (scene, theme, size), by_language in sorted(rows.items()):
        cells = "".join(
            f'<figure><a href="{html.escape(path)}"><img loading="lazy" src="{html.escape(path)}"></a>'
            f"<figcaption>{language}{_fault_words(results[path])}</figcaption></figure>"
            for language, path in sorted(by_language.items(), reverse=True)
        )
        tags = html.escape(f"{scene} {theme} {size}")
        parts.append(f'<section data-tags="{tags}"><h2>{tags}</h2><div>{cells}</div></section>')
    (out / "index.html").write_text(_PAGE.replace("@@", "\n".join(parts)), encoding="utf-8")


def _fault_words(faults: list[str]) -> str:
    return f" <b>{html.escape('; '.join(faults))}</b>" if faults else ""


_PAGE = """<!doctype html><meta charset="utf-8"><title>Cuadre: screens</title>
<style>body{font:16px system-ui;margin:16px;background:#f3f5f8}section{margin:24px 0}h2{font-size:16px}
div{display:flex;gap:16px}figure{margin:0;flex:1;min-width:0}img{width:100%;border:1px solid #b4c0cc}
b{color:#a81e16}input{font:inherit;padding:8px;width:320px}</style>
<input placeholder="sale light 1366x768" oninput="
for (const s of document.querySelectorAll('section')) s.hidden =
  !this.value.split(' ').every(w => s.dataset.tags.includes(w))">
@@
"""

if __name__ == "__main__":
    sys.exit(main())
