"""A short demo day: the real window, the real centre, an outage, two kills, and both sides equal."""

from __future__ import annotations

import json
from pathlib import Path

from app.demo.director import Director
from app.demo.tasks import floor_tasks
from resources import demo

SALES = 12
LOOK = "es/light/1024x768"


def test_a_day_with_an_outage_and_two_kills_squares_to_the_cent(tmp_path: Path) -> None:
    said: list[str] = []
    report = Director(tmp_path, said.append, sales=SALES, looks=(LOOK,), backlog=100).run()
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [check["name"] for check in written["checks"] if not check["ok"]] == []
    assert report.ok
    assert written["sales_at_till"] == written["sales_at_centre"] > SALES
    assert written["till_total"] == written["centre_total"] != "0.00"
    assert (written["lost"], written["duplicates"], written["kills"]) == (0, 0, 2)
    assert written["offline_sales"] > 0
    assert all(0 < size <= 50 for size in written["batches"])
    tasks = floor_tasks(demo.load())
    assert {f"task_{task.name}" for task in tasks} <= {check["name"] for check in written["checks"]}
    looks = [value for task in tasks for verb, value in task.steps if verb == "look"]
    assert {f"tasks/{LOOK}/{name}.png" for name in looks} <= set(written["pictures"])
    pictures = ("waiting", "draining", "one-fails")
    assert {f"tasks/{LOOK}/backlog-{name}.png" for name in pictures} <= set(written["pictures"])
    for name in written["screens"] + written["pictures"] + written["receipts"]:
        assert (tmp_path / name).stat().st_size > 0
