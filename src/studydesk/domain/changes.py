"""What a write says of itself: kinds of data and ids, never names of screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """A kind of data that a page can watch."""

    STATUS = "status"  # ids: path node ids
    NOTE = "note"  # ids: note ids; text or title changed, made
    NOTE_LIST = "note-list"  # ids: note ids; made, renamed, trashed, restored
    RATING = "rating"  # ids: skill ids
    MINUTES = "minutes"  # ids: path node ids
    TIMER = "timer"
    COPY = "copy"  # ids: resource ids; the learner's own copies of resources
    SETTING = "setting"  # ids: setting ids
    CONTENT = "content"  # the path itself was rebuilt
    FOCUS = "focus"  # ids: the path node id that is being studied
    JOB = "job"  # ids: job ids; started, moved on, ended
    UNDO = "undo"  # what can be undone or redone
    DIRTY = "dirty"  # something typed is not on disk yet
    SAVED = "saved"  # everything typed is on disk


@dataclass(frozen=True, slots=True)
class Changes:
    """One write's report. Empty `ids` mean: any id of these kinds."""

    kinds: frozenset[Kind]
    ids: frozenset[str] = field(default_factory=frozenset)

    @staticmethod
    def of(*kinds: Kind, ids: tuple[str, ...] | frozenset[str] = ()) -> Changes:
        return Changes(frozenset(kinds), frozenset(ids))

    def __or__(self, other: Changes) -> Changes:
        """Both at once; when one of the two names no ids, neither does the union."""
        ids = self.ids | other.ids if self.ids and other.ids else frozenset()
        return Changes(self.kinds | other.kinds, ids)
