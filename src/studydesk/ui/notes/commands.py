"""What can be done with the note that is shown, beside writing in it; failures are said in the pane."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from studydesk.app.navigator import address
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import Mention, Note, NoteKind
from studydesk.ui.notes.autosave import Autosave
from studydesk.ui.notes.editor import NoteEditor
from studydesk.ui.notes.links import LinkFollower
from studydesk.ui.notes.message import MessageBar
from studydesk.ui.notes.pictures import PATTERNS, Picture, from_file, pictures

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.app.undo import Done

T = TypeVar("T")


class NoteCommands(QObject):
    """`made(str)` names a note that was just made and wants to be shown."""

    made = Signal(str)

    def __init__(
        self,
        desk: Desk,
        editor: NoteEditor,
        autosave: Autosave,
        follower: LinkFollower,
        message: MessageBar,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._editor = editor
        self._autosave = autosave
        self._follower = follower
        self._message = message
        self._widget = parent

    @property
    def _note(self) -> Note | None:
        return self._autosave.note

    # -- making

    def create(self, title: str) -> None:
        """Make a free note and show it."""
        note_id = self._tried(partial(self._follower.create, title))
        if note_id:
            self.made.emit(note_id)

    def offer_missing(self, title: str) -> None:
        """A link leads to a note that does not exist: one click makes it."""
        self._message.say(
            self.tr("There is no “{title}” yet.").format(title=title),
            action=self.tr("Create note"),
            act=partial(self.create, title),
        )

    # -- pictures

    def choose_picture(self) -> None:
        """Ask for picture files and insert them."""
        dialog = QFileDialog(self._widget, self.tr("Insert an image"))
        dialog.setObjectName("imageDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Images ({patterns})").format(patterns=PATTERNS))
        dialog.filesSelected.connect(self.insert_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def insert_files(self, files: list[str]) -> None:
        """Keep picture files in the database and refer to them at the caret."""
        self._tried(partial(self._insert, (from_file(Path(file)) for file in files)))

    def insert_pictures(self, source: QMimeData) -> None:
        """The same for what was pasted or dropped."""
        found = self._tried(partial(pictures, source))
        if found:
            self._tried(partial(self._insert, found))

    def _insert(self, found: Iterable[Picture]) -> None:
        for picture in found:
            reference = self._desk.notes.attach(picture.data, picture.media_type, picture.name, self._desk.clock.now())
            self._editor.insert(reference)

    # -- the note as a whole

    def trash(self) -> None:
        """Move the note to the trash; one that nothing was written in is not there to be moved."""
        note = self._note
        if note is None or not self._autosave.flush() or (self._editor.is_blank and note.kind is not NoteKind.FREE):
            return
        self._run(
            partial(self._desk.notes.trash, note.id, self._desk.clock.now()),
            self.tr("“{title}” is in the trash.").format(title=note.title),
        )

    def rename(self, title: str) -> None:
        """Give the note another title; links to it follow."""
        note = self._note
        if note is not None and self._autosave.flush():
            self._run(partial(self._desk.notes.rename, note.id, title, self._desk.clock.now()), "")

    def copy_link(self) -> None:
        """Put `[[title]]` on the clipboard."""
        if self._note is not None:
            link = f"[[{self._note.title}]]"
            QGuiApplication.clipboard().setText(link)
            self._message.say(self.tr("Copied: {link}").format(link=link))

    def open_topic(self) -> None:
        """Show the page of the topic that the note belongs to."""
        note = self._note
        node_id = self._desk.path.resolve(note.anchor) if note is not None and note.anchor is not None else None
        if node_id is not None:
            page = self._desk.path.page_of(node_id)
            self._desk.navigator.open(address("page", page, node_id if node_id != page else ""))

    def link_mention(self, mention: Mention) -> None:
        """Make a link of the words in another note that name this one."""
        note = self._note
        if note is not None:
            target = self._desk.notes.target_of(note)
            self._run(
                partial(self._desk.notes.link_mention, mention, target, self._desk.clock.now()),
                self.tr("Linked in “{title}”.").format(title=mention.note_title),
            )

    # -- inside

    def _run(self, write: Callable[[], Done], sentence: str) -> None:
        """A write that can be undone, with a word about it."""
        done = self._tried(write)
        if done is None:
            return
        self._desk.undo.push(done)
        if sentence:
            self._message.say(sentence, action=self.tr("Undo") if done.undo is not None else "", act=self._undo)

    def _undo(self) -> None:
        self._tried(partial(self._desk.undo.undo, self._desk.clock.now()))

    def _tried(self, act: Callable[[], T]) -> T | None:
        try:
            return act()
        except ExpectedError as error:
            self._message.say(str(error), is_error=True)
            return None
