"""Notes with their index, links, tags and revisions. Writers are called inside `Database.transaction()`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from studydesk.domain.days import from_millis, to_millis
from studydesk.domain.notes import (
    LinkKind,
    LinkTarget,
    Note,
    NoteKind,
    NoteLink,
    NoteSummary,
    Revision,
    RevisionReason,
    TagCount,
    title_key,
)
from studydesk.store.database import Database
from studydesk.store.sql import query

_WORD = re.compile(r"\w+")


def match_words(text: str) -> str:
    """The FTS5 expression for notes that hold every word of `text`, the last one perhaps unfinished; "" without a word.

    One letter is a word of its own: with the many that begin with it a search would take far longer and tell nothing.
    """
    words = _WORD.findall(text)
    if words and not _is_letter(words[-1]):
        return " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*'
    return " ".join(f'"{word}"' for word in words)


def _is_letter(word: str) -> bool:
    # A Chinese or Japanese sign says as much as a word.
    return len(word) == 1 and not _is_unspaced(word)


def _is_unspaced(text: str) -> bool:
    """Whether `text` is of a script without blanks between words, where the index knows only how whole runs of signs begin."""
    return any("\u2e80" <= sign <= "\uffdc" or "\U00020000" <= sign <= "\U0003ffff" for sign in text)


def match_phrase(text: str) -> str:
    """The FTS5 expression for the words of `text` in this order; "" without a word."""
    words = _WORD.findall(text)
    return f'"{" ".join(words)}"' if words else ""


@dataclass(frozen=True, slots=True)
class Backlink:
    """A link to something, seen from the note that holds it; `line` counts from 0, `body` is the whole note."""

    note_id: str
    note_title: str
    label: str
    line: int
    body: str


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note that holds a phrase."""

    note_id: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Named:
    """A note's title and the node it belongs to."""

    note_id: str
    title: str
    anchor: str | None


class NotesRepository:
    """Links and tags are those of notes outside the trash; `set_derived` writes them, with nothing for a trashed note."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # reading

    def get(self, note_id: str) -> Note | None:
        """The note, trashed or not."""
        row = self._db.row("SELECT * FROM note WHERE id = ?", (note_id,))
        return _note(row) if row is not None else None

    def by_anchor(self, anchor: str) -> Note | None:
        """The note of a topic or block; a trashed one does not count."""
        row = self._db.row("SELECT * FROM note WHERE anchor = ? AND trashed_at IS NULL", (anchor,))
        return _note(row) if row is not None else None

    def titled(self, title: str) -> list[Named]:
        """Notes outside the trash of that title, whatever the case, oldest first."""
        sql = "SELECT id, anchor, title FROM note WHERE title_key = ? AND trashed_at IS NULL ORDER BY seq"
        return _named(self._db.rows(sql, (title_key(title),)))

    def named(self, note_id: str) -> Named | None:
        """Title and anchor of a note, trashed or not."""
        found = _named(self._db.rows("SELECT id, anchor, title FROM note WHERE id = ?", (note_id,)))
        return found[0] if found else None

    def ids(self) -> list[str]:
        """Every note, trashed ones too, oldest first."""
        return [row["id"] for row in self._db.rows("SELECT id FROM note ORDER BY seq")]

    def anchored(self) -> dict[str, str]:
        """Anchor → note id of every note outside the trash that belongs to a node."""
        sql = "SELECT anchor, id FROM note WHERE anchor IS NOT NULL AND trashed_at IS NULL"
        return {row["anchor"]: row["id"] for row in self._db.rows(sql)}

    def titles(self, prefix: str, *, limit: int) -> list[Named]:
        """Notes outside the trash whose title starts with `prefix`, whatever the case, by title."""
        return _named(self._db.rows(query("note_titles"), {"prefix": title_key(prefix), "limit": limit}))

    def titles_with_words(self, text: str, *, limit: int) -> list[Named]:
        """Notes outside the trash whose title holds the words of `text`, the last one perhaps unfinished, newest first."""
        match = match_words(text)
        if not match:
            return []
        return _named(self._db.rows(query("note_titles_words"), {"match": f"title : ({match})", "limit": limit}))

    def titles_within(self, text: str, *, limit: int) -> list[Named]:
        """Notes outside the trash whose title holds `text` anywhere, whatever the case, by title."""
        return _named(self._db.rows(query("note_titles_within"), {"text": title_key(text), "limit": limit}))

    def recent(self, *, limit: int) -> list[Named]:
        """Notes outside the trash, the one changed last first."""
        sql = "SELECT id, anchor, title FROM note WHERE trashed_at IS NULL ORDER BY updated_at DESC LIMIT ?"
        return _named(self._db.rows(sql, (limit,)))

    def summaries(
        self, *, text: str = "", tag: str | None = None, is_trashed: bool = False, limit: int = 200, offset: int = 0
    ) -> list[NoteSummary]:
        """Newest first, with `text` best match first; one letter finds titles that start with it. Tags do not count in the trash."""
        page = {"limit": limit, "offset": offset}
        text = text.strip()
        match = match_words(text)
        if is_trashed:
            rows = self._db.rows(query("note_list_trash"), {"text": text.casefold(), **page})
        elif text and not match:
            return []
        elif _is_unspaced(text):
            rows = self._db.rows(query("note_list_within"), {"text": text, "tag": tag, **page})
        elif _is_letter(text) and tag is None:
            rows = self._db.rows(query("note_list_letter"), {"prefix": title_key(text), **page})
        elif text and tag is not None:
            rows = self._db.rows(query("note_search_tag"), {"match": match, "tag": tag, **page})
        elif text:
            values = {"match": match, "title_match": f"title : ({match})", **page}
            rows = self._db.rows(query("note_search"), values)
        elif tag is not None:
            rows = self._db.rows(query("note_list_tag"), {"tag": tag, **page})
        else:
            rows = self._db.rows(query("note_list"), page)
        return [_summary(row) for row in rows]

    def count(self, *, is_trashed: bool = False) -> int:
        """How many notes there are inside or outside the trash."""
        test = "IS NOT NULL" if is_trashed else "IS NULL"
        return int(self._db.value(f"SELECT count(*) FROM note WHERE trashed_at {test}"))

    def tags(self) -> list[TagCount]:
        """Every tag outside the trash, by name."""
        return [TagCount(row["tag"], row["count"]) for row in self._db.rows(query("note_tags"))]

    def backlinks(self, kind: LinkKind, target: str, *, limit: int = 200) -> list[Backlink]:
        """Links that lead to `target`, those of the note changed last first."""
        rows = self._db.rows(query("note_backlinks"), {"kind": kind, "target": target, "limit": limit})
        return [Backlink(row["id"], row["title"], row["label"], row["line"], row["body"]) for row in rows]

    def linking(self, target: LinkTarget) -> list[str]:
        """Ids of the notes that link to `target`."""
        sql = "SELECT DISTINCT note_id FROM note_link WHERE target_kind = ? AND target = ?"
        return [row["note_id"] for row in self._db.rows(sql, (target.kind, target.id))]

    def trashed_with_links(self) -> dict[str, str]:
        """Note id → body of the trashed notes that may hold links; those are in no index."""
        sql = "SELECT id, body FROM note WHERE trashed_at IS NOT NULL AND instr(body, '[[')"
        return {row["id"]: row["body"] for row in self._db.rows(sql)}

    def bodies(self, note_ids: Sequence[str]) -> dict[str, str]:
        """Note id → body."""
        found: dict[str, str] = {}
        for start in range(0, len(note_ids), 500):
            some = tuple(note_ids[start : start + 500])
            sql = f"SELECT id, body FROM note WHERE id IN ({', '.join('?' * len(some))})"
            found.update((row["id"], row["body"]) for row in self._db.rows(sql, some))
        return found

    def links(self, note_id: str) -> list[NoteLink]:
        """The links of a note in the order they stand in it."""
        sql = "SELECT * FROM note_link WHERE note_id = ? ORDER BY ordinal"
        return [
            NoteLink(LinkKind(row["target_kind"]), row["target"], row["label"], row["line"])
            for row in self._db.rows(sql, (note_id,))
        ]

    def holding(self, phrase: str, *, limit: int, offset: int = 0) -> list[NoteText]:
        """Notes outside the trash whose title or body holds the words of `phrase` in this order, newest first."""
        match = match_phrase(phrase)
        if not match:
            return []
        rows = self._db.rows(query("note_phrase"), {"match": match, "limit": limit, "offset": offset})
        return [NoteText(row["id"], row["title"], row["body"]) for row in rows]

    def revisions(self, note_id: str) -> list[Revision]:
        """Newest first."""
        sql = "SELECT * FROM note_revision WHERE note_id = ? ORDER BY seq DESC"
        return [_revision(row) for row in self._db.rows(sql, (note_id,))]

    def last_revision(self, note_id: str) -> Revision | None:
        """The newest one."""
        row = self._db.row("SELECT * FROM note_revision WHERE note_id = ? ORDER BY seq DESC LIMIT 1", (note_id,))
        return _revision(row) if row is not None else None

    def revision(self, revision_id: str) -> Revision | None:
        """One revision."""
        row = self._db.row("SELECT * FROM note_revision WHERE id = ?", (revision_id,))
        return _revision(row) if row is not None else None

    def trashed_before(self, instant: datetime) -> list[str]:
        """Ids of the notes that went to the trash before `instant`."""
        sql = "SELECT id FROM note WHERE trashed_at IS NOT NULL AND trashed_at < ?"
        return [row["id"] for row in self._db.rows(sql, (to_millis(instant),))]

    # writing

    def insert(self, note: Note, *, words: int, excerpt: str) -> None:
        """A new note. sqlite3.IntegrityError when its id or, outside the trash, its anchor is taken."""
        values = {
            "id": note.id,
            "kind": note.kind,
            "anchor": note.anchor,
            "created_at": to_millis(note.created_at),
            "trashed_at": to_millis(note.trashed_at) if note.trashed_at is not None else None,
            **_text(note, words=words, excerpt=excerpt),
        }
        self._db.connection.execute(query("note_insert"), values)
        self._index(note.id)

    def update(self, note: Note, *, words: int, excerpt: str) -> None:
        """Write title, body and `updated_at` of an existing note."""
        self._unindex(note.id)
        self._db.connection.execute(query("note_update"), {"id": note.id, **_text(note, words=words, excerpt=excerpt)})
        self._index(note.id)

    def set_trashed(self, note_id: str, at: datetime | None) -> None:
        """Into the trash at `at`, or with None out of it (sqlite3.IntegrityError when its anchor has got another note)."""
        millis = to_millis(at) if at is not None else None
        self._unindex(note_id)
        self._db.connection.execute("UPDATE note SET trashed_at = ? WHERE id = ?", (millis, note_id))
        self._index(note_id)

    def set_anchor(self, note_id: str, kind: NoteKind, anchor: str | None) -> None:
        """Give a note to a node, or with None make it a free one."""
        self._db.connection.execute("UPDATE note SET anchor = ?, kind = ? WHERE id = ?", (anchor, kind, note_id))

    def delete(self, note_id: str) -> None:
        """For good, with its revisions; only for what has expired in the trash and for the undo of a note just made."""
        self._unindex(note_id)
        self._db.connection.execute("DELETE FROM note WHERE id = ?", (note_id,))

    def set_derived(
        self, note_id: str, *, links: Sequence[NoteLink], tags: Iterable[str], attachments: Iterable[str] = ()
    ) -> None:
        """Replace the links and tags of a note; attachments are added to those its revisions name."""
        self.set_links(note_id, links)
        connection = self._db.connection
        connection.execute("DELETE FROM note_tag WHERE note_id = ?", (note_id,))
        connection.executemany("INSERT INTO note_tag VALUES (?, ?)", [(note_id, tag) for tag in sorted(set(tags))])
        connection.executemany(
            "INSERT OR IGNORE INTO note_attachment VALUES (?, ?)", [(note_id, sha) for sha in set(attachments)]
        )

    def set_links(self, note_id: str, links: Sequence[NoteLink]) -> None:
        """Replace the links of a note."""
        connection = self._db.connection
        connection.execute("DELETE FROM note_link WHERE note_id = ?", (note_id,))
        connection.executemany(
            "INSERT INTO note_link VALUES (?, ?, ?, ?, ?, ?)",
            [(note_id, n, link.kind, link.target, link.label, link.line) for n, link in enumerate(links)],
        )

    def retarget(self, old: LinkTarget, new: LinkTarget) -> None:
        """Let every link to one target lead to another, say those of a missing title that has got its note."""
        self._db.connection.execute(
            "UPDATE note_link SET target_kind = ?, target = ? WHERE target_kind = ? AND target = ?",
            (new.kind, new.id, old.kind, old.id),
        )

    def add_revision(self, revision: Revision) -> None:
        """Keep a revision."""
        self._db.connection.execute(
            query("note_revision_insert"),
            {
                "id": revision.id,
                "note_id": revision.note_id,
                "at": to_millis(revision.at),
                "reason": revision.reason,
                "title": revision.title,
                "words": revision.words,
                "body": revision.body,
            },
        )

    def _index(self, note_id: str) -> None:
        self._db.connection.execute(query("note_fts_add"), {"id": note_id})

    def _unindex(self, note_id: str) -> None:
        self._db.connection.execute(query("note_fts_remove"), {"id": note_id})


def _named(rows: list[sqlite3.Row]) -> list[Named]:
    return [Named(row["id"], row["title"], row["anchor"]) for row in rows]


def _text(note: Note, *, words: int, excerpt: str) -> dict[str, object]:
    return {
        "title": note.title,
        "title_key": title_key(note.title),
        "words": words,
        "excerpt": excerpt,
        "updated_at": to_millis(note.updated_at),
        "body": note.body,
    }


def _instant(millis: int | None) -> datetime | None:
    return from_millis(millis) if millis is not None else None


def _note(row: sqlite3.Row) -> Note:
    return Note(
        id=row["id"],
        kind=NoteKind(row["kind"]),
        anchor=row["anchor"],
        title=row["title"],
        body=row["body"],
        created_at=from_millis(row["created_at"]),
        updated_at=from_millis(row["updated_at"]),
        trashed_at=_instant(row["trashed_at"]),
    )


def _summary(row: sqlite3.Row) -> NoteSummary:
    return NoteSummary(
        id=row["id"],
        kind=NoteKind(row["kind"]),
        anchor=row["anchor"],
        title=row["title"],
        excerpt=row["excerpt"],
        words=row["words"],
        updated_at=from_millis(row["updated_at"]),
        trashed_at=_instant(row["trashed_at"]),
    )


def _revision(row: sqlite3.Row) -> Revision:
    return Revision(
        id=row["id"],
        note_id=row["note_id"],
        at=from_millis(row["at"]),
        reason=RevisionReason(row["reason"]),
        title=row["title"],
        words=row["words"],
        body=row["body"],
    )
