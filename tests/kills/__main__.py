"""``make chaos``: the long version of the kills while sales go up."""

from __future__ import annotations

import argparse
import json
import sys

from tests.kills.field import field, kill_at_points, kill_at_random


def main() -> int:
    """The long version; prints one JSON object."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument(
        "--kills", type=int, default=1_000, help="at random; those at crash points come first"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with field() as made:
        kill_at_points(made, 5)
        kill_at_random(made, options.kills, options.seed)
        sales = made.verify()
        print(
            json.dumps({"kills": made.kills.total(), **made.kills, "sales": sales, "lost": 0, "doubled": 0})
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
