"""When something goes wrong: a sentence for what was expected, a dialog with the log for a bug. The work is on disk already."""

from __future__ import annotations

import contextlib
import faulthandler
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from studydesk.domain.errors import ExpectedError

_LOG_LIMIT = 1_000_000
#: said by the platform plug-ins on machines without a GPU or a session bus; nothing the learner could act on
_IGNORED = (
    "QRhiGles2",
    "Failed to create RHI",
    "does not support createPlatformVulkanInstance",
    "QVulkanInstance",
    "vulkan",
    "Vulkan",
    "GPU vendor",
    "GPUInfo",
    "Cannot create platform O",
    "GBM is not",
    "propagateSizeHints",
)


class CrashReporter:
    """Keeps `logs/studydesk.log` and shows one dialog at a time."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "logs" / "studydesk.log"
        self._showing = False
        #: where sentences go while the window is there; a dialog each before and after
        self.say: Callable[[str], object] | None = None
        with contextlib.suppress(OSError):
            self.log.parent.mkdir(parents=True, exist_ok=True)
            if self.log.is_file() and self.log.stat().st_size > _LOG_LIMIT:
                self.log.replace(self.log.with_suffix(".old.log"))

    def watch_interpreter(self) -> None:
        """From now on, when the interpreter itself fails, where it was goes into `logs/faults.log`."""
        with contextlib.suppress(OSError):
            # Kept open for the process: nothing can be opened any more when it is needed.
            self._fault_file = (self.log.parent / "faults.log").open("a", encoding="utf-8")
            faulthandler.enable(self._fault_file)

    def write(self, text: str) -> None:
        """Append to the log; a full disk loses the line, nothing else."""
        with contextlib.suppress(OSError), self.log.open("a", encoding="utf-8") as out:
            out.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {text}\n")

    def on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The process-wide hook for what nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, ExpectedError):
            if self.say is not None:
                self.say(str(error))
            else:
                tell(error)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        self.write(text)
        print(text, file=sys.stderr)
        if self._showing or QApplication.instance() is None:
            return
        self._showing = True
        try:
            box = QMessageBox(
                QMessageBox.Icon.Warning,
                "StudyDesk",
                QApplication.translate(
                    "Crash", "Something went wrong inside StudyDesk. What you wrote is on disk; you can go on."
                ),
            )
            box.setObjectName("crashDialog")
            box.setInformativeText(
                QApplication.translate("Crash", "The details below are also in {log}.").format(log=self.log)
            )
            box.setDetailedText(f"{described()}\n\n{text}")
            box.exec()
        finally:
            self._showing = False

    def on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Qt's own messages go to the log, the serious ones to standard error too."""
        if any(part in message for part in _IGNORED):
            return
        self.write(f"qt {kind.name}: {message}")
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg, QtMsgType.QtWarningMsg):
            print(f"qt: {message}", file=sys.stderr)


def described() -> str:
    """The versions that a bug report needs, in a line."""
    from studydesk.app.versions import versions

    parts = {**versions(), "Qt for Python": PySide6.__version__}
    return ", ".join(f"{name} {version}" for name, version in parts.items())


def install(folder: Path) -> CrashReporter:
    """Catch what is not caught, from now on."""
    reporter = CrashReporter(folder)
    reporter.watch_interpreter()
    sys.excepthook = reporter.on_exception
    qInstallMessageHandler(reporter.on_qt_message)
    return reporter


def tell(error: ExpectedError) -> None:
    """Show the sentences of an expected error, and say them on standard error."""
    print(str(error), file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Warning, "StudyDesk", error.happened)
    box.setObjectName("errorDialog")
    box.setInformativeText(" ".join(part for part in (error.safe, error.todo) if part))
    box.exec()
