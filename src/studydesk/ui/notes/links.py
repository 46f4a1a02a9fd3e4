"""Following what is written in a note: to a page, a note, a heading, or to a note that is yet to be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studydesk.app.undo import Done
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.notes import LinkKind, LinkTarget, parse_links
from studydesk.ui.notes.editing import LinkForm, WrittenLink

if TYPE_CHECKING:
    from datetime import datetime

    from studydesk.app.desk import Desk


class LinkFollower(QObject):
    """`heading_wanted(str)`: a place in the same note; `missing(str)`: the title of a note that does not exist."""

    heading_wanted = Signal(str)
    missing = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def follow(self, written: WrittenLink) -> None:
        """Go where a link of the note leads."""
        if written.form is LinkForm.ADDRESS:
            if not written.target.startswith("attachment:"):
                self._desk.navigator.open(written.target)
            return
        links = parse_links(f"[[{written.target}]]")
        if not links:
            return
        link = links[0]
        if not link.title:
            self.heading_wanted.emit(link.heading)
            return
        target = self._desk.notes.resolve(link)
        if target.kind is LinkKind.MISSING:
            self.missing.emit(link.title)
            return
        self.open(target)
        if target.kind is LinkKind.NOTE and link.heading:
            self.heading_wanted.emit(link.heading)

    def open(self, target: LinkTarget) -> None:
        """Show a target that is there."""
        url = self._desk.notes.address(target)
        if url:
            self._desk.navigator.open(url)

    def create(self, title: str) -> str:
        """Make the missing note, undoably; its id."""
        now = self._desk.clock.now()
        note = self._desk.notes.create_free(title, now)

        def undo(later: datetime) -> Done:
            return self._desk.notes.trash(note.id, later)

        self._desk.undo.push(Done(Changes.of(Kind.NOTE_LIST, ids=(note.id,)), self.tr("New note"), undo))
        return note.id
