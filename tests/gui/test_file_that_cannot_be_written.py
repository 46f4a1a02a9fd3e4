"""What the window does when the disk takes nothing: every action ends in a sentence, and the desk stays usable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studydesk.app.desk import Desk
from studydesk.domain.errors import ExpectedError
from studydesk.domain.progress import Status
from studydesk.ui.bridge import Bridge
from studydesk.ui.shell.controller import Controller
from studydesk.ui.shell.crash import CrashReporter
from studydesk.ui.shell.window import MainWindow
from studydesk.ui.theme.manager import ThemeManager

TOPIC = "m1w2b1.types"


@pytest.fixture
def window(desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> MainWindow:
    made = MainWindow(desk, bridge, theme)
    qtbot.addWidget(made)
    controller = Controller(desk, bridge, theme, made)
    controller.setObjectName("controller")
    controller.start()
    desk.navigator.focus(TOPIC)
    bridge.flush()
    return made


@pytest.fixture
def broken(desk: Desk, window: MainWindow) -> Iterator[QLabel]:
    """The line of messages, while SQLite refuses every write."""
    label = window.findChild(QLabel, "messageLabel")
    assert label is not None
    desk.database.connection.execute("PRAGMA query_only = ON")
    yield label
    desk.database.connection.execute("PRAGMA query_only = OFF")


@pytest.mark.parametrize(
    "action",
    ["tree.done", "tree.skip", "time.timer", "theme.dark", "view.text_larger", "view.text_reset", "reader.zoom_in"],
)
def test_an_action_that_cannot_be_written_is_a_sentence(window: MainWindow, broken: QLabel, action: str) -> None:
    controller = window.findChild(Controller, "controller")
    assert controller is not None
    controller.actions.trigger(action)
    assert "cannot be written" in broken.text()


def test_undo_that_cannot_be_written_can_be_tried_again(window: MainWindow, desk: Desk) -> None:
    controller = window.findChild(Controller, "controller")
    assert controller is not None
    desk.undo.push(desk.progress.set_status([TOPIC], Status.DONE, desk.clock.now()))
    desk.database.connection.execute("PRAGMA query_only = ON")
    controller.actions.trigger("edit.undo")
    assert desk.progress.statuses()[TOPIC] is Status.DONE
    desk.database.connection.execute("PRAGMA query_only = OFF")
    controller.actions.trigger("edit.undo")
    assert TOPIC not in desk.progress.statuses()


def test_another_topic_can_be_opened_all_the_same(
    window: MainWindow, broken: QLabel, desk: Desk, bridge: Bridge
) -> None:
    desk.navigator.focus("m1w2b1.missing")
    bridge.flush()
    desk.navigator.focus(TOPIC)
    bridge.flush()
    assert desk.navigator.focus_id == TOPIC


def test_what_nobody_caught_is_said_where_the_window_says_things(tmp_path: Path, broken: QLabel) -> None:
    reporter = CrashReporter(tmp_path)
    reporter.say = broken.setText
    error = ExpectedError("The disk is full.", todo="Make room.")
    reporter.on_exception(ExpectedError, error, None)
    assert broken.text() == "The disk is full. Make room."
