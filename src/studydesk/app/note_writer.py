"""What happens to a note inside one transaction: text, index, links and history together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from studydesk.app.note_history import NoteHistory, common_ends
from studydesk.app.note_links import LinkIndex, LinkResolver
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import (
    LinkKind,
    LinkTarget,
    Note,
    NoteKind,
    RevisionReason,
    WikiLink,
    excerpt,
    is_linkable,
    link_text,
    replace_links,
    rewrite_links,
    title_key,
    word_count,
)

if TYPE_CHECKING:
    from studydesk.store.repositories.notes import NotesRepository


@dataclass(frozen=True, slots=True)
class BodyEdit:
    """A body before and after its links followed a rename."""

    before: str
    after: str


class NoteWriter:
    """Every method that writes is called inside `Database.transaction()`."""

    def __init__(self, notes: NotesRepository, resolver: LinkResolver, history: NoteHistory) -> None:
        self._notes = notes
        self._resolver = resolver
        self._history = history
        self.index = LinkIndex(notes, resolver)

    def stored(self, note_id: str) -> Note:
        """The note under its node's present id and title. Raises ExpectedError when it is gone."""
        note = self._notes.get(note_id)
        if note is None:
            raise ExpectedError(
                "This note is no longer there.", todo="Look for it in the list of notes and in the trash."
            )
        return self.present(note)

    def present(self, note: Note) -> Note:
        """The same note with the id and the title that its node has now."""
        node_id = self._resolver.path.resolve(note.anchor) if note.anchor is not None else None
        if node_id is None:
            return note
        return replace(note, anchor=node_id, title=self._resolver.path.nodes[node_id].short)

    def belongs_to_path(self, note: Note) -> bool:
        """Whether its title is that of a node the path has."""
        return note.anchor is not None and self._resolver.path.resolve(note.anchor) is not None

    def insert(self, note: Note) -> None:
        """A new note; links that waited for its title find it."""
        with self.index.following(titles=self._titles(note), note_ids=(note.id,)):
            self._notes.insert(note, words=word_count(note.body), excerpt=excerpt(note.body))
        self.index.put(note)

    def set_body(
        self, note: Note, body: str, now: datetime, *, reason: RevisionReason, is_always_kept: bool = False
    ) -> None:
        """Write a stored note's body, keeping what the history needs. Following a rename is no editing: the note keeps its date."""
        self._history.keep(note, body, now, reason=reason, is_always_kept=is_always_kept)
        updated_at = note.updated_at if reason is RevisionReason.RENAME_LINK else now
        self._put(replace(note, body=body, updated_at=updated_at))

    def set_trashed(self, note: Note, at: datetime | None) -> None:
        """Into the trash or out of it; out of it a note whose node has got another note becomes a free one."""
        if at is None and note.anchor is not None and self.of_node(note.anchor) is not None:
            self.set_anchor(note.id, NoteKind.FREE, None)
            note = replace(note, kind=NoteKind.FREE, anchor=None)
        with self.index.following(titles=self._titles(note), note_ids=(note.id,)):
            self._notes.set_trashed(note.id, at)
        self.index.put(replace(note, trashed_at=at))

    def set_anchor(self, note_id: str, kind: NoteKind, anchor: str | None) -> None:
        """Give a trashed note back to its node."""
        with self.index.following(note_ids=(note_id,)):
            self._notes.set_anchor(note_id, kind, anchor)

    def delete(self, note_id: str) -> None:
        """For good."""
        with self.index.following(note_ids=(note_id,)):
            self._notes.delete(note_id)

    def of_node(self, node_id: str) -> Note | None:
        """The note of a node outside the trash, kept under its present id or one it had."""
        present = self._resolver.path.resolve(node_id)
        ids = (node_id,) if present is None else (present, *self._resolver.path.nodes[present].renamed_from)
        for one in ids:
            note = self._notes.by_anchor(one)
            if note is not None:
                return self.present(note)
        return None

    def rename(self, note: Note, title: str, now: datetime, *, exact: Mapping[str, BodyEdit]) -> dict[str, BodyEdit]:
        """Give a free note another title and let every link that is written with the old one follow.

        Links that are written with the new title and lead to something else now name that by id, so no link changes its
        meaning. `exact` says of some notes which body becomes which (for an undo); they get it when their body is still the
        one named there. Returns what was edited.
        """
        me = LinkTarget(LinkKind.NOTE, note.id)
        is_linked = self._resolver.by_title(note.title) == me
        taken = self._resolver.by_title(title)
        is_hijack = taken.kind is not LinkKind.MISSING and taken != me
        wanted = dict.fromkeys(exact)
        if is_linked:
            wanted.update(dict.fromkeys(self._notes.linking(me)))
            trashed = self._notes.trashed_with_links()
            wanted.update(dict.fromkeys(one for one, body in trashed.items() if _may_name(body, note.title)))
        if is_hijack:
            wanted.update(dict.fromkeys(self._notes.linking(taken)))
        # No index has to follow the old title: every link that was written with it is rewritten.
        with self.index.following(titles=(title,)):
            self._put(replace(note, title=title))
            follows = self._resolver.by_title(title) == me
            pinned = taken if is_hijack and follows else None
            target = None if follows and is_linkable(title) else me
            edits: dict[str, BodyEdit] = {}
            for note_id in wanted:
                other = self._notes.get(note_id)
                if other is None:
                    continue
                body = other.body
                if note_id in exact and exact[note_id].before == body:
                    body = exact[note_id].after
                else:
                    if pinned is not None:
                        body = _pin(body, title, pinned)
                    if is_linked:
                        body = rewrite_links(body, note.title, title, explicit=target)
                if body != other.body:
                    self.set_body(other, body, now, reason=RevisionReason.RENAME_LINK)
                    edits[note_id] = BodyEdit(other.body, body)
        return edits

    def _put(self, note: Note) -> None:
        self._notes.update(note, words=word_count(note.body), excerpt=excerpt(note.body))
        self.index.put(note)

    def _titles(self, note: Note) -> tuple[str, ...]:
        return () if self.belongs_to_path(note) else (note.title,)


def _may_name(body: str, title: str) -> bool:
    """Whether it is worth looking for links to `title`; accents may be encoded in two ways."""
    folded = body.casefold()
    return not title.isascii() or all(word in folded for word in title.casefold().split())


def _pin(body: str, title: str, target: LinkTarget) -> str:
    """Links written with `title` name `target` by id and show what they showed."""
    key = title_key(title)

    def replaced(link: WikiLink) -> str | None:
        if link.explicit is not None or title_key(link.title) != key:
            return None
        written = link_text(target, link.label or link.title)
        if link.heading:
            head, bar, rest = written.partition("|")
            written = f"{head}#{link.heading}{bar}{rest}"
        return ("!" if link.is_embed else "") + written

    return replace_links(body, replaced)


def unedited(body: str, *, old: str, new: str) -> str:
    """`body` without the one edit that led from `old` to `new`, whatever else was changed since.

    Raises ExpectedError when the edited words are no longer there.
    """
    if body == new:
        return old
    head, tail = common_ends(old, new)
    # A link is one edit; what stands around it tells it from others of the same words.
    for around in (40, 12, 0):
        start, end = max(0, head - around), min(len(new), len(new) - tail + around)
        edited = new[start:end]
        at = body.find(edited) if edited.strip() else -1
        if at >= 0:
            was = new[start:head] + old[head : len(old) - tail] + new[len(new) - tail : end]
            return body[:at] + was + body[at + len(edited) :]
    raise ExpectedError("The note was changed since, so this cannot be undone.", safe="The note stays as it is.")
