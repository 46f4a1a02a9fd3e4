"""Every control has a name for programs and one for people, and docs/controls.md lists them."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studydesk.app.actions import ACTIONS
from studydesk.app.desk import Desk
from studydesk.ui.bridge import Bridge
from studydesk.ui.shell.about import AboutDialog
from studydesk.ui.shell.controller import Controller
from studydesk.ui.shell.panels import FULL, LEFT
from studydesk.ui.shell.shortcuts import ShortcutsDialog
from studydesk.ui.shell.window import MainWindow
from studydesk.ui.theme.manager import ThemeManager
from tests.support.controls import interactive, listed, page

DOCS = Path(__file__).resolve().parents[2] / "docs" / "controls.md"


@pytest.fixture
def whole(desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> MainWindow:
    """The window with every panel and dialog of the shell made."""
    window = MainWindow(desk, bridge, theme)
    qtbot.addWidget(window)
    controller = Controller(desk, bridge, theme, window)
    controller.start()
    for name in (*LEFT, *FULL, "reader", "note"):
        window.panel(name)
    ShortcutsDialog(controller.actions, desk.uistate, window)
    AboutDialog(desk, theme.theme, window)
    return window


def test_every_control_is_named(whole: MainWindow) -> None:
    nameless = [
        _where(widget) for widget in interactive(whole) if not widget.objectName() or not widget.accessibleName()
    ]
    assert nameless == []


def test_names_are_unique(whole: MainWindow) -> None:
    counts = Counter(widget.objectName() for widget in interactive(whole))
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.docs
def test_the_page_lists_them(whole: MainWindow) -> None:
    made = page(listed(interactive(whole)))
    if os.environ.get("STUDYDESK_WRITE_DOCS"):
        DOCS.write_text(made, encoding="utf-8")
    assert DOCS.read_text(encoding="utf-8") == made, "./dev docs writes it anew"


def test_every_action_has_somebody_who_does_it(whole: MainWindow) -> None:
    controller = whole.findChild(Controller)
    assert isinstance(controller, Controller)
    assert [entry.id for entry in ACTIONS if not controller.actions.is_bound(entry.id)] == []


def test_no_two_actions_share_keys_in_one_place() -> None:
    taken: Counter[tuple[str, str]] = Counter()
    for entry in ACTIONS:
        for key in filter(None, entry.shortcut.split(", ")):
            assert not QKeySequence(key).isEmpty(), key
            taken[QKeySequence(key).toString(), entry.context] += 1
    assert [place for place, count in taken.items() if count > 1] == []


def _where(widget: QWidget) -> str:
    parts = []
    current: QWidget | None = widget
    while current is not None:
        parts.append(f"{type(current).__name__}#{current.objectName()}")
        current = current.parentWidget()
    return " < ".join(parts[:5])
