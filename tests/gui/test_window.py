"""The window: pages, folds, themes, text size, undo, layout over restarts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.domain.progress import Status
from studydesk.ui.bridge import Bridge
from studydesk.ui.shell.controller import Controller
from studydesk.ui.shell.shortcuts import ShortcutsDialog
from studydesk.ui.shell.window import MainWindow
from studydesk.ui.theme.manager import ThemeManager

Opened = tuple[MainWindow, Controller]


@pytest.fixture
def start(desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> Callable[[], Opened]:
    def make() -> Opened:
        window = MainWindow(desk, bridge, theme)
        qtbot.addWidget(window)
        controller = Controller(desk, bridge, theme, window)
        controller.start()
        window.show()
        return window, controller

    return make


def test_pages_by_action(start: Callable[[], Opened]) -> None:
    window, controller = start()
    for page in ("notes", "library", "progress", "path"):
        controller.actions.trigger(f"go.{page}")
        assert window.page == page
        assert window.panel(page).isVisible()


def test_a_second_press_on_the_rail_folds_the_left_panel(start: Callable[[], Opened]) -> None:
    window, _ = start()
    window.rail.chosen.emit("path")
    assert not window.is_part_shown("left")
    window.rail.chosen.emit("path")
    assert window.is_part_shown("left")


def test_folds_are_restored(start: Callable[[], Opened], qtbot: QtBot) -> None:
    window, controller = start()
    controller.actions.trigger("view.note")
    controller.actions.trigger("go.notes")
    window.close()
    again, _ = start()
    assert not again.is_part_shown("note")
    assert again.page == "notes"
    assert again.is_part_shown("left")


def test_only_the_page_and_back(start: Callable[[], Opened]) -> None:
    window, controller = start()
    controller.actions.trigger("view.status")
    controller.actions.trigger("view.focus")
    assert [part for part in ("left", "note", "rail", "status") if window.is_part_shown(part)] == []
    controller.actions.trigger("view.focus")
    assert [part for part in ("left", "note", "rail", "status") if window.is_part_shown(part)] == [
        "left",
        "note",
        "rail",
    ]


def test_themes_and_text_size(start: Callable[[], Opened], desk: Desk, bridge: Bridge, theme: ThemeManager) -> None:
    _, controller = start()
    for action, dark in (("theme.dark", True), ("theme.light", False)):
        controller.actions.trigger(action)
        bridge.flush()
        assert theme.theme.is_dark is dark
        assert controller.actions[action].isChecked()
    controller.actions.trigger("theme.contrast")
    bridge.flush()
    assert theme.theme.name == "high-contrast-light"
    for _ in range(15):
        controller.actions.trigger("view.text_larger")
    bridge.flush()
    assert theme.theme.scale == 2.0
    controller.actions.trigger("view.text_reset")
    bridge.flush()
    assert theme.theme.scale == 1.0


def test_undo_says_what(start: Callable[[], Opened], desk: Desk, bridge: Bridge, clock: FixedClock) -> None:
    window, controller = start()
    desk.undo.push(desk.progress.set_status(["m1w2b1.types"], Status.DONE, clock.now()))
    bridge.flush()
    assert ":" in controller.actions["edit.undo"].text()
    controller.actions.trigger("edit.undo")
    assert "m1w2b1.types" not in desk.progress.statuses()
    message = window.findChild(QLabel, "messageLabel")
    assert message is not None
    assert message.text().startswith("Undone:")
    controller.actions.trigger("edit.redo")
    assert desk.progress.statuses()["m1w2b1.types"] is Status.DONE


def test_keys_can_be_changed_and_clashes_are_refused(start: Callable[[], Opened], desk: Desk) -> None:
    window, controller = start()
    dialog = ShortcutsDialog(controller.actions, desk.uistate, window)
    tree = dialog.findChild(QTreeWidget, "shortcutsList")
    assert tree is not None
    item = next(item for item in dialog._children(dialog._heads()[0]) if item.text(0) == "Notes")
    tree.setCurrentItem(item)
    dialog._edit.setKeySequence("Ctrl+Alt+N")
    dialog._on_keys()
    assert controller.actions["go.notes"].shortcut().toString() == "Ctrl+Alt+N"
    dialog._edit.setKeySequence("Ctrl+1")
    dialog._on_keys()
    assert controller.actions["go.notes"].shortcut().toString() == "Ctrl+Alt+N"
    dialog._on_reset()
    assert controller.actions["go.notes"].shortcut().toString() == "Ctrl+2"
    field = dialog.findChild(QLineEdit, "shortcutsFilter")
    assert field is not None
    field.setText("timer")
    assert item.isHidden()
    dialog.close()


def test_timer_from_the_status_bar(start: Callable[[], Opened], desk: Desk, bridge: Bridge, clock: FixedClock) -> None:
    window, controller = start()
    desk.navigator.focus("m1w2b1.types")
    controller.actions.trigger("time.timer")
    bridge.flush()
    running = desk.time.timer()
    assert running is not None
    assert running.node_id == "m1w2b1.types"
    clock.advance(600)
    controller.actions.trigger("time.timer")
    bridge.flush()
    assert desk.time.timer() is None
    assert round(desk.time.minutes_by_node()["m1w2b1.types"]) == 10
    today = window.findChild(QLabel, "todayLabel")
    assert today is not None
    assert today.text().startswith("10 ")


def test_a_long_sentence_does_not_widen_the_window(start: Callable[[], Opened], qtbot: QtBot) -> None:
    window, _ = start()
    before = window.minimumSizeHint().width()
    sentence = "There is no room left on the disk, so the last change was not saved. " * 4
    window.status.say(sentence)
    assert window.minimumSizeHint().width() == before
    message = window.findChild(QLabel, "messageLabel")
    assert message is not None
    assert message.text() == sentence
