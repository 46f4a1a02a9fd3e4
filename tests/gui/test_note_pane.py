"""The pane beside the page: which note, autosave, links, pictures, quotes, what was left how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from studydesk.app.clock import FixedClock
from studydesk.app.desk import Desk
from studydesk.app.navigator import Opening
from studydesk.domain.changes import Kind
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import Note
from studydesk.ui.bridge import Bridge
from studydesk.ui.notes.editing import LinkForm, WrittenLink
from studydesk.ui.notes.pane import NotePane
from studydesk.ui.theme.manager import ThemeManager

Make = Callable[[], NotePane]


@pytest.fixture
def topics(desk: Desk) -> tuple[str, str]:
    """Two outermost topics of the real path."""
    found = [node.id for node in desk.path.walk() if node.kind == "topic" and desk.path.page_of(node.id) == node.id]
    return found[0], found[1]


@pytest.fixture
def make(qtbot: QtBot, desk: Desk, bridge: Bridge, theme: ThemeManager) -> Iterator[Make]:
    windows: list[QWidget] = []

    def build() -> NotePane:
        window = QWidget()
        window.resize(360, 700)
        windows.append(window)
        pane = NotePane(desk, bridge, theme, window)
        pane.resize(360, 700)
        qtbot.addWidget(window)
        window.show()
        return pane

    yield build
    for window in windows:
        window.close()


@pytest.fixture
def pane(make: Make, desk: Desk, bridge: Bridge, topics: tuple[str, str]) -> NotePane:
    made = make()
    desk.navigator.focus(topics[0])
    bridge.flush()
    made.editor.setFocus()
    return made


def write(pane: NotePane, text: str) -> None:
    QTest.keyClicks(pane.editor, text)


def body(desk: Desk, anchor: str) -> str | None:
    note = desk.notes.find(anchor)
    return note.body if note is not None else None


def free(desk: Desk, title: str, text: str) -> Note:
    now = desk.clock.now()
    note = desk.notes.create_free(title, now)
    desk.notes.save(note, text, now)
    return desk.notes.get(note.id)


# -- writing


def test_no_row_before_the_first_sign(pane: NotePane, desk: Desk, topics: tuple[str, str]) -> None:
    pane.autosave.flush()
    assert desk.notes.find(topics[0]) is None
    assert pane.editor.placeholderText()
    write(pane, "a")
    assert pane.autosave.flush()
    assert body(desk, topics[0]) == "a"


def test_saved_within_a_second_of_the_last_key(
    pane: NotePane, desk: Desk, qtbot: QtBot, topics: tuple[str, str]
) -> None:
    heard: list[Kind] = []
    desk.hub.subscribe((Kind.DIRTY, Kind.SAVED), lambda changes: heard.extend(changes.kinds & {Kind.DIRTY, Kind.SAVED}))
    write(pane, "words")
    assert heard == [Kind.DIRTY]
    with qtbot.waitSignal(pane.autosave.saved, timeout=1000):
        pass
    assert body(desk, topics[0]) == "words"
    assert heard[-1] is Kind.SAVED


def test_saved_while_typing_goes_on(pane: NotePane, qtbot: QtBot) -> None:
    saved: list[str] = []
    pane.autosave.saved.connect(saved.append)
    for _ in range(26):
        write(pane, "x")
        qtbot.wait(90)
    assert saved


def test_saved_when_the_keyboard_goes_elsewhere(pane: NotePane, desk: Desk, topics: tuple[str, str]) -> None:
    write(pane, "here")
    pane.editor.clearFocus()
    assert body(desk, topics[0]) == "here"


def test_saved_on_another_topic_and_on_closing(
    pane: NotePane, desk: Desk, bridge: Bridge, topics: tuple[str, str]
) -> None:
    write(pane, "first")
    desk.navigator.focus(topics[1])
    bridge.flush()
    assert body(desk, topics[0]) == "first"
    assert pane.editor.text() == ""
    write(pane, "second")
    pane.window().close()
    assert body(desk, topics[1]) == "second"


def test_undo_survives_autosave(pane: NotePane, bridge: Bridge) -> None:
    write(pane, "one")
    pane.autosave.flush()
    bridge.flush()
    write(pane, " two")
    pane.autosave.flush()
    bridge.flush()
    pane.editor.undo()
    assert pane.editor.text() in ("", "one")


def test_a_full_disk_loses_nothing(
    pane: NotePane, desk: Desk, bridge: Bridge, monkeypatch: pytest.MonkeyPatch, topics: tuple[str, str]
) -> None:
    real = desk.notes.save

    def full(*_: Any) -> Any:
        raise ExpectedError("The disk is full.")

    monkeypatch.setattr(desk.notes, "save", full)
    write(pane, "precious")
    assert not pane.autosave.flush()
    assert "The disk is full." in pane.message.sentence
    assert pane.editor.text() == "precious"
    # Another topic and back: the words are still there.
    desk.navigator.focus(topics[1])
    bridge.flush()
    assert pane.editor.text() == ""
    monkeypatch.setattr(desk.notes, "save", real)
    write(pane, "b")
    assert pane.autosave.flush()
    assert body(desk, topics[0]) == "precious"
    assert body(desk, topics[1]) == "b"
    assert not pane.message.sentence


def test_words_not_written_come_back_with_their_topic(
    pane: NotePane, desk: Desk, bridge: Bridge, monkeypatch: pytest.MonkeyPatch, topics: tuple[str, str]
) -> None:
    def full(*_: Any) -> Any:
        raise ExpectedError("The disk is full.")

    desk.notes.save(desk.notes.blank(topics[0], desk.clock.now()), "old", desk.clock.now())
    bridge.flush()
    pane.follow()
    pane.editor.moveCursor(QTextCursor.MoveOperation.End)
    with monkeypatch.context() as patch:
        patch.setattr(desk.notes, "save", full)
        write(pane, " new")
        desk.navigator.focus(topics[1])
        bridge.flush()
        desk.navigator.focus(topics[0])
        bridge.flush()
        assert pane.editor.text() == "old new"
    assert pane.autosave.flush()
    assert body(desk, topics[0]) == "old new"


def test_minutes_of_writing(pane: NotePane, desk: Desk, clock: FixedClock, topics: tuple[str, str]) -> None:
    for _ in range(5):
        write(pane, "x")
        clock.advance(20)
    desk.time.flush(clock.now())
    assert desk.time.minutes_by_node().get(topics[0], 0) > 1


# -- which note


def test_nested_topics_share_the_note_of_their_page(pane: NotePane, desk: Desk, bridge: Bridge) -> None:
    nested = next(node.id for node in desk.path.walk() if desk.path.page_of(node.id) != node.id)
    page = desk.path.page_of(nested)
    desk.navigator.focus(nested)
    bridge.flush()
    assert pane.note is not None
    assert pane.note.anchor == page
    pane.begin_own()
    assert pane.note.anchor == nested
    write(pane, "of its own")
    pane.autosave.flush()
    assert body(desk, nested) == "of its own"
    assert desk.notes.find(page) is None


def test_a_free_note_stays_until_it_is_let_go(
    pane: NotePane, desk: Desk, bridge: Bridge, topics: tuple[str, str]
) -> None:
    note = free(desk, "Journal", "today")
    desk.navigator.open(f"studydesk://note/{note.id}")
    assert pane.editor.text() == "today"
    desk.navigator.focus(topics[1])
    bridge.flush()
    assert pane.editor.text() == "today"
    pane.unpin()
    assert pane.note is not None
    assert pane.note.anchor == topics[1]


def test_a_new_note_is_named_at_once(pane: NotePane, desk: Desk, bridge: Bridge) -> None:
    pane.new_note()
    field = pane.findChild(QLineEdit, "noteTitle")
    assert field is not None
    QTest.keyClicks(field, "Journal")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pane.note is not None
    bridge.flush()
    assert desk.notes.get(pane.note.id).title == "Journal"


def test_changes_from_elsewhere_come_in(pane: NotePane, desk: Desk, bridge: Bridge) -> None:
    target = free(desk, "Old name", "x")
    write(pane, "see [[Old name]]")
    pane.autosave.flush()
    bridge.flush()
    desk.undo.push(desk.notes.rename(target.id, "New name", desk.clock.now()))
    bridge.flush()
    assert pane.editor.text() == "see [[New name]]"
    desk.undo.undo(desk.clock.now())
    bridge.flush()
    assert pane.editor.text() == "see [[Old name]]"


def test_trash_empties_the_pane_and_can_be_undone(
    pane: NotePane, desk: Desk, bridge: Bridge, topics: tuple[str, str]
) -> None:
    write(pane, "gone")
    pane.commands.trash()
    bridge.flush()
    assert desk.notes.find(topics[0]) is None
    assert pane.editor.text() == ""
    desk.undo.undo(desk.clock.now())
    bridge.flush()
    assert pane.editor.text() == "gone"


def test_nothing_open(make: Make) -> None:
    pane = make()
    assert not pane.editor.isEnabled()
    assert pane.note is None
    pane.commands.trash()
    pane.show_history()
    assert pane.save_state()["pinned"] == ""


# -- links


def test_completion_of_a_link(pane: NotePane, desk: Desk) -> None:
    free(desk, "Feature ideas", "x")
    write(pane, "see [[feature id")
    assert pane.completion.isVisible()
    QTest.keyClick(pane.editor, Qt.Key.Key_Return)
    assert pane.editor.text() == "see [[Feature ideas]]"
    assert pane.completion.isHidden()


def test_completion_goes_away_on_escape_and_arrows_walk(pane: NotePane) -> None:
    write(pane, "[[a")
    assert pane.completion.isVisible()
    QTest.keyClick(pane.editor, Qt.Key.Key_Down)
    QTest.keyClick(pane.editor, Qt.Key.Key_Escape)
    assert pane.completion.isHidden()
    write(pane, "b")
    assert pane.completion.isHidden()
    assert pane.editor.text() == "[[ab"


def test_following_links(pane: NotePane, desk: Desk, topics: tuple[str, str]) -> None:
    opened: list[str] = []

    def opener(opening: Opening) -> None:
        opened.append(opening.url)

    desk.navigator.set_opener(opener)
    title = desk.path.nodes[topics[1]].title
    pane.editor.link_followed.emit(WrittenLink(LinkForm.WIKI, title, 0, 1))
    pane.editor.link_followed.emit(WrittenLink(LinkForm.ADDRESS, "https://a.b", 0, 1))
    assert opened == [f"studydesk://page/{topics[1]}", "https://a.b"]
    note = free(desk, "Journal", "first\n\n# Later\nwords")
    pane.editor.link_followed.emit(WrittenLink(LinkForm.WIKI, "journal#later", 0, 1))
    assert pane.note is not None
    assert pane.note.id == note.id
    assert pane.editor.textCursor().block().text() == "# Later"


def test_a_missing_note_is_made_with_one_click(pane: NotePane, desk: Desk, bridge: Bridge) -> None:
    pane.editor.link_followed.emit(WrittenLink(LinkForm.WIKI, "Not there yet", 0, 1))
    assert "Not there yet" in pane.message.sentence
    button = pane.message.findChild(QWidget, "noteMessageAction")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pane.note is not None
    assert pane.note.title == "Not there yet"
    desk.undo.undo(desk.clock.now())
    bridge.flush()
    assert pane.note.title != "Not there yet"


def test_mentions_below(pane: NotePane, desk: Desk, bridge: Bridge, qtbot: QtBot, topics: tuple[str, str]) -> None:
    short = desk.path.nodes[topics[0]].title
    free(desk, "Journal", f"read [[{short}]]")
    other = free(desk, "Review", f"still weak: {short}")
    bridge.flush()
    qtbot.waitUntil(lambda: len(pane.foot.mention_rows()) == 2)
    assert [row.mention.note_title for row in pane.foot.mention_rows()] == ["Journal", "Review"]
    pane.foot.link_wanted.emit(pane.foot.mention_rows()[1].mention)
    assert "[[" in desk.notes.get(other.id).body
    pane.foot.opened.emit(pane.foot.mention_rows()[0].mention)
    assert pane.note is not None
    assert pane.note.title == "Journal"


# -- pictures, quotes, find


def test_a_pasted_picture_is_kept(pane: NotePane, desk: Desk, topics: tuple[str, str]) -> None:
    image = QImage(3, 3, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    source = QMimeData()
    source.setImageData(image)
    pane.editor.insertFromMimeData(source)
    text = pane.editor.text()
    assert text.startswith("![")
    sha = text.split("attachment:")[1].rstrip(")")
    kept = desk.notes.attachment(sha)
    assert kept is not None
    assert kept.media_type == "image/png"
    assert pane.autosave.flush()
    assert body(desk, topics[0]) == text


def test_picture_files_and_what_is_none(pane: NotePane, tmp_path: Path) -> None:
    good, bad = tmp_path / "a b.png", tmp_path / "bad.png"
    QImage(2, 2, QImage.Format.Format_RGB32).save(str(good))
    bad.write_text("no picture")
    pane.commands.insert_files([str(good)])
    assert "attachment:" in pane.editor.text()
    before = pane.editor.text()
    pane.commands.insert_files([str(bad)])
    assert pane.editor.text() == before
    assert "bad.png" in pane.message.sentence


def test_a_quote_comes_with_its_address(pane: NotePane, desk: Desk) -> None:
    write(pane, "mine")
    assert desk.quotes.send("their words\nmore", "studydesk://page/x", "A page")
    assert pane.editor.text().startswith("mine\n\n> their words\n> more\n> — [A page](studydesk://page/x)\n")


def test_find(pane: NotePane) -> None:
    pane.editor.load("One two one\nONE", caret=0)
    pane.open_find()
    field = pane.findChild(QLineEdit, "noteFindField")
    assert field is not None
    QTest.keyClicks(field, "one")
    assert pane.find_bar.count_text == "1 of 3"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pane.editor.textCursor().selectionStart() == 8
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert pane.editor.textCursor().selectionStart() == 0
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert pane.find_bar.isHidden()
    assert not pane.editor.extraSelections()


# -- as it was left


def test_cursor_scroll_and_view_come_back(make: Make, pane: NotePane, desk: Desk, topics: tuple[str, str]) -> None:
    desk.notes.save(desk.notes.blank(topics[0], desk.clock.now()), "line\n" * 300, desk.clock.now())
    pane.follow()
    pane.editor.go_to_line(150)
    pane.editor.show_line(140)
    state = pane.save_state()
    again = make()
    again.restore_state(state)
    assert again.editor.textCursor().blockNumber() == 150
    QApplication.processEvents()
    assert abs(again.editor.first_line() - 140) <= 1


def test_the_pinned_note_comes_back(make: Make, pane: NotePane, desk: Desk) -> None:
    note = free(desk, "Journal", "today")
    pane.open_note(note.id)
    again = make()
    again.restore_state(pane.save_state())
    assert again.editor.text() == "today"


def test_the_source_loads_no_web_engine(pane: NotePane) -> None:
    write(pane, "x")
    pane.autosave.flush()
    assert pane.preview.view is None


def test_actions_are_those_of_the_registry(pane: NotePane) -> None:
    from studydesk.app.actions import by_id

    assert set(pane.actions()) <= set(by_id())
    assert {one for one in by_id() if one.startswith("note.")} == set(pane.actions())


def test_every_control_has_a_name(pane: NotePane) -> None:
    for control in [*pane.findChildren(QAbstractButton), *pane.findChildren(QLineEdit), pane.editor]:
        if not control.objectName().startswith("qt_"):
            assert control.objectName(), control
            assert control.accessibleName() or control.isHidden(), control.objectName()


def test_themes_and_scale(pane: NotePane, desk: Desk, bridge: Bridge) -> None:
    write(pane, "# Heading")
    desk.settings.set("appearance.theme", "dark")
    desk.settings.set("appearance.scale", 200)
    bridge.flush()
    assert pane.editor.font().pixelSize() == 26


def test_the_window_stays_while_words_are_not_written(
    pane: NotePane, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> Any:
        raise ExpectedError("The disk is full.")

    def answer() -> None:
        box = pane.window().findChild(QMessageBox, "unsavedDialog")
        assert box is not None
        button = box.findChild(QAbstractButton, answers.pop(0))
        assert button is not None
        button.click()

    write(pane, "precious")
    with monkeypatch.context() as patch:
        patch.setattr(desk.notes, "save", full)
        answers = ["unsavedStay"]
        QTimer.singleShot(0, answer)
        pane.window().close()
        assert pane.window().isVisible()
        answers = ["unsavedCopy"]
        QTimer.singleShot(0, answer)
        pane.window().close()
        assert not pane.window().isVisible()
    assert "precious" in QApplication.clipboard().text()
