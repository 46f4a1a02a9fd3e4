"""Pictures of every page in light and dark, at two sizes, with six demo weeks; written to shots/ (or where --to says)."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt
from PySide6.QtWidgets import QApplication

from demo import DAYS, TOPIC, fill
from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.bootstrap import delete_in_order
from studydesk.curriculum.content import Content
from studydesk.domain.days import utc_now
from studydesk.domain.places import content_file
from studydesk.store.database import Database
from studydesk.ui.bridge import Bridge
from studydesk.ui.shell.controller import Controller
from studydesk.ui.shell.window import MainWindow
from studydesk.ui.theme.fonts import load_fonts
from studydesk.ui.theme.manager import ThemeManager

SIZES = ((1280, 800), (1920, 1080))
THEMES = ("light", "dark", "high-contrast")


def settle(app: QApplication, seconds: float) -> None:
    """Let the event loop run: pages load in a process of their own."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


def scenes(window: MainWindow, controller: Controller, desk: object) -> dict[str, Callable[[], None]]:
    """What is pictured, by name."""
    navigator = window._desk.navigator

    def opens(url: str) -> Callable[[], None]:
        def go() -> None:
            window.show_page("path")
            navigator.open(url)

        return go

    def page(name: str) -> Callable[[], None]:
        def go() -> None:
            window.show_page(name)

        return go

    def ratings() -> None:
        window.show_page("progress")
        from PySide6.QtWidgets import QPushButton

        button = window.findChild(QPushButton, "rateButton")
        assert button is not None
        button.setChecked(not button.isChecked())

    return {
        "lesson": opens(f"studydesk://page/{TOPIC}"),
        "block": opens("studydesk://page/m2w2b2"),
        "overview": opens("studydesk://page/path"),
        "resource": opens("studydesk://resource/m1w2b1r1"),
        "notes": page("notes"),
        "library": page("library"),
        "progress": page("progress"),
        "ratings": ratings,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("shots"))
    parser.add_argument("--only", default="", help="names of scenes, separated by commas")
    parser.add_argument("--themes", default=",".join(THEMES))
    arguments = parser.parse_args()
    arguments.to.mkdir(parents=True, exist_ok=True)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication([])
    app.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    load_fonts()
    clock = FixedClock(utc_now() - timedelta(days=DAYS - 1))
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(
            Database.in_memory(), Content.open(content_file()), data_dir=Path(folder), clock=clock, is_inline=True
        )
        fill(desk, clock)
        theme = ThemeManager(desk.settings, app)
        bridge = Bridge(desk.hub, app)
        theme.watch(bridge)
        window = MainWindow(desk, bridge, theme)
        controller = Controller(desk, bridge, theme, window)
        controller.start()
        window.show()
        settle(app, 1.5)
        wanted = set(filter(None, arguments.only.split(",")))
        for size in SIZES:
            window.resize(*size)
            for name in arguments.themes.split(","):
                desk.settings.set("appearance.theme", name)
                settle(app, 0.5)
                for scene, show in scenes(window, controller, desk).items():
                    if wanted and scene not in wanted:
                        continue
                    show()
                    settle(app, 1.2)
                    file = arguments.to / f"{scene}-{name}-{size[0]}.png"
                    window.grab().save(str(file))
                    print(file)
                    if scene == "ratings":
                        show()
        window.close()
        bridge.close()
        delete_in_order(window, *app.findChildren(QObject, "webEngine", Qt.FindChildOption.FindDirectChildrenOnly))
        desk.close(clock.now())
    return 0


if __name__ == "__main__":
    sys.exit(main())
