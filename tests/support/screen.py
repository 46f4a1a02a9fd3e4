"""A display of its own and the real program on it, driven by key presses as a person would."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from Xlib import XK, X, display, error
from Xlib.ext import xtest

HAS_SCREEN = all(shutil.which(name) for name in ("Xvfb", "openbox"))
_KEYS = {" ": "space", "\n": "Return", "-": "minus", ".": "period"}


class Screen:
    """An Xvfb display with a window manager."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._display = display.Display(name)
        self._clients = self._display.intern_atom("_NET_CLIENT_LIST")
        self._active = self._display.intern_atom("_NET_ACTIVE_WINDOW")

    def windows(self, least: int = 200) -> int:
        """How many top-level windows of at least `least` pixels in height, and one and a half times as wide, can be seen."""
        listed = self._display.screen().root.get_full_property(self._clients, X.AnyPropertyType)
        count = 0
        for number in listed.value if listed else ():
            try:
                window = self._display.create_resource_object("window", number)
                shape = window.get_geometry()
                count += (
                    shape.width >= 1.5 * least
                    and shape.height >= least
                    and window.get_attributes().map_state == X.IsViewable
                )
            except error.XError:
                continue
        return count

    def wait_for_window(self, seconds: float = 30) -> None:
        """Until the program's window is there and has the keyboard."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            root = self._display.screen().root
            listed = root.get_full_property(self._clients, X.AnyPropertyType)
            active = root.get_full_property(self._active, X.AnyPropertyType)
            if self.windows() and listed and active and active.value[0] in listed.value:
                return
            time.sleep(0.01)
        raise TimeoutError("no window")

    def key(self, *names: str) -> None:
        """Press keys together, by X names, modifiers first."""
        codes = [self._code(name) for name in names]
        for code in codes:
            xtest.fake_input(self._display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()

    def type(self, text: str) -> None:
        """Type lower-case letters, digits, spaces and line ends."""
        for character in text:
            self.key(_KEYS.get(character, character))

    def _code(self, name: str) -> int:
        code = self._display.keysym_to_keycode(XK.string_to_keysym(name))
        assert code, name
        return int(code)

    def close(self) -> None:
        self._display.close()


@contextmanager
def screen() -> Iterator[Screen]:
    """A display that nobody else uses; Xvfb itself finds the number."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        name = f":{answer.readline().strip()}"
    manager = subprocess.Popen(
        ["openbox"], env={**os.environ, "DISPLAY": name}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    made = Screen(name)
    try:
        yield made
    finally:
        made.close()
        for process in (manager, server):
            process.terminate()
            process.wait(10)


class Program:
    """The real program on a screen."""

    def __init__(self, on: Screen, data_dir: Path, *arguments: str) -> None:
        environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
        environment["DISPLAY"] = on.name
        if os.geteuid() == 0:
            environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        self.errors = data_dir.parent / f"{data_dir.name}-stderr.txt"
        with self.errors.open("w") as out:
            self.process: subprocess.Popen[Any] = subprocess.Popen(
                [sys.executable, "-m", "studydesk", "--data-dir", str(data_dir), *arguments],
                env=environment,
                stdout=out,
                stderr=out,
            )

    def wait_for_word(self, word: str, seconds: float = 30) -> None:
        """Until the program has said `word` on standard error (`--debug` makes it talk)."""
        end = time.monotonic() + seconds
        while word not in self.errors.read_text():
            if time.monotonic() > end or self.process.poll() is not None:
                raise TimeoutError(f"never said {word!r}: {self.errors.read_text()[-2000:]}")
            time.sleep(0.01)

    def kill(self) -> None:
        """kill -9: no word of farewell."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)

    def quit(self) -> int:
        """SIGTERM, as a session that ends; the exit code."""
        self.process.terminate()
        return self.process.wait(20)
