"""What commands print: one JSON object a line on standard output, for people and programs alike."""

from __future__ import annotations

import json
import sys
from typing import Any


def say(answer: dict[str, Any]) -> None:
    """Print one object and let it out at once."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()
