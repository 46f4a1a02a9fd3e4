"""The only file that knows every room: opens the desk, dresses the application, shows the window."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import studydesk
from studydesk.domain.days import utc_now
from studydesk.domain.errors import ExpectedError

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    from studydesk.app.desk import Desk
    from studydesk.ui.shell.crash import CrashReporter
    from studydesk.ui.shell.window import MainWindow

_STARTED = time.perf_counter()
DEBUG_KINDS = ("sql", "signals", "timing")


def parser() -> argparse.ArgumentParser:
    """Arguments of the window; the subcommands are in `cli`."""
    made = argparse.ArgumentParser(prog="studydesk", description="A desktop study companion, offline.")
    made.add_argument("--data-dir", type=Path, metavar="DIR", help="where studydesk.db is kept (a profile)")
    made.add_argument("--debug", default="", metavar="KINDS", help=f"log to standard error: {','.join(DEBUG_KINDS)}")
    made.add_argument("url", nargs="?", default="", metavar="URL", help="a studydesk:// address to open")
    made.add_argument("--version", action="version", version=f"studydesk {studydesk.__version__}")
    return made


def run(argv: Sequence[str]) -> int:
    """Open the window and stay until it is closed. 0: closed as usual, 1: could not start, 2: usage."""
    arguments = parser().parse_args(argv)
    debug = frozenset(filter(None, str(arguments.debug).split(",")))
    if unknown := debug - set(DEBUG_KINDS):
        print(f"--debug knows {', '.join(DEBUG_KINDS)}, not {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2

    from studydesk.app.datadir import data_dir

    folder = data_dir(arguments.data_dir)
    # Nothing made before the window is there is garbage; looking for it would cost time.
    gc.disable()

    from PySide6.QtCore import QCoreApplication, QLocale, Qt
    from PySide6.QtWidgets import QApplication

    # Qt WebEngine comes after the first paint and needs this said before the application is made.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QCoreApplication.setApplicationName("StudyDesk")
    QCoreApplication.setApplicationVersion(studydesk.__version__)
    QApplication.setDesktopFileName("studydesk")
    app = QApplication([sys.argv[0]])
    app.setStyle("Fusion")
    if QLocale.system().language() == QLocale.Language.C:
        # A machine without a locale still shows dates that can be read.
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))

    from studydesk.ui.shell import crash

    reporter = crash.install(folder)
    try:
        return _open(app, folder, debug, url=str(arguments.url), reporter=reporter)
    except ExpectedError as error:
        crash.tell(error)
        return 1


def _open(app: QApplication, folder: Path, debug: frozenset[str], *, url: str, reporter: CrashReporter) -> int:
    from PySide6.QtCore import QObject, Qt

    from studydesk.app.desk import open_desk
    from studydesk.ui.bridge import Bridge
    from studydesk.ui.shell import crash
    from studydesk.ui.shell.controller import Controller
    from studydesk.ui.shell.window import MainWindow
    from studydesk.ui.theme.fonts import load_fonts
    from studydesk.ui.theme.manager import ThemeManager

    desk = open_desk(folder, utc_now())
    if debug:
        _debug(desk, debug)
    load_fonts()
    theme = ThemeManager(desk.settings, app)
    bridge = Bridge(desk.hub, app)
    theme.watch(bridge)
    window = MainWindow(desk, bridge, theme)
    controller = Controller(desk, bridge, theme, window)

    def furnish() -> None:
        from studydesk.app.navigator import parse
        from studydesk.ui.shell.upkeep import Upkeep

        try:
            controller.furnish()
        except ExpectedError as error:
            crash.tell(error)
            app.exit(1)
            return
        reporter.say = window.status.say
        if url:
            if parse(url).kind == "note":
                window.panel("note")
            desk.navigator.open(url)
        upkeep = Upkeep(desk, bridge, window)
        upkeep.failed.connect(window.status.say)
        upkeep.start()
        controller.ask_about_timer()
        # What was made so far lives as long as the program.
        gc.freeze()
        gc.enable()
        if "timing" in debug:
            _tell_pages(window)
            app.focusWindowChanged.connect(_tell_focus)
            _tell_focus(app.focusWindow())

    window.painted.connect(furnish)
    with _signals_close(window.close):
        controller.start_frame()
        window.show()
        if "timing" in debug:
            print(f"timing: window shown after {time.perf_counter() - _STARTED:.3f} s", file=sys.stderr)
        code = app.exec()
    reporter.say = None
    # The window and its web view go before the desk that they read from, and before the application.
    bridge.close()
    delete_in_order(window, *app.findChildren(QObject, "webEngine", Qt.FindChildOption.FindDirectChildrenOnly))
    desk.close(utc_now())
    return code


def _tell_focus(window: object) -> None:
    if window is not None:
        print(f"timing: keyboard after {time.perf_counter() - _STARTED:.3f} s", file=sys.stderr, flush=True)


def _tell_pages(window: MainWindow) -> None:
    from studydesk.ui.reader.stage import Stage

    def tell(page: str = "page") -> None:
        print(f"timing: {page} after {time.perf_counter() - _STARTED:.3f} s", file=sys.stderr, flush=True)

    window.page_shown.connect(tell)
    for stage in window.findChildren(Stage):
        stage.shown.connect(tell)


def delete_in_order(*objects: QObject) -> None:
    """Delete Qt objects now and in this order; what Python still holds of them must not decide when they go."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for one in objects:
        one.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


@contextlib.contextmanager
def _signals_close(close: object) -> Iterator[None]:
    """SIGTERM, SIGINT and SIGHUP close the window as its own button does, so that the last words are written."""
    from PySide6.QtCore import QSocketNotifier, QTimer

    if os.name != "posix":
        yield
        return
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read)

    def wake() -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(reading, 64)

    notifier.activated.connect(wake)

    def on_signal(_number: int, _frame: object) -> None:
        assert callable(close)
        QTimer.singleShot(0, close)

    previous_fd = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    names = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = [signal.signal(name, on_signal) for name in names]
    try:
        yield
    finally:
        for name, handler in zip(names, before, strict=True):
            signal.signal(name, handler)
        signal.set_wakeup_fd(previous_fd)
        notifier.setEnabled(False)
        os.close(reading)
        os.close(writing)


def _debug(desk: Desk, kinds: frozenset[str]) -> None:
    """Say on standard error what is asked for."""
    if "sql" in kinds:
        desk.trace_sql(lambda statement: print("sql:", " ".join(statement.split()), file=sys.stderr))
    if "signals" in kinds:
        from studydesk.domain.changes import Changes, Kind

        def tell(changes: Changes) -> None:
            ids = ", ".join(sorted(changes.ids)[:5]) or "any"
            print("signals:", ", ".join(sorted(changes.kinds)), ids, file=sys.stderr)

        desk.hub.subscribe(tuple(Kind), tell)
