"""Text at 80 and 200 %: no word of a button or of a dialog is cut off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studydesk.app.desk import Desk
from studydesk.ui.bridge import Bridge
from studydesk.ui.reader.footer import Footer
from studydesk.ui.shell.about import AboutDialog
from studydesk.ui.shell.controller import Controller
from studydesk.ui.shell.forgotten import ForgottenTimerDialog
from studydesk.ui.shell.panels import FULL, LEFT
from studydesk.ui.shell.shortcuts import ShortcutsDialog
from studydesk.ui.shell.window import MainWindow
from studydesk.ui.theme.manager import ThemeManager


@pytest.fixture(params=[80, 200])
def theme(request: pytest.FixtureRequest, desk: Desk, theme: ThemeManager, bridge: Bridge) -> ThemeManager:
    desk.settings.set("appearance.scale", request.param)
    bridge.flush()
    return theme


def cut(root: QWidget) -> list[str]:
    """Visible buttons and sentences below `root` that have less room than their words need."""
    found = []
    for button in [*root.findChildren(QPushButton), *root.findChildren(QToolButton)]:
        short = button.minimumWidth() if isinstance(button, QPushButton) else 0
        needed = min(button.sizeHint().width(), short) if short else button.sizeHint().width()
        # What has a tool tip with all of it may be elided.
        if button.isVisible() and button.text() and not button.toolTip() and button.width() < needed:
            found.append(f"{button.objectName()}: {button.width()} of {needed}")
    found += [
        f"{label.objectName()}: {label.height()} of {label.heightForWidth(label.width())} high"
        for label in root.findChildren(QLabel)
        if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width())
    ]
    return found


def test_the_window_at_1280(desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> None:
    window = MainWindow(desk, bridge, theme)
    qtbot.addWidget(window)
    Controller(desk, bridge, theme, window).start()
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    for page in (*LEFT, *FULL):
        window.show_page(page)
        qtbot.wait(1)
        assert cut(window) == [], page


def test_dialogs(desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> None:
    parent = MainWindow(desk, bridge, theme)
    qtbot.addWidget(parent)
    controller = Controller(desk, bridge, theme, parent)
    now = desk.clock.now()
    desk.time.timer_start("m1w2b1.outliers", now - timedelta(hours=9))
    forgotten = ForgottenTimerDialog(
        desk, now - timedelta(hours=8), say=parent.status.say, theme=theme.theme, parent=parent
    )
    about = AboutDialog(desk, theme.theme, parent)
    for dialog in (forgotten, about, ShortcutsDialog(controller.actions, desk.uistate, parent)):
        with qtbot.waitExposed(dialog):
            dialog.show()
        assert cut(dialog) == []
        dialog.close()


def test_the_next_title_gives_way(theme: ThemeManager, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    footer = Footer(theme, holder)
    footer.set_page(None, previous="One", following="A title of many words that takes a lot of room")
    button = footer.findChild(QPushButton, "readerNext")
    assert button is not None
    footer.resize(footer.minimumSizeHint().width(), 60)
    holder.show()
    assert button.text() == "Next →"
    assert button.accessibleName().startswith("Next: A title of many")
    footer.resize(round(900 * theme.theme.scale), 60)
    assert "A title of many words" in button.text()
