"""The list of notes on the left, and the history of a note."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.app.navigator import Opening
from studydesk.domain.notes import Note
from studydesk.ui.bridge import Bridge
from studydesk.ui.notes.history import HistoryDialog
from studydesk.ui.notes.list_model import NotesModel, Role, Shelf
from studydesk.ui.notes.list_panel import NotesPanel
from studydesk.ui.notes.list_view import NotesList
from studydesk.ui.theme.manager import ThemeManager


@pytest.fixture
def topic(desk: Desk) -> str:
    return next(node.id for node in desk.path.walk() if node.kind == "topic")


@pytest.fixture
def notes(desk: Desk, clock: FixedClock, topic: str) -> list[Note]:
    made = []
    for title, text in (("Journal", "on the train #journal"), ("Review", "week two #journal/week")):
        clock.advance(60)
        note = desk.notes.create_free(title, clock.now())
        desk.notes.save(note, text, clock.now())
        made.append(desk.notes.get(note.id))
    clock.advance(60)
    desk.notes.save(desk.notes.blank(topic, clock.now()), "about the topic", clock.now())
    return made


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, bridge: Bridge, theme: ThemeManager, notes: list[Note]) -> Iterator[NotesPanel]:
    window = QWidget()
    window.resize(280, 600)
    made = NotesPanel(desk, bridge, theme, window)
    made.resize(280, 600)
    qtbot.addWidget(window)
    window.show()
    yield made
    window.close()


def view(panel: NotesPanel) -> NotesList:
    found = panel.findChild(NotesList)
    assert found is not None
    return found


def titles(panel: NotesPanel) -> list[str]:
    model = view(panel).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def press(panel: NotesPanel, name: str) -> None:
    button = panel.findChild(QAbstractButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_newest_first_and_shelves(panel: NotesPanel, desk: Desk, topic: str) -> None:
    assert titles(panel) == [desk.path.nodes[topic].short, "Review", "Journal"]
    press(panel, "notesShelfFree")
    assert titles(panel) == ["Review", "Journal"]
    press(panel, "notesShelfTrash")
    assert titles(panel) == []
    empty = panel.findChild(QLabel, "notesEmpty")
    assert empty is not None
    assert "30" in empty.text()


def test_search_and_tags(panel: NotesPanel, qtbot: QtBot) -> None:
    search = panel.findChild(QLineEdit, "notesSearch")
    assert search is not None
    QTest.keyClicks(search, "trai")
    qtbot.waitUntil(lambda: titles(panel) == ["Journal"])
    search.clear()
    qtbot.waitUntil(lambda: len(titles(panel)) == 3)
    panel.restore_state({"tag": "journal/week"})
    assert titles(panel) == ["Review"]


def test_enter_opens_in_the_pane(panel: NotesPanel, desk: Desk, notes: list[Note]) -> None:
    opened: list[str] = []

    def opener(opening: Opening) -> None:
        opened.append(opening.url)

    desk.navigator.set_note_opener(opener)
    panel.focus_first()
    QTest.keyClick(view(panel), Qt.Key.Key_Down)
    QTest.keyClick(view(panel), Qt.Key.Key_Return)
    assert opened == [f"studydesk://note/{notes[1].id}"]


def test_delete_goes_to_the_trash_and_comes_back(panel: NotesPanel, desk: Desk, notes: list[Note]) -> None:
    panel.focus_first()
    QTest.keyClick(view(panel), Qt.Key.Key_End)
    QTest.keyClick(view(panel), Qt.Key.Key_Delete)
    assert "Journal" not in titles(panel)
    assert "Journal" in panel.message.sentence
    press(panel, "notesShelfTrash")
    assert titles(panel) == ["Journal"]
    assert "deleted for good on" in str(view(panel).model().index(0, 0).data(Role.ASIDE))
    press(panel, "notesMessageAction")
    assert titles(panel) == []
    assert desk.notes.get(notes[0].id).trashed_at is None


def test_f2_renames_free_notes_only(panel: NotesPanel, desk: Desk, bridge: Bridge, notes: list[Note]) -> None:
    panel.focus_first()
    QTest.keyClick(view(panel), Qt.Key.Key_F2)
    assert view(panel).viewport().findChild(QLineEdit) is None
    QTest.keyClick(view(panel), Qt.Key.Key_Down)
    QTest.keyClick(view(panel), Qt.Key.Key_F2)
    field = view(panel).viewport().findChild(QLineEdit)
    assert field is not None
    field.setText("Week two")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert desk.notes.get(notes[1].id).title == "Week two"


def test_the_list_follows(panel: NotesPanel, desk: Desk, bridge: Bridge, qtbot: QtBot) -> None:
    desk.notes.create_free("Later", desk.clock.now())
    bridge.flush()
    qtbot.waitUntil(lambda: "Later" in titles(panel))
    panel.hide()
    desk.notes.create_free("Unseen", desk.clock.now())
    bridge.flush()
    QApplication.processEvents()
    assert "Unseen" not in titles(panel)
    panel.show()
    assert "Unseen" in titles(panel)


def test_a_new_note(panel: NotesPanel, desk: Desk) -> None:
    opened: list[Opening] = []
    desk.navigator.set_note_opener(opened.append)
    press(panel, "notesNew")
    assert len(opened) == 1
    assert titles(panel)[0] == "Untitled note"


def test_state(panel: NotesPanel) -> None:
    panel.restore_state({"shelf": "free", "tag": "gone", "current": "gone"})
    assert panel.save_state() == {"shelf": "free", "tag": "", "current": ""}
    assert panel.actions() == {}


def test_a_long_list_is_read_by_pages(panel: NotesPanel, desk: Desk) -> None:
    with desk.database.transaction():
        for number in range(450):
            desk.notes.create_free(f"Note {number}", desk.clock.now())
    model = NotesModel(desk, panel)
    start = time.perf_counter()
    model.show(text="", tag=None, shelf=Shelf.ALL)
    assert time.perf_counter() - start < 0.25
    assert model.rowCount() == 100
    assert model.canFetchMore(QModelIndex())
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == 453


def test_every_control_has_a_name(panel: NotesPanel) -> None:
    for control in [*panel.findChildren(QAbstractButton), *panel.findChildren(QLineEdit)]:
        # Those that Qt makes inside of others have none.
        if (
            type(control) is not QLineEdit
            and not control.objectName().startswith("qt_")
            and control.parent() is not None
        ):
            assert control.objectName() or isinstance(control.parent(), QLineEdit), control
            assert control.accessibleName() or isinstance(control.parent(), QLineEdit), control.objectName()


# -- history


def test_history_shows_and_restores(
    qtbot: QtBot, desk: Desk, clock: FixedClock, theme: ThemeManager, notes: list[Note], panel: NotesPanel
) -> None:
    note = notes[0]
    clock.advance(3600)
    desk.notes.save(note, "on the bus\nand a second line", clock.now())
    dialog = HistoryDialog(desk, desk.notes.get(note.id), theme.theme, panel)
    dialog.show()
    assert "on the train" in dialog.diff.text
    assert "+ and a second line" in dialog.diff.text
    dialog.restore()
    assert desk.notes.get(note.id).body == "on the train #journal"
    desk.undo.undo(clock.now())
    assert desk.notes.get(note.id).body == "on the bus\nand a second line"


def test_history_of_a_new_note_is_empty(desk: Desk, theme: ThemeManager, panel: NotesPanel, topic: str) -> None:
    dialog = HistoryDialog(desk, desk.notes.blank(topic, desk.clock.now()), theme.theme, panel)
    dialog.show()
    empty = dialog.findChild(QLabel, "historyEmpty")
    assert empty is not None
    assert empty.isVisible()
    dialog.restore()
    dialog.close()
