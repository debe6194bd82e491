"""Drives the real window by real events, one act at a time, for the director of the demo day.

Each act posts what a person would do and then waits, without blocking the loop, until the screen shows the
outcome. An act is a generator that yields conditions; what it returns goes back to the director.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from app.ui.input_driver import Hand
from app.ui.main_window import MainWindow, Screen
from app.ui.pilot_eyes import Act, Condition, Eyes, Seen
from app.ui.pilot_looks import take_looks
from app.ui.pilot_script import Script

POLL_MS: Final = 1
ACT_S: Final = 30.0
_NEXT_STEP: Final = Decimal(5)
_NOTES: Final = ("5", "10", "20", "50", "100")


class Autopilot(QObject):
    """Carries out requests in order; answers by ``say``."""

    def __init__(
        self, window: MainWindow, eyes: Eyes, say: Callable[[dict[str, Any]], Any], leave: Callable[[], Any]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._eyes = eyes
        self._say = say
        self._leave = leave
        self._hand = Hand(window)
        self._script = Script(window, eyes, self._hand)
        self._act: Act | None = None
        self._until: Condition | None = None
        self._deadline = 0.0
        self._waiting: list[dict[str, Any]] = []
        self._times: dict[str, list[float]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._on_tick)

    def receive(self, request: dict[str, Any]) -> None:
        """Take a request; it is carried out when those before it are."""
        self._waiting.append(request)
        if self._act is None:
            self._begin_next()

    def _begin_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        request = self._waiting.pop(0)
        acts: dict[str, Callable[[dict[str, Any]], Act]] = {
            "sign_in": self._sign_in,
            "open_shift": self._open_shift,
            "scan": self._scan,
            "steps": self._steps,
            "looks": self._looks,
            "pay": self._pay,
            "sell": self._sell,
            "send_now": self._send_now,
            "await_link": self._await_link,
            "await_sent": self._await_sent,
            "await_queued": self._await_queued,
            "await_printed": self._await_printed,
            "state": self._state,
            "shot": self._shot,
            "receipts": self._receipts,
            "timings": self._timings,
        }
        act = acts.get(str(request.get("do")))
        if act is None:
            self._say({"ok": False, "error": f"unknown act {request.get('do')!r}"})
            self._begin_next()
            return
        self._deadline = time.monotonic() + ACT_S + float(request.get("timeout_s", 0))
        self._act = act(request)
        self._until = None
        self._timer.start()
        self._step()

    @Slot()
    def _on_tick(self) -> None:
        if self._act is None:
            self._timer.stop()
        elif self._until is None or self._until():
            self._step()
        elif time.monotonic() > self._deadline:
            self._finish({"ok": False, "error": f"the screen did not come to it: {self._eyes.look()}"})

    def _step(self) -> None:
        act = self._act
        if act is None:
            return
        try:
            self._until = next(act)
        except StopIteration as done:
            result: dict[str, Any] = done.value or {}
            self._finish({"ok": True} | result)
        except (OSError, TypeError, ValueError, RuntimeError) as error:
            self._finish({"ok": False, "error": f"{type(error).__name__}: {error}"})

    def _finish(self, answer: dict[str, Any]) -> None:
        self._act = None
        self._say(answer)
        if self._act is None:  # a request made while answering has begun already
            self._begin_next()

    # ------------------------------------------------------------------ acts

    def _sign_in(self, request: dict[str, Any]) -> Act:
        yield self._shows(Screen.SIGN_IN)
        began = time.perf_counter()
        self._hand.type(str(request["number"]))
        self._hand.type(str(request["pin"]))
        yield self._settled
        self._hand.press(Qt.Key.Key_Return)
        yield self._shows(Screen.OPEN_SHIFT, Screen.FLOOR)
        self._time("sign_in_s", began)
        return {}

    def _open_shift(self, request: dict[str, Any]) -> Act:
        del request
        yield self._shows(Screen.OPEN_SHIFT)
        self._hand.press(Qt.Key.Key_Return)
        yield self._shows(Screen.FLOOR)
        return {}

    def _scan(self, request: dict[str, Any]) -> Act:
        for code in request["codes"]:
            before = self._eyes.look()
            began = time.perf_counter()
            self._hand.scan(str(code))
            yield self._basket_moved(before)
            self._time("scan_to_row_s", began)
        return {"rows": self._eyes.look().rows}

    def _pay(self, request: dict[str, Any]) -> Act:
        yield self._settled
        self._hand.press(Qt.Key.Key_F10)
        yield self._in_mode("payment")
        due = Decimal(self._eyes.look().due.replace(",", ""))
        began = time.perf_counter()
        yield from self._hand_over(str(request["cash"]), due)
        yield self._in_mode("change")
        self._time("enter_to_saved_s", began)
        seen = self._eyes.look()
        return {"number": seen.saved, "change": seen.change, "due": str(due)}

    def _hand_over(self, cash: str, due: Decimal) -> Generator[Condition, None, None]:
        notes = [note for note in _NOTES if Decimal(note) >= due]
        if cash == "note" and notes:
            self._hand.tap(self._widget(f"note.{notes[0]}"))
            return
        if cash != "exact":
            self._hand.type(f"{(due // _NEXT_STEP + 1) * _NEXT_STEP:.2f}")
            yield self._settled
        self._hand.press(Qt.Key.Key_Return)

    def _sell(self, request: dict[str, Any]) -> Act:
        yield from self._scan(request)
        return (yield from self._pay(request))

    def _send_now(self, request: dict[str, Any]) -> Act:
        del request
        self._hand.press(Qt.Key.Key_F1)
        yield self._list_open
        self._hand.tap(self._widget("list.send_now"))
        yield self._settled
        return {}

    def _await_link(self, request: dict[str, Any]) -> Act:
        wanted = str(request["link"])
        yield lambda: self._eyes.look().link == wanted
        return {}

    def _await_sent(self, request: dict[str, Any]) -> Act:
        del request
        yield lambda: self._eyes.look().queued == 0
        return {}

    def _await_queued(self, request: dict[str, Any]) -> Act:
        most = int(request["count"])
        yield lambda: self._eyes.look().queued <= most
        return {}

    def _await_printed(self, request: dict[str, Any]) -> Act:
        del request
        yield lambda: self._eyes.look().printed
        return {}

    def _steps(self, request: dict[str, Any]) -> Act:
        yield from self._script.play(request["steps"])
        return {"saved": list(self._script.saved)}

    def _looks(self, request: dict[str, Any]) -> Act:
        yield self._settled
        folder, name = Path(str(request["folder"])), str(request["name"])
        files = yield from take_looks(self._window, folder, name, request["looks"])
        return {"files": [str(path) for path in files]}

    def _state(self, request: dict[str, Any]) -> Act:
        del request
        yield self._settled
        seen = self._eyes.look()
        return {
            "rows": seen.rows,
            "saved": seen.saved,
            "sales": seen.sales,
            "queued": seen.queued,
            "link": seen.link,
            "panel": seen.panel,
            "reviews": seen.reviews,
            "batches": list(seen.batches),
        }

    def _shot(self, request: dict[str, Any]) -> Act:
        yield self._settled
        if not self._window.grab().save(str(request["path"])):
            raise OSError(f"picture not written: {request['path']}")
        return {}

    def _receipts(self, request: dict[str, Any]) -> Act:
        yield self._settled
        files = self._eyes.draw_receipts(Path(str(request["folder"])))
        return {"files": [str(path) for path in files]}

    def _timings(self, request: dict[str, Any]) -> Act:
        del request
        yield self._settled
        return {"timings": self.summary()}

    # ------------------------------------------------------------------ conditions

    def _settled(self) -> bool:
        """Nothing is being saved."""
        return not self._eyes.look().busy

    def _list_open(self) -> bool:
        entry = self._window.findChild(QWidget, "list.send_now")
        return isinstance(entry, QWidget) and entry.isVisible()

    def _widget(self, name: str) -> QWidget:
        found = self._window.findChild(QWidget, name)
        if not isinstance(found, QWidget):
            raise TypeError(f"no widget {name}")  # the window changed its names
        return found

    def _shows(self, *screens: Screen) -> Condition:
        return lambda: self._window.screen_now in screens

    def _in_mode(self, mode: str) -> Condition:
        def reached() -> bool:
            seen = self._eyes.look()
            return seen.mode == mode and not seen.busy

        return reached

    def _basket_moved(self, before: Seen) -> Condition:
        def moved() -> bool:
            now = self._eyes.look()
            return (now.rows, now.due, now.message) != (before.rows, before.due, before.message)

        return moved

    # ------------------------------------------------------------------ times

    def _time(self, name: str, began: float) -> None:
        self._times.setdefault(name, []).append(time.perf_counter() - began)

    def summary(self) -> dict[str, float]:
        """p50 and worst of what was timed, in seconds."""
        found: dict[str, float] = {}
        for name, values in self._times.items():
            ordered = sorted(values)
            found[f"{name}.p50"] = round(ordered[len(ordered) // 2], 4)
            found[f"{name}.max"] = round(ordered[-1], 4)
        return found
