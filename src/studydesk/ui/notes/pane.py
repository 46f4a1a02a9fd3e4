"""The pane on the right: the note of what is studied, or one that was opened for itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from studydesk.app.navigator import Opening, parse
from studydesk.app.quotes import Quote
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import Mention, Note, NoteKind, parse_tags, task_lines, toggle_task, word_count
from studydesk.ui.notes.autosave import Autosave
from studydesk.ui.notes.commands import NoteCommands
from studydesk.ui.notes.completion import LinkCompletion
from studydesk.ui.notes.editor import NoteEditor
from studydesk.ui.notes.find_bar import FindBar
from studydesk.ui.notes.foot import NoteFoot
from studydesk.ui.notes.guard import WindowGuard
from studydesk.ui.notes.head import NoteHead
from studydesk.ui.notes.links import LinkFollower
from studydesk.ui.notes.message import MessageBar
from studydesk.ui.notes.places import NotePlaces, Place, View
from studydesk.ui.notes.preview import NotePreview
from studydesk.ui.notes.writing import WritingBeat
from studydesk.ui.theme.manager import Theme, ThemeManager

if TYPE_CHECKING:
    from studydesk.app.desk import Desk
    from studydesk.ui.bridge import Bridge

_SETTLE_MS = 400
#: design pixels from which source and preview stand side by side
_WIDE = 720
#: signs from which words and tags are not counted while typing
_LONG = 200_000


class NotePane(QWidget):
    """Never loses a word: what cannot be written stays in the editor and is tried again."""

    def __init__(self, desk: Desk, bridge: Bridge, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notePane")
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._theme_now = theme.theme
        self._place = Place(View.SOURCE)
        self._pinned = ""
        self._own = ""  # a nested topic that is to have a note of its own
        self._is_shown = False
        self._has_split = False
        self._split = [1000, 1000]

        self.editor = NoteEditor(theme.theme, self)
        self.autosave = Autosave(desk, self.editor.text, self)
        self._places = NotePlaces(desk)
        self._follower = LinkFollower(desk, self)
        self._beat = WritingBeat(desk)
        self._view_menu = QMenu(self)
        self._more_menu = QMenu(self)
        self.head = NoteHead(theme.theme, self._view_menu, self._more_menu, self)
        self.message = MessageBar("noteMessage", theme.theme, self)
        self.find_bar = FindBar(self.editor, theme.theme, self)
        self.preview = NotePreview(desk, theme.theme, self)
        self.foot = NoteFoot(theme.theme, self)
        self.commands = NoteCommands(desk, self.editor, self.autosave, self._follower, self.message, self)
        self.completion = LinkCompletion(self.editor, desk.notes.complete, theme.theme)
        self._fill_menus()
        self._lay_out()

        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._refresh_foot)
        self._guard = WindowGuard(self.autosave, self)
        self._connect(bridge, theme)
        self._stop_quotes = desk.quotes.listen(self._on_quote)
        desk.navigator.set_note_opener(self._on_opening)
        self.follow()

    def _lay_out(self) -> None:
        source = QWidget(self)
        column = QVBoxLayout(source)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.editor, 1)
        self._source = source
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setObjectName("noteSplitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(source)
        self._splitter.addWidget(self.preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.message)
        layout.addWidget(self.foot)

    def _connect(self, bridge: Bridge, theme: ThemeManager) -> None:
        self.editor.typed.connect(self._on_typed)
        self.editor.left.connect(self.autosave.flush)
        self.editor.link_followed.connect(self._follower.follow)
        self.editor.pictures_arrived.connect(self.commands.insert_pictures)
        self.autosave.saved.connect(self._on_saved)
        self.autosave.failed.connect(self._on_failed)
        self.preview.wanted.connect(self.autosave.flush)
        self.preview.link_clicked.connect(self._desk.navigator.open)
        self.preview.task_clicked.connect(self._on_task_clicked)
        self._follower.missing.connect(self.commands.offer_missing)
        self._follower.heading_wanted.connect(self.editor.go_to_heading)
        self.foot.opened.connect(self._on_mention_opened)
        self.foot.link_wanted.connect(self.commands.link_mention)
        self.commands.made.connect(self.open_note)
        self.head.renamed.connect(self._on_renamed)
        self.head.unpinned.connect(self.unpin)
        bridge.changed.connect(self._on_changes)
        theme.changed.connect(self._on_theme)

    # -- what the shell asks

    def save_state(self) -> dict[str, Any]:
        """The pinned note and the split; cursor, scroll and view are kept for each note by itself."""
        self.autosave.flush()
        self._remember()
        return {"pinned": self._pinned, "own": self._own, "view": str(self._places.usual), "split": self._sizes()}

    def _sizes(self) -> list[int]:
        sizes = self._splitter.sizes()
        return sizes if self._has_split and all(sizes) else self._split

    def restore_state(self, state: dict[str, Any]) -> None:
        """What `save_state` said."""
        sizes = state.get("split")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) for size in sizes) and all(sizes):
            self._split = sizes
            self._has_split = False
        if state.get("view") in set(View):
            self._places.usual = View(state["view"])
        self._own = str(state.get("own", ""))
        self._pinned = str(state.get("pinned", ""))
        self.follow()

    def actions(self) -> dict[str, Callable[[], None]]:  # type: ignore[override]
        """Handlers by action id."""
        return {
            "note.new": self.new_note,
            "note.source": self.show_source,
            "note.split": self.show_split,
            "note.preview": self.show_preview,
            "note.task": self.editor.toggle_task,
            "note.bold": self.editor.bold,
            "note.italic": self.editor.italic,
            "note.code": self.editor.code,
            "note.link": self.editor.begin_link,
            "note.image": self.commands.choose_picture,
            "note.find": self.open_find,
            "note.history": self.show_history,
            "note.rename": self.rename,
            "note.trash": self.commands.trash,
        }

    def focus_first(self) -> None:
        """The keyboard goes to the text."""
        if self._place.view is View.PREVIEW:
            self.show_source()
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- which note

    @property
    def note(self) -> Note | None:
        """The note that is shown; one that nothing was written in is not on disk."""
        return self.autosave.note

    def follow(self) -> None:
        """Show the pinned note, or that of what is studied."""
        note = self._wanted()
        shown = self.note
        if note is not None and shown is not None and self._is_shown and self._is_same(note, shown):
            self._show_head()
            return
        self._show(note)

    def _wanted(self) -> Note | None:
        if self._pinned:
            try:
                note = self._desk.notes.get(self._pinned)
            except ExpectedError:
                self._pinned = ""
            else:
                if note.trashed_at is None:
                    return note
                self._pinned = ""
        focus = self._desk.navigator.focus_id
        if focus not in self._desk.path.nodes:
            return None
        page = self._desk.path.page_of(focus)
        for anchor in (focus, page):
            note_of_anchor = self._desk.notes.find(anchor)
            if note_of_anchor is not None:
                return note_of_anchor
            if anchor == self._own:
                break
        return self._desk.notes.blank(focus if focus == self._own else page, self._desk.clock.now())

    @staticmethod
    def _is_same(one: Note, other: Note) -> bool:
        """Two blank notes of one topic are the same, though each has an id of its own."""
        return one.id == other.id or (
            one.anchor is not None and one.anchor == other.anchor and not one.body and not other.body
        )

    def _show(self, note: Note | None) -> None:
        self.autosave.flush()
        self._remember()
        self.autosave.take(note)
        self._is_shown = True
        self._place = self._places.load(note)
        text = ""
        if note is not None:
            kept = self.autosave.unsaved_text(note.id)
            text = note.body if kept is None else kept
        self.editor.load(text, caret=self._place.caret)
        self.editor.setEnabled(note is not None)
        self.editor.setPlaceholderText(self._hint(note))
        self._set_view(self._place.view)
        self.editor.show_line(self._place.top)
        self.preview.set_note(note.id if note is not None and text else "", len(text))
        self._show_head()
        self.foot.set_mentions([], [])
        self._settle.start()
        self._count()

    def _hint(self, note: Note | None) -> str:
        if note is None:
            return self.tr("Open a topic to write about it.")
        if note.kind is NoteKind.FREE:
            return self.tr("Write…")
        return self.tr("What did you understand? What is still open?\n\n[[ makes a link,\n- [ ] makes a task.")

    def _show_head(self) -> None:
        note = self.note
        title = ""
        if note is not None:
            title = note.title
            node_id = self._desk.path.resolve(note.anchor) if note.anchor is not None else None
            if node_id is not None:
                title = self._desk.path.nodes[node_id].short or title
        self.head.set_note(title, is_free=note is not None and note.kind is NoteKind.FREE, is_pinned=bool(self._pinned))

    def _remember(self) -> None:
        note = self.note
        if note is None or not self._is_shown or self.editor.is_blank:
            return
        self._places.save(note, Place(self._place.view, self.editor.textCursor().position(), self.editor.first_line()))

    def open_note(self, note_id: str) -> None:
        """Show a note; it stays while topics change unless it is the topic's own."""
        self.autosave.flush()
        self.show()
        self._pinned = ""
        own = self._wanted()
        self._pinned = "" if own is not None and own.id == note_id else note_id
        self.follow()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def unpin(self) -> None:
        """Back to the note of what is studied."""
        self._pinned = ""
        self.follow()

    # -- actions

    def new_note(self) -> None:
        """Make a free note and put the keyboard on its title."""
        self.autosave.flush()
        self.commands.create(self.tr("Untitled note"))
        self.head.edit_title()

    def show_source(self) -> None:
        self._choose_view(View.SOURCE)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_split(self) -> None:
        self._choose_view(View.SPLIT)

    def show_preview(self) -> None:
        self._choose_view(View.PREVIEW)

    def _choose_view(self, view: View) -> None:
        self._places.usual = view
        self._set_view(view)

    def _set_view(self, view: View) -> None:
        self._place = replace(self._place, view=view)
        self._source.setVisible(view is not View.PREVIEW)
        self.preview.setVisible(view is not View.SOURCE)
        if view is View.SPLIT and not self._has_split:
            # A part that was hidden from the start has no size to come back to.
            self._has_split = True
            self._splitter.setSizes(self._split)
        self.head.set_view(
            {View.SOURCE: self.tr("Source"), View.SPLIT: self.tr("Split"), View.PREVIEW: self.tr("Preview")}[view]
        )
        for action, one in zip(self._view_menu.actions(), View, strict=True):
            action.setChecked(one is view)

    def open_find(self) -> None:
        """Open the find bar over the source."""
        if self._place.view is View.PREVIEW:
            self._set_view(View.SOURCE)
        self.find_bar.open_bar()

    def show_history(self) -> None:
        """Older versions of this note."""
        from studydesk.ui.notes.history import HistoryDialog

        self.autosave.flush()
        if self.note is not None:
            HistoryDialog(self._desk, self.note, self._theme_now, self).open()

    def rename(self) -> None:
        """Put the keyboard on the title of a free note."""
        if self.note is not None and self.note.kind is not NoteKind.FREE:
            self.message.say(self.tr("This note has the name of its topic."))
        self.head.edit_title()

    def begin_own(self) -> None:
        """Let the nested topic that is studied have a note of its own."""
        self._own = self._desk.navigator.focus_id
        self._pinned = ""
        self.follow()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_menus(self) -> None:
        for title, slot in (
            (self.tr("Source"), self.show_source),
            (self.tr("Split"), self.show_split),
            (self.tr("Preview"), self.show_preview),
        ):
            self._view_menu.addAction(title, slot).setCheckable(True)
        menu = self._more_menu
        menu.addAction(self.tr("History…"), self.show_history)
        self._rename_item = menu.addAction(self.tr("Rename"), self.rename)
        menu.addAction(self.tr("Insert an image…"), self.commands.choose_picture)
        menu.addAction(self.tr("Find…"), self.open_find)
        menu.addAction(self.tr("Copy link"), self.commands.copy_link)
        self._topic_item = menu.addAction(self.tr("Open the topic"), self.commands.open_topic)
        self._own_item = menu.addAction("", self.begin_own)
        menu.addSeparator()
        menu.addAction(self.tr("Move to trash"), self.commands.trash)
        menu.aboutToShow.connect(self._dress_menu)

    def _dress_menu(self) -> None:
        note, focus = self.note, self._desk.navigator.focus_id
        self._rename_item.setVisible(note is not None and note.kind is NoteKind.FREE)
        self._topic_item.setVisible(note is not None and note.anchor in self._desk.path.nodes and bool(self._pinned))
        nested = (
            focus in self._desk.path.nodes
            and self._desk.path.page_of(focus) != focus
            and (note is None or note.anchor != focus)
        )
        self._own_item.setVisible(nested)
        if nested:
            self._own_item.setText(
                self.tr("A note of its own for “{topic}”").format(topic=self._desk.path.nodes[focus].short)
            )

    # -- what happens

    def _on_typed(self) -> None:
        note = self.note
        if note is None:
            return
        self.autosave.touch()
        self._beat.typed(note)
        self.foot.set_state(self.tr("Writing…"))
        self.preview.touch(note.id, self.editor.document().characterCount() - 1)
        self._settle.start()

    def _on_saved(self, note_id: str) -> None:
        if self.autosave.is_clean or not self.autosave.unsaved_notes():
            self.message.settle_error()
        if self.note is not None and note_id == self.note.id:
            self.foot.set_state(self.tr("Saved"))

    def _on_failed(self, sentence: str) -> None:
        self.foot.set_state(self.tr("Not saved"))
        self.message.say(
            self.tr("Not saved: {reason} Your words are still here.").format(reason=sentence),
            action=self.tr("Retry"),
            act=self.autosave.flush,
            is_error=True,
        )

    def _on_changes(self, changes: Changes) -> None:
        if Kind.FOCUS in changes.kinds and not self._pinned:
            self.follow()
        if changes.kinds & {Kind.NOTE, Kind.NOTE_LIST}:
            note = self.note
            if note is not None and (not changes.ids or note.id in changes.ids):
                self._reread(note)
            elif Kind.NOTE_LIST in changes.kinds and (note is None or not note.body):
                self.follow()
            self._settle.start()

    def _reread(self, note: Note) -> None:
        try:
            present = self._desk.notes.get(note.id)
        except ExpectedError:
            # A blank one, or its text went into the note that the topic had already.
            self.follow()
            return
        if present.trashed_at is not None:
            self._pinned = ""
            self._show(self._wanted())
            return
        if present.body != note.body and self.autosave.is_clean:
            self.editor.adopt(present.body)
            self.preview.touch(present.id, len(present.body))
        if self.autosave.is_clean:
            self.autosave.take(present)
        self._show_head()

    def _on_opening(self, opening: Opening) -> None:
        self.open_note(parse(opening.url).id)

    def _on_quote(self, quote: Quote) -> None:
        if self.note is None:
            self.message.say(self.tr("Open a topic first: the passage goes into its note."))
            return
        self.show()
        self.editor.insert_paragraph(quote.markdown())

    def _on_task_clicked(self, number: int) -> None:
        text = self.editor.text()
        lines = task_lines(text)
        if number < len(lines):
            self.editor.change(toggle_task(text, lines[number]))

    def _on_mention_opened(self, mention: Mention) -> None:
        self.open_note(mention.note_id)
        self.editor.go_to_line(mention.line_number)

    def _on_renamed(self, title: str) -> None:
        self.commands.rename(title)
        self._show_head()

    def _on_theme(self, theme: Theme) -> None:
        self._theme_now = theme
        for part in (self.editor, self.head, self.message, self.find_bar, self.preview, self.foot, self.completion):
            part.set_theme(theme)

    # -- inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = event.size().width() > self._theme_now.px(_WIDE)
        self._splitter.setOrientation(Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical)

    def _refresh_foot(self) -> None:
        note = self.note
        self._count()
        if note is None:
            self.foot.set_mentions([], [])
            return
        target = self._desk.notes.target_of(note)
        self.foot.set_mentions(self._desk.notes.backlinks(target), self._desk.notes.unlinked_mentions(target, limit=20))

    def _count(self) -> None:
        if self.note is None:
            self.foot.set_facts(words=0, tags=[], state="")
            return
        text = self.editor.text()
        state = self.tr("Saved") if self.autosave.is_clean else self.tr("Writing…")
        if len(text) > _LONG:
            self.foot.set_facts(words=len(text.split()), tags=[], state=state)
        else:
            self.foot.set_facts(words=word_count(text), tags=parse_tags(text), state=state if text else "")
