"""How fast the window, the tree and a restored lesson are there, and in how much memory, beside a bare window.

Wanted (of the median over turns): window ≤ 1.6 × bare, tree still ≤ 2 ×, memory then ≤ 2.2 ×; lesson painted ≤ 4 ×, ≤ 400 MiB.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.windows import compare, once, screen
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
    bare = result["bare"]
    print(
        f"{'':8}{'window s':>10}{'still s':>10}{'PSS MiB':>10}   ratio to bare (window, still, PSS), medians of {turns}"
    )
    for name, one in result.items():
        ratios = f"{one.window / bare.window:.2f}  {one.still / bare.still:.2f}  {one.memory / bare.memory:.2f}"
        print(f"{name:8}{one.window:10.3f}{one.still:10.3f}{one.memory:10.1f}   {ratios}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
