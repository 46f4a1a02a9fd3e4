"""What the road to the first window may bring into a process: the window is made and shown, and then looked at."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path

import studydesk.bootstrap
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication

QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
app = QApplication([])

from studydesk.app.desk import open_desk
from studydesk.domain.days import utc_now
from studydesk.ui.bridge import Bridge
from studydesk.ui.shell.controller import Controller
from studydesk.ui.shell.window import MainWindow
from studydesk.ui.theme.fonts import load_fonts
from studydesk.ui.theme.manager import ThemeManager

HEAVY = {
    "numpy", "pyqtgraph", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtPdf", "PySide6.QtPdfWidgets",
    "sqlite_utils", "markdown", "pygments", "nh3", "quickjs", "tomllib", "platformdirs", "studydesk.curriculum.loader",
}
#: comes when the frame is on screen
LATER = {
    "studydesk.app.notes", "studydesk.app.charts", "studydesk.app.progress", "studydesk.app.time", "studydesk.domain.notes",
    "studydesk.domain.path", "studydesk.ui.notes.pane", "studydesk.ui.path.panel", "studydesk.ui.reader.reader",
}


def check(unwanted):
    loaded = unwanted & set(sys.modules)
    if loaded:
        sys.exit(f"loaded: {sorted(loaded)}")


desk = open_desk(Path(sys.argv[1]), utc_now())
desk.uistate.save("window", {"panels": {"reader": {"tabs": []}}})
load_fonts()
theme = ThemeManager(desk.settings, app)
bridge = Bridge(desk.hub, app)
window = MainWindow(desk, bridge, theme)
controller = Controller(desk, bridge, theme, window)
# quit() would close the window.
window.painted.connect(lambda: app.exit(0))
controller.start_frame()
window.show()
app.exec()
check(HEAVY | LATER)
controller.furnish()
window.panel("note")
QTimer.singleShot(0, lambda: app.exit(0))
app.exec()
assert window.panel("path").isVisible() and window.panel("note").isVisible()
check(HEAVY)
window.close()
bridge.close()
desk.close(utc_now())
"""


def test_the_first_window_needs_no_heavy_library(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
