"""Times desktop programs on one Xvfb display, in turns, so that ratios hold when the machine's speed drifts.

Needs Xvfb and openbox (./dev sets them up), python-xlib, psutil and numpy.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import psutil
from Xlib import X, display, error

#: a picture is still when less than this share of its pixels changes for `QUIET` seconds
SHARE = 0.002
QUIET = 1.5


@dataclass(frozen=True)
class Reading:
    """Seconds from start to the first window and to the last visible change; MiB of the process tree (PSS) 2 s later."""

    window: float
    still: float
    memory: float


@contextmanager
def screen(number: int = 83) -> Iterator[dict[str, str]]:
    """An Xvfb display with a window manager; yields the environment of programs on it."""
    server = subprocess.Popen(
        ["Xvfb", f":{number}", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    environment = {**os.environ, "DISPLAY": f":{number}"}
    # Programs run from compiled bytecode, as installed ones do.
    for name in ("QT_QPA_PLATFORM", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    if os.geteuid() == 0:
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    manager = None
    try:
        _wait_for_display(number)
        manager = subprocess.Popen(["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.7)
        yield environment
    finally:
        for process in (manager, server):
            if process is not None:
                process.terminate()
                process.wait(10)


def _wait_for_display(number: int) -> None:
    end = time.monotonic() + 10
    while True:
        try:
            display.Display(f":{number}").close()
        except (error.DisplayConnectionError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


class Eye:
    """Looks at the display."""

    def __init__(self, name: str) -> None:
        self._display = display.Display(name)
        self._root = self._display.screen().root
        self._clients = self._display.intern_atom("_NET_CLIENT_LIST")

    def has_window(self) -> bool:
        """Whether a viewable top-level window of at least 300x200 is there."""
        listed = self._root.get_full_property(self._clients, X.AnyPropertyType)
        for number in listed.value if listed else ():
            try:
                window = self._display.create_resource_object("window", number)
                shape = window.get_geometry()
                if shape.width >= 300 and shape.height >= 200 and window.get_attributes().map_state == X.IsViewable:
                    return True
            except error.XError:
                continue
        return False

    def picture(self) -> np.ndarray:
        """A third of the pixels of the whole display."""
        shape = self._root.get_geometry()
        raw = self._root.get_image(0, 0, shape.width, shape.height, X.ZPixmap, 0xFFFFFFFF).data
        return np.frombuffer(raw, dtype=np.uint32)[::3]


def tree(pid: int) -> list[psutil.Process]:
    """A process and all below it."""
    try:
        top = psutil.Process(pid)
        return [top, *top.children(recursive=True)]
    except psutil.Error:
        return []


def memory(pid: int) -> float:
    """PSS of a process tree in MiB: shared pages are divided among those who share them."""
    total = 0
    for process in tree(pid):
        try:
            total += process.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 2**20


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a program as a desktop would: SIGTERM, then by force."""
    processes = tree(process.pid)
    process.terminate()
    _, alive = psutil.wait_procs(processes, timeout=8)
    for one in alive:
        one.kill()
    process.wait()


def once(command: list[str], environment: dict[str, str]) -> Reading:
    """Start a program, watch the display until it is still, read its memory, stop it."""
    eye = Eye(environment["DISPLAY"])
    last = eye.picture()
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not eye.has_window():
        if time.perf_counter() - start > 60 or process.poll() is not None:
            raise RuntimeError(f"no window from {command}")
        time.sleep(0.004)
    window = changed = time.perf_counter() - start
    while True:
        picture = eye.picture()
        now = time.perf_counter() - start
        if (picture != last).mean() > SHARE:
            changed, last = now, picture
        elif now - changed > QUIET:
            break
        time.sleep(0.02)
    time.sleep(2)
    reading = Reading(window, changed, memory(process.pid))
    stop(process)
    return reading


def compare(programs: dict[str, list[str]], environment: dict[str, str], *, turns: int = 5) -> dict[str, list[Reading]]:
    """The readings of `turns` turns A B C A B C …, after one turn that is not counted."""
    readings: dict[str, list[Reading]] = {name: [] for name in programs}
    for turn in range(turns + 1):
        for name, command in programs.items():
            reading = once(command, environment)
            if turn:
                readings[name].append(reading)
    return readings


def median(readings: Iterable[Reading]) -> Reading:
    """The median of each figure by itself."""
    many = list(readings)
    return Reading(
        statistics.median(one.window for one in many),
        statistics.median(one.still for one in many),
        statistics.median(one.memory for one in many),
    )


def ratios(readings: list[Reading], yardstick: list[Reading]) -> Reading:
    """The medians of the ratios turn by turn, which hold when the machine is slower in one turn than in another."""
    return median(
        Reading(one.window / bare.window, one.still / bare.still, one.memory / bare.memory)
        for one, bare in zip(readings, yardstick, strict=True)
    )
