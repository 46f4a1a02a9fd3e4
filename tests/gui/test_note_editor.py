"""The editor: keys, mouse, paste, colours, and its speed in a long note."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studydesk.ui.notes.editor import NoteEditor
from studydesk.ui.theme.manager import ThemeManager


@pytest.fixture
def editor(qtbot: QtBot, theme: ThemeManager) -> Iterator[NoteEditor]:
    window = QWidget()
    made = NoteEditor(theme.theme, window)
    made.resize(400, 600)
    window.resize(400, 600)
    qtbot.addWidget(window)
    window.show()
    made.setFocus()
    yield made
    window.close()


def middle_of(editor: NoteEditor, line: int, column: int) -> QPoint:
    cursor = QTextCursor(editor.document().findBlockByNumber(line))
    cursor.movePosition(QTextCursor.MoveOperation.Right, n=column)
    return editor.cursorRect(cursor).center() + QPoint(3, 0)


def test_enter_goes_on_with_lists_and_ends_them(editor: NoteEditor) -> None:
    for key in "- one\rtwo\r\rplain":
        if key == "\r":
            QTest.keyClick(editor, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(editor, key)
    assert editor.text() == "- one\n- two\nplain"


def test_enter_in_code_is_a_line_break(editor: NoteEditor) -> None:
    editor.load("```\n- x", caret=-1)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "```\n- x\n"


def test_tab_indents_items_and_back(editor: NoteEditor) -> None:
    editor.load("- a\n- b", caret=-1)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == "- a\n    - b"
    QTest.keyClick(editor, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert editor.text() == "- a\n- b"
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == "    - a\n    - b"


def test_bold_takes_the_word_and_gives_it_back(editor: NoteEditor) -> None:
    editor.load("one two", caret=5)
    editor.bold()
    assert editor.text() == "one **two**"
    editor.bold()
    assert editor.text() == "one two"
    editor.load("", caret=0)
    editor.code()
    QTest.keyClicks(editor, "x")
    assert editor.text() == "`x`"


def test_tasks_by_key_and_click_undone_in_one_step(editor: NoteEditor) -> None:
    editor.load("- [ ] one\n- [ ] two", caret=0)
    editor.toggle_task()
    assert editor.text() == "- [x] one\n- [ ] two"
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(editor, 1, 3))
    assert editor.text() == "- [x] one\n- [x] two"
    editor.undo()
    assert editor.text() == "- [x] one\n- [ ] two"


def test_click_beside_the_box_moves_the_caret(editor: NoteEditor) -> None:
    editor.load("- [ ] one", caret=0)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(editor, 0, 7))
    assert editor.text() == "- [ ] one"
    assert editor.textCursor().position() in (7, 8)


def test_ctrl_click_follows(editor: NoteEditor, qtbot: QtBot) -> None:
    editor.load("see [[Outliers|them]] now", caret=0)
    with qtbot.waitSignal(editor.link_followed) as told:
        QTest.mouseClick(
            editor.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, middle_of(editor, 0, 8)
        )
    assert told.args is not None
    assert told.args[0].target == "Outliers"


def test_an_address_over_words_becomes_a_link(editor: NoteEditor) -> None:
    editor.load("read this", caret=0)
    cursor = editor.textCursor()
    cursor.setPosition(5)
    cursor.setPosition(9, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    source = QMimeData()
    source.setText("https://a.b/c")
    editor.insertFromMimeData(source)
    assert editor.text() == "read [this](https://a.b/c)"


def test_paste_is_plain_and_pictures_are_told(editor: NoteEditor, qtbot: QtBot) -> None:
    source = QMimeData()
    source.setHtml("<b>bold</b>")
    source.setText("bold\r\nline")
    editor.insertFromMimeData(source)
    assert editor.text() == "bold\nline"
    picture = QMimeData()
    picture.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(editor.pictures_arrived):
        editor.insertFromMimeData(picture)
    elsewhere = QMimeData()
    elsewhere.setUrls([QUrl("https://a.b/c.png")])
    assert elsewhere.hasText()
    editor.insertFromMimeData(elsewhere)
    assert "https://a.b/c.png" in editor.text()


def test_the_text_is_kept_to_the_sign(editor: NoteEditor) -> None:
    text = "no\u00a0break 😀 é\n\ttab"
    editor.load(text, caret=0)
    assert editor.text() == text
    editor.load("😀 word", caret=-1)
    editor.bold()
    assert editor.text() == "😀 **word**"


def test_input_methods_compose(editor: NoteEditor) -> None:
    editor.load("- a", caret=-1)
    QApplication.sendEvent(editor, QInputMethodEvent("に", []))
    assert editor.text() == "- a"
    event = QInputMethodEvent()
    event.setCommitString("日本")
    QApplication.sendEvent(editor, event)
    assert editor.text() == "- a日本"


def test_adopting_keeps_the_caret_and_can_be_undone(editor: NoteEditor) -> None:
    editor.load("one [[Old]] end", caret=-1)
    told: list[int] = []
    editor.typed.connect(lambda: told.append(1))
    editor.adopt("one [[New name]] end")
    assert editor.text() == "one [[New name]] end"
    assert editor.textCursor().atEnd()
    assert not told
    editor.undo()
    assert editor.text() == "one [[Old]] end"


def test_a_paragraph_is_put_in_apart(editor: NoteEditor) -> None:
    editor.load("before", caret=-1)
    editor.insert_paragraph("> q")
    assert editor.text() == "before\n\n> q\n\n"
    editor.load("", caret=0)
    editor.insert_paragraph("> q")
    assert editor.text() == "> q\n\n"


def test_only_what_is_on_screen_is_coloured(editor: NoteEditor) -> None:
    editor.load("\n".join("**bold**" for _ in range(2000)), caret=0)
    document = editor.document()
    assert document.findBlockByNumber(0).layout().formats()
    assert not document.findBlockByNumber(1500).layout().formats()
    editor.go_to_line(1500)
    QApplication.processEvents()
    assert document.findBlockByNumber(1500).layout().formats()


def test_a_fence_far_above_is_known(editor: NoteEditor) -> None:
    editor.load("```\n" + "x\n" * 1000 + "- x", caret=-1)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text().endswith("- x\n")


def test_typing_in_a_megabyte(editor: NoteEditor) -> None:
    kinds = (
        "# Heading `code`",
        "- use the **median** #tag",
        "text with [[Feature scaling]] and $x^2$ " * 3,
        "",
        "> quote",
        "- [ ] task",
    )
    text = "\n".join(kinds[number % 6] for number in range(34_000))
    assert len(text) > 1_000_000
    editor.load(text, caret=len(text) // 2)
    editor.ensureCursorVisible()
    QApplication.processEvents()
    times = []
    for key in "The quick **brown** [[fox jumps over $x$ dogs " * 2:
        start = time.perf_counter()
        QTest.keyClicks(editor, key)
        QApplication.processEvents()
        times.append(time.perf_counter() - start)
    times.sort()
    # The promise is 16 ms at p95; a machine that is shared gets three times that before the test fails.
    assert times[round(len(times) * 0.95)] < 0.048


def test_shift_tab_stays_in_the_editor(editor: NoteEditor) -> None:
    editor.load("plain", caret=0)
    QTest.keyClick(editor, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert editor.hasFocus()
    assert editor.text() == "plain"
