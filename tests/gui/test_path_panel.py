"""The tree: statuses by key, click and menu, roll-up at once, filter, focus, state over restarts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.app.navigator import Opening
from studydesk.domain.progress import Status
from studydesk.ui.bridge import Bridge
from studydesk.ui.path.model import Role, duration
from studydesk.ui.path.panel import PathPanel
from studydesk.ui.path.tree import PathTree
from studydesk.ui.theme.manager import ThemeManager

BLOCK = "m1w2b1"
TOPIC = "m1w2b1.types"


@pytest.fixture
def panel(desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot) -> Iterator[PathPanel]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 700)
    made = PathPanel(desk, bridge, theme, window)
    made.resize(300, 700)
    window.show()
    yield made
    window.close()


def tree(panel: PathPanel) -> PathTree:
    found = panel.findChild(PathTree)
    assert found is not None
    return found


def select(panel: PathPanel, desk: Desk, bridge: Bridge, node_id: str) -> None:
    desk.navigator.focus(node_id)
    bridge.flush()
    tree(panel).setFocus()
    assert tree(panel).node_id(tree(panel).currentIndex()) == node_id


def test_space_marks_done_and_back_and_rolls_up(panel: PathPanel, desk: Desk, bridge: Bridge, qtbot: QtBot) -> None:
    select(panel, desk, bridge, TOPIC)
    qtbot.keyClick(tree(panel), Qt.Key.Key_Space)
    bridge.flush()
    assert desk.progress.statuses()[TOPIC] is Status.DONE
    index = tree(panel).currentIndex()
    assert index.data(Role.STATUS) == Status.DONE
    assert index.parent().data(Role.SHARE) > 0
    assert index.parent().data(Role.STATUS) == Status.IN_PROGRESS
    qtbot.keyClick(tree(panel), Qt.Key.Key_Space)
    assert desk.progress.statuses().get(TOPIC, Status.NOT_STARTED) is Status.NOT_STARTED


def test_marking_a_block_marks_its_leaves_in_one_undo(
    panel: PathPanel, desk: Desk, bridge: Bridge, clock: FixedClock
) -> None:
    select(panel, desk, bridge, BLOCK)
    panel.mark_done()
    bridge.flush()
    assert tree(panel).currentIndex().data(Role.SHARE) == 1.0
    desk.undo.undo(clock.now())
    bridge.flush()
    assert tree(panel).currentIndex().data(Role.SHARE) == 0.0
    assert desk.progress.rollups()[BLOCK].done == 0


def test_four_statuses(panel: PathPanel, desk: Desk, bridge: Bridge) -> None:
    select(panel, desk, bridge, TOPIC)
    for mark, status in (
        (panel.mark_started, Status.IN_PROGRESS),
        (panel.mark_skipped, Status.SKIPPED),
        (panel.mark_done, Status.DONE),
        (panel.mark_not_started, Status.NOT_STARTED),
    ):
        mark()
        bridge.flush()
        assert tree(panel).currentIndex().data(Role.STATUS) == status


def test_a_click_on_the_glyph_marks_without_opening(panel: PathPanel, desk: Desk, bridge: Bridge, qtbot: QtBot) -> None:
    opened: list[Opening] = []
    desk.navigator.set_opener(opened.append)
    select(panel, desk, bridge, TOPIC)
    view = tree(panel)
    rect = view.visualRect(view.currentIndex())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(9, rect.height() // 2))
    assert desk.progress.statuses()[TOPIC] is Status.DONE
    assert opened == []
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert [opening.url for opening in opened] == [f"studydesk://page/{TOPIC}"]


def test_enter_opens_nested_topics_on_their_page(panel: PathPanel, desk: Desk, bridge: Bridge, qtbot: QtBot) -> None:
    opened: list[Opening] = []
    desk.navigator.set_opener(opened.append)
    select(panel, desk, bridge, "m1w2b1.outliers.iqr")
    qtbot.keyClick(tree(panel), Qt.Key.Key_Return)
    qtbot.keyClick(tree(panel), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened == [
        Opening("studydesk://page/m1w2b1.outliers#m1w2b1.outliers.iqr"),
        Opening("studydesk://page/m1w2b1.outliers#m1w2b1.outliers.iqr", new_tab=True),
    ]


def test_filter_shows_hits_with_their_parents_and_gives_the_tree_back(
    panel: PathPanel, desk: Desk, qtbot: QtBot
) -> None:
    before = panel.save_state()["expanded"]
    field = panel.findChild(QLineEdit, "pathFilter")
    assert field is not None
    qtbot.keyClicks(field, "dbscan")
    model = tree(panel).model()
    assert model.rowCount() == 1
    index = model.index(0, 0)
    while model.rowCount(index):
        assert tree(panel).isExpanded(index)
        index = model.index(0, 0, index)
    assert index.data(Role.NODE).id == "m1w2b1.outliers.dbscan"
    assert panel.save_state()["expanded"] == before
    field.clear()
    assert model.rowCount() == len(desk.path.roots)
    assert panel.save_state()["expanded"] == before


def test_filter_without_hits_says_so(panel: PathPanel, qtbot: QtBot) -> None:
    field = panel.findChild(QLineEdit, "pathFilter")
    assert field is not None
    qtbot.keyClicks(field, "zzzz")
    assert [label.text() for label in panel.findChildren(QLabel) if label.isVisible() and "No topic" in label.text()]


def test_state_survives_a_restart(
    panel: PathPanel, desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot
) -> None:
    select(panel, desk, bridge, "m1w2b1.outliers")
    state = panel.save_state()
    again = PathPanel(desk, bridge, theme, panel.parentWidget())
    again.restore_state(state)
    assert again.save_state()["expanded"] == state["expanded"]
    assert again.save_state()["current"] == "m1w2b1.outliers"


def test_typing_jumps(panel: PathPanel, desk: Desk, bridge: Bridge, qtbot: QtBot) -> None:
    select(panel, desk, bridge, "m1")
    qtbot.keyClicks(tree(panel), "Month 3")
    assert tree(panel).node_id(tree(panel).currentIndex()) == "m3"


def test_rows_say_themselves_to_a_screen_reader(panel: PathPanel, desk: Desk, bridge: Bridge) -> None:
    select(panel, desk, bridge, TOPIC)
    panel.mark_skipped()
    bridge.flush()
    said = tree(panel).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "skipped" in said
    assert desk.path.nodes[TOPIC].short in said


@pytest.mark.parametrize(("minutes", "text"), [(0, "0 m"), (25, "25 m"), (89, "89 m"), (90, "1.5 h"), (600, "10 h")])
def test_durations_are_short(minutes: float, text: str) -> None:
    assert duration(minutes) == text
