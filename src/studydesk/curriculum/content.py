"""Reads content.db: the tree at once, everything else when it is asked for. On the start-up path, so it imports little."""

from __future__ import annotations

import sqlite3
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from studydesk.domain.errors import ExpectedError

if TYPE_CHECKING:
    from studydesk.curriculum.values import Extras, Page, Term
    from studydesk.domain.path import LearningPath, Resource

#: the schema of content.db that this program reads and writes
FORMAT = 1


class Content:
    """A compiled path, open read-only."""

    def __init__(self, connection: sqlite3.Connection, build_id: str) -> None:
        self._connection = connection
        self.build_id = build_id

    @classmethod
    def open(cls, file: Path) -> Content:
        """Open a compiled path; ExpectedError when there is none or it is of another format."""
        todo = "Run “studydesk curriculum build” in a checkout, or install the program again."
        safe = "Your own notes and progress are in another file and are safe."
        if not file.is_file():
            raise ExpectedError(f"The learning path is not there ({file}).", safe=safe, todo=todo)
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != FORMAT:
                happened = f"The learning path has format {version}; this program reads format {FORMAT}."
                raise ExpectedError(happened, safe=safe, todo=todo)
            (build_id,) = connection.execute("SELECT value FROM meta WHERE key = 'inputs'").fetchone()
        except (sqlite3.DatabaseError, TypeError) as error:
            connection.close()
            raise ExpectedError(f"The learning path cannot be read ({error}).", safe=safe, todo=todo) from error
        except ExpectedError:
            connection.close()
            raise
        return cls(connection, build_id)

    def close(self) -> None:
        self._connection.close()

    def path(self) -> LearningPath:
        """The whole structure; the same object every time."""
        return self._path

    @cached_property
    def _path(self) -> LearningPath:
        from studydesk.domain.path import Area, LearningPath, Node, NodeKind, Skill

        rows = self._connection.execute
        meta = dict(rows("SELECT key, value FROM meta"))
        kinds = {kind.value: kind for kind in NodeKind}
        nodes = {
            row[0]: Node(
                row[0],
                kinds[row[1]],
                row[2],
                row[3],
                row[4],
                tuple(row[5].split()),
                row[6],
                None if row[7] is None else (row[7], row[8]),
                tuple(row[9].split()),
                tuple(row[10].split()),
                row[11],
                row[12] == 1,
                tuple(row[13].split()),
            )
            for row in rows(
                "SELECT id, kind, title, short, parent, children, minutes, hours_low, hours_high, skills, prerequisites,"
                " question, has_lesson, renamed_from FROM node ORDER BY position"
            )
        }
        return LearningPath(
            id=meta["id"],
            title=meta["title"],
            version=meta["version"],
            roots=tuple(node.id for node in nodes.values() if node.parent is None),
            nodes=nodes,
            areas=tuple(
                Area(row[0], row[1], tuple(row[2].split()))
                for row in rows("SELECT id, title, skills FROM area ORDER BY position")
            ),
            skills={row[0]: Skill(*row) for row in rows("SELECT id, area, title, can FROM skill ORDER BY position")},
            resources={
                row[0]: _resource(row)
                for row in rows(
                    "SELECT id, title, authors, kind, level, cost, licence, address, about, offline, blocks, topics, key,"
                    " year FROM resource ORDER BY position"
                )
            },
        )

    def page(self, page_id: str) -> Page | None:
        """A page by node id, "path", or "resource:<id>"; None when there is none."""
        from studydesk.curriculum.values import Page, TocEntry

        found = self._connection.execute(
            "SELECT id, kind, title, html, words, minutes FROM page WHERE id = ?", (page_id,)
        ).fetchone()
        if found is None:
            return None
        toc = self._connection.execute("SELECT id, title, level FROM toc WHERE page = ? ORDER BY position", (page_id,))
        identifier, kind, title, html, words, minutes = found
        return Page(identifier, kind, title, html, words, minutes, tuple(TocEntry(*row) for row in toc))

    def resource_page(self, resource_id: str) -> Page | None:
        """The page about a resource."""
        return self.page(f"resource:{self.present('resource', resource_id)}")

    def page_minutes(self) -> dict[str, int]:
        """Reading minutes of every page by its id."""
        return dict(self._connection.execute("SELECT id, minutes FROM page"))

    def questions_count(self, block: str) -> int:
        """How many questions the bank of a block has."""
        (count,) = self._connection.execute("SELECT count(*) FROM question WHERE block = ?", (block,)).fetchone()
        return int(count)

    def glossary(self, term_id: str) -> Term | None:
        """A term by its id; None when there is none."""
        from studydesk.curriculum.values import Term

        row = self._connection.execute(
            "SELECT id, term, aliases, html, topic FROM glossary WHERE id = ?", (self.present("term", term_id),)
        ).fetchone()
        return None if row is None else Term(row[0], row[1], tuple(row[2].splitlines()), row[3], row[4])

    def present(self, kind: str, old: str) -> str:
        """The present id of a resource, skill or term that may have been renamed; `old` itself when it was not."""
        row = self._connection.execute("SELECT present FROM renamed WHERE kind = ? AND old = ?", (kind, old)).fetchone()
        return old if row is None else str(row[0])

    @cached_property
    def extras(self) -> Extras:
        """Schedule, self-assessment, portfolio, outcomes, next steps and timeline."""
        from studydesk.curriculum.values import Extra, Extras

        found: dict[str, list[Extra]] = {}
        rows = self._connection.execute(
            "SELECT kind, id, title, html, detail, low, high, milestone FROM extra ORDER BY kind, position"
        )
        for kind, identifier, title, html, detail, low, high, milestone in rows:
            span = None if low is None else (low, high)
            found.setdefault(kind, []).append(Extra(identifier, title, html, detail, span, milestone))
        kinds = ("schedule", "assessment", "portfolio", "outcome", "next-step", "timeline")
        return Extras(*(tuple(found.get(kind, ())) for kind in kinds))


def _resource(row: tuple[object, ...]) -> Resource:
    from studydesk.domain.path import Resource

    identifier, title, authors, kind, level, cost, licence, address, about, offline, blocks, topics, key, year = row
    return Resource(
        str(identifier),
        str(title),
        tuple(str(authors).splitlines()),
        str(kind),
        str(level),
        str(cost),
        str(licence),
        str(address),
        str(about),
        str(offline),
        tuple(str(blocks).split()),
        tuple(str(topics).split()),
        str(key),
        year if isinstance(year, int) else None,
    )
