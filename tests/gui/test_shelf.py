"""The library panel: resources of the path, files of the learner."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.app.navigator import Opening
from studydesk.ui.bridge import Bridge
from studydesk.ui.shelf.menu import ShelfMenu
from studydesk.ui.shelf.model import Row
from studydesk.ui.shelf.panel import ShelfPanel
from studydesk.ui.shelf.tree import ShelfTree
from studydesk.ui.theme.manager import ThemeManager


@pytest.fixture
def opened(desk: Desk) -> list[Opening]:
    found: list[Opening] = []
    desk.navigator.set_opener(found.append)
    return found


@pytest.fixture
def panel(desk: Desk, bridge: Bridge, theme: ThemeManager, qtbot: QtBot, opened: list[Opening]) -> ShelfPanel:
    made = ShelfPanel(desk, bridge, theme, None)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(280, 700)
    made.show()
    return made


def groups(panel: ShelfPanel) -> dict[str, list[Row]]:
    model = panel._proxy
    found: dict[str, list[Row]] = {}
    for number in range(model.rowCount()):
        head = model.index(number, 0)
        rows = [panel._tree.row(model.index(below, 0, head)) for below in range(model.rowCount(head))]
        found[str(head.data())] = [row for row in rows if row is not None]
    return found


def page(tmp_path: Path, name: str = "page.html") -> Path:
    file = tmp_path / name
    file.write_text("<title>A saved page</title>")
    return file


def test_every_resource_is_there_under_its_block_or_as_key(panel: ShelfPanel, desk: Desk) -> None:
    shown = groups(panel)
    assert "My files" not in shown
    assert {row.resource.id for rows in shown.values() for row in rows if row.resource} == set(desk.path.resources)
    assert len(shown["Key resources"]) == 20
    assert all(row.detail for row in shown["Key resources"])


def test_the_filter_finds_by_words_and_says_when_nothing_is_left(
    panel: ShelfPanel, opened: list[Opening], qtbot: QtBot
) -> None:
    field = panel.findChild(QLineEdit, "shelfFilter")
    message = panel.findChild(QLabel, "shelfMessage")
    assert field is not None
    assert message is not None
    QTest.keyClicks(field, "scikit-learn pre")
    rows = [row for rows in groups(panel).values() for row in rows]
    assert rows
    assert all("scikit-learn pre" in row.title.casefold() for row in rows)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert rows[0].resource is not None
    assert opened[-1].url == f"studydesk://resource/{rows[0].resource.id}"
    field.setText("no such words")
    assert groups(panel) == {}
    assert message.isVisible()
    field.clear()
    assert not message.isVisible()


def test_enter_opens_and_with_control_in_a_new_tab(panel: ShelfPanel, opened: list[Opening]) -> None:
    panel._select("m1w2b1/m1w2b1r1")
    QTest.keyClick(panel._tree, Qt.Key.Key_Return)
    QTest.keyClick(panel._tree, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened == [
        Opening("studydesk://resource/m1w2b1r1"),
        Opening("studydesk://resource/m1w2b1r1", new_tab=True),
    ]


def test_a_file_is_opened_kept_removed_and_brought_back(
    panel: ShelfPanel,
    desk: Desk,
    bridge: Bridge,
    clock: FixedClock,
    tmp_path: Path,
    opened: list[Opening],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = page(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    panel.actions()["library.open_file"]()
    bridge.flush()
    copy = desk.library.copies()[0]
    assert opened == [Opening(f"studydesk://copy/{copy.id}/", new_tab=True)]
    assert [row.title for row in groups(panel)["My files"]] == ["A saved page"]
    panel.remove(copy)
    bridge.flush()
    assert "My files" not in groups(panel)
    assert file.exists()
    desk.undo.undo(clock.now())
    bridge.flush()
    assert [row.title for row in groups(panel)["My files"]] == ["A saved page"]


def test_dropped_files_are_attached_to_the_resource_below(
    panel: ShelfPanel, desk: Desk, bridge: Bridge, tmp_path: Path
) -> None:
    panel._select("m1w2b1/m1w2b1r1")
    index = panel._tree.currentIndex()
    panel._tree.scrollTo(index)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(page(tmp_path)))])
    place = QPointF(panel._tree.visualRect(index).center())
    panel._tree.dropEvent(
        QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    )
    bridge.flush()
    assert [copy.resource_id for copy in desk.library.copies()] == ["m1w2b1r1"]
    row = next(row for row in groups(panel)["Data Preprocessing"] if row.resource and row.resource.id == "m1w2b1r1")
    assert len(row.copies) == 1


def test_what_is_no_page_is_refused_with_a_sentence(
    panel: ShelfPanel, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "x.txt").write_text("text")
    with qtbot.waitSignal(panel.said, check_params_cb=lambda sentence: "neither an HTML page nor a PDF" in sentence):
        panel.add([tmp_path / "x.txt"], None)
    assert desk.library.copies() == []


def test_the_menu_offers_what_the_row_can(panel: ShelfPanel, tmp_path: Path) -> None:
    panel.add([page(tmp_path)], "m1w2b1r1")
    panel._fill()
    row = next(row for row in groups(panel)["Data Preprocessing"] if row.copies)
    menu = ShelfMenu(row, panel, is_adding=False)
    names = [action.objectName() for action in menu.findChildren(QAction) if action.objectName()]
    assert {"shelfOpen", "shelfAttach", "shelfOpenCopy", "shelfShowFolder", "shelfRemove", "shelfOpenFile"} <= set(
        names
    )
    menu.deleteLater()


def test_folded_groups_and_the_chosen_row_are_kept(panel: ShelfPanel) -> None:
    tree: ShelfTree = panel._tree
    tree.collapse(panel._proxy.index(0, 0))
    panel._select("m1w2b1/m1w2b1r1")
    state = panel.save_state()
    tree.expand(panel._proxy.index(0, 0))
    tree.setCurrentIndex(panel._proxy.index(0, 0))
    panel.restore_state(state)
    assert not tree.isExpanded(panel._proxy.index(0, 0))
    row = tree.row(tree.currentIndex())
    assert row is not None
    assert row.key == "m1w2b1/m1w2b1r1"
