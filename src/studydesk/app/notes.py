"""Notes: one for each topic and block that has been written about, and free ones."""

from __future__ import annotations

import builtins
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from studydesk.app.attachments import NoteAttachments
from studydesk.app.hub import ChangeHub
from studydesk.app.note_completion import NoteCompletion
from studydesk.app.note_history import NoteHistory
from studydesk.app.note_links import LinkResolver
from studydesk.app.note_mentions import NoteMentions
from studydesk.app.note_writer import BodyEdit, NoteWriter, unedited
from studydesk.app.undo import Done
from studydesk.domain.changes import Changes, Kind
from studydesk.domain.errors import ExpectedError
from studydesk.domain.ids import new_id
from studydesk.domain.notes import (
    Attachment,
    Completion,
    LinkKind,
    LinkTarget,
    Mention,
    Note,
    NoteKind,
    NoteQuery,
    NoteSummary,
    Revision,
    RevisionReason,
    TagCount,
    WikiLink,
    clean_text,
    clean_title,
    snippet,
)
from studydesk.domain.path import LearningPath, NodeKind

if TYPE_CHECKING:
    from studydesk.domain.textdiff import DiffLine
    from studydesk.store.database import Database
    from studydesk.store.repositories.attachments import AttachmentsRepository
    from studydesk.store.repositories.notes import NotesRepository

NOTHING = Done(Changes(frozenset()))

UNTITLED = "Untitled note"

#: hits of a search that show what was found; those behind them show how the note begins
SNIPPETS = 30

_BLOCK_KINDS = frozenset({NodeKind.BLOCK, NodeKind.WEEK, NodeKind.PHASE})


def default_trash_days() -> int:
    """Days that trashed notes are kept while no setting says otherwise."""
    return 30


class NotesService:
    """Everything that can be done with notes. Methods that name a note raise ExpectedError when it is gone."""

    def __init__(
        self,
        database: Database,
        notes: NotesRepository,
        attachments: AttachmentsRepository,
        *,
        path: LearningPath,
        hub: ChangeHub,
        trash_days: Callable[[], int] = default_trash_days,
    ) -> None:
        self._db = database
        self._notes = notes
        self._hub = hub
        self._trash_days = trash_days
        #: blank note → the note of the same node that its text went into
        self._joined: dict[str, str] = {}
        self._attachments = NoteAttachments(database, attachments)
        self._links = LinkResolver(notes, path)
        self._history = NoteHistory(notes)
        self._writer = NoteWriter(notes, self._links, self._history)
        self._mentions = NoteMentions(notes, self._links)
        self._completion = NoteCompletion(notes, self._links)

    # one note

    def find(self, anchor: str) -> Note | None:
        """The note of a node outside the trash, None when nothing has been written."""
        return self._writer.of_node(anchor)

    def blank(self, anchor: str, now: datetime) -> Note:
        """A note for a node that is not kept until something is saved in it. KeyError for a node that the path does not have."""
        node_id = self._links.path.resolve(anchor)
        if node_id is None:
            raise KeyError(anchor)
        node = self._links.path.nodes[node_id]
        kind = NoteKind.BLOCK if node.kind in _BLOCK_KINDS else NoteKind.TOPIC
        return Note(new_id(now), kind, node_id, node.short, "", now, now)

    def get(self, note_id: str) -> Note:
        """A kept note, trashed or not."""
        return self._writer.stored(note_id)

    def create_free(self, title: str, now: datetime) -> Note:
        """Make a free note and keep it. A title that other notes have is allowed."""
        note = Note(new_id(now), NoteKind.FREE, None, clean_title(title) or UNTITLED, "", now, now)
        with self._db.transaction():
            self._writer.insert(note)
        self._done((note.id,), Kind.NOTE, Kind.NOTE_LIST)
        return note

    def save(self, note: Note, body: str, now: datetime) -> Done:
        """Keep `body` as the text of `note`, which may be a blank one. Equal text is not written; there is no undo (the editor has its own)."""
        body = clean_text(body)
        kinds: tuple[Kind, ...] = (Kind.NOTE, Kind.SAVED)
        with self._db.transaction():
            kept = self._notes.get(note.id)
            if kept is None and note.anchor is not None:
                kept = self._writer.of_node(note.anchor)
            if kept is not None:
                if kept.body == body:
                    return NOTHING
                # Two blank notes of one node were written in: it stays one note, with the other text in its history.
                is_other = kept.id not in (note.id, self._joined.get(note.id))
                if is_other:
                    self._joined[note.id] = kept.id
                self._writer.set_body(
                    self._writer.present(kept), body, now, reason=RevisionReason.EDIT, is_always_kept=is_other
                )
            elif body or note.kind is NoteKind.FREE:
                kept = replace(note, body=body, updated_at=now, trashed_at=None)
                self._writer.insert(self._writer.present(kept))
                kinds = (*kinds, Kind.NOTE_LIST)
            else:
                return NOTHING
        return self._done((kept.id,), *kinds)

    def rename(self, note_id: str, title: str, now: datetime) -> Done:
        """Give a free note another title; links in other notes that are written with the old one follow in the same transaction.

        Raises ExpectedError for an empty title and for the note of a node, which has the node's name.
        """
        wanted = clean_title(title)
        if not wanted:
            raise ExpectedError("A note needs a title.", safe="It keeps the one it has.")
        return self._rename(note_id, wanted, now, exact={})

    def trash(self, note_id: str, now: datetime) -> Done:
        """Into the trash, from where it can come back until it is purged."""
        with self._db.transaction():
            note = self._writer.stored(note_id)
            if note.trashed_at is not None:
                return NOTHING
            self._writer.set_trashed(note, now)

        def undo(later: datetime) -> Done:
            return self.restore(note_id, later)

        return self._done((note_id,), Kind.NOTE, Kind.NOTE_LIST, label="Move note to trash", undo=undo)

    def restore(self, note_id: str, now: datetime) -> Done:
        """Out of the trash. When its node has got another note meanwhile, it comes back as a free one."""
        with self._db.transaction():
            note = self._writer.stored(note_id)
            if note.trashed_at is None:
                return NOTHING
            self._writer.set_trashed(note, None)

        def undo(later: datetime) -> Done:
            with self._db.transaction():
                self._writer.set_trashed(self._writer.stored(note_id), later)
                self._writer.set_anchor(note_id, note.kind, note.anchor)
            return self._done((note_id,), Kind.NOTE, Kind.NOTE_LIST, label="Restore note", undo=redo)

        def redo(later: datetime) -> Done:
            return self.restore(note_id, later)

        return self._done((note_id,), Kind.NOTE, Kind.NOTE_LIST, label="Restore note", undo=undo)

    def purge_expired(self, now: datetime) -> Done:
        """Delete for good what has been in the trash longer than the setting says, and pictures that nothing names any more."""
        with self._db.transaction():
            gone = self._notes.trashed_before(now - timedelta(days=self._trash_days()))
            for note_id in gone:
                self._writer.delete(note_id)
            self._attachments.clean(now)
        return self._done(tuple(gone), Kind.NOTE, Kind.NOTE_LIST) if gone else NOTHING

    # lists

    def list(self, query: NoteQuery | None = None) -> builtins.list[NoteSummary]:
        """Newest first, or best match first with what was found as the excerpt. Tags do not count in the trash."""
        query = query if query is not None else NoteQuery()
        text = unicodedata.normalize("NFC", clean_text(query.text))
        found = self._notes.summaries(
            text=text,
            tag=query.tag.lower() if query.tag else None,
            is_trashed=query.trashed,
            limit=query.limit,
            offset=query.offset,
        )
        words = re.findall(r"\w+", text)
        if not words or not found:
            return found
        bodies = self._notes.bodies([one.id for one in found[:SNIPPETS]])
        shown = [replace(one, excerpt=snippet(bodies[one.id], words) or one.excerpt) for one in found[:SNIPPETS]]
        return shown + found[SNIPPETS:]

    def trashed(self) -> builtins.list[NoteSummary]:
        """What is in the trash, the last one first."""
        return self.list(NoteQuery(trashed=True))

    def tags(self) -> builtins.list[TagCount]:
        """Every tag with the number of notes, by name."""
        return self._notes.tags()

    def noted(self) -> frozenset[str]:
        """Present ids of the nodes that have a note."""
        resolve = self._links.path.resolve
        return frozenset(node_id for anchor in self._notes.anchored() if (node_id := resolve(anchor)) is not None)

    # history

    def revisions(self, note_id: str) -> builtins.list[Revision]:
        """Older texts that were kept, newest first; the present text is not among them."""
        return self._notes.revisions(note_id)

    def diff(self, note_id: str, revision_id: str, *, against: str | None = None) -> builtins.list[DiffLine]:
        """What leads from a revision to the revision `against`, or to the present text when that is None."""
        from studydesk.domain.textdiff import diff_lines

        old = self._history.get(note_id, revision_id)
        new = self._history.get(note_id, against).body if against is not None else self.get(note_id).body
        return diff_lines(old.body, new)

    def restore_revision(self, note_id: str, revision_id: str, now: datetime) -> Done:
        """Make an older text the present one; the present one goes into the history."""
        with self._db.transaction():
            body = self._history.get(note_id, revision_id).body
            note = self._writer.stored(note_id)
            if note.body == body:
                return NOTHING
            self._writer.set_body(note, body, now, reason=RevisionReason.RESTORE)
        return self._body_done(note_id, old=note.body, new=body, label="Restore version", is_whole=True)

    # links

    def resolve(self, link: WikiLink) -> LinkTarget:
        """Where a link of a note leads now."""
        return self._links.resolve(link)

    def target_of(self, note: Note) -> LinkTarget:
        """The target that links to `note` have: its node, or the note itself."""
        node_id = self._links.path.resolve(note.anchor) if note.anchor is not None else None
        return LinkTarget(LinkKind.NODE, node_id) if node_id is not None else LinkTarget(LinkKind.NOTE, note.id)

    def address(self, target: LinkTarget) -> str:
        """The address that shows a target in the reader, "" for what is missing."""
        return self._links.address(target)

    def title_of(self, target: LinkTarget) -> str:
        """The short name of a target, "" for what is missing."""
        return next(iter(self._links.names(target)), "")

    def backlinks(self, target: LinkTarget) -> builtins.list[Mention]:
        """Lines of other notes that link to `target`; links to a node and to its note are one."""
        return self._mentions.backlinks(target)

    def unlinked_mentions(self, target: LinkTarget, limit: int = 50) -> builtins.list[Mention]:
        """Lines of other notes that name `target` without linking to it."""
        return self._mentions.unlinked(target, limit=limit)

    def link_mention(self, mention: Mention, target: LinkTarget, now: datetime) -> Done:
        """Make the first mention of `target` on that line a link. Raises ExpectedError when the line has changed."""
        with self._db.transaction():
            note = self._writer.stored(mention.note_id)
            body = self._mentions.linked_body(mention, note.body, target)
            self._writer.set_body(note, body, now, reason=RevisionReason.EDIT)
        return self._body_done(note.id, old=note.body, new=body, label="Link mention", is_whole=False)

    def complete(self, prefix: str, limit: int = 20) -> builtins.list[Completion]:
        """Offers for what was typed behind `[[`, best first."""
        return self._completion.complete(clean_text(prefix), limit=limit)

    # pictures

    def attach(self, data: bytes, media_type: str, name: str, now: datetime) -> str:
        """Keep a picture and return the Markdown that shows it. Raises ExpectedError for what notes do not show."""
        return self._attachments.attach(data, media_type, name, now)

    def attachment(self, sha256: str) -> Attachment | None:
        """A kept picture with its bytes."""
        return self._attachments.get(sha256)

    # the index

    def ids(self) -> builtins.list[str]:
        """Every note, trashed ones too, oldest first."""
        return self._notes.ids()

    def reindex(self, note_ids: Sequence[str]) -> None:
        """Derive links and tags anew; needed only after the path's titles have changed. Notes that are gone are passed over."""
        with self._db.transaction():
            for note_id in note_ids:
                note = self._notes.get(note_id)
                if note is not None:
                    self._writer.index.put(note)
        self._hub.publish(Changes.of(Kind.NOTE, ids=tuple(note_ids)))

    def _rename(self, note_id: str, title: str, now: datetime, *, exact: Mapping[str, BodyEdit]) -> Done:
        with self._db.transaction():
            note = self._writer.stored(note_id)
            if self._writer.belongs_to_path(note):
                raise ExpectedError(
                    f"“{note.title}” is the note of a topic and has the topic's name.",
                    todo="Make a free note for text that needs a title of its own.",
                )
            if note.title == title and not exact:
                return NOTHING
            edits = self._writer.rename(note, title, now, exact=exact)

        def undo(later: datetime) -> Done:
            back = {one: BodyEdit(edit.after, edit.before) for one, edit in edits.items()}
            return self._rename(note_id, note.title, later, exact=back)

        return self._done((note_id, *edits), Kind.NOTE, Kind.NOTE_LIST, label="Rename note", undo=undo)

    def _body_done(self, note_id: str, *, old: str, new: str, label: str, is_whole: bool) -> Done:
        """The report of a body that went from `old` to `new`. Its undo brings the whole text back, or takes the one edit out."""

        def undo(later: datetime) -> Done:
            with self._db.transaction():
                note = self._writer.stored(note_id)
                body = old if is_whole else unedited(note.body, old=old, new=new)
                reason = RevisionReason.RESTORE if is_whole else RevisionReason.EDIT
                self._writer.set_body(note, body, later, reason=reason)
            return self._body_done(note_id, old=note.body, new=body, label=label, is_whole=is_whole)

        return self._done((note_id,), Kind.NOTE, label=label, undo=undo)

    def _done(
        self, note_ids: tuple[str, ...], *kinds: Kind, label: str = "", undo: Callable[[datetime], Done] | None = None
    ) -> Done:
        """Tell everyone and return the report; called after the transaction."""
        changes = Changes.of(*kinds, ids=note_ids)
        self._hub.publish(changes)
        return Done(changes, label, undo)
