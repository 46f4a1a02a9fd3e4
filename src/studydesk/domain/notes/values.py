"""Notes as values: what is kept of them and what lists show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoteKind(StrEnum):
    """What a note belongs to."""

    TOPIC = "topic"
    BLOCK = "block"
    FREE = "free"


class LinkKind(StrEnum):
    """What a link in a note leads to."""

    NOTE = "note"
    NODE = "node"
    RESOURCE = "resource"
    MISSING = "missing"


class RevisionReason(StrEnum):
    """Why a revision was kept: the text was edited on, an older one was restored, a link in it followed a renamed note."""

    EDIT = "edit"
    RESTORE = "restore"
    RENAME_LINK = "rename-link"


class CompletionKind(StrEnum):
    """What a completion leads to."""

    TOPIC = "topic"
    NOTE = "note"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True)
class Note:
    """`anchor` is the id of the topic or block it belongs to, None for free notes. Instants are aware UTC."""

    id: str
    kind: NoteKind
    anchor: str | None
    title: str
    body: str
    created_at: datetime
    updated_at: datetime
    trashed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoteSummary:
    """A line of a list: everything but the body. `excerpt` is plain text; in the answer to a search, what was found."""

    id: str
    kind: NoteKind
    anchor: str | None
    title: str
    excerpt: str
    words: int
    updated_at: datetime
    trashed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoteQuery:
    """What a list shows: notes that hold every word of `text` (the last one may be unfinished) and carry `tag`."""

    text: str = ""
    tag: str | None = None
    trashed: bool = False
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """A note as it was at `at`."""

    id: str
    note_id: str
    at: datetime
    reason: RevisionReason
    title: str
    words: int
    body: str


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link leads. `id` is a note, path node or resource id; for missing ones the `title_key` of what was written."""

    kind: LinkKind
    id: str


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A link as it stands in a body. `target` is an id, for missing ones the written title casefolded; `line` counts from 0."""

    kind: LinkKind
    target: str
    label: str
    line: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A line of a note that names or links to something. `line_number` counts from 0, `line` is the line as written."""

    note_id: str
    note_title: str
    line_number: int
    line: str


@dataclass(frozen=True, slots=True)
class Completion:
    """An offer behind `[[`. `insert` is the whole link with its brackets; `detail` says where the target belongs."""

    label: str
    insert: str
    kind: CompletionKind
    detail: str


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag without its #, lower case. A note with `#a/b` counts for `a/b` and for `a`."""

    tag: str
    count: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file in the database; `sha256` is of `data`."""

    sha256: str
    media_type: str
    name: str
    data: bytes
    created_at: datetime
