"""How fast the window, the tree and a restored lesson are there, and in how much memory, beside a bare window.

Wanted (medians of the ratios turn by turn): window ≤ 1.6 × bare, tree still ≤ 2 ×, memory then ≤ 2.2 ×; lesson painted ≤ 4 ×, ≤ 400 MiB.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.windows import compare, median, once, ratios, screen
from studydesk.app.desk import open_desk
from studydesk.domain.days import utc_now

LESSON = "studydesk://page/m1w2b1.outliers"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=7, help="counted turns")
    turns = parser.parse_args().n
    here = Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory() as folder, screen() as environment:
        closed, lesson = Path(folder, "closed"), Path(folder, "lesson")
        # A profile in which every tab was closed: the desk with its tree and nothing to read.
        desk = open_desk(closed, utc_now())
        desk.uistate.save("window", {"panels": {"reader": {"tabs": []}}})
        desk.close(utc_now())
        program = [sys.executable, "-m", "studydesk", "--data-dir"]
        once([*program, str(lesson), LESSON], environment)
        result = compare(
            {
                "bare": [sys.executable, str(here / "bare.py")],
                "desk": [*program, str(closed)],
                "lesson": [*program, str(lesson)],
            },
            environment,
            turns=turns,
        )
    print(f"{'':8}{'window s':>10}{'still s':>10}{'PSS MiB':>10}   ratio to bare: window  still  PSS   ({turns} turns)")
    for name, readings in result.items():
        one, ratio = median(readings), ratios(readings, result["bare"])
        print(
            f"{name:8}{one.window:10.3f}{one.still:10.3f}{one.memory:10.1f}"
            f"{ratio.window:24.2f}{ratio.still:7.2f}{ratio.memory:6.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
