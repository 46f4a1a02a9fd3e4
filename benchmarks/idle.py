"""What the program does while nobody touches it: processor time of the whole process tree in a minute, sockets opened.

Wanted: ≤ 0.5 % of one core, no internet socket. Beside it a bare window on the same display in the same minute.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.windows import Eye, screen, stop, tree


def processor(pid: int) -> float:
    """Processor seconds of a process tree so far."""
    total = 0.0
    for process in tree(pid):
        try:
            times = process.cpu_times()
            total += times.user + times.system
        except psutil.Error:
            continue
    return total


def sockets(pid: int) -> int:
    """Internet sockets that a process tree holds right now."""
    count = 0
    for process in tree(pid):
        try:
            count += len(process.net_connections(kind="inet"))
        except psutil.Error:
            continue
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    seconds = parser.parse_args().seconds
    here = Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory() as folder, screen(84) as environment:
        desk = [
            sys.executable,
            "-m",
            "studydesk",
            "--data-dir",
            str(Path(folder, "p")),
            "studydesk://page/m1w2b1.outliers",
        ]
        started = [
            subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
            for command in (desk, [sys.executable, str(here / "bare.py")])
        ]
        eye, end, most = Eye(environment["DISPLAY"]), time.monotonic() + 15, 0
        while time.monotonic() < end:
            most = max(most, sockets(started[0].pid))
            time.sleep(0.05)
        assert eye.has_window()
        before = [processor(process.pid) for process in started]
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            most = max(most, sockets(started[0].pid))
            time.sleep(1)
        used = [processor(process.pid) - start for process, start in zip(started, before, strict=True)]
        for process in started:
            stop(process)
    for name, value in zip(("desk with a lesson", "bare window"), used, strict=True):
        print(f"{name:20}{value:8.2f} s of processor in {seconds:.0f} s = {100 * value / seconds:.2f} % of a core")
    print(f"internet sockets held at any look, start included: {most}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
