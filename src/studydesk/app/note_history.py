"""Which older texts of a note are kept, and what changed between them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from studydesk.domain.errors import ExpectedError
from studydesk.domain.ids import new_id
from studydesk.domain.notes import Note, Revision, RevisionReason, word_count

if TYPE_CHECKING:
    from studydesk.store.repositories.notes import NotesRepository

#: a text that stood so long is kept before it is changed, and there is one revision for each such stretch of editing
STRETCH = timedelta(minutes=5)
#: characters; a text that differs by more than this from the last revision or the new text is kept at once
FAR = 200


def is_worth_keeping(note: Note, body: str, now: datetime, *, last: Revision | None) -> bool:
    """Whether `note` has to be kept as a revision before its body becomes `body`; `last` is its newest revision."""
    if last is not None and last.body == note.body:
        return False
    since = last.at if last is not None else note.created_at
    # Clocks can go back; a stretch is a stretch either way.
    if abs(now - note.updated_at) >= STRETCH or abs(now - since) >= STRETCH:
        return True
    return distance(note.body, body) > FAR or distance(last.body if last is not None else "", note.body) > FAR


def distance(old: str, new: str) -> int:
    """Characters of the longer text between what both begin and what both end with; 0 for equal texts."""
    head, tail = common_ends(old, new)
    return max(len(old), len(new)) - head - tail


def common_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters both texts begin with and, behind those, end with."""
    shorter = min(len(old), len(new))
    head = _common(old, new, shorter)
    return head, _common(old[::-1], new[::-1], shorter - head)


def _common(old: str, new: str, limit: int) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


class NoteHistory:
    """Revisions of notes. `keep` is used inside a transaction."""

    def __init__(self, notes: NotesRepository) -> None:
        self._notes = notes

    def keep(
        self, note: Note, body: str, now: datetime, *, reason: RevisionReason, is_always_kept: bool = False
    ) -> None:
        """Called before `note`'s body becomes `body`. Edits follow the rule above, everything else is always kept."""
        if not note.body:
            return
        last = self._notes.last_revision(note.id)
        if is_always_kept or reason is not RevisionReason.EDIT:
            is_wanted = last is None or last.body != note.body
        else:
            is_wanted = is_worth_keeping(note, body, now, last=last)
        if is_wanted:
            words = word_count(note.body)
            self._notes.add_revision(
                Revision(new_id(now), note.id, note.updated_at, reason, title=note.title, words=words, body=note.body)
            )

    def get(self, note_id: str, revision_id: str) -> Revision:
        """One revision of a note. Raises ExpectedError when it is gone."""
        found = self._notes.revision(revision_id)
        if found is None or found.note_id != note_id:
            raise ExpectedError("This version of the note is no longer there.", safe="The note itself is as it was.")
        return found
